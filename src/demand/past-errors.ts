/**
 * Growth that a method's own earlier forecasts missed.
 *
 * A damped trend follows an acceleration too late again and again. What the forecasts made at each earlier quarter
 * missed a year ahead, as far as it is known by now, is added to the growth of the next one, shrunk towards 0.
 */
import type { NormalForecast, TimedValue } from './damped-walk.ts';

/** Values from which earlier forecasts are made at least. */
const FIRST_POINTS = 6;
const STEPS_AHEAD = 4;
/** How many errors the prior, that nothing is missed, counts for. Assumed; 5 and 20 give scores within 1 % (docs/demand.md). */
const PRIOR_ERRORS = 10;

/**
 * Growth per step that forecasts from earlier points missed in the mean, in the values' own scale (logs); 0 where none
 * can be judged. `points` ascend in time; the method sees no later ones than those of its origin.
 */
export function missedGrowth(
  points: readonly TimedValue[],
  method: (known: readonly TimedValue[], steps: number) => NormalForecast,
): number {
  const values = new Map(points.map(({ time, value }) => [time, value]));
  let [sum, count] = [0, 0];
  for (let known = FIRST_POINTS; known < points.length; known++) {
    const actual = values.get(points[known - 1]!.time + STEPS_AHEAD);
    if (actual === undefined) continue;
    const { mean } = method(points.slice(0, known), STEPS_AHEAD);
    sum += (actual - mean[STEPS_AHEAD - 1]!) / STEPS_AHEAD;
    count++;
  }
  return sum / (count + PRIOR_ERRORS);
}
