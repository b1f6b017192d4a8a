import type { RandomStream } from '../units/random.ts';
import { type RequestTrace, TraceBuilder } from './request-trace.ts';
import { traceStatistics } from './trace-statistics.ts';

/** Quantiles of a length at {@link quantileShares}. */
export type LengthQuantiles = readonly number[];

/** A traffic pattern without anybody's data: what {@link fitTraffic} keeps of a trace and the product ships. */
export interface TrafficProfile {
  readonly requestsPerS: number;
  /** Rate over its mean in equal parts of `partS` seconds, repeated; absent: constant. */
  readonly pattern?: { readonly partS: number; readonly relativeRate: readonly number[] };
  /** Squared coefficient of variation of gaps, measured at the rate of their part; 1: Poisson. */
  readonly burstiness: number;
  readonly inputTokens: LengthQuantiles;
  readonly outputTokens: LengthQuantiles;
  /** Rank correlation of input and output lengths (of their normal scores). */
  readonly lengthCorrelation: number;
  /** Share of input tokens that repeat an earlier request's leading blocks; 0: none. */
  readonly sharedPrefix: number;
}

/** Conversations: rounded quantiles of the Azure conversation trace of 2023 (Azure Public Dataset, CC-BY 4.0). */
export const conversationProfile: TrafficProfile = {
  requestsPerS: 5.5,
  pattern: {
    partS: 175,
    relativeRate: [
      0.77, 0.96, 0.84, 0.91, 0.96, 0.88, 0.99, 1.15, 1.18, 1.41, 1.41, 1.28, 1.22, 0.97, 1.04, 1.07, 0.73,
      0.81, 0.76, 0.66,
    ],
  },
  burstiness: 1.1,
  inputTokens: [
    2, 180, 210, 370, 390, 395, 400, 415, 700, 985, 1020, 1045, 1070, 1100, 1130, 1190, 1315, 1880, 2735,
    4085, 4142, 14050,
  ],
  outputTokens: [
    7, 41, 54, 67, 77, 85, 91, 96, 103, 113, 129, 151, 177, 217, 384, 395, 400, 411, 424, 451, 601, 1000,
  ],
  lengthCorrelation: 0.07,
  sharedPrefix: 0,
};

/** Fits a profile to `trace`; needs at least 20 requests (RangeError). */
export function fitTraffic(trace: RequestTrace): TrafficProfile {
  if (trace.arrivalS.length < 20)
    throw new RangeError(`a profile needs ≥ 20 requests, got ${trace.arrivalS.length}`);
  const statistics = traceStatistics(trace);
  const pattern = ratePattern(trace.arrivalS, statistics.durationS);
  return {
    requestsPerS: statistics.requestsPerS,
    ...(pattern.relativeRate.length > 1 ? { pattern } : {}),
    burstiness: burstiness(trace.arrivalS, pattern),
    inputTokens: quantiles(trace.inputTokens),
    outputTokens: quantiles(trace.outputTokens),
    lengthCorrelation: rankCorrelation(trace.inputTokens, trace.outputTokens),
    sharedPrefix: statistics.sharedPrefix ?? 0,
  };
}

type Pattern = NonNullable<TrafficProfile['pattern']>;

/** Up to 60 parts, as many as leave 200 requests to each: its rate is then known to 7 %. */
function ratePattern(arrivalS: Float64Array, durationS: number): Pattern {
  const parts = Math.max(1, Math.min(60, Math.floor(arrivalS.length / 200)));
  if (durationS <= 0 || parts === 1) return { partS: Math.max(durationS, 1), relativeRate: [1] };
  const partS = durationS / parts;
  const counts = new Float64Array(parts);
  for (const at of arrivalS) counts[Math.min(parts - 1, Math.floor(at / partS))]++;
  const mean = arrivalS.length / parts;
  return { partS, relativeRate: Array.from(counts, (count) => Math.max(0.01, count / mean)) };
}

/** The squared coefficient of variation of gaps, each times the rate of its part. */
function burstiness(arrivalS: Float64Array, pattern: Pattern): number {
  const gaps = arrivalS.subarray(1).map((at, i) => (at - arrivalS[i]) * rateAt(pattern, arrivalS[i]));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
  return mean > 0 ? variance / mean ** 2 : 0;
}

function rateAt(pattern: Pattern | undefined, atS: number): number {
  if (!pattern) return 1;
  const { partS, relativeRate } = pattern;
  return relativeRate[Math.floor(atS / partS) % relativeRate.length];
}

/** 0, 5, …, 95, 99 and 100 %: a long tail must not widen the last twentieth. */
const quantileShares: readonly number[] = [...Array.from({ length: 20 }, (_, i) => i / 20), 0.99, 1];

/**
 * `profile` with another rate or other mean lengths: lengths keep the form of their distribution. Fields that are
 * left out stay.
 */
export function scaledProfile(
  profile: TrafficProfile,
  to: { readonly requestsPerS?: number; readonly inputTokens?: number; readonly outputTokens?: number },
): TrafficProfile {
  const scaled = (quantile: LengthQuantiles, mean: number | undefined) =>
    mean === undefined
      ? quantile
      : quantile.map((value) => Math.max(1, (value * mean) / meanLength(quantile)));
  return {
    ...profile,
    requestsPerS: to.requestsPerS ?? profile.requestsPerS,
    inputTokens: scaled(profile.inputTokens, to.inputTokens),
    outputTokens: scaled(profile.outputTokens, to.outputTokens),
  };
}

/** The mean of a length that is linear between its quantiles. */
function meanLength(quantile: LengthQuantiles): number {
  return quantile
    .slice(1)
    .reduce(
      (sum, value, i) => sum + ((value + quantile[i]) / 2) * (quantileShares[i + 1] - quantileShares[i]),
      0,
    );
}

/** The highest relative rate of a profile's pattern. */
export function profilePeak({ pattern }: TrafficProfile): number {
  return Math.max(1, ...(pattern?.relativeRate ?? []));
}

function quantiles(values: Int32Array): number[] {
  const sorted = values.slice().sort();
  return quantileShares.map(
    (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))],
  );
}

function rankCorrelation(a: Int32Array, b: Int32Array): number {
  const ranks = (values: Int32Array) => {
    const order = Array.from(values.keys()).sort((i, j) => values[i] - values[j] || i - j);
    const rank = new Float64Array(values.length);
    order.forEach((i, position) => {
      rank[i] = position;
    });
    return rank;
  };
  const [x, y] = [ranks(a), ranks(b)];
  const mean = (a.length - 1) / 2;
  let [product, square] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    product += (x[i] - mean) * (y[i] - mean);
    square += (x[i] - mean) ** 2;
  }
  return product / square;
}

/**
 * A trace of `requests` requests that follow `profile`, the same for the same `random` stream.
 *
 * Gaps are gamma distributed with the profile's burstiness at the rate of the moment; lengths follow its quantiles with correlated normal
 * scores; a pattern that is longer than the trace is squeezed into it, so that the mean rate holds; a request continues an earlier one's blocks whenever the shared share has fallen behind the profile's.
 */
export function generateTrace(profile: TrafficProfile, requests: number, random: RandomStream): RequestTrace {
  const blockTokens = 512;
  const builder = new TraceBuilder(blockTokens);
  const histories: number[][] = [];
  let at = 0;
  let nextBlock = 1;
  let [sharedTokens, totalTokens] = [0, 0];
  const pattern = squeezed(profile, requests);
  for (let i = 0; i < requests; i++) {
    at += gammaGap(profile, random) / rateAt(pattern, at);
    const first = random.normal();
    const second =
      profile.lengthCorrelation * first + Math.sqrt(1 - profile.lengthCorrelation ** 2) * random.normal();
    const inputTokens = lengthAt(profile.inputTokens, normalShare(first));
    const outputTokens = lengthAt(profile.outputTokens, normalShare(second));
    if (profile.sharedPrefix <= 0) {
      builder.add({ arrivalS: at, inputTokens, outputTokens });
      continue;
    }
    const blocks = Math.floor(inputTokens / blockTokens);
    const source = histories.length > 0 ? histories[Math.floor(random.uniform() * histories.length)] : [];
    const behind = sharedTokens < profile.sharedPrefix * (totalTokens + inputTokens);
    const hashes = behind ? source.slice(0, blocks) : [];
    sharedTokens += hashes.length * blockTokens;
    totalTokens += inputTokens;
    while (hashes.length < blocks) hashes.push(nextBlock++);
    if (histories.length < 512) histories.push(hashes);
    else histories[i % 512] = hashes;
    builder.add({ arrivalS: at, inputTokens, outputTokens, hashes });
  }
  return builder.build();
}

function squeezed({ pattern, requestsPerS }: TrafficProfile, requests: number): Pattern | undefined {
  if (!pattern) return undefined;
  const partS = requests / requestsPerS / pattern.relativeRate.length;
  return { ...pattern, partS: Math.min(pattern.partS, Math.max(partS, 1e-9)) };
}

/** One gap of mean 1/rate and the profile's squared coefficient of variation (Marsaglia and Tsang, 2000). */
function gammaGap(profile: TrafficProfile, random: RandomStream): number {
  const shape = 1 / Math.max(0.05, profile.burstiness);
  const boosted = shape < 1 ? shape + 1 : shape;
  const d = boosted - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(random.uniform()) >= 0.5 * x * x + d - d * v + d * Math.log(v)) continue;
    const value = shape < 1 ? d * v * random.uniform() ** (1 / shape) : d * v;
    return value / shape / profile.requestsPerS;
  }
}

function lengthAt(quantile: LengthQuantiles, share: number): number {
  const low = share < 0.95 ? Math.floor(share * 20) : share < 0.99 ? 19 : 20;
  const from = quantileShares[low];
  const part = (share - from) / (quantileShares[low + 1] - from);
  return Math.max(1, Math.round(quantile[low] + (quantile[low + 1] - quantile[low]) * part));
}

/** The standard normal distribution function (Abramowitz and Stegun 26.2.17, error below 1e-7). */
function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z > 0 ? 1 - tail : tail;
}
