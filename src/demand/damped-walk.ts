/**
 * A random walk with damped drift: the base path that works from two observations on and with gaps.
 *
 * Increments are normal with mean drift·Δt and variance σ²·Δt, so that gaps need no filling. The drift of step h
 * ahead is damped by `DAMPING`^(h − 1): growth of the past fades (Gardner and McKenzie, 1985). Where few
 * increments are known σ leans on `PRIOR_VOLATILITY`, with the weight of `PRIOR_INCREMENTS` increments, and
 * the intervals on Student's t.
 */

import { wholePower } from '../units/elementary.ts';
import { NORMAL_P90 } from './normal.ts';

/** Share of the drift that is left after one more quarter. Assumed; forecasting studies use 0.8 to 0.98. */
const DAMPING = 0.9;
/** Standard deviation of a quarter's log growth before any is seen (about 50 % a year). Assumed. */
const PRIOR_VOLATILITY = 0.25;
/** How many increments the prior counts for. Assumed. */
const PRIOR_INCREMENTS = 2;

/** An observation at a time in quarters. */
export interface TimedValue {
  readonly time: number;
  readonly value: number;
}

/** Mean and standard deviation per step ahead, shape `[step]`, of normal forecasts in the values' own scale (logs). */
export interface NormalForecast {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** Continues `points` (ascending times, at least two) by `steps` quarters after the last. */
export function dampedWalk(points: readonly TimedValue[], steps: number): NormalForecast {
  if (points.length < 2) throw new RangeError('a drift needs two observations');
  const first = points[0]!;
  const last = points.at(-1)!;
  const span = last.time - first.time;
  const drift = (last.value - first.value) / span;
  let squares = 0;
  for (let i = 1; i < points.length; i++) {
    const time = points[i]!.time - points[i - 1]!.time;
    const rest = points[i]!.value - points[i - 1]!.value - drift * time;
    squares += (rest * rest) / time;
  }
  const degrees = PRIOR_INCREMENTS + points.length - 2;
  const variance = (PRIOR_INCREMENTS * PRIOR_VOLATILITY * PRIOR_VOLATILITY + squares) / degrees;
  const wide = studentP90(degrees) / NORMAL_P90;
  const mean: number[] = [];
  let level = last.value;
  for (let h = 1; h <= steps; h++) {
    level += drift * wholePower(DAMPING, h - 1);
    mean.push(level);
  }
  const deviation = mean.map((_, i) => wide * Math.sqrt(variance * (i + 1) * (1 + (i + 1) / span)));
  return { mean, deviation };
}

/** P90 of Student's t with `degrees` ≥ 2 degrees of freedom, to 0.4 % (Cornish and Fisher's expansion, 1960). */
export function studentP90(degrees: number): number {
  const z = NORMAL_P90;
  const [z3, z5, z7] = [3, 5, 7].map((exponent) => wholePower(z, exponent)) as [number, number, number];
  return (
    z +
    (z3 + z) / (4 * degrees) +
    (5 * z5 + 16 * z3 + 3 * z) / (96 * degrees * degrees) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * degrees * degrees * degrees)
  );
}
