/** Periods: chains of quarters that share one fleet and service decision (docs/method.md, T4). */
import type { ScenarioTree } from '../../demand/scenario-tree.ts';

/** The periods of a tree (docs/method.md, T4). */
export interface Periods {
  /** Period of each node. */
  readonly of: Int32Array;
  /** Nodes of each period in order of time; the first is its head. Periods are numbered in the order of their heads. */
  readonly nodes: readonly (readonly number[])[];
  /** Period above each period; −1 for the first. */
  readonly parent: Int32Array;
}

/** Cuts the tree into periods of at most `periodQuarters` quarters; a node with siblings always opens one. */
export function periodsOf(tree: ScenarioTree, periodQuarters: number): Periods {
  const childCount = new Int32Array(tree.parent.length);
  for (let n = 1; n < tree.parent.length; n++) childCount[tree.parent[n]!]! += 1;
  return cutPeriods(tree, (up, quarters) => childCount[up]! > 1 || quarters >= periodQuarters);
}

/** Periods that the nodes marked with 1 open; the root always opens one. */
export function periodsOpenedBy(tree: ScenarioTree, opens: Uint8Array): Periods {
  return cutPeriods(tree, (_, __, n) => opens[n] === 1);
}

function cutPeriods(
  { parent }: ScenarioTree,
  isOver: (up: number, quarters: number, node: number) => boolean,
): Periods {
  const of = new Int32Array(parent.length);
  const nodes: number[][] = [];
  const above: number[] = [];
  for (let n = 0; n < parent.length; n++) {
    const up = parent[n]!;
    if (up < 0 || isOver(up, nodes[of[up]!]!.length, n)) {
      of[n] = nodes.push([n]) - 1;
      above.push(up < 0 ? -1 : of[up]!);
    } else {
      of[n] = of[up]!;
      nodes[of[n]!]!.push(n);
    }
  }
  return { of, nodes, parent: Int32Array.from(above) };
}

/** Periods from `period` downwards, itself first, parents before children. */
export function periodsBelow(periods: Periods, period: number): number[] {
  const below = new Uint8Array(periods.nodes.length);
  below[period] = 1;
  const found = [period];
  for (let p = period + 1; p < below.length; p++) {
    if (!below[periods.parent[p]!]) continue;
    below[p] = 1;
    found.push(p);
  }
  return found;
}

/** Mean of a value per node over each period. */
export function periodMeans(periods: Periods, values: Float64Array): Float64Array {
  return Float64Array.from(
    periods.nodes,
    (nodes) => nodes.reduce((sum, n) => sum + values[n]!, 0) / nodes.length,
  );
}
