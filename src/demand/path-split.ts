/** Splitting groups of paths in two by what is known of them in a quarter. */
import { ln, square } from '../units/elementary.ts';

/**
 * What tells paths apart in one quarter: standardised logarithms, shape `[series][path]`.
 *
 * Each row has mean 0 and variance 1 over all paths; series that do not vary are left out.
 */
export type Features = readonly Float64Array[];

/** Features of `columns` (values ≥ 0, shape `[series][path]`); `weights` (> 0) by series, 1 by default. */
export function featuresOf(columns: readonly Float64Array[], weights: readonly number[]): Features {
  return columns.flatMap((column, s) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    if (!(mean > 0)) return [];
    // A floor well below the mean, so that paths which fell to nothing stay comparable.
    const logs = column.map((value) => ln(value / mean + 0.02));
    const centre = logs.reduce((sum, value) => sum + value, 0) / logs.length;
    const spread = Math.sqrt(logs.reduce((sum, value) => sum + square(value - centre), 0) / logs.length);
    if (spread < 1e-9) return [];
    return [logs.map((value) => ((value - centre) / spread) * Math.sqrt(weights[s] ?? 1))];
  });
}

/** A way to split a group of paths. */
export interface Split {
  /** Reduction of the sum of squares within groups, ≥ 0. */
  readonly gain: number;
  /** Paths go to the lower group where their score is below this. */
  readonly threshold: number;
  /** Scores of the group's paths, in the group's order. */
  readonly scores: Float64Array;
}

/**
 * The best split of the paths `group` along their first principal direction (two-means in one dimension, exact),
 * with at least `smallest` paths on either side; `undefined` where there is none.
 */
export function bestSplit(features: Features, group: Int32Array, smallest: number): Split | undefined {
  const count = group.length;
  if (count < 2 * smallest || features.length === 0) return undefined;
  const scores = projected(features, group);
  const sorted = scores.slice().sort();
  let total = 0;
  for (const score of sorted) total += score;
  let below = 0;
  let [gain, threshold] = [0, Number.NaN];
  for (let k = 1; k <= count - smallest; k++) {
    below += sorted[k - 1]!;
    if (k < smallest || sorted[k]! === sorted[k - 1]!) continue;
    // Between-group sum of squares for a split after k of n.
    const between = square(below - (k * total) / count) * (1 / k + 1 / (count - k));
    if (between > gain) [gain, threshold] = [between, (sorted[k - 1]! + sorted[k]!) / 2];
  }
  return Number.isNaN(threshold) ? undefined : { gain, threshold, scores };
}

/** Moves the paths for which `isUpper` (by place in the group) holds behind the others; both keep their order. */
export function partition(group: Int32Array, isUpper: (place: number) => boolean): number {
  const upper: number[] = [];
  let lower = 0;
  for (let i = 0; i < group.length; i++) {
    const path = group[i]!;
    if (isUpper(i)) upper.push(path);
    else group[lower++] = path;
  }
  group.set(upper, lower);
  return lower;
}

/** Scores of the group's paths on the first principal direction of their features (power iteration). */
function projected(features: Features, group: Int32Array): Float64Array {
  const size = features.length;
  const count = group.length;
  const centred = features.map((row) => {
    const own = new Float64Array(count);
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const value = row[group[k]!]!;
      own[k] = value;
      sum += value;
    }
    const mean = sum / count;
    for (let k = 0; k < count; k++) own[k]! -= mean;
    return own;
  });
  const covariance = centred.map((a, i) => centred.map((b, j) => (j > i ? 0 : product(a, b))));
  const at = (i: number, j: number) => (j <= i ? covariance[i]![j]! : covariance[j]![i]!);
  // Starts from the series that varies most, so that ties end alike everywhere.
  const widest = centred.reduce((best, _, i) => (at(i, i) > at(best, best) ? i : best), 0);
  let direction: number[] = centred.map((_, i) => (i === widest ? 1 : 1e-3));
  for (let round = 0; round < 40; round++) {
    const next = direction.map((_, i) => direction.reduce((sum, value, j) => sum + at(i, j) * value, 0));
    const length = Math.sqrt(next.reduce((sum, value) => sum + value * value, 0));
    if (!(length > 0)) break;
    direction = next.map((value) => value / length);
  }
  const scores = new Float64Array(count);
  for (let s = 0; s < size; s++) {
    const own = centred[s]!;
    const share = direction[s]!;
    for (let i = 0; i < count; i++) scores[i]! += share * own[i]!;
  }
  return scores;
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
