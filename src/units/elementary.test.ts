import { describe, expect, it } from 'vitest';
import { exp, expm1, ln, log1p, wholePower } from './elementary.ts';
import { randomStream } from './random.ts';

/** Distance in units of the last place of `wanted`. */
function lastPlaces(got: number, wanted: number): number {
  if (got === wanted) return 0;
  const cell = new DataView(new ArrayBuffer(8));
  const rank = (value: number) => {
    cell.setFloat64(0, Math.abs(value));
    return value < 0 ? -cell.getBigUint64(0) : cell.getBigUint64(0);
  };
  return Math.abs(Number(rank(got) - rank(wanted)));
}

/** Largest distance over arguments that `draw` makes of numbers from 0 to 1. */
function worst(own: (x: number) => number, engine: (x: number) => number, draw: (u: number) => number) {
  const stream = randomStream(4);
  let most = 0;
  for (let i = 0; i < 20_000; i++) {
    const x = draw(stream.uniform());
    most = Math.max(most, lastPlaces(own(x), engine(x)));
  }
  return most;
}

describe('exp, ln, log1p, expm1', () => {
  it.each([
    ['exp', exp, Math.exp, (u: number) => 1400 * u - 700],
    ['exp near 0', exp, Math.exp, (u: number) => 4 * u - 2],
    ['ln', ln, Math.log, (u: number) => Math.exp(1400 * u - 700)],
    ['ln near 1', ln, Math.log, (u: number) => 0.5 + u],
    ['log1p', log1p, Math.log1p, (u: number) => (u - 0.5) * 1e-6],
    ['log1p of growth', log1p, Math.log1p, (u: number) => 3 * u - 0.9],
    ['expm1', expm1, Math.expm1, (u: number) => (u - 0.5) * 1e-6],
    ['expm1 of a hazard', expm1, Math.expm1, (u: number) => -3 * u],
  ] as const)('%s lies within 2 last places of the engine', (_, own, engine, draw) => {
    expect(worst(own, engine, draw)).toBeLessThanOrEqual(2);
  });

  it('meets the ends of the range', () => {
    expect([exp(0), exp(710), exp(-746), exp(Infinity), exp(-Infinity)]).toEqual([
      1,
      Infinity,
      0,
      Infinity,
      0,
    ]);
    expect([exp(Number.NaN), ln(-1), ln(Number.NaN)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect([ln(0), ln(1), ln(Infinity), log1p(-1), log1p(Infinity)]).toEqual([
      ...[-Infinity, 0, Infinity, -Infinity, Infinity],
    ]);
    expect([expm1(0), expm1(-800), expm1(800), log1p(0)]).toEqual([0, -1, Infinity, 0]);
    expect(exp(709.78)).toBeLessThan(Number.MAX_VALUE);
    for (const tiny of [Number.MIN_VALUE, 1e-310])
      expect(lastPlaces(ln(tiny), Math.log(tiny))).toBeLessThan(3);
    expect(Math.abs(exp(-744) - Math.exp(-744))).toBeLessThanOrEqual(Number.MIN_VALUE);
  });

  it('takes whole powers by products', () => {
    expect([wholePower(3, 0), wholePower(3, 1), wholePower(3, 5), wholePower(0, 0)]).toEqual([1, 3, 243, 1]);
    expect(wholePower(0.9, 20)).toBeCloseTo(0.9 ** 20, 14);
  });
});
