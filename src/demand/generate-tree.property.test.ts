import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quarter } from '../units/quarter.ts';
import { generateTree, type TreeRequest } from './generate-tree.ts';
import { expectedValue, marginalsOf, type SeriesOutlook } from './outlook.ts';
import { childrenOf, treeFaults } from './scenario-tree.ts';

const outlook: fc.Arbitrary<SeriesOutlook['outlook']> = fc.oneof(
  fc.record({
    kind: fc.constant('growth' as const),
    growthPerYear: fc.double({ min: -0.4, max: 3, noNaN: true }),
    volatilityPerYear: fc.double({ min: 0, max: 0.8, noNaN: true }),
  }),
  fc
    .uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 })
    .chain((quarters) =>
      fc.tuple(
        ...quarters.map((quartersAhead) =>
          fc
            .tuple(
              fc.double({ min: 0.5, max: 50, noNaN: true }),
              fc.double({ min: 0, max: 1.2, noNaN: true }),
            )
            .map(([p50, spread]) => ({
              quartersAhead,
              p10: p50 * Math.exp(-spread),
              p50,
              p90: p50 * Math.exp(spread * 0.7),
            })),
        ),
      ),
    )
    .map((points) => ({ kind: 'quantiles' as const, points })),
);

const request: fc.Arbitrary<TreeRequest> = fc
  .record({
    horizonQuarters: fc.integer({ min: 1, max: 24 }),
    branches: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 6, maxLength: 6 }),
    outlooks: fc.array(outlook, { minLength: 1, maxLength: 3 }),
    initial: fc.double({ min: 0.1, max: 1e12, noNaN: true }),
    correlation: fc.double({ min: -0.5, max: 1, noNaN: true }),
    seed: fc.integer(),
  })
  .map(({ horizonQuarters, branches, outlooks, initial, correlation, seed }) => ({
    firstQuarter: quarter(2025, 2),
    horizonQuarters,
    branchesPerYear: branches.slice(0, Math.ceil(horizonQuarters / 4)),
    series: outlooks.map((one, i) => ({ name: `demand:${i}`, initial, outlook: one })),
    correlation: outlooks.map((_, i) => outlooks.map((__, j) => (i === j ? 1 : correlation))),
    seed,
  }));

describe('generateTree', () => {
  it('gives sound trees: mass 1 in every quarter, parents before children', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { tree, diagnostics } = generateTree(asked);
        expect(treeFaults(tree)).toEqual([]);
        expect(diagnostics.massError).toBeLessThan(1e-12);
        expect(Math.max(...tree.depth)).toBe(asked.horizonQuarters - 1);
      }),
      { numRuns: 60, seed: 4 },
    );
  });

  it('keeps the mean of every series in every quarter', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { tree } = generateTree(asked);
        for (const series of asked.series) {
          const values = tree.values.get(series.name)!;
          const means = new Array<number>(asked.horizonQuarters).fill(0);
          values.forEach((value, n) => {
            means[tree.depth[n]!]! += value * tree.probability[n]!;
          });
          marginalsOf(series, asked.horizonQuarters).forEach((marginal, t) => {
            expect(Math.abs(means[t]! / expectedValue(marginal) - 1)).toBeLessThan(1e-10);
          });
        }
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it('gives the same tree for the same seed', () => {
    fc.assert(
      fc.property(request, (asked) => {
        expect(generateTree(asked)).toEqual(generateTree(asked));
      }),
      { numRuns: 20, seed: 6 },
    );
  });

  it('splits only where it was asked to', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { tree } = generateTree(asked);
        childrenOf(tree).forEach((children, n) => {
          const depth = tree.depth[n]!;
          const year = depth === 0 ? 0 : (depth + 1) / 4;
          const wanted = Number.isInteger(year) ? (asked.branchesPerYear[year] ?? 1) : 1;
          expect(children.length).toBe(depth === asked.horizonQuarters - 1 ? 0 : wanted);
        });
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});
