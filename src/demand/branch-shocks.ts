/**
 * Shocks for the children of a branching node: few points that stand for a correlated normal vector.
 *
 * Each series takes the same small grid of standard normal points (means of equally likely slices, stretched
 * to variance 1) in an order of its own, so that every series has mean 0 and variance 1 over the children of
 * every node, exactly. The orders carry the correlation: of many orders drawn with the wanted correlation the
 * one is kept that brings the correlation over all branchings so far closest to it (Latin hypercube sampling
 * with error diffusion, after McKay, Beckman and Conover, 1979). A single branching into two can only hold
 * correlations of ±1; many branchings together approach any.
 */
import { exp } from '../units/elementary.ts';
import { inverseNormal, type RandomStream } from '../units/random.ts';
import { type CorrelationMatrix, choleskyFactor } from './correlation.ts';

/** Orders tried per branching: many while few branchings share the errors, fewer once errors can even out. */
const CANDIDATES = { first: 64, later: 12, from: 50 };

/** Hands out shocks, branching by branching, and keeps the books on their correlation. */
export interface ShockSource {
  /** Standard shocks of `branches` equally likely children, shape `[child][series]`; ascending in the first series. */
  draw(branches: number, probability: number): number[][];
  /** Correlation over all branchings drawn so far, weighted by probability; the wanted one before the first. */
  reached(): number[][];
}

/** A source of shocks with `correlation` (positive semidefinite) that depends on `stream` only. */
export function shockSource(correlation: CorrelationMatrix, stream: RandomStream): ShockSource {
  const factor = choleskyFactor(correlation);
  if (!factor) throw new RangeError('the correlations contradict each other');
  const products = correlation.map((row) => row.map(() => 0));
  let weight = 0;
  let drawn = 0;

  const draw = (branches: number, probability: number) => {
    const grid = standardGrid(branches);
    let best: number[][] = [];
    let bestError = Infinity;
    const candidates = drawn++ < CANDIDATES.from ? CANDIDATES.first : CANDIDATES.later;
    for (let c = 0; c < (branches > 1 ? candidates : 1); c++) {
      const shocks = orderedLike(normalVectors(factor, branches, stream), grid);
      const error = correlationGap(shocks, probability);
      if (error < bestError) [best, bestError] = [shocks, error];
    }
    weight += probability;
    for (const [i, row] of products.entries()) {
      for (let j = 0; j < row.length; j++) row[j]! += probability * meanProduct(best, i, j);
    }
    return best.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  };
  const correlationGap = (shocks: number[][], probability: number) => {
    let gap = 0;
    for (let i = 1; i < products.length; i++) {
      for (let j = 0; j < i; j++) {
        const sum = products[i]![j]! + probability * meanProduct(shocks, i, j);
        const miss = sum / (weight + probability) - correlation[i]![j]!;
        gap += miss * miss;
      }
    }
    return gap;
  };
  const reached = () =>
    weight > 0 ? products.map((row) => row.map((sum) => sum / weight)) : correlation.map((row) => [...row]);
  return { draw, reached };
}

/**
 * `size` equally likely points for a standard normal, ascending, with mean 0 and variance 1 exactly.
 *
 * The means of the distribution's equally likely slices, stretched by one factor; size 1 gives 0, 2 gives ±1,
 * 3 gives ±1.2247 and 0.
 */
export function standardGrid(size: number): number[] {
  const density = (z: number) => (Number.isFinite(z) ? exp((-z * z) / 2) : 0);
  const edges = Array.from({ length: size + 1 }, (_, k) => density(inverseNormal(k / size)));
  const means = Array.from({ length: size }, (_, k) => edges[k]! - edges[k + 1]!);
  // Symmetry to the last bit, so that the mean is exactly 0.
  const centred = means.map((mean, k) => (mean - means[size - 1 - k]!) / 2);
  const deviation = Math.sqrt(centred.reduce((sum, point) => sum + point * point, 0) / size);
  return deviation > 0 ? centred.map((point) => point / deviation) : centred;
}

function normalVectors(factor: number[][], count: number, stream: RandomStream): number[][] {
  return Array.from({ length: count }, () => {
    const independent = factor.map(() => stream.normal());
    return factor.map((row, i) => {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += row[j]! * independent[j]!;
      return sum;
    });
  });
}

/** Gives every series the points of `grid` in the order of its own sample, shape `[child][series]`. */
function orderedLike(sample: number[][], grid: number[]): number[][] {
  const shocks = sample.map((vector) => vector.map(() => 0));
  for (let series = 0; series < (sample[0]?.length ?? 0); series++) {
    const order = [...sample.keys()].sort((a, b) => sample[a]![series]! - sample[b]![series]!);
    for (const [rank, child] of order.entries()) shocks[child]![series] = grid[rank]!;
  }
  return shocks;
}

function meanProduct(shocks: number[][], i: number, j: number): number {
  let sum = 0;
  for (const shock of shocks) sum += shock[i]! * shock[j]!;
  return sum / shocks.length;
}
