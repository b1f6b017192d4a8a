import { describe, expect, it } from 'vitest';
import { parseQuarter } from '../units/quarter.ts';
import type { ScenarioTree } from './scenario-tree.ts';
import { expectedByQuarter, quantileOf, quantilesByQuarter } from './tree-statistics.ts';

describe('values of a tree by quarter', () => {
  const tree: ScenarioTree = {
    firstQuarter: parseQuarter('2025Q1')!,
    parent: Int32Array.of(-1, 0, 0, 1, 2),
    depth: Int32Array.of(0, 1, 1, 2, 2),
    probability: Float64Array.of(1, 0.25, 0.75, 0.25, 0.75),
    values: new Map(),
  };
  const need = [1, 3, 2, 9, 4];

  it('are expected and have quantiles by probability', () => {
    expect(expectedByQuarter(tree, need)).toEqual([1, 2.25, 5.25]);
    expect(quantilesByQuarter(tree, need)).toEqual({ p10: [1, 2, 4], p50: [1, 2, 4], p90: [1, 3, 9] });
  });

  it('have as quantile the smallest that is not exceeded with the level', () => {
    const outcomes = [
      [10, 0.5],
      [-20, 0.1],
      [0, 0.4],
    ] as const;
    expect(quantileOf(outcomes, 0.1)).toBe(-20);
    expect(quantileOf(outcomes, 0.5)).toBe(0);
    expect(quantileOf(outcomes, 0.51)).toBe(10);
  });
});
