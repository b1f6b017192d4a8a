import { expect, it } from 'vitest';
import { quarter } from '../units/quarter.ts';
import { randomStream } from '../units/random.ts';
import type { PathSet } from './paths.ts';
import { hazenQuantile, meanOf, RankedPaths, sliceMeans } from './ranked-paths.ts';

/** Values of which many differ in the last digits only, some not at all, and some are 0. */
function pathsOf(count: number): PathSet {
  const stream = randomStream(7);
  const value = () =>
    stream.uniform() < 0.05 ? 0 : Math.floor(8 * stream.uniform()) + 1e-9 * stream.uniform();
  return {
    firstQuarter: quarter(2025, 1),
    ...{ pathCount: count, quarters: 1, onsets: new Map(), events: [] },
    values: new Map([['demand', Float64Array.from({ length: count }, value)]]),
  };
}

it('puts paths in order however close their values lie, each with its count', () => {
  const paths = pathsOf(3000);
  const counts = Float64Array.from({ length: 3000 }, (_, path) => (path % 2 === 0 ? 0.5 : 1.5));
  const values = paths.values.get('demand')!;
  const expected = [...values.keys()].sort((a, b) => values[a]! - values[b]! || a - b);
  const sample = new RankedPaths(paths).sample('demand', 0, counts);
  expect([...sample.sorted]).toEqual(expected.map((path) => values[path]!));
  expect([...sample.counts!]).toEqual(expected.map((path) => counts[path]!));
});

it('takes a path that counts twice as two paths', () => {
  const [sorted, counts] = [Float64Array.of(1, 4, 9, 16), Float64Array.of(2, 1, 0.5, 0.5)];
  const repeated = { sorted: Float64Array.of(1, 1, 1, 1, 4, 4, 9, 16) };
  const counted = { sorted, counts };
  expect(meanOf(counted)).toBeCloseTo(meanOf(repeated), 12);
  const thirds = Float64Array.of(1 / 3, 1 / 3, 1 / 3);
  const means = sliceMeans(thirds, repeated);
  for (const [i, mean] of sliceMeans(thirds, counted).entries()) expect(mean).toBeCloseTo(means[i]!, 12);
});

it('has quantiles between the middles of what values count', () => {
  const sample = { sorted: Float64Array.of(1, 4, 9, 16), counts: Float64Array.of(2, 1, 0.5, 0.5) };
  // Middles at 1, 2.5, 3.25 and 3.75 of 4.
  expect(hazenQuantile(sample, 0.1)).toBe(1);
  expect(hazenQuantile(sample, 0.5)).toBeCloseTo(1 + (3 * (2 - 1)) / 1.5, 12);
  expect(hazenQuantile(sample, 2.5 / 4)).toBeCloseTo(4, 12);
  expect(hazenQuantile(sample, 0.99)).toBe(16);
});
