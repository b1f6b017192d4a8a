/** Plans on futures that they were not made for: what each is worth on every one, and how they compare. */
import { isActive, type PathSet } from '../demand/paths.ts';
import { leavesOf, type ScenarioTree } from '../demand/scenario-tree.ts';
import type { LpSolver } from '../lp/lp-solver.ts';
import { observedChain } from './chain.ts';
import type { DecisionModel } from './decision-model.ts';
import { carried, type Decisions } from './decisions.ts';
import { PathMatcher } from './path-match.ts';
import { Service } from './roll-out.ts';
import { bestPlan, type SearchLimits, type Valued } from './value-of-information.ts';

/** A future that was not planned for, and the leaf whose nodes' decisions are followed in it. */
export interface FreshFuture {
  readonly leaf: number;
  readonly observed: ReadonlyMap<string, Float64Array>;
}

/** The futures of simulated paths on a tree. Events stay as the nodes have them, since they decide which actions are open. */
export function freshFutures(paths: PathSet, tree: ScenarioTree): FreshFuture[] {
  const matcher = new PathMatcher(tree);
  const quarters = Math.max(...tree.depth) + 1;
  const events = new Map(paths.events.map((event) => [`event:${event.name}`, event]));
  return Array.from({ length: paths.pathCount }, (_, path) => {
    const start = path * paths.quarters;
    const leaf = matcher.leafOf((series, quarter) => {
      const event = events.get(series);
      if (event) return isActive(paths, event, path, quarter) ? 1 : 0;
      return paths.values.get(series)?.[start + quarter];
    });
    const observed = new Map(
      [...paths.values].map(([name, values]) => [name, values.slice(start, start + quarters)]),
    );
    return { leaf, observed };
  });
}

/** What plans and futures are followed with. */
export interface FollowingScene {
  readonly model: DecisionModel;
  readonly tree: ScenarioTree;
  readonly opens: Uint8Array;
  readonly solver: LpSolver;
}

/** What following each of `ways` is worth in a future; `undefined` where a rule of service cannot be kept there, or there was nothing to follow. */
export function followed(
  ways: readonly (Decisions | undefined)[],
  { leaf, observed }: FreshFuture,
  { model, tree, opens, solver }: FollowingScene,
): (number | undefined)[] {
  const chain = observedChain(tree, leaf, opens, observed);
  const service = new Service(model.state(chain.tree, chain.opens), solver);
  try {
    return ways.map(
      (decisions) =>
        decisions && service.worth(carried(decisions, chain.along, chain.along.length, () => false)),
    );
  } finally {
    service.dispose();
  }
}

/** What a future would be worth to somebody who knows it from the start; `undefined` where no plan was found. */
export function foreseen(
  { leaf, observed }: FreshFuture,
  {
    model,
    tree,
    opens,
    limits,
  }: {
    readonly model: DecisionModel;
    readonly tree: ScenarioTree;
    readonly opens: Uint8Array;
    readonly limits: SearchLimits;
  },
): Valued | undefined {
  const chain = observedChain(tree, leaf, opens, observed);
  const found = bestPlan(model.state(chain.tree, chain.opens).problem, limits);
  return typeof found === 'string' ? undefined : found;
}

/** Mean of a sample with its 95 % confidence interval (normal). Paths come in antithetic pairs, whose means are independent. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** 10th and 90th percentile of the sample. */
  readonly p10: number;
  readonly p90: number;
}

const Z95 = 1.959964;

/** The estimate of a sample in which entries 2i and 2i + 1 are a pair. */
export function estimateOf(sample: readonly number[]): Estimate {
  const pairs = Array.from({ length: Math.ceil(sample.length / 2) }, (_, i) => {
    const [a, b = a] = [sample[2 * i]!, sample[2 * i + 1]];
    return (a + b) / 2;
  });
  const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
  const center = pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
  const variance =
    pairs.reduce((sum, value) => sum + (value - center) ** 2, 0) / Math.max(1, pairs.length - 1);
  const half = Z95 * Math.sqrt(variance / pairs.length);
  const sorted = sample.toSorted((a, b) => a - b);
  const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { mean, low: mean - half, high: mean + half, p10: quantile(0.1), p90: quantile(0.9) };
}

/** Share of the futures that end at each leaf against the leaf's probability: half the sum of differences, 0…1. */
export function leafImbalance(futures: readonly FreshFuture[], tree: ScenarioTree): number {
  const counts = new Map<number, number>();
  for (const { leaf } of futures) counts.set(leaf, (counts.get(leaf) ?? 0) + 1);
  return (
    leavesOf(tree).reduce(
      (sum, leaf) => sum + Math.abs((counts.get(leaf) ?? 0) / futures.length - tree.probability[leaf]!),
      0,
    ) / 2
  );
}
