import type { RequestTrace } from '../request-trace.ts';

/**
 * Prompt blocks by hash: those that running requests hold, each once however many share it, and those that nobody
 * holds any more, the longest unused dropped first.
 *
 * A request whose leading blocks are here skips their prefill (all but its last token). Blocks are held from
 * admission (what was found) or from the end of the prompt (the rest) until the request ends or is preempted.
 */
export class PrefixCache {
  /** Running requests per block. */
  readonly #holders = new Map<number, number>();
  /** Blocks that nobody holds, the longest unused first. */
  readonly #idle = new Map<number, true>();
  #shared = 0;
  readonly #prefix: NonNullable<RequestTrace['prefix']>;
  readonly #inputTokens: Int32Array;

  constructor(prefix: NonNullable<RequestTrace['prefix']>, inputTokens: Int32Array) {
    this.#prefix = prefix;
    this.#inputTokens = inputTokens;
  }

  /** Tokens of the blocks that nobody holds. */
  get idleTokens(): number {
    return this.#idle.size * this.#prefix.blockTokens;
  }

  /** Tokens that running requests would take more if each had its own copy of every block. */
  get sharedTokens(): number {
    return this.#shared * this.#prefix.blockTokens;
  }

  /** Leading blocks of `request` that are here, and those of them that running requests hold. */
  lookUp(request: number): { readonly found: number; readonly held: number } {
    const { start, blocks } = this.#prefix;
    const whole = this.#wholeBlocks(request);
    let [found, held] = [0, 0];
    for (let at = start[request]; at < start[request + 1]; at++) {
      const hash = blocks[at];
      if (this.#holders.has(hash)) held += found < whole ? 1 : 0;
      else if (!this.#idle.has(hash)) break;
      found++;
    }
    return { found, held };
  }

  /** Lets `request` hold its leading blocks `from` … `to` − 1; to the end of its blocks without `to`. */
  hold(request: number, from: number, to = this.#blockCount(request)): number {
    const { start, blocks } = this.#prefix;
    const whole = this.#wholeBlocks(request);
    for (let i = from; i < to; i++) {
      const hash = blocks[start[request] + i];
      const holders = this.#holders.get(hash) ?? 0;
      if (holders === 0) this.#idle.delete(hash);
      else if (i < whole) this.#shared++;
      this.#holders.set(hash, holders + 1);
    }
    return to;
  }

  /** Lets go of the first `count` blocks of `request`; what nobody holds any more is kept while there is room. */
  release(request: number, count: number): void {
    const { start, blocks } = this.#prefix;
    const whole = this.#wholeBlocks(request);
    // From the last to the first: a block is of no use without those before it, so they are dropped later.
    for (let i = count - 1; i >= 0; i--) {
      const hash = blocks[start[request] + i];
      const holders = this.#holders.get(hash)! - 1;
      if (holders > 0) {
        this.#holders.set(hash, holders);
        if (i < whole) this.#shared--;
      } else {
        this.#holders.delete(hash);
        this.#idle.set(hash, true);
      }
    }
  }

  /** Drops the longest unused blocks until at most `tokens` are idle. */
  shrinkTo(tokens: number): void {
    for (const hash of this.#idle.keys()) {
      if (this.idleTokens <= tokens) return;
      this.#idle.delete(hash);
    }
  }

  #blockCount(request: number): number {
    return this.#prefix.start[request + 1] - this.#prefix.start[request];
  }

  /** Blocks that the prompt fills: only these are shared in memory. */
  #wholeBlocks(request: number): number {
    return Math.floor(this.#inputTokens[request] / this.#prefix.blockTokens);
  }
}
