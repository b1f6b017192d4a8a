import type { RequestTrace } from './request-trace.ts';
import { closedLoop, type LocalFactors, makeService, type ServiceOptions } from './service.ts';
import { simulate } from './simulation/simulate.ts';
import type { Deployment } from './step-work.ts';

/** A measurement of the user's own: a closed loop with its mean times. */
export interface MeasuredRow {
  readonly concurrency: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly ttftS?: number;
  readonly tpotS?: number;
}

/** Times of a deployment under given factors: the same shape as what was measured. */
type Predict = (factors: LocalFactors) => Float64Array;

/** Log spread that a model's error may have before it is corrected. */
const priorSpread = 0.3;

/** Log noise of one measured time per token and of one time to the first token. */
const noise = { tpot: 0.05, ttft: 0.3 };

/** What was measured, and the noise of each entry. */
interface Measurements {
  readonly values: readonly number[];
  readonly noise: readonly number[];
}

/**
 * Factors on decode and prefill times that bring the model to `measured`.
 *
 * A maximum a posteriori in logarithms: with few or contradicting rows the factors stay near 1. Gauss–Newton
 * with numerical derivatives; five rounds suffice for factors within 0.3…3.
 */
function solveFactors(predict: Predict, measured: Measurements, rows: number): LocalFactors {
  let theta: [number, number] = [0, 0];
  const residuals = (values: readonly [number, number]) =>
    predict({ decode: Math.exp(values[0]), prefill: Math.exp(values[1]), rows }).map(
      (value, i) => Math.log(value / measured.values[i]) / measured.noise[i],
    );
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, v, i) => sum + v * b[i], 0);
  const limit = (v: number) => Math.max(-0.5, Math.min(0.5, v));
  const precision = 1 / priorSpread ** 2;
  const step = 0.02;
  for (let round = 0; round < 5; round++) {
    const base = residuals(theta);
    const byDecode = residuals([theta[0] + step, theta[1]]).map((v, i) => (v - base[i]) / step);
    const byPrefill = residuals([theta[0], theta[1] + step]).map((v, i) => (v - base[i]) / step);
    const aa = dot(byDecode, byDecode) + precision;
    const bb = dot(byPrefill, byPrefill) + precision;
    const ab = dot(byDecode, byPrefill);
    const ga = dot(byDecode, base) + precision * theta[0];
    const gb = dot(byPrefill, base) + precision * theta[1];
    const determinant = aa * bb - ab * ab;
    theta = [
      theta[0] - limit((bb * ga - ab * gb) / determinant),
      theta[1] - limit((aa * gb - ab * ga) / determinant),
    ];
  }
  return { decode: Math.exp(theta[0]), prefill: Math.exp(theta[1]), rows };
}

/** Local factors from closed-loop `rows`; factors of 1 for none. */
export function recalibrate(
  deployment: Deployment,
  rows: readonly MeasuredRow[],
  options: ServiceOptions = {},
): LocalFactors {
  const known = (tpotS: number | undefined, ttftS: number | undefined, tpot: number, ttft: number) => [
    ...(tpotS === undefined ? [] : [tpot]),
    ...(ttftS === undefined ? [] : [ttft]),
  ];
  const measured = {
    values: rows.flatMap((row) => known(row.tpotS, row.ttftS, row.tpotS ?? 0, row.ttftS ?? 0)),
    noise: rows.flatMap((row) => known(row.tpotS, row.ttftS, noise.tpot, noise.ttft)),
  };
  if (measured.values.length === 0) return { decode: 1, prefill: 1, rows: 0 };
  const predict: Predict = (local) => {
    const service = makeService(deployment, { ...options, local });
    return Float64Array.from(
      rows.flatMap((row) => {
        const times = closedLoop(service, row);
        return known(row.tpotS, row.ttftS, times.tpotS, times.ttftS);
      }),
    );
  };
  return solveFactors(predict, measured, rows.length);
}

/**
 * Local factors from the first `count` requests of a replayed `trace` with their measured times.
 *
 * Compares mean TPOT and mean TTFT of these requests (request by request gave larger errors on the rest, since
 * early requests see a filling engine); later arrivals are replayed too, because they share steps with them.
 */
export function recalibrateOnRequests(
  deployment: Deployment,
  trace: RequestTrace,
  measured: { readonly ttftS: ArrayLike<number>; readonly tpotS: ArrayLike<number> },
  count: number,
  options: ServiceOptions = {},
): LocalFactors {
  const meanOfFirst = (values: ArrayLike<number>) => {
    const known = Array.from({ length: count }, (_, i) => values[i]).filter(Number.isFinite);
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  const predict: Predict = (local) => {
    const result = simulate(makeService(deployment, { ...options, local }), trace);
    return Float64Array.of(meanOfFirst(result.tpotS), meanOfFirst(result.ttftS));
  };
  const target = {
    values: [meanOfFirst(measured.tpotS), meanOfFirst(measured.ttftS)],
    noise: [noise.tpot, noise.tpot],
  };
  return solveFactors(predict, target, count);
}
