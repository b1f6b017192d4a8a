import { describe, expect, it } from 'vitest';
import { quarter } from '../units/quarter.ts';
import { generateTree, type TreeRequest, treeRequestFaults } from './generate-tree.ts';
import type { SeriesOutlook } from './outlook.ts';

const growth = (name: string, growthPerYear = 0.6, volatilityPerYear = 0.3): SeriesOutlook => ({
  name,
  initial: 100,
  outlook: { kind: 'growth', growthPerYear, volatilityPerYear },
});
const fiveYears: TreeRequest = {
  firstQuarter: quarter(2025, 2),
  horizonQuarters: 20,
  branchesPerYear: [1, 3, 2, 2, 1],
  series: [growth('demand:chat'), growth('demand:training', 0.3, 0.5)],
  seed: 1,
};

describe('generateTree', () => {
  it('has the shape that was asked for', () => {
    const { diagnostics } = generateTree(fiveYears);
    expect([diagnostics.nodes, diagnostics.leaves]).toEqual([136, 12]);
  });

  it('follows the mean until the first branching', () => {
    const chat = generateTree(fiveYears).tree.values.get('demand:chat')!;
    for (let t = 0; t < 4; t++) expect(chat[t]).toBeCloseTo(100 * 1.6 ** (t / 4), 8);
  });

  it('meets P10, P50 and P90 at the horizon closely once there are enough branches', () => {
    const points = [{ quartersAhead: 19, p10: 200, p50: 500, p90: 900 }];
    const { diagnostics } = generateTree({
      ...fiveYears,
      branchesPerYear: [1, 4, 3, 3, 3],
      series: [{ name: 'demand:chat', initial: 100, outlook: { kind: 'quantiles', points } }],
    });
    const { p10, p50, p90 } = diagnostics.series.get('demand:chat')!;
    for (const errors of [p10, p50, p90]) expect(Math.abs(errors[19]!)).toBeLessThan(0.05);
  });

  it('approaches the correlations over all branchings', () => {
    const correlation = [
      [1, 0.7, -0.3],
      [0.7, 1, 0],
      [-0.3, 0, 1],
    ];
    const { diagnostics } = generateTree({
      ...fiveYears,
      branchesPerYear: [1, 5, 3, 3, 2],
      series: [growth('a'), growth('b'), growth('c')],
      correlation,
    });
    diagnostics.shockCorrelation.forEach((row, i) => {
      for (const [j, value] of row.entries())
        expect(Math.abs(value - correlation[i]![j]!)).toBeLessThan(0.05);
    });
  });

  it('gives other shocks for another seed', () => {
    const series = [growth('a'), growth('b'), growth('c')];
    const values = (seed: number) => generateTree({ ...fiveYears, series, seed }).tree.values.get('c');
    expect(values(1)).not.toEqual(values(2));
  });

  it('lets a workload start from nothing', () => {
    const points = [
      { quartersAhead: 4, p10: 0, p50: 0, p90: 0 },
      { quartersAhead: 8, p10: 5, p50: 10, p90: 30 },
    ];
    const { tree } = generateTree({
      ...fiveYears,
      series: [{ name: 'demand:new', initial: 0, outlook: { kind: 'quantiles', points } }],
    });
    const values = tree.values.get('demand:new')!;
    for (const [n, depth] of tree.depth.entries()) expect(values[n]! > 0).toBe(depth > 4);
  });

  it('keeps a series without quantiles level, beside one that moves', () => {
    const level: SeriesOutlook = { name: 'level', initial: 7, outlook: { kind: 'quantiles', points: [] } };
    const { tree } = generateTree({ ...fiveYears, series: [growth('a'), level] });
    expect(new Set(tree.values.get('level'))).toEqual(new Set([7]));
  });

  it('takes series that move as one', () => {
    const asked = { ...fiveYears, series: [growth('a'), growth('b'), growth('c', 0.1, 5)] };
    const { tree } = generateTree({ ...asked, correlation: asked.series.map(() => [1, 1, 1]) });
    expect(tree.values.get('b')).toEqual(tree.values.get('a'));
    expect(tree.values.get('c')!.every(Number.isFinite)).toBe(true);
  });

  it('names every fault at once', () => {
    const faults = treeRequestFaults({
      ...fiveYears,
      horizonQuarters: 8,
      branchesPerYear: [1, 0, 2],
      seed: 0.5,
      series: [
        { name: 'a', initial: -1, outlook: { kind: 'growth', growthPerYear: -2, volatilityPerYear: 9 } },
        { name: 'a', initial: 1, outlook: { kind: 'quantiles', points: [] } },
        {
          name: 'b',
          initial: 1,
          outlook: { kind: 'quantiles', points: [{ quartersAhead: 0, p10: 2, p50: 1, p90: Number.NaN }] },
        },
      ],
      correlation: [
        [1, 0.5],
        [0.5, 1],
      ],
    });
    expect(faults.map(({ path }) => path)).toEqual([
      'seed',
      'branchesPerYear',
      'branchesPerYear[1]',
      'series[0].initial',
      'series[0].outlook.growthPerYear',
      'series[0].outlook.volatilityPerYear',
      'series[1].name',
      'series[2].outlook.points[0].quartersAhead',
      'series[2].outlook.points[0].p50',
      'series[2].outlook.points[0].p90',
      'correlation',
    ]);
  });

  it('refuses correlations that no shocks can have', () => {
    const correlation = [
      [1, 0.9, -0.9],
      [0.9, 1, 0.9],
      [-0.9, 0.9, 1],
    ];
    const asked = { ...fiveYears, series: [growth('a'), growth('b'), growth('c')], correlation };
    expect(treeRequestFaults(asked).map(({ code }) => code)).toEqual(['demand.correlation.impossible']);
    expect(() => generateTree(asked)).toThrow('demand.correlation.impossible');
  });
});
