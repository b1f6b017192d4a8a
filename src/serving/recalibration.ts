import type { Deployment } from './deployment.ts';
import type { RequestTrace } from './request-trace.ts';
import { closedLoop, type LocalFactors, makeService, type ServiceOptions, unitFactors } from './service.ts';
import { type SimulationResult, simulate } from './simulation/simulate.ts';

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
 * Factors on decode steps, their growth with the batch and prefill that bring the model to `measured`.
 *
 * A maximum a posteriori in logarithms: with few or contradicting rows the factors stay near 1. Gauss–Newton
 * with numerical derivatives, which a replay's jumps make uneven: hence up to twelve rounds.
 */
function solveFactors(predict: Predict, measured: Measurements, rows: number): LocalFactors {
  let theta = [0, 0, 0];
  const factors = ([decode, batch, prefill]: readonly number[]): LocalFactors => ({
    decode: Math.exp(decode!),
    batch: Math.exp(batch!),
    prefill: Math.exp(prefill!),
    rows,
  });
  const residuals = (values: readonly number[]) =>
    predict(factors(values)).map((value, i) => Math.log(value / measured.values[i]) / measured.noise[i]);
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, v, i) => sum + v * b[i], 0);
  const precision = 1 / priorSpread ** 2;
  const step = 0.02;
  for (let round = 0; round < 12; round++) {
    const base = residuals(theta);
    const slopes = theta.map((_, j) =>
      residuals(theta.map((value, i) => (i === j ? value + step : value))).map(
        (v, i) => (v - base[i]) / step,
      ),
    );
    const normal = slopes.map((a, i) => slopes.map((b, j) => dot(a, b) + (i === j ? precision : 0)));
    const moves = solveSymmetric(
      normal,
      slopes.map((a, i) => dot(a, base) + precision * theta[i]),
    );
    theta = theta.map((value, i) => value - Math.max(-0.5, Math.min(0.5, moves[i])));
    if (moves.every((move) => Math.abs(move) < 1e-3)) break;
  }
  return factors(theta);
}

/** Solves a small symmetric positive definite system by elimination. */
function solveSymmetric(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  const size = rows.length;
  for (let i = 0; i < size; i++) {
    for (let k = i + 1; k < size; k++) {
      const share = rows[k][i] / rows[i][i];
      for (let j = i; j <= size; j++) rows[k][j] -= share * rows[i][j];
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i--) {
    let rest = rows[i][size];
    for (let j = i + 1; j < size; j++) rest -= rows[i][j] * solution[j];
    solution[i] = rest / rows[i][i];
  }
  return solution;
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
  if (measured.values.length === 0) return unitFactors;
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

/** Requests whose times per token are compared as one mean: an engine fills up from slice to slice. */
const sliceOfRequests = 10;

/** Log noise of a mean over a slice, which ten answers' hundreds of tokens make firm, and of the mean time to the first token. */
const sliceNoise = { tpot: 0.01, ttft: 0.05 };

/** A trace and the seconds to the first token and per token after it that each of its requests took; NaN for answers of one token. */
export interface MeasuredRequests {
  readonly trace: RequestTrace;
  readonly ttftS: ArrayLike<number>;
  readonly tpotS: ArrayLike<number>;
}

/**
 * Local factors from the first `count` requests of a trace that was replayed and measured.
 *
 * Compares the mean TPOT of every ten requests, since early ones meet an engine that is still filling and so tell how steps
 * grow with the batch, and the mean TTFT of all of them; later arrivals are replayed too, because they share steps with them.
 */
export function recalibrateOnRequests(
  deployment: Deployment,
  measured: MeasuredRequests,
  count: number,
  options: ServiceOptions = {},
): LocalFactors {
  const slices = Array.from({ length: Math.ceil(count / sliceOfRequests) }, (_, i) => i * sliceOfRequests);
  const mean = (values: ArrayLike<number>, from: number, to: number) => {
    const known = Array.from({ length: to - from }, (_, i) => values[from + i]).filter(Number.isFinite);
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  const compared = ({ tpotS, ttftS }: Pick<SimulationResult, 'tpotS' | 'ttftS'> | MeasuredRequests) =>
    Float64Array.of(
      ...slices.map((from) => mean(tpotS, from, Math.min(count, from + sliceOfRequests))),
      mean(ttftS, 0, count),
    );
  const values = compared(measured);
  // Slices of answers of one token have no time per token.
  const known = Array.from(values.keys()).filter((i) => Number.isFinite(values[i]));
  return solveFactors(
    (local) => {
      const simulated = compared(simulate(makeService(deployment, { ...options, local }), measured.trace));
      return Float64Array.from(known, (i) => simulated[i]);
    },
    {
      values: Array.from(known, (i) => values[i]),
      noise: Array.from(known, (i) => (i === slices.length ? sliceNoise.ttft : sliceNoise.tpot)),
    },
    count,
  );
}
