import type { RequestTrace } from '../request-trace.ts';
import { PrefixCache } from './prefix-cache.ts';
import { decodeRunTicks, type StepTimer, stepsToNextKink } from './step-timer.ts';

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
}

/** Results per request, in ticks, and what the replicas did. */
export interface RequestTimes {
  readonly firstToken: Float64Array;
  readonly lastToken: Float64Array;
  readonly cachedTokens: Int32Array;
  readonly preemptions: Int32Array;
}

/** Counters of one replica. */
export interface ReplicaCounters {
  steps: number;
  busyTicks: number;
  promptTokens: number;
  generatedTokens: number;
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
}

/**
 * One engine with continuous batching: decodes first, then prompts in chunks, first come first served.
 *
 * When the cache is full the youngest sequence is preempted and later recomputed from its prompt and what it
 * had generated. While nothing can join and nobody is in prefill, all sequences decode in lockstep and
 * `jump` skips such runs.
 */
export class Replica {
  now = 0;
  readonly counters: ReplicaCounters = { steps: 0, busyTicks: 0, promptTokens: 0, generatedTokens: 0 };
  private waiting: Sequence[] = [];
  private waitingHead = 0;
  private running: Sequence[] = [];
  private usedBlocks = 0;
  private readonly cache: PrefixCache | undefined;
  private readonly totalBlocks: number;
  private readonly prefixBlockTokens: number;
  /** Cache blocks that one prefix block fills. */
  private readonly blocksPerPrefixBlock: number;

  constructor(
    private readonly trace: RequestTrace,
    private readonly timer: StepTimer,
    private readonly limits: EngineLimits,
    private readonly times: RequestTimes,
    private readonly jump: boolean,
    /** Prompts arrive with their cache filled (the decode side of a disaggregated service). */
    private readonly prefilled = false,
  ) {
    this.cache = trace.prefix && !prefilled ? new PrefixCache(trace.prefix, trace.inputTokens) : undefined;
    this.prefixBlockTokens = trace.prefix?.blockTokens ?? 0;
    this.blocksPerPrefixBlock = this.prefixBlockTokens / limits.blockTokens;
    this.totalBlocks = Math.floor(limits.cacheTokens / limits.blockTokens);
  }

  /** Requests that wait or run. */
  get load(): number {
    return this.waiting.length - this.waitingHead + this.running.length;
  }

  /** Hands over a request at `ticks`. A request that can never fit ends at once with NaN times. */
  enqueue(request: number, ticks: number): void {
    const input = this.trace.inputTokens[request];
    const output = this.trace.outputTokens[request];
    if (this.blocksOf(input + output) > this.totalBlocks) return;
    if (this.load === 0) this.now = Math.max(this.now, ticks);
    this.waiting.push({
      request,
      prefillLeft: this.prefilled ? 0 : input,
      context: this.prefilled ? input : 0,
      outputLeft: output,
      held: 0,
    });
  }

  /** Runs every step that starts before `until` (ticks). */
  advance(until: number): void {
    while (this.now < until && this.load > 0) {
      this.admit();
      if (this.running.some((sequence) => sequence.prefillLeft > 0)) this.mixedStep();
      else this.decodeRun(until);
    }
  }

  private blocksOf(tokens: number): number {
    return Math.ceil(tokens / this.limits.blockTokens);
  }

  private admit(): void {
    while (this.waitingHead < this.waiting.length && this.running.length < this.limits.maxSequences) {
      const next = this.waiting[this.waitingHead];
      const known = this.cache?.lookUp(next.request) ?? { found: 0, held: 0 };
      const need = this.reservedBlocks(next) - known.held * this.blocksPerPrefixBlock;
      if (this.usedBlocks + need > this.totalBlocks) break;
      this.waitingHead++;
      if (this.cache && known.found > 0) {
        next.held = this.cache.hold(next.request, 0, known.found);
        const tokens = Math.min(known.found * this.prefixBlockTokens, next.prefillLeft - 1);
        next.prefillLeft -= tokens;
        next.context += tokens;
        this.times.cachedTokens[next.request] += tokens;
      }
      this.running.push(next);
      this.occupy(this.usedBlocks + need);
    }
    if (this.waitingHead > 1024 && this.waitingHead * 2 > this.waiting.length) {
      this.waiting = this.waiting.slice(this.waitingHead);
      this.waitingHead = 0;
    }
  }

  /** One step with prompts in it. */
  private mixedStep(): void {
    this.makeRoom();
    const decoding = this.running.filter((sequence) => sequence.prefillLeft === 0);
    let budget = this.limits.maxBatchedTokens - decoding.length;
    let [tokens, pairs, finishing, context] = [0, 0, 0, 0];
    for (const sequence of decoding) context += sequence.context;
    for (const sequence of this.running) {
      if (sequence.prefillLeft === 0 || budget <= 0) continue;
      const chunk = Math.min(sequence.prefillLeft, budget);
      pairs += chunk * sequence.context + (chunk * chunk) / 2;
      sequence.context += chunk;
      sequence.prefillLeft -= chunk;
      budget -= chunk;
      tokens += chunk;
      if (sequence.prefillLeft === 0) finishing++;
    }
    const decode =
      decoding.length > 0
        ? decodeRunTicks(this.timer, decoding.length, context, 1)
        : this.timer.decodeBase(0);
    const ticks = decode + this.timer.prefillExtra(decoding.length, tokens, pairs, finishing);
    this.tick(ticks, 1);
    this.counters.promptTokens += tokens;
    const emitting = new Set(decoding);
    for (const sequence of this.running) {
      if (sequence.prefillLeft === 0 && !emitting.has(sequence) && this.cache)
        sequence.held = this.cache.hold(sequence.request, sequence.held);
    }
    this.emit(1, (sequence) => sequence.prefillLeft === 0, emitting);
  }

  /** As many decode steps as the batch stays the same, or one without `jump`. */
  private decodeRun(until: number): void {
    this.makeRoom();
    if (this.running.length === 0) return;
    const decodes = this.running.length;
    let context = 0;
    let steps = Number.MAX_SAFE_INTEGER;
    for (const sequence of this.running) {
      context += sequence.context;
      steps = Math.min(steps, sequence.outputLeft);
    }
    steps = this.jump ? Math.min(steps, stepsToNextKink(this.timer, decodes, context)) : 1;
    steps = this.stepsBefore(until, decodes, context, steps);
    steps = this.stepsThatFit(steps);
    this.tick(decodeRunTicks(this.timer, decodes, context, steps), steps);
    if (this.cache) {
      // Before the last step the batch is at its largest: what it pushes out of the cache is gone afterwards.
      this.occupy(this.blocksAfter(steps));
    }
    this.emit(steps, () => true, undefined);
  }

  /** The number of steps, at most `most`, that start before `until`. */
  private stepsBefore(until: number, decodes: number, context: number, most: number): number {
    if (until === Infinity || this.now + decodeRunTicks(this.timer, decodes, context, most) < until)
      return most;
    let [low, high] = [1, most];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.now + decodeRunTicks(this.timer, decodes, context, middle) >= until) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The number of steps, at most `most`, that the free cache allows. */
  private stepsThatFit(most: number): number {
    const atMost = this.usedBlocks + this.running.length * this.blocksOf(most);
    if (atMost <= this.totalBlocks || this.blocksAfter(most) <= this.totalBlocks) return most;
    let [low, high] = [1, most];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.blocksAfter(middle) <= this.totalBlocks) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Preempts the youngest sequences until every decoding one has room for its next token. */
  private makeRoom(): void {
    let blocks = this.usedBlocks;
    while (blocks > this.totalBlocks && this.running.length > 1) {
      const victim = this.running.pop()!;
      this.letGo(victim);
      blocks = this.runningBlocks();
      this.times.preemptions[victim.request]++;
      // Its latest token was not in the cache yet and has to be processed again too.
      victim.prefillLeft += victim.context + (victim.prefillLeft === 0 ? 1 : 0);
      victim.context = 0;
      if (this.waitingHead > 0) this.waiting[--this.waitingHead] = victim;
      else this.waiting.unshift(victim);
    }
    this.occupy(blocks);
  }

  private tick(ticks: number, steps: number): void {
    this.now += ticks;
    this.counters.busyTicks += ticks;
    this.counters.steps += steps;
  }

  /** Gives `steps` tokens to every sequence that `isReady`; the ready ones outside `growing` got their first. */
  private emit(
    steps: number,
    isReady: (sequence: Sequence) => boolean,
    growing: ReadonlySet<Sequence> | undefined,
  ): void {
    const { firstToken, lastToken } = this.times;
    let finished = false;
    let blocks = 0;
    for (const sequence of this.running) {
      if (!isReady(sequence)) {
        blocks += this.reservedBlocks(sequence);
        continue;
      }
      if (!growing || growing.has(sequence)) sequence.context += steps;
      sequence.outputLeft -= steps;
      this.counters.generatedTokens += steps;
      if (Number.isNaN(firstToken[sequence.request])) firstToken[sequence.request] = this.now;
      if (sequence.outputLeft === 0) {
        lastToken[sequence.request] = this.now;
        finished = true;
      } else blocks += this.reservedBlocks(sequence);
    }
    if (finished) {
      for (const sequence of this.running) if (sequence.outputLeft === 0) this.letGo(sequence);
      this.running = this.running.filter((sequence) => sequence.outputLeft > 0);
    }
    // The state at a boundary must not depend on how many steps led there, or jumping would change admissions.
    this.occupy(blocks - this.sharedBlocks());
  }

  /** Takes `blocks` for running sequences; idle prefix blocks keep what they leave free. */
  private occupy(blocks: number): void {
    this.usedBlocks = blocks;
    this.cache?.shrinkTo((this.totalBlocks - blocks) * this.limits.blockTokens);
  }

  private letGo(sequence: Sequence): void {
    this.cache?.release(sequence.request, sequence.held);
    sequence.held = 0;
  }

  /** Blocks that all running sequences take, those that they share counted once. */
  private runningBlocks(): number {
    return (
      this.running.reduce((sum, sequence) => sum + this.reservedBlocks(sequence), 0) - this.sharedBlocks()
    );
  }

  /** The same after `steps` decode steps of all of them. */
  private blocksAfter(steps: number): number {
    return this.running.reduce((sum, s) => sum + this.blocksOf(s.context + steps), 0) - this.sharedBlocks();
  }

  private sharedBlocks(): number {
    return (this.cache?.sharedTokens ?? 0) / this.limits.blockTokens;
  }

  /** Blocks that a sequence needs for its prompt and the next token. */
  private reservedBlocks(sequence: Sequence): number {
    return this.blocksOf(sequence.context + sequence.prefillLeft + 1);
  }
}
