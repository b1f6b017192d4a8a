/** Mean, spread and range of each uncertain series without events, from the outlooks that the portfolio states. */
import { firstQuarterOf, type Portfolio, type Workload } from '../domain/portfolio.ts';
import { expectedGrowthFactor } from './expected-evidence.ts';

/** Moments and range of a series in one quarter. */
export interface SeriesMoments {
  readonly mean: number;
  readonly meanSquare: number;
  /** Six standard deviations below and above, in logarithms. */
  readonly least: number;
  readonly most: number;
}

/** Standard deviations that no value lies beyond: one in a billion does. */
const widest = 6;
/** Standard normal position of P90. */
const p90 = 1.2815515655446004;

/** By series, the moments of each quarter. */
export function expectedSeries(portfolio: Portfolio): ReadonlyMap<string, readonly SeriesMoments[]> {
  const { workloads, accelerators, regions, bursts, rentOuts, events, growthViews } = portfolio;
  const named = (series: string) =>
    events.some(({ effects }) => effects.some((effect) => effect.series === series)) ||
    growthViews.some((view) => view.series === series);
  const quarters = Array.from({ length: portfolio.calendar.horizonQuarters }, (_, t) => t);
  const found = new Map<string, readonly SeriesMoments[]>();
  const relative = (series: string, growth: number, volatility = 0) => {
    if (growth === 0 && volatility === 0 && !named(series)) return;
    const factor = (1 + growth) * expectedGrowthFactor(portfolio, series);
    found.set(
      series,
      quarters.map((t) => lognormal(factor ** (t / 4), volatility * Math.sqrt(t / 4))),
    );
  };
  for (const workload of workloads) {
    found.set(
      `demand:${workload.id}`,
      quarters.map((t) => demandAt(portfolio, workload, t)),
    );
    const { id, efficiencyGrowthPerYear, efficiencyVolatilityPerYear } = workload;
    relative(`efficiency:${id}`, efficiencyGrowthPerYear, efficiencyVolatilityPerYear);
  }
  for (const { id, priceVolatilityPerYear } of accelerators)
    relative(`price:${id}`, 0, priceVolatilityPerYear);
  for (const { id, powerVolatilityPerYear } of regions) relative(`power:${id}`, 0, powerVolatilityPerYear);
  for (const { id, priceVolatilityPerYear } of bursts) relative(`rent:${id}`, 0, priceVolatilityPerYear);
  for (const { accelerator, volatilityPerYear } of rentOuts)
    relative(`rent-out:${accelerator}`, 0, volatilityPerYear);
  return found;
}

function demandAt(portfolio: Portfolio, { id, demand }: Workload, t: number): SeriesMoments {
  const factor = expectedGrowthFactor(portfolio, `demand:${id}`) ** (t / 4);
  if ('now' in demand) {
    const mean = demand.now * (1 + demand.growthPerYear) ** (t / 4) * factor;
    return lognormal(mean, demand.volatilityPerYear * Math.sqrt(t / 4));
  }
  if (!('fan' in demand)) throw new RangeError(`the forecast of ${id} is not resolved`);
  const root = firstQuarterOf(portfolio);
  const after = demand.fan.filter(({ quarter }) => quarter > root);
  const now = (demand.fan.find(({ quarter }) => quarter === root) ?? demand.fan[0]!).p50;
  const points = [{ quarter: root, p10: now, p50: now, p90: now }, ...after];
  const at = (key: 'p10' | 'p50' | 'p90') => {
    const right = points.find(({ quarter }) => quarter >= root + t) ?? points.at(-1)!;
    const left = points.findLast(({ quarter }) => quarter <= root + t)!;
    const share =
      right.quarter > left.quarter ? (root + t - left.quarter) / (right.quarter - left.quarter) : 0;
    return factor * left[key] * (right[key] / left[key]) ** share;
  };
  return splitLognormal(
    at('p50'),
    Math.log(at('p50') / at('p10')) / p90,
    Math.log(at('p90') / at('p50')) / p90,
  );
}

function lognormal(mean: number, spread: number): SeriesMoments {
  const median = mean * Math.exp(-(spread ** 2) / 2);
  return {
    ...{ mean, meanSquare: mean ** 2 * Math.exp(spread ** 2) },
    least: median * Math.exp(-widest * spread),
    most: median * Math.exp(widest * spread),
  };
}

/** One spread below the median, another above it; moments by Simpson's rule over the standard normal density. */
function splitLognormal(median: number, below: number, above: number): SeriesMoments {
  const moment = (power: number) => side(-1, below, power) + side(1, above, power);
  return {
    ...{ mean: median * moment(1), meanSquare: median ** 2 * moment(2) },
    least: median * Math.exp(-widest * below),
    most: median * Math.exp(widest * above),
  };
}

function side(sign: 1 | -1, spread: number, power: number): number {
  const [steps, reach] = [4000, 10 + power * spread];
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const z = (reach * i) / steps;
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(sign * power * spread * z - (z * z) / 2);
  }
  return (sum * reach) / steps / 3 / Math.sqrt(2 * Math.PI);
}
