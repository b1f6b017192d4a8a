/** A plan's tree as a scenario tree, and the futures that it holds. */
import { depthsOf, leavesOf, pathTo, type ScenarioTree } from '../demand/scenario-tree.ts';
import { quantileOf } from '../demand/tree-statistics.ts';
import type { PlanTree } from '../domain/plan-file.ts';
import { addQuarters, parseQuarter, type Quarter } from '../units/quarter.ts';

/** The tree of a plan file. Throws a `RangeError` when its first quarter is none. */
export function treeOfPlan({ firstQuarter, parent, probability, values }: PlanTree): ScenarioTree {
  const first = parseQuarter(firstQuarter);
  if (first === undefined) throw new RangeError(`not a quarter: ${firstQuarter}`);
  return {
    firstQuarter: first,
    parent: Int32Array.from(parent),
    depth: depthsOf(parent),
    probability: Float64Array.from(probability),
    values: new Map(Object.entries(values).map(([name, of]) => [name, Float64Array.from(of)])),
  };
}

/** The quarters of a tree, the root's first. */
export function quartersOf(tree: ScenarioTree): Quarter[] {
  const last = tree.depth.reduce((deepest, depth) => Math.max(deepest, depth), 0);
  return Array.from({ length: last + 1 }, (_, t) => addQuarters(tree.firstQuarter, t));
}

/** One path from the root to a leaf. */
export interface Future {
  readonly leaf: number;
  readonly probability: number;
  /** Nodes from the root to the leaf. */
  readonly path: readonly number[];
  /** Sum of `need` over the path. */
  readonly need: number;
}

/** The futures by rising need; `need` is per node, in any unit. */
export function futuresOf(tree: ScenarioTree, need: ArrayLike<number>): Future[] {
  return leavesOf(tree)
    .map((leaf) => {
      const path = pathTo(tree, leaf);
      return {
        ...{ leaf, path, probability: tree.probability[leaf]! },
        need: path.reduce((sum, n) => sum + need[n]!, 0),
      };
    })
    .sort((a, b) => a.need - b.need || a.leaf - b.leaf);
}

/** The most probable future; of several equally probable ones the one whose need is nearest to the median. */
export function likeliestFuture(futures: readonly Future[]): Future {
  const likeliest = Math.max(...futures.map(({ probability }) => probability));
  const candidates = futures.filter(({ probability }) => probability >= likeliest * (1 - 1e-9));
  const median = quantileOf(
    futures.map(({ need, probability }) => [need, probability]),
    0.5,
  );
  const distance = ({ need }: Future) => Math.abs(need - median);
  return candidates.reduce((best, one) => (distance(one) < distance(best) ? one : best));
}
