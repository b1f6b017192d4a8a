import type { RequestTrace } from '../request-trace.ts';
import { PrefixCache } from './prefix-cache.ts';

/** What an engine allows at once. */
export interface EngineLimits {
  /** Running sequences per attention group. */
  readonly maxSequences: number;
  /** Tokens per step, prompts included: longer prompts are processed in chunks. */
  readonly maxBatchedTokens: number;
  /** Tokens that the cache holds. */
  readonly cacheTokens: number;
  /** Tokens per cache block (usually 16). */
  readonly blockTokens: number;
  /** Room for the whole answer is kept from the start, so that nothing is ever preempted; default false. */
  readonly reservesAnswers?: boolean;
}

/** Results per request, in ticks, and what the replicas did. */
export interface RequestTimes {
  readonly firstToken: Float64Array;
  readonly lastToken: Float64Array;
  readonly cachedTokens: Int32Array;
  readonly preemptions: Int32Array;
}

interface Sequence {
  readonly request: number;
  /** Prompt tokens still to process before the next output token. */
  prefillLeft: number;
  /** Tokens in the cache. */
  context: number;
  outputLeft: number;
  /** Leading prefix blocks that it holds in the cache. */
  held: number;
  /** It decodes in the step at hand. */
  decodes: boolean;
}

/** What one attention group puts into a step. */
export interface Batch {
  readonly decodes: number;
  /** Sum of the contexts of the decoding sequences. */
  readonly context: number;
  readonly promptTokens: number;
  /** Σ over the prompt tokens of the tokens that each attends to. */
  readonly pairs: number;
  readonly finishingPrompts: number;
}

/** A batch that only decodes, and the steps that its shortest answer allows. */
export interface Run {
  readonly decodes: number;
  /** As in {@link Batch}, at its first step. */
  readonly context: number;
  readonly steps: number;
}

/**
 * The queue and the cache of one attention group: decodes first, then prompts in chunks, first come first served.
 *
 * When the cache is full the youngest sequence is preempted and later recomputed from its prompt and what it had
 * generated. It knows no time: a replica says how long its batches took.
 */
export class Scheduler {
  #waiting: Sequence[] = [];
  #waitingHead = 0;
  #running: Sequence[] = [];
  #usedBlocks = 0;
  /** Running sequences with prompt tokens left. */
  #inPrefill = 0;
  /** What decodes next if nothing joins or leaves; undefined where something did. */
  #next: Run | undefined;
  readonly #cache: PrefixCache | undefined;
  readonly #totalBlocks: number;
  readonly #prefixBlockTokens: number;
  /** Cache blocks that one prefix block fills. */
  readonly #blocksPerPrefixBlock: number;
  readonly #trace: RequestTrace;
  readonly #limits: EngineLimits;
  readonly #times: RequestTimes;
  /** Prompts arrive with their cache filled (the decode side of a disaggregated service). */
  readonly #prefilled: boolean;

  constructor(trace: RequestTrace, limits: EngineLimits, times: RequestTimes, prefilled = false) {
    this.#trace = trace;
    this.#limits = limits;
    this.#times = times;
    this.#prefilled = prefilled;
    this.#cache = trace.prefix && !prefilled ? new PrefixCache(trace.prefix, trace.inputTokens) : undefined;
    this.#prefixBlockTokens = trace.prefix?.blockTokens ?? 0;
    this.#blocksPerPrefixBlock = this.#prefixBlockTokens / limits.blockTokens;
    this.#totalBlocks = Math.floor(limits.cacheTokens / limits.blockTokens);
  }

  /** Requests that wait or run. */
  get load(): number {
    return this.#waiting.length - this.#waitingHead + this.#running.length;
  }

  /** Whether a running sequence still has prompt tokens to process. */
  get hasPrompts(): boolean {
    return this.#inPrefill > 0;
  }

  /** Takes a request, unless it can never fit. */
  enqueue(request: number): void {
    const input = this.#trace.inputTokens[request];
    const output = this.#trace.outputTokens[request];
    if (this.#blocksOf(input + output) > this.#totalBlocks) return;
    this.#waiting.push({
      request,
      prefillLeft: this.#prefilled ? 0 : input,
      context: this.#prefilled ? input : 0,
      outputLeft: output,
      held: 0,
      decodes: false,
    });
  }

  /** Lets waiting requests run while sequences and cache allow. */
  admit(): void {
    while (this.#waitingHead < this.#waiting.length && this.#running.length < this.#limits.maxSequences) {
      const next = this.#waiting[this.#waitingHead];
      const known = this.#cache?.lookUp(next.request) ?? { found: 0, held: 0 };
      const need = this.#reservedBlocks(next) - known.held * this.#blocksPerPrefixBlock;
      if (this.#usedBlocks + need > this.#totalBlocks) break;
      this.#waitingHead++;
      if (this.#cache && known.found > 0) {
        next.held = this.#cache.hold(next.request, 0, known.found);
        const tokens = Math.min(known.found * this.#prefixBlockTokens, next.prefillLeft - 1);
        next.prefillLeft -= tokens;
        next.context += tokens;
        this.#times.cachedTokens[next.request] += tokens;
      }
      this.#running.push(next);
      if (next.prefillLeft > 0) this.#inPrefill++;
      this.#next = undefined;
      this.#occupy(this.#usedBlocks + need);
    }
    if (this.#waitingHead > 1024 && this.#waitingHead * 2 > this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#waitingHead);
      this.#waitingHead = 0;
    }
  }

  /** The batch of the next step, its prompt chunks taken; to be followed by {@link endStep}. */
  beginStep(): Batch {
    this.#makeRoom();
    let [decodes, context, promptTokens, pairs, finishingPrompts] = [0, 0, 0, 0, 0];
    for (const sequence of this.#running) {
      sequence.decodes = sequence.prefillLeft === 0;
      if (!sequence.decodes) continue;
      decodes++;
      context += sequence.context;
    }
    let budget = this.#limits.maxBatchedTokens - decodes;
    for (const sequence of this.#running) {
      if (budget <= 0) break;
      if (sequence.decodes) continue;
      const chunk = Math.min(sequence.prefillLeft, budget);
      pairs += chunk * sequence.context + (chunk * chunk) / 2;
      sequence.context += chunk;
      sequence.prefillLeft -= chunk;
      budget -= chunk;
      promptTokens += chunk;
      if (sequence.prefillLeft === 0) finishingPrompts++;
    }
    this.#inPrefill -= finishingPrompts;
    return { decodes, context, promptTokens, pairs, finishingPrompts };
  }

  /** Ends the step that {@link beginStep} began; returns the tokens that it generated. */
  endStep(now: number): number {
    if (this.#cache) {
      for (const sequence of this.#running) {
        if (sequence.prefillLeft === 0 && !sequence.decodes)
          sequence.held = this.#cache.hold(sequence.request, sequence.held);
      }
    }
    return this.#emit(1, now);
  }

  /** What decodes in the next steps; nothing has prompts left. To be followed by {@link endRun}. */
  beginRun(): Run {
    this.#makeRoom();
    if (this.#next) return this.#next;
    let context = 0;
    let steps = Number.MAX_SAFE_INTEGER;
    for (const sequence of this.#running) {
      sequence.decodes = true;
      context += sequence.context;
      steps = Math.min(steps, sequence.outputLeft);
    }
    return { decodes: this.#running.length, context, steps };
  }

  /** The number of decode steps, at most `most`, that the free cache allows. */
  stepsThatFit(most: number): number {
    const atMost = this.#usedBlocks + this.#running.length * this.#blocksOf(most);
    if (atMost <= this.#totalBlocks || this.#blocksAfter(most) <= this.#totalBlocks) return most;
    let [low, high] = [1, most];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#blocksAfter(middle) <= this.#totalBlocks) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Ends a run of `steps` decode steps; returns the tokens that it generated. */
  endRun(steps: number, now: number): number {
    // Before the last step the batch is at its largest: what it pushes out of the cache is gone afterwards.
    if (this.#cache) this.#occupy(this.#blocksAfter(steps));
    return this.#emit(steps, now);
  }

  #blocksOf(tokens: number): number {
    return Math.ceil(tokens / this.#limits.blockTokens);
  }

  /** Preempts the youngest sequences until every decoding one has room for its next token. */
  #makeRoom(): void {
    let blocks = this.#usedBlocks;
    while (blocks > this.#totalBlocks && this.#running.length > 1) {
      const victim = this.#running.pop()!;
      if (victim.prefillLeft > 0) this.#inPrefill--;
      this.#next = undefined;
      this.#letGo(victim);
      blocks = this.#runningBlocks();
      this.#times.preemptions[victim.request]++;
      // Its latest token was not in the cache yet and has to be processed again too.
      victim.prefillLeft += victim.context + (victim.prefillLeft === 0 ? 1 : 0);
      victim.context = 0;
      if (this.#waitingHead > 0) this.#waiting[--this.#waitingHead] = victim;
      else this.#waiting.unshift(victim);
    }
    this.#occupy(blocks);
  }

  /** Gives `steps` tokens to every sequence without prompt left; those that did not decode got their first. */
  #emit(steps: number, now: number): number {
    const { firstToken, lastToken } = this.#times;
    let [generated, finished, blocks] = [0, 0, 0];
    let [context, shortest] = [0, Number.MAX_SAFE_INTEGER];
    for (const sequence of this.#running) {
      if (sequence.prefillLeft === 0) {
        if (sequence.decodes) sequence.context += steps;
        sequence.decodes = true;
        if (Number.isNaN(firstToken[sequence.request])) firstToken[sequence.request] = now;
        sequence.outputLeft -= steps;
        generated += steps;
        if (sequence.outputLeft === 0) {
          lastToken[sequence.request] = now;
          finished++;
          continue;
        }
        if (sequence.outputLeft < shortest) shortest = sequence.outputLeft;
        context += sequence.context;
      }
      blocks += this.#reservedBlocks(sequence);
    }
    if (finished > 0) {
      for (const sequence of this.#running) if (sequence.outputLeft === 0) this.#letGo(sequence);
      this.#running = this.#running.filter((sequence) => sequence.outputLeft > 0);
    }
    this.#next = { decodes: this.#running.length, context, steps: shortest };
    // The state at a boundary must not depend on how many steps led there, or jumping would change admissions.
    this.#occupy(blocks - this.#sharedBlocks());
    return generated;
  }

  /** Takes `blocks` for running sequences; idle prefix blocks keep what they leave free. */
  #occupy(blocks: number): void {
    this.#usedBlocks = blocks;
    this.#cache?.shrinkTo((this.#totalBlocks - blocks) * this.#limits.blockTokens);
  }

  #letGo(sequence: Sequence): void {
    this.#cache?.release(sequence.request, sequence.held);
    sequence.held = 0;
  }

  /** Blocks that all running sequences take, those that they share counted once. */
  #runningBlocks(): number {
    return (
      this.#running.reduce((sum, sequence) => sum + this.#reservedBlocks(sequence), 0) - this.#sharedBlocks()
    );
  }

  /** The same after `steps` decode steps of all of them. */
  #blocksAfter(steps: number): number {
    if (this.#limits.reservesAnswers) return this.#runningBlocks();
    return (
      this.#running.reduce((sum, s) => sum + this.#blocksOf(s.context + steps), 0) - this.#sharedBlocks()
    );
  }

  #sharedBlocks(): number {
    return (this.#cache?.sharedTokens ?? 0) / this.#limits.blockTokens;
  }

  /** Blocks that a sequence needs for its prompt and the next token, or for its whole answer. */
  #reservedBlocks(sequence: Sequence): number {
    const ahead = this.#limits.reservesAnswers ? sequence.outputLeft : 1;
    return this.#blocksOf(sequence.context + sequence.prefillLeft + ahead);
  }
}
