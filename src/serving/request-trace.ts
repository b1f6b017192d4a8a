/**
 * Requests in order of arrival, one column per property, so that millions fit into memory.
 *
 * `prefixBlocks[prefixStart[i] … prefixStart[i + 1])` are the hashes of request i's leading blocks of
 * `blockTokens` tokens; equal hashes mean equal text up to there.
 */
export interface RequestTrace {
  /** Seconds since the first request, non-decreasing. */
  readonly arrivalS: Float64Array;
  readonly inputTokens: Int32Array;
  readonly outputTokens: Int32Array;
  readonly prefix?: {
    readonly blockTokens: number;
    readonly start: Int32Array;
    readonly blocks: Int32Array;
  };
}

/** One request before it is laid out in columns. */
export interface RequestRow {
  readonly arrivalS: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly hashes?: Iterable<number>;
}

/** Collects rows in growing columns; rows may come out of order and are sorted at the end. */
export class TraceBuilder {
  #arrival = new Float64Array(1024);
  #input = new Int32Array(1024);
  #output = new Int32Array(1024);
  #start = new Int32Array(1025);
  #blocks = new Int32Array(1024);
  #count = 0;
  #blockCount = 0;
  readonly #blockTokens: number;

  constructor(blockTokens = 512) {
    this.#blockTokens = blockTokens;
  }

  add(row: RequestRow): void {
    if (this.#count === this.#arrival.length) this.#grow();
    this.#arrival[this.#count] = row.arrivalS;
    this.#input[this.#count] = row.inputTokens;
    this.#output[this.#count] = row.outputTokens;
    for (const hash of row.hashes ?? []) {
      if (this.#blockCount === this.#blocks.length) {
        const wider = new Int32Array(this.#blocks.length * 2);
        wider.set(this.#blocks);
        this.#blocks = wider;
      }
      this.#blocks[this.#blockCount++] = hash;
    }
    this.#count++;
    this.#start[this.#count] = this.#blockCount;
  }

  #grow(): void {
    const size = this.#count * 2;
    const widen = <A extends Float64Array | Int32Array>(wider: A, from: A): A => {
      wider.set(from);
      return wider;
    };
    this.#arrival = widen(new Float64Array(size), this.#arrival);
    this.#input = widen(new Int32Array(size), this.#input);
    this.#output = widen(new Int32Array(size), this.#output);
    this.#start = widen(new Int32Array(size + 1), this.#start);
  }

  /** The trace, its first arrival moved to 0. Rows in order are not copied but for their arrivals. */
  build(): RequestTrace {
    const count = this.#count;
    if (this.#isSorted()) {
      const first = count > 0 ? this.#arrival[0] : 0;
      const trace = {
        arrivalS: this.#arrival.subarray(0, count).map((at) => at - first),
        inputTokens: this.#input.subarray(0, count),
        outputTokens: this.#output.subarray(0, count),
      };
      const start = this.#start.subarray(0, count + 1);
      return this.#withPrefix(trace, start, this.#blocks.subarray(0, this.#blockCount));
    }
    const order = Int32Array.from({ length: count }, (_, i) => i);
    order.sort((a, b) => this.#arrival[a] - this.#arrival[b] || a - b);
    const trace = {
      arrivalS: Float64Array.from(order, (i) => this.#arrival[i] - this.#arrival[order[0]]),
      inputTokens: Int32Array.from(order, (i) => this.#input[i]),
      outputTokens: Int32Array.from(order, (i) => this.#output[i]),
    };
    const start = new Int32Array(count + 1);
    const blocks = new Int32Array(this.#blockCount);
    order.forEach((i, position) => {
      const own = this.#blocks.subarray(this.#start[i], this.#start[i + 1]);
      blocks.set(own, start[position]);
      start[position + 1] = start[position] + own.length;
    });
    return this.#withPrefix(trace, start, blocks);
  }

  #withPrefix(trace: RequestTrace, start: Int32Array, blocks: Int32Array): RequestTrace {
    if (this.#blockCount === 0) return trace;
    return { ...trace, prefix: { blockTokens: this.#blockTokens, start, blocks } };
  }

  #isSorted(): boolean {
    for (let i = 1; i < this.#count; i++) if (this.#arrival[i] < this.#arrival[i - 1]) return false;
    return true;
  }
}

/** A trace from rows in memory. */
export function traceOf(rows: Iterable<RequestRow>, blockTokens?: number): RequestTrace {
  const builder = new TraceBuilder(blockTokens);
  for (const row of rows) builder.add(row);
  return builder.build();
}
