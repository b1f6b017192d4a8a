import { type Distribution, LengthHistogram } from './length-histogram.ts';
import type { RequestRow, RequestTrace } from './request-trace.ts';
import { SeenBlocks } from './seen-blocks.ts';

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
  /** Requests by minute from the first one. */
  readonly requestsPerMinute: readonly number[];
  /** Rows that came before an earlier row's time. */
  readonly outOfOrder: number;
  /** Share of input tokens in leading blocks that an earlier request had too; absent without hashes. */
  readonly sharedPrefix?: number;
}

/** Gathers statistics row by row in memory that does not grow with the number of requests. */
export class TraceSummary {
  readonly #input = new LengthHistogram();
  readonly #output = new LengthHistogram();
  readonly #minutes = new Map<number, number>();
  readonly #seen = new SeenBlocks();
  #requests = 0;
  #outOfOrder = 0;
  #firstS = 0;
  #earliestS = Infinity;
  #latestS = 0;
  #lastS = 0;
  #gapSquares = 0;
  #hashes = 0;
  #sharedTokens = 0;
  readonly #blockTokens: number;

  constructor(blockTokens = 512) {
    this.#blockTokens = blockTokens;
  }

  add({ arrivalS, inputTokens, outputTokens, hashes }: RequestRow): void {
    if (this.#requests === 0) {
      this.#firstS = arrivalS;
      this.#latestS = arrivalS;
    } else {
      if (arrivalS < this.#lastS) this.#outOfOrder++;
      this.#gapSquares += (arrivalS - this.#lastS) ** 2;
    }
    this.#requests++;
    this.#lastS = arrivalS;
    this.#earliestS = Math.min(this.#earliestS, arrivalS);
    this.#latestS = Math.max(this.#latestS, arrivalS);
    this.#input.add(inputTokens);
    this.#output.add(outputTokens);
    const minute = Math.floor((arrivalS - this.#firstS) / 60);
    this.#minutes.set(minute, (this.#minutes.get(minute) ?? 0) + 1);
    let leading = true;
    for (const hash of hashes ?? []) {
      const known = this.#seen.add(hash);
      leading &&= known;
      if (leading) this.#sharedTokens += this.#blockTokens;
      this.#hashes++;
    }
  }

  /** The statistics so far; all zeros for no rows. */
  get statistics(): TraceStatistics {
    const requests = this.#requests;
    const durationS = requests > 0 ? this.#latestS - this.#earliestS : 0;
    const inputTokens = this.#input.distribution;
    const requestsPerMinute = this.#byMinute();
    return {
      ...{ requests, durationS, inputTokens, outputTokens: this.#output.distribution },
      ...{ requestsPerMinute, outOfOrder: this.#outOfOrder },
      requestsPerS: durationS > 0 ? requests / durationS : 0,
      burstiness: this.#burstiness(durationS),
      peakFactor: peakFactor(requestsPerMinute, durationS),
      ...(this.#hashes > 0 ? { sharedPrefix: this.#sharedTokens / (inputTokens.mean * requests) } : {}),
    };
  }

  #byMinute(): number[] {
    const first = Math.floor((this.#earliestS - this.#firstS) / 60);
    const last = Math.floor((this.#latestS - this.#firstS) / 60);
    if (!(last >= first) || last - first > 1e7) return [];
    return Array.from({ length: last - first + 1 }, (_, i) => this.#minutes.get(first + i) ?? 0);
  }

  #burstiness(durationS: number): number {
    if (this.#requests < 3 || durationS <= 0) return 0;
    const gaps = this.#requests - 1;
    const mean = durationS / gaps;
    return this.#gapSquares / gaps / mean ** 2 - 1;
  }
}

/** Whole minutes only: the last one is usually cut short. */
function peakFactor(perMinute: readonly number[], durationS: number): number {
  const whole = perMinute.slice(0, Math.max(1, Math.floor(durationS / 60)));
  const mean = whole.reduce((sum, count) => sum + count, 0) / Math.max(1, whole.length);
  return mean > 0 ? whole.reduce((most, count) => Math.max(most, count), 0) / mean : 0;
}

/** Describes `trace`; an empty one has zeros throughout. */
export function traceStatistics(trace: RequestTrace): TraceStatistics {
  const { arrivalS, inputTokens, outputTokens, prefix } = trace;
  const summary = new TraceSummary(prefix?.blockTokens);
  for (let i = 0; i < arrivalS.length; i++) {
    const row = { arrivalS: arrivalS[i], inputTokens: inputTokens[i], outputTokens: outputTokens[i] };
    if (!prefix) summary.add(row);
    else {
      const hashes = prefix.blocks.subarray(prefix.start[i], prefix.start[i + 1]);
      summary.add({ ...row, hashes });
    }
  }
  return summary.statistics;
}
