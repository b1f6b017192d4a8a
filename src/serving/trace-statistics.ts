import type { RequestTrace } from './request-trace.ts';

/** Mean and percentiles of a column. */
export interface Distribution {
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** What a trace looks like. */
export interface TraceStatistics {
  readonly requests: number;
  readonly durationS: number;
  readonly requestsPerS: number;
  readonly inputTokens: Distribution;
  readonly outputTokens: Distribution;
  /** Squared coefficient of variation of the gaps between arrivals; 1 for a Poisson stream. */
  readonly burstiness: number;
  /** Requests in the busiest minute over those in the mean minute. */
  readonly peakFactor: number;
  /** Share of input tokens in leading blocks that an earlier request had too; absent without hashes. */
  readonly sharedPrefix?: number;
}

/** Percentiles of `values` without its NaN entries (nearest rank); zeros for none. */
export function distribution(values: ArrayLike<number>): Distribution {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / Math.max(1, sorted.length);
  return { mean, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}

/** Describes `trace`; an empty one has zeros throughout. */
export function traceStatistics(trace: RequestTrace): TraceStatistics {
  const { arrivalS } = trace;
  const requests = arrivalS.length;
  const durationS = requests > 0 ? arrivalS[requests - 1] : 0;
  const shared = sharedPrefix(trace);
  return {
    requests,
    durationS,
    requestsPerS: durationS > 0 ? requests / durationS : 0,
    inputTokens: distribution(trace.inputTokens),
    outputTokens: distribution(trace.outputTokens),
    burstiness: gapVariation(arrivalS),
    peakFactor: peakFactor(arrivalS, durationS),
    ...(shared === undefined ? {} : { sharedPrefix: shared }),
  };
}

function gapVariation(arrivalS: Float64Array): number {
  if (arrivalS.length < 3) return 0;
  const gaps = arrivalS.subarray(1).map((at, i) => at - arrivalS[i]);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
  return mean > 0 ? variance / mean ** 2 : 0;
}

function peakFactor(arrivalS: Float64Array, durationS: number): number {
  const minutes = Math.max(1, Math.floor(durationS / 60));
  const counts = new Float64Array(minutes);
  for (const at of arrivalS) counts[Math.min(minutes - 1, Math.floor(at / 60))]++;
  const mean = arrivalS.length / minutes;
  return mean > 0 ? Math.max(...counts) / mean : 0;
}

function sharedPrefix(trace: RequestTrace): number | undefined {
  const { prefix } = trace;
  if (!prefix) return undefined;
  const seen = new Set<number>();
  let shared = 0;
  for (let i = 0; i < trace.arrivalS.length; i++) {
    let leading = true;
    for (let at = prefix.start[i]; at < prefix.start[i + 1]; at++) {
      leading &&= seen.has(prefix.blocks[at]);
      if (leading) shared += prefix.blockTokens;
      seen.add(prefix.blocks[at]);
    }
  }
  return shared / trace.inputTokens.reduce((sum, tokens) => sum + tokens, 0);
}
