// What the compiled demand layer makes of fixed inputs, as digests of the raw bytes. Runs in Node and in a browser.
import { etsForecaster } from '../../dist/adapters/augurs/ets-forecaster.js';
import { forecastSeries } from '../../dist/demand/forecast.js';
import { simulatePaths } from '../../dist/demand/paths.js';
import { reducePaths } from '../../dist/demand/reduce-paths.js';
import { portfolioTree } from '../../dist/planning/portfolio/portfolio-tree.js';
import { exp, ln } from '../../dist/units/elementary.js';
import { quarter } from '../../dist/units/quarter.js';
import { randomStream } from '../../dist/units/random.js';

/** `portfolio` is resolved; `wasm` holds the bytes of the forecasting library. */
export async function demandDigests(portfolio, wasm) {
  const paths = simulatePaths({ ...twoTotals, pathCount: 10_000 });
  const reduced = reducePaths(paths, { nodes: 300, keepEvents: ['tenant-leaves', 'efficiency-jump'] });
  const values = [100, 112, 121, 140, 155, 149, 171, 190, 214, 235, 229, 262];
  const points = values.map((value, i) => ({ quarter: quarter(2022, 1) + i, value }));
  const series = { name: 'chat', points, gaps: [], treatments: [], faults: [] };
  const { forecast } = forecastSeries(series, 12, await etsForecaster(wasm));
  const arguments_ = Array.from({ length: 50_000 }, () => stream.uniform());
  return {
    'exponentials and logarithms': await digest(arguments_.flatMap((u) => [exp(80 * u - 40), ln(u)])),
    'ten thousand paths': await digestOfAll([...paths.values.values(), ...paths.onsets.values()]),
    'the tree of 300 nodes': await digestOfTree(reduced.tree),
    'its diagnostics': await digestOfAll(
      [...reduced.diagnostics.series.values()].flatMap((one) => Object.values(one)),
    ),
    "the portfolio's tree": await digestOfTree(portfolioTree(portfolio).tree),
    "the portfolio's tree of 120 nodes": await digestOfTree(
      portfolioTree({
        ...portfolio,
        uncertainty: { ...portfolio.uncertainty, branching: [], nodes: 120, paths: 2000 },
      }).tree,
    ),
    [`the forecast by ${forecast.methods.join(' and ')}`]: await digest(
      forecast.fan.points.flatMap(({ p10, p50, p90 }) => [p10, p50, p90]),
    ),
  };
}

const stream = randomStream(9);

/** Totals for training and inference over five years with two events. */
const twoTotals = {
  firstQuarter: quarter(2025, 2),
  horizonQuarters: 20,
  series: [
    {
      name: 'training',
      initial: 100,
      outlook: { kind: 'growth', growthPerYear: 0.4, volatilityPerYear: 0.35 },
    },
    {
      name: 'inference',
      initial: 100,
      outlook: { kind: 'quantiles', points: [{ quartersAhead: 19, p10: 300, p50: 900, p90: 4000 }] },
    },
  ],
  correlation: [
    [1, 0.4],
    [0.4, 1],
  ],
  events: [
    {
      name: 'tenant-leaves',
      hazardPerQuarter: 0.005,
      effects: [{ series: 'training', factor: 0.5, overQuarters: 3 }],
    },
    {
      name: 'efficiency-jump',
      hazardPerQuarter: 0.02,
      effects: [{ series: 'inference', factor: 0.7 }],
      hazardFactors: [{ whileActive: 'tenant-leaves', factor: 2 }],
    },
  ],
  seed: 1,
};

function digestOfTree({ parent, depth, probability, values }) {
  return digestOfAll([
    parent,
    depth,
    probability,
    ...[...values.keys()].sort().map((name) => values.get(name)),
  ]);
}

function digestOfAll(lists) {
  return digest(lists.flatMap((list) => (typeof list === 'number' ? [list] : [...list])));
}

/** SHA-256 over the little-endian bytes of the numbers. */
async function digest(numbers) {
  const bytes = new DataView(new ArrayBuffer(8 * numbers.length));
  numbers.forEach((number, i) => {
    bytes.setFloat64(8 * i, number, true);
  });
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.buffer));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
