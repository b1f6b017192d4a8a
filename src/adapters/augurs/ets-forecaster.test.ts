import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { etsForecaster } from './ets-forecaster.ts';

const script = createRequire(import.meta.url).resolve('@bsull/augurs/ets');
const ets = await etsForecaster(readFileSync(script.replace(/\.js$/, '_bg.wasm')));
const line = Array.from({ length: 24 }, (_, i) => 3 + 0.05 * i + (i % 2 ? 0.02 : -0.02));

describe('etsForecaster', () => {
  it('continues a line inside a fan', () => {
    const result = ets.forecast(line, 4, 0.8)!;
    result.point.forEach((value, h) => {
      expect(Math.abs(value - (3 + 0.05 * (24 + h)))).toBeLessThan(0.03);
      expect(result.lower[h]!).toBeLessThan(value);
      expect(result.upper[h]!).toBeGreaterThan(value);
    });
  });

  it('gives wider intervals for a higher level', () => {
    const [narrow, wide] = [0.5, 0.9].map((level) => ets.forecast(line, 1, level)!);
    expect(wide!.upper[0]!).toBeGreaterThan(narrow!.upper[0]!);
  });

  it('says nothing from too few or equal values rather than something wrong', () => {
    expect(ets.forecast([1, 2, 3], 4, 0.8)).toBeUndefined();
    const flat = ets.forecast(new Array<number>(12).fill(5), 2, 0.8);
    if (flat) expect(flat.point[0]).toBeCloseTo(5, 6);
  });
});
