import { describe, expect, it } from 'vitest';
import { randomStream } from '../units/random.ts';
import { shockSource, standardGrid } from './branch-shocks.ts';

describe('standardGrid', () => {
  it('has mean 0 and variance 1, and known points for few branches', () => {
    expect(standardGrid(1)).toEqual([0]);
    expect(standardGrid(2).map(Math.abs)).toEqual([1, 1]);
    expect(standardGrid(3)[2]).toBeCloseTo(Math.sqrt(1.5), 12);
    for (const size of [4, 7, 20]) {
      const grid = standardGrid(size);
      expect(grid.reduce((sum, point) => sum + point, 0)).toBeCloseTo(0, 12);
      expect(grid.reduce((sum, point) => sum + point * point, 0) / size).toBeCloseTo(1, 12);
      expect([...grid].sort((a, b) => a - b)).toEqual(grid);
    }
  });
});

describe('shockSource', () => {
  it('gives every series the whole grid at every branching', () => {
    const source = shockSource(
      [
        [1, -0.6],
        [-0.6, 1],
      ],
      randomStream(1),
    );
    for (let n = 0; n < 10; n++) {
      const shocks = source.draw(5, 0.1);
      for (const series of [0, 1]) {
        const points = shocks.map((shock) => shock[series]!).sort((a, b) => a - b);
        expect(points).toEqual(standardGrid(5));
      }
    }
    expect(Math.abs(source.reached()[0]![1]! + 0.6)).toBeLessThan(0.03);
  });
});
