/** A plan's tree as a scenario tree, and the futures that it holds. */
import { leavesOf, pathTo, type ScenarioTree } from '../demand/scenario-tree.ts';
import { nodesByDepth } from '../demand/tree-diagnostics.ts';
import type { PlanTree, Quantiles } from '../domain/plan-file.ts';
import { addQuarters, parseQuarter, type Quarter } from '../units/quarter.ts';

/** The tree of a plan file. Throws a `RangeError` when its first quarter is none. */
export function treeOfPlan({ firstQuarter, parent, probability, values }: PlanTree): ScenarioTree {
  const first = parseQuarter(firstQuarter);
  if (first === undefined) throw new RangeError(`not a quarter: ${firstQuarter}`);
  const depth = new Int32Array(parent.length);
  for (let n = 1; n < parent.length; n++) depth[n] = depth[parent[n]!]! + 1;
  return {
    firstQuarter: first,
    parent: Int32Array.from(parent),
    depth,
    probability: Float64Array.from(probability),
    values: new Map(Object.entries(values).map(([name, of]) => [name, Float64Array.from(of)])),
  };
}

/** The quarters of a tree, the root's first. */
export function quartersOf(tree: ScenarioTree): Quarter[] {
  const last = tree.depth.reduce((deepest, depth) => Math.max(deepest, depth), 0);
  return Array.from({ length: last + 1 }, (_, t) => addQuarters(tree.firstQuarter, t));
}

/** Expected value per quarter of a value per node. */
export function expectedByQuarter(tree: ScenarioTree, perNode: ArrayLike<number>): number[] {
  return nodesByDepth(tree).map((nodes) =>
    nodes.reduce((sum, n) => sum + tree.probability[n]! * perNode[n]!, 0),
  );
}

/** P10, P50 and P90 per quarter of a value per node. */
export function quantilesByQuarter(tree: ScenarioTree, perNode: ArrayLike<number>): Quantiles {
  const at = (share: number) =>
    nodesByDepth(tree).map((nodes) =>
      quantileOf(
        nodes.map((n) => [perNode[n]!, tree.probability[n]!]),
        share,
      ),
    );
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

/** The smallest value that is not exceeded with probability `share`: the convention of the plan's own figures. */
export function quantileOf(
  outcomes: readonly (readonly [value: number, probability: number])[],
  share: number,
): number {
  const sorted = outcomes.toSorted(([a], [b]) => a - b);
  let mass = 0;
  for (const [value, probability] of sorted) {
    mass += probability;
    if (mass >= share - 1e-12) return value;
  }
  return sorted.at(-1)?.[0] ?? 0;
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
