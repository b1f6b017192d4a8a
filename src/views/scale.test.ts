import { describe, expect, it } from 'vitest';
import { bandPath, linearScale, stepPoints } from './scale.ts';

describe('a scale', () => {
  it('covers its domain with round ticks', () => {
    const scale = linearScale([0, 674], [300, 0]);
    expect(scale.ticks).toEqual([0, 200, 400, 600, 800]);
    expect([scale(0), scale(800)]).toEqual([300, 0]);
  });

  it('reaches below 0 and survives a domain of one value', () => {
    expect(linearScale([-0.67, 5.2], [0, 1], 6).ticks).toEqual([-1, 0, 1, 2, 3, 4, 5, 6]);
    expect(linearScale([0, 0], [0, 1]).ticks.length).toBeGreaterThan(1);
  });

  it('draws steps to the end of the last quarter, and bands as closed shapes', () => {
    expect(stepPoints([0, 10], [1, 2], 20)).toEqual([
      [0, 1],
      [10, 1],
      [10, 2],
      [20, 2],
    ]);
    expect(
      bandPath(
        [
          [0, 5],
          [10, 6],
        ],
        [
          [0, 1],
          [10, 2],
        ],
      ),
    ).toBe('M0 5L10 6L10 2L0 1Z');
  });
});
