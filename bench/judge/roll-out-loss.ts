/**
 * Why a plan is worth less in fresh futures than in its tree (docs/judging.md).
 *
 *   npx tsx bench/judge/roll-out-loss.ts --portfolio FILE --plan FILE [--futures 200]
 *
 * Follows the plan along the tree's own leaves (which must give its value in the tree), and in fresh futures: as they come, and weighted so that every
 * leaf has its probability. A line of JSON.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readPortfolioPath } from '../../src/adapters/files/read-portfolio.ts';
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import { applyEvidence } from '../../src/demand/evidence-effect.ts';
import { simulatePaths } from '../../src/demand/paths.ts';
import { leavesOf } from '../../src/demand/scenario-tree.ts';
import type { PlanFile } from '../../src/domain/plan-file.ts';
import { typicalPortfolio } from '../../src/domain/portfolio.ts';
import { portfolioModel } from '../../src/judge/decision-model.ts';
import { followed, freshFutures } from '../../src/judge/out-of-sample.ts';
import { planDecisions } from '../../src/judge/simulate.ts';
import { portfolioOutlook } from '../../src/planning/portfolio/portfolio-outlook.ts';
import { portfolioTree } from '../../src/planning/portfolio/portfolio-tree.ts';
import { resolveServed } from '../../src/serving/served-workloads.ts';

const { values: given } = parseArgs({
  options: {
    portfolio: { type: 'string' },
    plan: { type: 'string' },
    futures: { type: 'string', default: '200' },
  },
});
const reading = await readPortfolioPath(given.portfolio!);
if ('problems' in reading) throw new Error(JSON.stringify(reading.problems[0]));
const resolved = resolveServed(reading.document);
if ('problems' in resolved) throw new Error(JSON.stringify(resolved.problems[0]));
const portfolio = typicalPortfolio(resolved.document);
const plan = JSON.parse(await readFile(given.plan!, 'utf8')) as PlanFile;
const { tree } = portfolioTree(portfolio);
const model = portfolioModel(portfolio);
const scene = { model, tree, opens: model.openings(tree), solver: await highsSolver() };
const decisions = planDecisions(plan);
const worth = (future: { leaf: number; observed: ReadonlyMap<string, Float64Array> }) =>
  followed([decisions], future, scene)[0]!;

const leaves = leavesOf(tree);
const inTree = leaves.reduce(
  (sum, leaf) => sum + tree.probability[leaf]! * worth({ leaf, observed: new Map() }),
  0,
);
const { request: prior, evidence } = portfolioOutlook(portfolio);
const { request } = applyEvidence(prior, evidence);
const pathCount = Number(given.futures);
const fresh = freshFutures(simulatePaths({ ...request, pathCount, seed: request.seed + 1 }), tree);
const byLeaf = new Map<number, { value: number }[]>();
for (const future of fresh)
  byLeaf.set(future.leaf, [...(byLeaf.get(future.leaf) ?? []), { value: worth(future) }]);
const meanOf = (values: readonly { value: number }[]) =>
  values.reduce((sum, { value }) => sum + value, 0) / values.length;
const met = leaves.filter((leaf) => byLeaf.has(leaf));
const mass = met.reduce((sum, leaf) => sum + tree.probability[leaf]!, 0);
const weighted =
  met.reduce((sum, leaf) => sum + tree.probability[leaf]! * meanOf(byLeaf.get(leaf)!), 0) / mass;
console.log(
  JSON.stringify({
    statedMillionUsd: plan.headline.valueUsd / 1e6,
    ownLeavesMillionUsd: inTree,
    freshMillionUsd: meanOf([...byLeaf.values()].flat()),
    weightedByLeafMillionUsd: weighted,
    ...{ futures: pathCount, leavesMet: met.length, ofLeaves: leaves.length, probabilityMet: mass },
    cpuSeconds: process.cpuUsage().user / 1e6,
  }),
);
