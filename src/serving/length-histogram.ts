/** Mean and percentiles of a column. */
export interface Distribution {
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** Lengths below this are counted one by one. */
const exact = 2048;

/** Width of a bucket above, relative. */
const width = 1.005;

/**
 * Counts whole numbers ≥ 0 in a few kilobytes however many there are: below 2,048 one by one, above in buckets of
 * half a per cent (the sketch of Masson, Rim and Lee, 2019), whose middle stands for all of them.
 */
export class LengthHistogram {
  readonly #counts = new Float64Array(exact + Math.ceil(Math.log(2 ** 32 / exact) / Math.log(width)));
  #total = 0;
  #sum = 0;
  #largest = 0;

  add(length: number): void {
    this.#counts[this.#bucketOf(length)]++;
    this.#total++;
    this.#sum += length;
    if (length > this.#largest) this.#largest = length;
  }

  /** The smallest length that at least a share `share` of all do not exceed; 0 for none. */
  quantile(share: number): number {
    const rank = Math.min(this.#total - 1, Math.floor(share * this.#total));
    if (rank < 0) return 0;
    if (share >= 1) return this.#largest;
    let below = 0;
    for (let bucket = 0; bucket < this.#counts.length; bucket++) {
      below += this.#counts[bucket];
      if (below > rank) return Math.min(this.#largest, this.#middleOf(bucket));
    }
    return this.#largest;
  }

  get distribution(): Distribution {
    const at = (share: number) => this.quantile(share);
    return {
      mean: this.#sum / Math.max(1, this.#total),
      ...{ p50: at(0.5), p90: at(0.9), p99: at(0.99), max: this.#largest },
    };
  }

  #bucketOf(length: number): number {
    if (length < exact) return length;
    return exact + Math.floor(Math.log(length / exact) / Math.log(width));
  }

  #middleOf(bucket: number): number {
    return bucket < exact ? bucket : Math.round(exact * width ** (bucket - exact + 0.5));
  }
}
