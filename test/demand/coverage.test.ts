import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { etsForecaster } from '../../src/adapters/augurs/ets-forecaster.ts';
import { forecastSeries } from '../../src/demand/forecast.ts';
import {
  coverageOf,
  type FanMethod,
  randomWalkFan,
  rollingOrigin,
  seasonalNaiveFan,
  sumScores,
} from '../../src/demand/rolling-origin.ts';
import { recordedSeries } from './recorded-series.ts';

const facts = `${process.env['KADENZ_SHARED'] ?? '../shared'}/data/facts`;
const present = existsSync(`${facts}/capex_quarterly.csv`);
const without = present ? '' : ` (skipped: no folder ${facts}; set KADENZ_SHARED)`;

describe(`forecasts of recorded capex and tokens${without}`, () => {
  it.skipIf(!present)('cover 70 to 90 % of what came, in intervals no worse than naive ones', async () => {
    const script = createRequire(import.meta.url).resolve('@bsull/augurs/ets');
    const ets = await etsForecaster(readFileSync(script.replace(/\.js$/, '_bg.wasm')));
    const own: FanMethod = (known, ahead) => {
      const result = forecastSeries(known, ahead, ets);
      return result.kind === 'forecast' ? result.forecast.fan : undefined;
    };
    const { capex, tokens } = recordedSeries(facts);
    expect(capex.map(({ name }) => name)).toEqual(['AMZN', 'GOOGL', 'META', 'MSFT']);
    for (const quartersAhead of [4, 8]) {
      const scoresOf = (method: FanMethod) => ({
        ofCapex: capex.map((series) => rollingOrigin(series, method, { firstPoints: 8, quartersAhead })),
        ofTokens: tokens.map((series) => rollingOrigin(series, method, { firstPoints: 2, quartersAhead })),
      });
      const mean = ({ scoreSum, pairs }: { scoreSum: number; pairs: number }) => scoreSum / pairs;
      const { ofCapex, ofTokens } = scoresOf(own);
      const score = sumScores([...ofCapex, ...ofTokens]);
      expect(score.pairs).toBeGreaterThan(200);
      expect(coverageOf(score)).toBeGreaterThan(0.7);
      expect(coverageOf(score)).toBeLessThan(0.9);
      const walk = scoresOf(randomWalkFan);
      expect(mean(score)).toBeLessThan(mean(sumScores([...walk.ofCapex, ...walk.ofTokens])));
      // The seasonal naive cannot follow the token series, which have no year-on-year pairs.
      expect(mean(sumScores(ofCapex))).toBeLessThan(mean(sumScores(scoresOf(seasonalNaiveFan).ofCapex)));
      // By builder no less than 70 %; of Microsoft more is covered than was promised, and of Meta little is recorded.
      capex.forEach(({ name }, i) => {
        const { pairs } = ofCapex[i]!;
        expect(coverageOf(ofCapex[i]!), `${name}, ${pairs} pairs`).toBeGreaterThan(0.7);
        if (name !== 'META') expect(pairs).toBeGreaterThanOrEqual(70);
      });
    }
  });
});
