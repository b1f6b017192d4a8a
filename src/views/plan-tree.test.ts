import { describe, expect, it } from 'vitest';
import { formatQuarter } from '../units/quarter.ts';
import { futuresOf, likeliestFuture, quartersOf, treeOfPlan } from './plan-tree.ts';

describe('a plan’s tree', () => {
  const tree = treeOfPlan({
    ...{ firstQuarter: '2025Q4', parent: [-1, 0, 0, 1, 2], probability: [1, 0.25, 0.75, 0.25, 0.75] },
    ...{ values: { demand: [1, 3, 2, 9, 4] }, periodHead: [0, 1, 2, 1, 2] },
  });
  const need = tree.values.get('demand')!;

  it('has a quarter per depth', () => {
    expect(quartersOf(tree).map(formatQuarter)).toEqual(['2025Q4', '2026Q1', '2026Q2']);
  });

  it('has futures by rising need, the most probable of which is shown', () => {
    const futures = futuresOf(tree, need);
    expect(futures.map(({ leaf, need: total }) => [leaf, total])).toEqual([
      [4, 7],
      [3, 13],
    ]);
    expect(likeliestFuture(futures).leaf).toBe(4);
  });

  it('shows the median of equally probable futures', () => {
    const futures = [5, 1, 9].map((total, leaf) => ({ leaf, need: total, probability: 1 / 3, path: [] }));
    expect(likeliestFuture(futures).need).toBe(5);
  });
});
