/**
 * Rolling-origin coverage and interval scores of the forecast on recorded series.
 *
 *     npx tsx bench/demand/coverage.ts [folder of facts] [quarters ahead]
 *
 * Without a folder `$KADENZ_SHARED/data/facts` is read. Capex: quarterly cash purchases of property and equipment of
 * four builders, first origin after 8 quarters. Tokens: every series with three quarters or more, first origin
 * after 2.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { etsForecaster } from '../../src/adapters/augurs/ets-forecaster.ts';
import { forecastSeries } from '../../src/demand/forecast.ts';
import {
  coverageOf,
  type FanMethod,
  type RollingOriginScore,
  randomWalkFan,
  rollingOrigin,
  seasonalNaiveFan,
  sumScores,
} from '../../src/demand/rolling-origin.ts';
import { recordedSeries } from '../../test/demand/recorded-series.ts';

const facts = process.argv[2] ?? `${process.env.KADENZ_SHARED ?? '../shared'}/data/facts`;
const quartersAhead = Number(process.argv[3] ?? 8);
const wasm = readFileSync(
  createRequire(import.meta.url)
    .resolve('@bsull/augurs/ets')
    .replace('.js', '_bg.wasm'),
);
const ets = await etsForecaster(wasm);
const own: FanMethod = (known, ahead) => {
  const result = forecastSeries(known, ahead, ets);
  return result.kind === 'forecast' ? result.forecast.fan : undefined;
};

const { capex, tokens } = recordedSeries(facts);
const methods = { own, 'random walk': randomWalkFan, 'seasonal naive': seasonalNaiveFan };
const show = (label: string, score: RollingOriginScore) => {
  const coverage = coverageOf(score);
  const byQuarter = score.byQuartersAhead.map((one) => coverageOf(one)?.toFixed(2) ?? '-').join(' ');
  console.log(
    `${label.padEnd(40)} pairs ${String(score.pairs).padStart(4)}  covered ${coverage?.toFixed(3) ?? '-'}  ` +
      `interval score ${(score.scoreSum / score.pairs).toFixed(3)}  by quarters ahead: ${byQuarter}`,
  );
};
for (const [name, method] of Object.entries(methods)) {
  const groups = { capex: [] as RollingOriginScore[], tokens: [] as RollingOriginScore[] };
  for (const series of capex) {
    const score = rollingOrigin(series, method, { firstPoints: 8, quartersAhead });
    groups.capex.push(score);
    if (name === 'own') show(`${name}, ${series.name}`, score);
  }
  for (const series of tokens) {
    const score = rollingOrigin(series, method, { firstPoints: 2, quartersAhead });
    groups.tokens.push(score);
    if (name === 'own') show(`${name}, ${series.name}`, score);
  }
  show(`${name}, all capex`, sumScores(groups.capex));
  show(`${name}, all tokens`, sumScores(groups.tokens));
  show(`${name}, all`, sumScores([...groups.capex, ...groups.tokens]));
}
