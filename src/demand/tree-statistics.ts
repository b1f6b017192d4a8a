/** Means and quantiles over the futures of a tree, quarter by quarter. */
import type { Quantiles } from '../domain/plan-file.ts';
import { nodesByDepth, type ScenarioTree } from './scenario-tree.ts';

/** Expected value per quarter of a value per node. */
export function expectedByQuarter(tree: ScenarioTree, perNode: ArrayLike<number>): number[] {
  const expected: number[] = [];
  tree.depth.forEach((t, n) => {
    expected[t] = (expected[t] ?? 0) + tree.probability[n]! * perNode[n]!;
  });
  return expected;
}

/** P10, P50 and P90 per quarter of a value per node. */
export function quantilesByQuarter(tree: ScenarioTree, perNode: ArrayLike<number>): Quantiles {
  const outcomes = nodesByDepth(tree).map((nodes) =>
    nodes.map((n): Outcome => [perNode[n]!, tree.probability[n]!]),
  );
  const at = (share: number) => outcomes.map((list) => quantileOf(list, share));
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

/** A value and its probability. */
type Outcome = readonly [value: number, probability: number];

/** The smallest value that is not exceeded with probability `share` (docs/method.md, K8); 0 of none. */
export function quantileOf(outcomes: readonly Outcome[], share: number): number {
  const sorted = outcomes.toSorted(([a], [b]) => a - b);
  let mass = 0;
  for (const [value, probability] of sorted) {
    mass += probability;
    if (mass >= share - 1e-12) return value;
  }
  return sorted.at(-1)?.[0] ?? 0;
}
