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
  readonly hashes?: readonly number[];
}

/** Collects rows in growing columns; rows may come out of order and are sorted at the end. */
export class TraceBuilder {
  private arrival = new Float64Array(1024);
  private input = new Int32Array(1024);
  private output = new Int32Array(1024);
  private start = new Int32Array(1025);
  private blocks = new Int32Array(1024);
  private count = 0;
  private blockCount = 0;

  constructor(private readonly blockTokens = 512) {}

  add(row: RequestRow): void {
    if (this.count === this.arrival.length) this.grow();
    this.arrival[this.count] = row.arrivalS;
    this.input[this.count] = row.inputTokens;
    this.output[this.count] = row.outputTokens;
    for (const hash of row.hashes ?? []) {
      if (this.blockCount === this.blocks.length) {
        const wider = new Int32Array(this.blocks.length * 2);
        wider.set(this.blocks);
        this.blocks = wider;
      }
      this.blocks[this.blockCount++] = hash;
    }
    this.count++;
    this.start[this.count] = this.blockCount;
  }

  private grow(): void {
    const size = this.count * 2;
    const widen = <A extends Float64Array | Int32Array>(wider: A, from: A): A => {
      wider.set(from);
      return wider;
    };
    this.arrival = widen(new Float64Array(size), this.arrival);
    this.input = widen(new Int32Array(size), this.input);
    this.output = widen(new Int32Array(size), this.output);
    this.start = widen(new Int32Array(size + 1), this.start);
  }

  /** The trace so far, its first arrival moved to 0. */
  build(): RequestTrace {
    const order = Array.from({ length: this.count }, (_, i) => i);
    const sorted = this.isSorted() ? order : order.sort((a, b) => this.arrival[a] - this.arrival[b] || a - b);
    const first = this.count > 0 ? this.arrival[sorted[0]] : 0;
    const trace = {
      arrivalS: Float64Array.from(sorted, (i) => this.arrival[i] - first),
      inputTokens: Int32Array.from(sorted, (i) => this.input[i]),
      outputTokens: Int32Array.from(sorted, (i) => this.output[i]),
    };
    if (this.blockCount === 0) return trace;
    const start = new Int32Array(this.count + 1);
    const blocks = new Int32Array(this.blockCount);
    let at = 0;
    sorted.forEach((i, position) => {
      blocks.set(this.blocks.subarray(this.start[i], this.start[i + 1]), at);
      at += this.start[i + 1] - this.start[i];
      start[position + 1] = at;
    });
    return { ...trace, prefix: { blockTokens: this.blockTokens, start, blocks } };
  }

  private isSorted(): boolean {
    for (let i = 1; i < this.count; i++) if (this.arrival[i] < this.arrival[i - 1]) return false;
    return true;
  }
}

/** A trace from rows in memory. */
export function traceOf(rows: Iterable<RequestRow>, blockTokens?: number): RequestTrace {
  const builder = new TraceBuilder(blockTokens);
  for (const row of rows) builder.add(row);
  return builder.build();
}
