import { describe, expect, it } from 'vitest';
import { slowProgress } from './slow-progress.ts';

/** Tries until the search is to end; Infinity where it never is. */
function triesUntilSlow(gaps: readonly number[]): number {
  const isSlow = slowProgress();
  const at = gaps.findIndex((gap) => isSlow(gap));
  return at < 0 ? Infinity : at + 1;
}

describe('the end of a search without a goal', () => {
  it('comes after eight tries that gained less than 0.1 % of the stake, and not before', () => {
    expect(triesUntilSlow(Array.from({ length: 30 }, () => 0.015))).toBe(9);
    const steady = Array.from({ length: 40 }, (_, i) => 0.02 - 0.0002 * i);
    expect(triesUntilSlow(steady)).toBe(Infinity);
    expect(triesUntilSlow([...steady, ...Array.from({ length: 9 }, () => steady.at(-1)!)])).toBe(44);
  });

  it('never comes at more than 2 % of the stake', () => {
    expect(triesUntilSlow(Array.from({ length: 50 }, () => 0.0201))).toBe(Infinity);
  });
});
