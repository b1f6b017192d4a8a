/** Means and quantiles over the futures, quarter by quarter. */

import type { ScenarioTree } from '../../demand/scenario-tree.ts';
import type { Quantiles } from '../../domain/plan-file.ts';

/** Nodes of each depth. */
export function nodesByDepth(tree: ScenarioTree): number[][] {
  const nodes: number[][] = [];
  tree.depth.forEach((t, n) => {
    nodes[t] = [...(nodes[t] ?? []), n];
  });
  return nodes;
}

/** Expected value per quarter of a value per node. */
export function expectedByQuarter(tree: ScenarioTree, perNode: Float64Array): number[] {
  return nodesByDepth(tree).map((nodes) =>
    nodes.reduce((sum, n) => sum + tree.probability[n]! * perNode[n]!, 0),
  );
}

/** P10, P50 and P90 per quarter of a value per node. */
export function quantilesByQuarter(tree: ScenarioTree, perNode: Float64Array): Quantiles {
  const outcomes = nodesByDepth(tree).map((nodes) =>
    nodes.map((n) => ({ total: perNode[n]!, probability: tree.probability[n]! })),
  );
  const at = (level: number) => outcomes.map((list) => quantile(list, level));
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

/** The smallest outcome that is not exceeded with probability `level`. */
export function quantile(outcomes: readonly { total: number; probability: number }[], level: number): number {
  let mass = 0;
  const sorted = outcomes.toSorted((a, b) => a.total - b.total);
  for (const { total, probability } of sorted) {
    mass += probability;
    if (mass >= level - 1e-12) return total;
  }
  return sorted.at(-1)?.total ?? 0;
}
