import { describe, expect, it } from 'vitest';
import { conditionalValueAtRisk } from '../incumbent.ts';
import { internalRateOfReturn, paybackYears } from './returns.ts';

describe('returns', () => {
  it('finds the rate at which 100 paid now and 121 earned in two years are worth nothing', () => {
    expect(internalRateOfReturn([-100, 0, 0, 0, 0, 0, 0, 0, 121])).toBeCloseTo(0.1, 9);
  });

  it('has no rate for a stream that only earns or only pays', () => {
    expect(internalRateOfReturn([1, 2])).toBeNull();
    expect(internalRateOfReturn([-1, -2])).toBeNull();
  });

  it('has no rate for a stream with two of them, nor for one that pays at its end', () => {
    // -100 + 250 x - 154 x² is 0 at x = 1/1.1 and 1/1.4, x the worth of a USD in a year.
    const twice = [-100, 0, 0, 0, 250, 0, 0, 0, -154];
    for (const rate of [0.1, 0.4])
      expect(twice.reduce((sum, cash, t) => sum + cash / (1 + rate) ** (t / 4), 0)).toBeCloseTo(0, 9);
    expect(internalRateOfReturn(twice)).toBeNull();
    expect(internalRateOfReturn([100, 0, 0, 0, -110])).toBeNull();
  });

  it('finds a loss, and a rate of many times the stake', () => {
    expect(internalRateOfReturn([-100, 0, 0, 0, 50])).toBeCloseTo(-0.5, 9);
    expect(internalRateOfReturn([-100, 0, 0, 0, 5000])).toBeCloseTo(49, 6);
  });

  it('counts the years until the running total stays positive', () => {
    expect(paybackYears([-4, 2, 2, 1])).toBe(0.5);
    expect(paybackYears([-4, 5, -3, 3])).toBe(0.75);
    expect(paybackYears([1, 1])).toBe(0);
    expect(paybackYears([-4, 1])).toBeNull();
  });
});

describe('outcomes', () => {
  const outcomes = [
    { total: 10, probability: 0.5 },
    { total: -20, probability: 0.1 },
    { total: 0, probability: 0.4 },
  ];

  it('averages the worst tail, counting the outcome at its edge in part', () => {
    // Worst 20 %: all of −20 (10 %) and 10 % of 0.
    expect(conditionalValueAtRisk(outcomes, { cvarLevel: 0.8 })).toBeCloseTo(-10, 12);
    expect(conditionalValueAtRisk(outcomes, { cvarLevel: 0 })).toBeCloseTo(3, 12);
    expect(conditionalValueAtRisk(outcomes, { cvarLevel: 0.999 })).toBeCloseTo(-20, 9);
  });
});
