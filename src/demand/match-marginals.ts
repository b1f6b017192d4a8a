/**
 * Bringing a discrete distribution's mean and quantiles to those of the sample that it stands for.
 *
 * Clusters' means are too narrow: what varies within a cluster is lost. In order of their means, the nodes of a
 * quarter first take the means of the slices of the sample that their probabilities cut out (the best discrete
 * stand-in for a given order and given probabilities). Then the least change, weighted by probability, brings mean
 * and quantiles to the sample's without changing the order (moment matching after Høyland and Wallace, 2001; the
 * projection by Dykstra's algorithm, Boyle and Dykstra, 1986).
 *
 * Quantiles of few values depend on the convention, so two are met: interpolated between the middles of the
 * values' probabilities (to `INTERPOLATED`), and the value at which the summed probability first reaches the share
 * (to `STEPPED`), the second where the probabilities allow it.
 */
import { hazenQuantile, meanOf, type Sample, sliceMeans } from './ranked-paths.ts';

const INTERPOLATED = 0.01;
const STEPPED = 0.04;
const ROUNDS = 400;

/** Values that stand for a sample. */
export interface Matched {
  readonly values: Float64Array;
  /** False where the nodes are too few to meet the interpolated quantiles; the slices' means stand then. */
  readonly quantiles: boolean;
}

/**
 * Values for nodes with `probabilities` (sum 1) that ascend as `places` do.
 *
 * @param sample of values ≥ 0.
 * @param shares the quantiles to match, such as 0.1, 0.5 and 0.9.
 */
export function matchMarginal(
  places: Float64Array,
  probabilities: Float64Array,
  sample: Sample,
  shares: readonly number[],
): Matched {
  const order = [...places.keys()].sort((a, b) => places[a]! - places[b]! || a - b);
  const weights = Float64Array.from(order, (n) => probabilities[n]!);
  const mean = meanOf(sample);
  const targets = shares.map((share) => hazenQuantile(sample, share));
  const interpolated = shares.map((share, k) =>
    slab(interpolatedRow(weights, share), targets[k]!, INTERPOLATED),
  );
  const stepped = shares.map((share, k) => slab(steppedRow(weights, share), targets[k]!, STEPPED));
  const slices = sliceMeans(weights, sample);
  const [least, most] = [sample.sorted[0]!, sample.sorted.at(-1)!];
  const within = (slabs: readonly Slab[]) => {
    const { matched, violation } = project(slices, weights, { mean, slabs, least, most });
    return violation <= 0.01 ? matched : undefined;
  };
  // A heavy last node cannot both be P90 and carry what lies beyond: then the first convention alone is met.
  const matched = within([...interpolated, ...stepped]) ?? within(interpolated);
  const values = new Float64Array(places.length);
  for (const [rank, node] of order.entries()) values[node] = (matched ?? slices)[rank]!;
  return { values, quantiles: matched !== undefined };
}

/** All x with `lowest` ≤ Σ share·x ≤ `highest`, where at most two values have a share. */
interface Slab {
  readonly shares: readonly (readonly [rank: number, share: number])[];
  readonly lowest: number;
  readonly highest: number;
}

function slab(shares: Slab['shares'], target: number, tolerance: number): Slab {
  return { shares, lowest: target * (1 - tolerance), highest: target * (1 + tolerance) };
}

/** The quantile at `share` as shares of values in ascending order, as `weightedQuantile` takes it. */
function interpolatedRow(weights: Float64Array, share: number): Slab['shares'] {
  let below = 0;
  for (let i = 0; i < weights.length; i++) {
    const position = below + weights[i]! / 2;
    if (position >= share && i > 0) {
      const before = below - weights[i - 1]! / 2;
      const step = (share - before) / (position - before);
      return [
        [i - 1, 1 - step],
        [i, step],
      ];
    }
    if (position >= share) break;
    below += weights[i]!;
  }
  return [[share < 0.5 ? 0 : weights.length - 1, 1]];
}

/** The quantile at `share` as the value at which the summed probability first reaches it. */
function steppedRow(weights: Float64Array, share: number): Slab['shares'] {
  let sum = 0;
  const rank = weights.findIndex((weight) => {
    sum += weight;
    return sum >= share - 1e-12;
  });
  return [[rank < 0 ? weights.length - 1 : rank, 1]];
}

/** What values have to meet: none lies beyond the sample's own range. */
interface Targets {
  readonly mean: number;
  readonly slabs: readonly Slab[];
  readonly least: number;
  readonly most: number;
}

/**
 * The ascending values from `least` to `most` nearest to `start` (by `weights`) with mean `mean` in all `slabs`, and by
 * how much of its bound the worst slab is still missed.
 */
function project(start: Float64Array, weights: Float64Array, { mean, slabs, least, most }: Targets) {
  let x: Float64Array = Float64Array.from(start);
  let ascendingDebt: Float64Array = new Float64Array(x.length);
  const debts = slabs.map(() => 0);
  for (let round = 0; round < ROUNDS; round++) {
    shift(x, mean - dot(weights, x));
    slabs.forEach((one, k) => {
      debts[k] = intoSlab(x, weights, one, debts[k]!);
    });
    const before = x.map((value, i) => value + ascendingDebt[i]!);
    x = ascending(before, weights, least, most);
    ascendingDebt = before.map((value, i) => value - x[i]!);
    if (Math.abs(dot(weights, x) - mean) < 1e-4 * mean && missed(x, slabs) < 1e-3) break;
  }
  // Strictly ascending, so that whoever sorts the values finds the order for which the quantiles were met.
  const strict = x.map((value, i) => value * (1 + i * 1e-9));
  const found = dot(weights, strict);
  const matched = found > 0 ? strict.map((value) => (value * mean) / found) : strict;
  return { matched, violation: missed(matched, slabs) };
}

/** Moves `x` into the slab, with Dykstra's debt of the last round (a multiple of the slab's normal) paid first. */
function intoSlab(x: Float64Array, weights: Float64Array, { shares, lowest, highest }: Slab, debt: number) {
  let [level, norm] = [0, 0];
  for (const [i, share] of shares) {
    x[i]! += (debt * share) / weights[i]!;
    level += share * x[i]!;
    norm += (share * share) / weights[i]!;
  }
  const step = (Math.min(highest, Math.max(lowest, level)) - level) / norm;
  for (const [i, share] of shares) x[i]! += (step * share) / weights[i]!;
  return -step;
}

/** The nearest ascending values from `least` to `most`, by weighted squares (pool adjacent violators, then cut off). */
function ascending(values: Float64Array, weights: Float64Array, least: number, most: number): Float64Array {
  const pools: { mean: number; weight: number; count: number }[] = [];
  for (let i = 0; i < values.length; i++) {
    let pool = { mean: values[i]!, weight: weights[i]!, count: 1 };
    while (pools.length > 0 && pools.at(-1)!.mean > pool.mean) {
      const { mean, weight, count } = pools.pop()!;
      const total = weight + pool.weight;
      pool = {
        mean: (mean * weight + pool.mean * pool.weight) / total,
        weight: total,
        count: count + pool.count,
      };
    }
    pools.push(pool);
  }
  return Float64Array.from(
    pools.flatMap(({ mean, count }) => new Array<number>(count).fill(Math.min(most, Math.max(least, mean)))),
  );
}

function missed(x: Float64Array, slabs: readonly Slab[]): number {
  return slabs.reduce((worst, { shares, lowest, highest }) => {
    const level = shares.reduce((sum, [i, share]) => sum + share * x[i]!, 0);
    const outside = Math.max(0, lowest - level, level - highest);
    return Math.max(worst, outside === 0 ? 0 : outside / highest);
  }, 0);
}

function shift(x: Float64Array, by: number) {
  for (let i = 0; i < x.length; i++) x[i]! += by;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
