/** Time on the tree (rules T1–T5): quarters, periods, fiscal years, discounting and growth. */

import { childrenOf, leavesOf, type ScenarioTree } from '../demand/scenario-tree.ts';
import { firstQuarterOf, type Portfolio } from '../domain/portfolio.ts';
import { addQuarters, fiscalYearOf, type Quarter } from '../units/quarter.ts';

/** Hours of a quarter (T1). */
export const hoursPerQuarter = 2191.5;

/** A chain of nodes that share one fleet and service decision (T4). */
export interface Period {
  readonly head: number;
  readonly nodes: readonly number[];
  /** Positions of the periods that follow. */
  readonly next: readonly number[];
}

/** Time at the tree's nodes; arrays have shape `[node]` unless stated otherwise. */
export interface Timeline {
  readonly tree: ScenarioTree;
  readonly children: readonly (readonly number[])[];
  readonly leaves: readonly number[];
  /** Quarters since the root, per node: t(n). */
  readonly age: Int32Array;
  readonly quarter: readonly Quarter[];
  readonly fiscalYear: Int32Array;
  /** δ per node (T3). */
  readonly discount: Float64Array;
  /** Growth of costs since the root, per node (T5). */
  readonly inflation: Float64Array;
  /** In the order of their heads, so that a period precedes those that follow it. */
  readonly periods: readonly Period[];
  /** Position of each node's period. */
  readonly periodOf: Int32Array;
}

/** What a yearly rate makes of 1 in t quarters (T5). */
export function grown(ratePerYear: number, quarters: number): number {
  return (1 + ratePerYear) ** (quarters / 4);
}

/** A tree's calendar as the rules T1 to T5 have it, worked out anew from the portfolio. */
export function timelineOf(portfolio: Portfolio, tree: ScenarioTree): Timeline {
  const { calendar, finance } = portfolio;
  const children = childrenOf(tree);
  const age = new Int32Array(tree.parent.length);
  for (let n = 1; n < age.length; n++) age[n] = age[tree.parent[n]!]! + 1;
  const first = firstQuarterOf(portfolio);
  const quarter = Array.from(age, (t) => addQuarters(first, t));
  return {
    tree,
    children,
    leaves: leavesOf(tree),
    age,
    quarter,
    fiscalYear: Int32Array.from(quarter, (q) => fiscalYearOf(q, calendar.fiscalYearStartMonth)),
    discount: Float64Array.from(age, (t) => grown(finance.discountRatePerYear, -t)),
    inflation: Float64Array.from(age, (t) => grown(finance.costInflationPerYear, t)),
    ...periodsOf(tree, children, calendar.periodQuarters),
  };
}

function periodsOf(
  tree: ScenarioTree,
  children: readonly (readonly number[])[],
  longest: number,
): Pick<Timeline, 'periods' | 'periodOf'> {
  const periodOf = new Int32Array(tree.parent.length);
  const periods: { head: number; nodes: number[]; next: number[] }[] = [];
  for (let n = 0; n < periodOf.length; n++) {
    const parent = tree.parent[n]!;
    const above = n === 0 ? undefined : periods[periodOf[parent]!]!;
    if (above && children[parent]!.length === 1 && above.nodes.length < longest) {
      periodOf[n] = periodOf[parent]!;
      above.nodes.push(n);
      continue;
    }
    periodOf[n] = periods.length;
    above?.next.push(periods.length);
    periods.push({ head: n, nodes: [n], next: [] });
  }
  return { periods, periodOf };
}

/** T6: what the tree makes of a stated price at a node; 1 where it holds no series of that name. */
export function priceShare({ tree }: Pick<Timeline, 'tree'>, series: string, node: number): number {
  return tree.values.get(series)?.[node] ?? 1;
}

/**
 * Weight of a discounted cash flow per node (V2): (1 − λ)·π + λ·Σ q over the leaves below, times δ.
 * `leafWeights` stand in the order of the leaves; without them λ counts as 0.
 */
export function cashWeights(
  timeline: Timeline,
  cvarWeight: number,
  leafWeights: readonly number[] | undefined,
): Float64Array {
  const { tree, leaves, discount } = timeline;
  const risk = leafWeights ? cvarWeight : 0;
  const below = new Float64Array(tree.parent.length);
  for (const [i, leaf] of leaves.entries()) below[leaf] = leafWeights?.[i] ?? 0;
  for (let n = below.length - 1; n > 0; n--) below[tree.parent[n]!]! += below[n]!;
  return below.map((q, n) => ((1 - risk) * tree.probability[n]! + risk * q) * discount[n]!);
}

/** Nodes at which a budget's row stands: the last node of the fiscal year on each path; a leaf ends its year (B1). */
export function yearEnds(timeline: Timeline, fiscalYear: number): number[] {
  return [...timeline.fiscalYear.keys()].filter(
    (n) =>
      timeline.fiscalYear[n] === fiscalYear &&
      timeline.children[n]!.every((child) => timeline.fiscalYear[child] !== fiscalYear),
  );
}
