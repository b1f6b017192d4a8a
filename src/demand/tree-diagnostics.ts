/** How well a scenario tree holds what it stands for: probability mass, means and quantiles per quarter. */
import { leavesOf, nodeCount, nodesByDepth, type ScenarioTree } from './scenario-tree.ts';

/** What a series should be in one quarter. */
export interface IntendedQuarter {
  readonly mean: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** Errors of one series as shares of what was intended (0.02 = 2 % too high), shape `[quarter]`. */
export interface SeriesDiagnostics {
  readonly mean: Float64Array;
  readonly p10: Float64Array;
  readonly p50: Float64Array;
  readonly p90: Float64Array;
}

/** How far a tree is from the paths or outlooks that it stands for. */
export interface TreeDiagnostics {
  readonly nodes: number;
  readonly leaves: number;
  /** Largest |sum of probabilities − 1| over the quarters. */
  readonly massError: number;
  /** By series name. */
  readonly series: ReadonlyMap<string, SeriesDiagnostics>;
}

/** Compares `tree` with what each of its series should be, shape `[quarter]` per series name. */
export function diagnoseTree(
  tree: ScenarioTree,
  intended: ReadonlyMap<string, readonly IntendedQuarter[]>,
): TreeDiagnostics {
  const byDepth = nodesByDepth(tree);
  const masses = byDepth.map((nodes) => nodes.reduce((sum, n) => sum + tree.probability[n]!, 0));
  const series = new Map<string, SeriesDiagnostics>();
  for (const [name, quarters] of intended) {
    const values = tree.values.get(name);
    if (!values) throw new RangeError(`the tree has no values named ${name}`);
    const reached = byDepth.map((nodes) => distributionAt(tree, values, nodes));
    const errors = (key: keyof IntendedQuarter) =>
      Float64Array.from(quarters, (quarter, t) => relativeError(reached[t]![key], quarter[key]));
    series.set(name, { mean: errors('mean'), p10: errors('p10'), p50: errors('p50'), p90: errors('p90') });
  }
  return {
    nodes: nodeCount(tree),
    leaves: leavesOf(tree).length,
    massError: Math.max(...masses.map((mass) => Math.abs(mass - 1))),
    series,
  };
}

/**
 * The quantile at `share` (0…1) of a discrete distribution: each value stands at the middle of its
 * probability, values between are interpolated linearly, the outermost hold to the ends (Hazen, 1914).
 *
 * Weights need not be normalised; `values` and `weights` have equal length ≥ 1.
 */
export function weightedQuantile(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  share: number,
): number {
  const order = Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  const target = share * total;
  let below = 0;
  let lastPosition = -Infinity;
  let lastValue = values[order[0]!]!;
  for (const i of order) {
    const position = below + weights[i]! / 2;
    if (position >= target) {
      if (lastPosition === -Infinity) return values[i]!;
      const step = (target - lastPosition) / (position - lastPosition);
      return lastValue + step * (values[i]! - lastValue);
    }
    below += weights[i]!;
    [lastPosition, lastValue] = [position, values[i]!];
  }
  return lastValue;
}

/** The quantile at `share` of equally likely values in ascending order, in the convention of {@link weightedQuantile}. */
export function sampleQuantile(sorted: ArrayLike<number>, share: number): number {
  const place = Math.min(sorted.length - 1, Math.max(0, share * sorted.length - 0.5));
  const below = Math.floor(place);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}

function distributionAt(tree: ScenarioTree, values: Float64Array, nodes: number[]): IntendedQuarter {
  const here = nodes.map((n) => values[n]!);
  const weights = nodes.map((n) => tree.probability[n]!);
  const quantile = (share: number) => weightedQuantile(here, weights, share);
  const mean = here.reduce((sum, value, i) => sum + value * weights[i]!, 0);
  return { mean, p10: quantile(0.1), p50: quantile(0.5), p90: quantile(0.9) };
}

function relativeError(reached: number, intended: number): number {
  if (reached === intended) return 0;
  return intended === 0 ? Infinity : reached / intended - 1;
}

/** Twelve digits: what engines may differ in (the last bits of `exp` and `log`) does not reach the tree. */
export function roundedTo12(value: number): number {
  return Number(value.toPrecision(12));
}
