/** Fans: quantiles of a series by quarter, their laying over actuals, and their shape for a chart. */
import { ln } from '../units/elementary.ts';
import { addQuarters, type Quarter } from '../units/quarter.ts';
import type { QuarterValue } from './history.ts';
import type { QuantileOutlook } from './outlook.ts';
import { columnAt } from './path-groups.ts';
import type { PathSet } from './paths.ts';
import { nodesByDepth, type ScenarioTree } from './scenario-tree.ts';
import { sampleQuantile, weightedQuantile } from './tree-diagnostics.ts';

/** P10, P50 and P90 of a series in a quarter, in the series' own unit. */
export interface FanPoint {
  readonly quarter: Quarter;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** What was expected of a series at one time. */
export interface Fan {
  readonly series: string;
  /** Last quarter that was known when the fan was made. */
  readonly origin: Quarter;
  /** Ascending quarters after the origin. */
  readonly points: readonly FanPoint[];
}

/** How a fan's P10–P90 held against what came. */
export interface FanCoverage {
  /** Quarters of the fans for which an actual is known. */
  readonly quarters: number;
  /** Share of them with P10 ≤ actual ≤ P90; 0.8 is what was promised. `undefined` without any. */
  readonly covered: number | undefined;
  /** Share of them with an actual above P90: the fan was too low. */
  readonly above: number | undefined;
  /** Share of them with an actual below P10: the fan was too high. */
  readonly below: number | undefined;
  /** Mean of ln(actual / P50) over positive pairs: > 0 where the outlook was too low. */
  readonly bias: number | undefined;
}

/** Lays `actuals` over old `fans` of the same series. */
export function coverageOfFans(fans: readonly Fan[], actuals: readonly QuarterValue[]): FanCoverage {
  const known = new Map(actuals.map(({ quarter, value }) => [quarter, value]));
  let [quarters, above, below, logs, logSum] = [0, 0, 0, 0, 0];
  for (const { p10, p50, p90, quarter } of fans.flatMap(({ points }) => points)) {
    const actual = known.get(quarter);
    if (actual === undefined) continue;
    quarters++;
    if (actual > p90) above++;
    if (actual < p10) below++;
    if (actual > 0 && p50 > 0) {
      logs++;
      logSum += ln(actual / p50);
    }
  }
  const share = (count: number) => (quarters > 0 ? count / quarters : undefined);
  return {
    quarters,
    covered: share(quarters - above - below),
    above: share(above),
    below: share(below),
    bias: logs > 0 ? logSum / logs : undefined,
  };
}

/** The fan as an outlook for a tree whose root is `firstQuarter`; quarters up to the root are left out. */
export function outlookOfFan(fan: Fan, firstQuarter: Quarter): QuantileOutlook {
  const points = fan.points
    .filter(({ quarter }) => quarter > firstQuarter)
    .map(({ quarter, p10, p50, p90 }) => ({ quartersAhead: quarter - firstQuarter, p10, p50, p90 }));
  return { kind: 'quantiles', points };
}

/** The fan that a tree holds for the series `name`, its root's quarter included. */
export function fanOfTree(tree: ScenarioTree, name: string): Fan {
  const values = tree.values.get(name);
  if (!values) throw new RangeError(`the tree has no values named ${name}`);
  const points = nodesByDepth(tree).map((nodes, depth) => {
    const here = nodes.map((n) => values[n]!);
    const weights = nodes.map((n) => tree.probability[n]!);
    const [p10, p50, p90] = [0.1, 0.5, 0.9].map((share) => weightedQuantile(here, weights, share));
    return { quarter: addQuarters(tree.firstQuarter, depth), p10: p10!, p50: p50!, p90: p90! };
  });
  return { series: name, origin: tree.firstQuarter, points };
}

/** The fan of the series `name` over simulated paths, the root's quarter included. */
export function fanOfPaths(paths: PathSet, name: string): Fan {
  const values = paths.values.get(name);
  if (!values) throw new RangeError(`the paths have no series named ${name}`);
  const points = Array.from({ length: paths.quarters }, (_, t) => {
    const sorted = columnAt(values, t, paths.quarters).sort();
    const [p10, p50, p90] = [0.1, 0.5, 0.9].map((share) => sampleQuantile(sorted, share));
    return { quarter: addQuarters(paths.firstQuarter, t), p10: p10!, p50: p50!, p90: p90! };
  });
  return { series: name, origin: paths.firstQuarter, points };
}

/** A cell of a fan chart on a grid of characters. */
export type FanCell = 'empty' | 'band' | 'median' | 'history';

/** A fan chart on a grid: what to draw in each cell, and the values at the rows' middles. */
export interface FanGrid {
  /** Shape `[row][column]`, the top row first, one column per quarter. */
  readonly cells: readonly (readonly FanCell[])[];
  /** Value that each row stands for, in the series' unit: from the highest at the top to 0. */
  readonly rowValues: readonly number[];
  /** Quarter of each column, without gaps. */
  readonly quarters: readonly Quarter[];
}

/**
 * Lays history and fan on a grid of `rows` ≥ 2 for a terminal.
 *
 * The scale is linear from 0, the last row, to the highest value, the first; quarters without a value are empty columns. Each
 * value lies in the row nearest to it; the band covers the rows from P10 to P90.
 */
export function fanGrid(history: readonly QuarterValue[], fan: Fan, rows: number): FanGrid {
  const first = Math.min(...[...history, ...fan.points].map(({ quarter }) => quarter));
  const last = Math.max(...[...history, ...fan.points].map(({ quarter }) => quarter));
  const highest = Math.max(...history.map(({ value }) => value), ...fan.points.map(({ p90 }) => p90));
  const height = highest > 0 ? highest / (rows - 1) : 1;
  const rowOf = (value: number) => rows - 1 - Math.min(rows - 1, Math.max(0, Math.round(value / height)));
  const cells = Array.from({ length: rows }, () => new Array<FanCell>(last - first + 1).fill('empty'));
  for (const { quarter, p10, p50, p90 } of fan.points) {
    for (let row = rowOf(p90); row <= rowOf(p10); row++) cells[row]![quarter - first] = 'band';
    cells[rowOf(p50)]![quarter - first] = 'median';
  }
  for (const { quarter, value } of history) cells[rowOf(value)]![quarter - first] = 'history';
  return {
    cells,
    rowValues: cells.map((_, row) => (rows - 1 - row) * height),
    quarters: Array.from({ length: last - first + 1 }, (_, i) => addQuarters(first as Quarter, i)),
  };
}
