/**
 * Why the gain over the mean plan that is re-made, proven in the tree, does not show in fresh futures (docs/judging.md).
 *
 *   npx tsx bench/judge/vss-out-of-sample.ts [--branching 1,3,2,2,1] [--futures 300] [--limit 60] [--portfolio FILE]
 *
 * Follows the plan and the mean plan, re-made, along the tree's own leaves (which must give the gain in the tree), and along fresh futures, as they come and
 * weighted so that every leaf has its probability. A line of JSON per stage.
 */
import { readPortfolioPath } from '../../src/adapters/files/read-portfolio.ts';
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import { applyEvidence } from '../../src/demand/evidence-effect.ts';
import { simulatePaths } from '../../src/demand/paths.ts';
import { leavesOf } from '../../src/demand/scenario-tree.ts';
import { typicalPortfolio } from '../../src/domain/portfolio.ts';
import { portfolioModel } from '../../src/judge/decision-model.ts';
import { estimateOf, followed, freshFutures, leafImbalance } from '../../src/judge/out-of-sample.ts';
import { planDecisions } from '../../src/judge/simulate.ts';
import { meanPlanRolled } from '../../src/judge/value-of-information.ts';
import { makePlan } from '../../src/planning/plan/make-plan.ts';
import { portfolioOutlook } from '../../src/planning/portfolio/portfolio-outlook.ts';
import { portfolioTree } from '../../src/planning/portfolio/portfolio-tree.ts';
import { solveClock, untimed } from '../../src/planning/solve-clock.ts';
import { resolveServed } from '../../src/serving/served-workloads.ts';

const given = (name: string, fallback: string) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : process.argv[at + 1]!;
};
const branching = given('--branching', '1,3,2,2,1').split(',').map(Number);
const reading = await readPortfolioPath(given('--portfolio', 'examples/neocloud/portfolio.yaml'));
if ('problems' in reading) throw new Error(JSON.stringify(reading.problems[0]));
const resolved = resolveServed(reading.document);
if ('problems' in resolved) throw new Error(JSON.stringify(resolved.problems[0]));
const read = typicalPortfolio(resolved.document);
const portfolio = { ...read, uncertainty: { ...read.uncertainty, branching } };
const { tree } = portfolioTree(portfolio);
const solver = await highsSolver();
const clock = solveClock({
  now: () => process.cpuUsage().user / 1e6,
  timeLimitSeconds: Number(given('--limit', '60')),
});
const outcome = makePlan({ portfolio, tree, solver, clock, gapShare: 0.01 });
if (outcome.status !== 'planned') throw new Error(outcome.status);
const { headline } = outcome.plan;
const model = portfolioModel(portfolio);
const opens = model.openings(tree);
const gap = (0.002 * headline.stakeUsd) / 1e6;
const rolled = meanPlanRolled(model, tree, { solver, clock: untimed(), gap, patience: 4, branchLimit: 0 });
if (!rolled) throw new Error('the mean plan leaves no way on');
const plan = planDecisions(outcome.plan);
const scene = { model, tree, opens, solver };
const gain = (future: { leaf: number; observed: ReadonlyMap<string, Float64Array> }) => {
  const [planned, mean] = followed([plan, rolled.decisions], future, scene);
  return planned! - mean!;
};
const own = leavesOf(tree).map((leaf) => ({
  leaf,
  gain: gain({ leaf, observed: new Map() }),
}));
const expected = (values: readonly { leaf: number; value: number }[]) =>
  values.reduce((sum, { leaf, value }) => sum + tree.probability[leaf]! * value, 0);
console.log(
  JSON.stringify({
    ...{ branching, leaves: own.length, gapUsdM: headline.gapUsd / 1e6, planUsdM: headline.valueUsd / 1e6 },
    inTree: headline.valueUsd / 1e6 - rolled.value,
    onOwnLeaves: expected(own.map(({ leaf, gain: value }) => ({ leaf, value }))),
    ownByLeaf: own.map(({ gain: value }) => Math.round(value)),
    cpuSeconds: process.cpuUsage().user / 1e6,
  }),
);
const { request: prior, evidence } = portfolioOutlook(portfolio);
const { request } = applyEvidence(prior, evidence);
const pathCount = Number(given('--futures', '300'));
const futures = freshFutures(simulatePaths({ ...request, pathCount, seed: request.seed + 1_000_003 }), tree);
const gains = futures.map(gain);
const perLeaf = leavesOf(tree).map((leaf) => {
  const here = gains.filter((_, i) => futures[i]!.leaf === leaf);
  const mean = here.reduce((sum, value) => sum + value, 0) / Math.max(1, here.length);
  return { leaf, probability: tree.probability[leaf]!, count: here.length, mean };
});
console.log(
  JSON.stringify({
    fresh: estimateOf(gains),
    freshWeighted: expected(perLeaf.map(({ leaf, mean }) => ({ leaf, value: mean }))),
    imbalance: leafImbalance(futures, tree),
    freshByLeaf: perLeaf.map(({ mean }) => Math.round(mean)),
    counts: perLeaf.map(({ count }) => count),
    cpuSeconds: process.cpuUsage().user / 1e6,
  }),
);
