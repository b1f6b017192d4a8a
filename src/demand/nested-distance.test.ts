import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quarter } from '../units/quarter.ts';
import { nestedDistance, transportCost } from './nested-distance.ts';
import type { ScenarioTree } from './scenario-tree.ts';
import { treeStability } from './stability.ts';

const treeOf = (parent: number[], probability: number[], values: number[]): ScenarioTree => {
  const depth = parent.map(() => 0);
  for (let n = 1; n < parent.length; n++) depth[n] = depth[parent[n]!]! + 1;
  return {
    firstQuarter: quarter(2025, 1),
    parent: Int32Array.from(parent),
    depth: Int32Array.from(depth),
    probability: Float64Array.from(probability),
    values: new Map([['x', Float64Array.from(values)]]),
  };
};
/** Up or down is known in the quarter before it happens. */
const early = treeOf([-1, 0, 0, 1, 2], [1, 0.5, 0.5, 0.5, 0.5], [2, 2, 2, 3, 1]);
/** The same values, known only when they happen. */
const late = treeOf([-1, 0, 1, 1], [1, 1, 0.5, 0.5], [2, 2, 3, 1]);

describe('nestedDistance', () => {
  it('is 0 between equal trees', () => {
    expect(nestedDistance(early, early, ['x'])).toBe(0);
  });

  it('tells apart what is known early from what is known late, though the paths are the same', () => {
    // Once up or down is known, the late tree's worlds lie 1 away on average: 1 / level 2 / 3 quarters… on both sides.
    expect(nestedDistance(early, late, ['x'])).toBeCloseTo(1 / 2 / 3, 12);
  });

  it('is the mean difference of two trees without branches', () => {
    const line = (values: number[]) => treeOf([-1, 0, 1], [1, 1, 1], values);
    expect(nestedDistance(line([4, 4, 4]), line([4, 5, 7]), ['x'])).toBeCloseTo((0 + 1 + 3) / 4 / 3, 12);
  });
});

describe('transportCost', () => {
  it('finds the cheapest assignment of equal masses', () => {
    const cheapest = (costs: number[][], used: number[] = []): number =>
      used.length === costs.length
        ? 0
        : Math.min(
            ...costs.map((_, j) =>
              used.includes(j) ? Infinity : costs[used.length]![j]! + cheapest(costs, [...used, j]),
            ),
          );
    const square = fc.integer({ min: 1, max: 5 }).chain((n) =>
      fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: n, maxLength: n }), {
        minLength: n,
        maxLength: n,
      }),
    );
    fc.assert(
      fc.property(square, (costs) => {
        const mass = costs.map(() => 1 / costs.length);
        const found = transportCost(mass, mass, (i, j) => costs[i]![j]!);
        expect(found).toBeCloseTo(cheapest(costs) / costs.length, 9);
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it('is the area between the distribution functions on a line', () => {
    const masses = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(masses, masses, (a, b) => {
        const share = (list: number[]) => list.map((x) => x / list.reduce((sum, y) => sum + y, 0));
        const [p, q] = [share(a), share(b)];
        let [area, sumP, sumQ] = [0, 0, 0];
        for (let x = 0; x < 6; x++) {
          sumP += p[x] ?? 0;
          sumQ += q[x] ?? 0;
          area += Math.abs(sumP - sumQ);
        }
        expect(transportCost(p, q, (i, j) => Math.abs(i - j))).toBeCloseTo(area, 9);
      }),
      { numRuns: 200, seed: 4 },
    );
  });
});

describe('treeStability', () => {
  it('says how often each root decision is taken and how far values move', () => {
    const outcome = (value: number, site: string) => ({ tree: early, value, rootDecisions: { site } });
    const stability = treeStability(
      [outcome(1, 'pause'), outcome(3, 'continue'), outcome(5, 'pause'), outcome(3, 'pause')],
      ['x'],
    );
    expect(stability.rootDecisions.get('site')).toEqual([
      { action: 'pause', share: 0.75 },
      { action: 'continue', share: 0.25 },
    ]);
    expect(stability.value).toMatchObject({ mean: 3, lowest: 1, highest: 5 });
    expect(stability.value!.deviation).toBeCloseTo(Math.sqrt(8 / 3), 12);
    expect(stability.nestedDistance.highest).toBe(0);
  });
});
