import type { RequestTrace } from '../request-trace.ts';

/**
 * Least-recently-used cache of prompt blocks by hash.
 *
 * It lives in cache memory that running requests leave free; a request whose leading blocks are here skips
 * their prefill (all but its last token).
 */
export class PrefixCache {
  private readonly blocks = new Map<number, true>();

  constructor(private readonly prefix: NonNullable<RequestTrace['prefix']>) {}

  /** Tokens held. */
  get tokens(): number {
    return this.blocks.size * this.prefix.blockTokens;
  }

  /** Leading tokens of `request` that are here; marks them as used. */
  match(request: number): number {
    const { start, blocks, blockTokens } = this.prefix;
    let matched = 0;
    for (let at = start[request]; at < start[request + 1]; at++) {
      const hash = blocks[at];
      if (!this.blocks.delete(hash)) break;
      this.blocks.set(hash, true);
      matched += blockTokens;
    }
    return matched;
  }

  /** Keeps the blocks of a processed prompt. */
  insert(request: number): void {
    const { start, blocks } = this.prefix;
    for (let at = start[request]; at < start[request + 1]; at++) {
      this.blocks.delete(blocks[at]);
      this.blocks.set(blocks[at], true);
    }
  }

  /** Drops the longest unused blocks until at most `tokens` are held. */
  shrinkTo(tokens: number): void {
    for (const hash of this.blocks.keys()) {
      if (this.tokens <= tokens) return;
      this.blocks.delete(hash);
    }
  }
}
