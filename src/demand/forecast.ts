/**
 * Forecasts of a quarterly series: a library's method and a damped random walk, combined in logs.
 *
 * The point path is the mean of the two; the variance is the mean of theirs plus their disagreement, so that
 * two methods that contradict each other widen the fan (Bates and Granger, 1969, with equal weights, which
 * estimated weights rarely beat). Growth that both missed at earlier quarters is added (see `past-errors`). The
 * library needs a steady series; with gaps in more than a quarter of it, or too few values, the walk stands alone and
 * the fan says so.
 */
import { exp, ln, square } from '../units/elementary.ts';
import { addQuarters } from '../units/quarter.ts';
import { dampedWalk, type NormalForecast, type TimedValue } from './damped-walk.ts';
import type { Fan } from './fan.ts';
import type { CodeOf, DemandFault } from './fault.ts';
import type { Forecaster } from './forecaster.ts';
import type { QuarterlySeries } from './history.ts';
import { NORMAL_P90 } from './normal.ts';
import { missedGrowth } from './past-errors.ts';

const LEVEL = 0.8;
const MAX_GAP_SHARE = 0.25;

/** A fan with how it was come by. */
export interface Forecast {
  readonly fan: Fan;
  /** The methods that the fan rests on, such as `ets` and `damped-walk`. */
  readonly methods: readonly string[];
  /** What was done to the data. */
  readonly treatments: readonly DemandFault[];
}

/** A forecast, or why there is none. */
export type ForecastResult =
  | { readonly kind: 'forecast'; readonly forecast: Forecast }
  | { readonly kind: 'refused'; readonly faults: readonly DemandFault[] };

/**
 * The fan of `series` for the `quartersAhead` (1…80) quarters after its last point, with P10 and P90.
 *
 * Refused with fewer than two positive points: a single value says nothing of growth, so the planner's own
 * outlook is needed. Zeros before the first positive value are left out (the series had not begun); later zeros
 * shift the logarithm by half the smallest positive value.
 */
export function forecastSeries(
  series: QuarterlySeries,
  quartersAhead: number,
  forecaster: Forecaster,
): ForecastResult {
  const begun = series.points.slice(
    Math.max(
      0,
      series.points.findIndex(({ value }) => value > 0),
    ),
  );
  const positive = begun.filter(({ value }) => value > 0);
  if (positive.length < 2 || begun.length < 2) {
    const params = { needed: 2 };
    const code = 'demand.forecast.too-few-points';
    return { kind: 'refused', faults: [{ code, path: series.name, value: positive.length, params }] };
  }
  const treatments: DemandFault[] = [];
  const treat = (code: CodeOf<'forecast'>, value: number) =>
    treatments.push({ code: `demand.forecast.${code}`, path: series.name, value });
  if (begun.length < series.points.length) {
    treat('leading-zeros', series.points.length - begun.length);
  }
  const shift = positive.length < begun.length ? Math.min(...positive.map(({ value }) => value)) / 2 : 0;
  if (shift > 0) treat('inner-zeros', begun.length - positive.length);
  const logs = begun.map(({ quarter, value }) => ({ time: quarter, value: ln(value + shift) }));
  const { library, combined } = combinedForecast(logs, quartersAhead, forecaster);
  const gaps = logs.at(-1)!.time - logs[0]!.time + 1 - logs.length;
  if (gaps > 0) treat(library ? 'gaps-filled' : 'gaps-kept', gaps);
  const missed = missedGrowth(logs, (known, steps) => combinedForecast(known, steps, forecaster).combined);
  const origin = begun.at(-1)!.quarter;
  const level = (h: number, z: number) =>
    Math.max(0, exp(combined.mean[h]! + missed * (h + 1) + z * combined.deviation[h]!) - shift);
  const points = combined.mean.map((_, h) => ({
    quarter: addQuarters(origin, h + 1),
    p10: level(h, -NORMAL_P90),
    p50: level(h, 0),
    p90: level(h, NORMAL_P90),
  }));
  const methods = library ? [forecaster.name, 'damped-walk'] : ['damped-walk'];
  return {
    kind: 'forecast',
    forecast: { fan: { series: series.name, origin, points }, methods, treatments },
  };
}

/** The library's forecast and the walk's in one, or the walk's alone. */
function combinedForecast(logs: readonly TimedValue[], steps: number, forecaster: Forecaster) {
  const walk = dampedWalk(logs, steps);
  const steady = evenly(logs);
  const asked = steady.length - logs.length <= MAX_GAP_SHARE * steady.length;
  const library = asked ? forecaster.forecast(steady, steps, LEVEL) : undefined;
  return { library: library !== undefined, combined: library ? combine(asNormal(library), walk) : walk };
}

/** One value per quarter, gaps filled along straight lines. */
function evenly(points: readonly TimedValue[]): number[] {
  const values: number[] = [];
  for (const [i, { time, value }] of points.entries()) {
    const before = points[i - 1];
    const span = before ? time - before.time : 1;
    for (let k = 1; k < span; k++) values.push(before!.value + ((value - before!.value) * k) / span);
    values.push(value);
  }
  return values;
}

function asNormal({
  point,
  lower,
  upper,
}: {
  point: readonly number[];
  lower: readonly number[];
  upper: readonly number[];
}) {
  return { mean: point, deviation: point.map((_, h) => (upper[h]! - lower[h]!) / (2 * NORMAL_P90)) };
}

function combine(a: NormalForecast, b: NormalForecast): NormalForecast {
  const mean = a.mean.map((value, h) => (value + b.mean[h]!) / 2);
  const deviation = mean.map((_, h) =>
    Math.sqrt(
      (square(a.deviation[h]!) + square(b.deviation[h]!)) / 2 + square((a.mean[h]! - b.mean[h]!) / 2),
    ),
  );
  return { mean, deviation };
}
