import { describe, expect, it } from 'vitest';
import type { ScenarioTree } from '../../demand/scenario-tree.ts';
import { quarter } from '../../units/quarter.ts';
import { periodMeans, periodsBelow, periodsOf } from './periods.ts';

/** Three quarters known, then two worlds of two quarters: nodes 3, 5 and 4, 6. */
const tree: ScenarioTree = {
  firstQuarter: quarter(2025, 1),
  parent: Int32Array.of(-1, 0, 1, 2, 2, 3, 4),
  depth: Int32Array.of(0, 1, 2, 3, 3, 4, 4),
  probability: Float64Array.of(1, 1, 1, 0.5, 0.5, 0.5, 0.5),
  values: new Map(),
};

describe('periods', () => {
  it('hold at most so many quarters and never reach across a branching', () => {
    const periods = periodsOf(tree, 2);
    expect(periods.nodes).toEqual([[0, 1], [2], [3, 5], [4, 6]]);
    expect([...periods.parent]).toEqual([-1, 0, 1, 1]);
    expect([...periods.of]).toEqual([0, 0, 1, 2, 3, 2, 3]);
  });

  it('are single quarters when asked for', () => {
    expect(periodsOf(tree, 1).nodes).toHaveLength(7);
  });

  it('list what lies below and average over their quarters', () => {
    const periods = periodsOf(tree, 2);
    expect(periodsBelow(periods, 1)).toEqual([1, 2, 3]);
    expect([...periodMeans(periods, Float64Array.of(1, 3, 5, 2, 4, 4, 8))]).toEqual([2, 5, 3, 6]);
  });
});
