import type { RequestTrace } from '../request-trace.ts';
import { type Batch, type EngineLimits, type RequestTimes, type Run, Scheduler } from './scheduler.ts';
import { decodeGrowth, decodeRunTicks, decodeTicks, type StepTimer, stepsToNextKink } from './step-timer.ts';

/** Counters of one replica. */
export interface ReplicaCounters {
  steps: number;
  busyTicks: number;
  promptTokens: number;
  generatedTokens: number;
}

/** What is replayed, on which engine, and where its times are written. */
export interface Replay {
  readonly trace: RequestTrace;
  readonly timer: StepTimer;
  readonly limits: EngineLimits;
  readonly times: RequestTimes;
  /** Whether runs of decode steps are jumped over; the results are the same. */
  readonly jump: boolean;
  /** Prompts arrive with their cache filled; default false. */
  readonly prefilled?: boolean | undefined;
}

/**
 * One engine with continuous batching on one clock.
 *
 * Its attention groups meet in the experts of every layer, where engines pad all their batches to the largest: a step of
 * all takes as long as the slowest group's alone. While nothing can join and nobody is in prefill, all
 * sequences decode, and such runs are jumped over.
 */
export class Replica {
  now = 0;
  readonly counters: ReplicaCounters = { steps: 0, busyTicks: 0, promptTokens: 0, generatedTokens: 0 };
  readonly groups: readonly Scheduler[];

  readonly #timer: StepTimer;
  readonly #jump: boolean;

  constructor({ trace, timer, limits, times, jump, prefilled }: Replay) {
    this.#timer = timer;
    this.#jump = jump;
    this.groups = Array.from({ length: timer.groups }, () => new Scheduler(trace, limits, times, prefilled));
  }

  /** Requests that wait or run in any group. */
  get load(): number {
    let load = 0;
    for (const group of this.groups) load += group.load;
    return load;
  }

  /** Hands a request over to `group` at `ticks`. A request that can never fit ends at once with NaN times. */
  enqueue(group: Scheduler, request: number, ticks: number): void {
    if (this.load === 0) this.now = Math.max(this.now, ticks);
    group.enqueue(request);
  }

  /** Runs every step that starts before `until` (ticks). */
  advance(until: number): void {
    while (this.now < until && this.load > 0) {
      let prompts = false;
      for (const group of this.groups) {
        group.admit();
        prompts ||= group.hasPrompts;
      }
      if (prompts) this.#mixedStep();
      else this.#decodeRun(until);
    }
  }

  /** One step with prompts in it. */
  #mixedStep(): void {
    let longest = 0;
    for (const group of this.groups) {
      const batch = group.beginStep();
      longest = Math.max(longest, this.#ticksOfBatch(batch));
      this.counters.promptTokens += batch.promptTokens;
    }
    this.#tick(longest, 1);
    for (const group of this.groups) this.counters.generatedTokens += group.endStep(this.now);
  }

  /** As many decode steps as the batches stay the same, or one without `jump`. */
  #decodeRun(until: number): void {
    const batches: Run[] = [];
    let [steps, longest] = [Number.MAX_SAFE_INTEGER, -1];
    let slowest: Run | undefined;
    for (const group of this.groups) {
      const batch = group.beginRun();
      if (batch.decodes === 0) continue;
      batches.push(batch);
      steps = Math.min(steps, batch.steps);
      const ticks = decodeTicks(this.#timer, batch.decodes, batch.context);
      if (ticks <= longest) continue;
      [slowest, longest] = [batch, ticks];
    }
    if (!slowest) return;
    steps = this.#jump ? Math.min(steps, this.#stepsAlike(batches, slowest)) : 1;
    steps = this.#stepsBefore(until, steps, slowest);
    for (const group of this.groups) steps = group.stepsThatFit(steps);
    this.#tick(decodeRunTicks(this.#timer, slowest.decodes, slowest.context, steps), steps);
    for (const group of this.groups) this.counters.generatedTokens += group.endRun(steps, this.now);
  }

  #ticksOfBatch({ decodes, context, promptTokens, pairs, finishingPrompts }: Batch): number {
    const base = decodes > 0 ? decodeTicks(this.#timer, decodes, context) : this.#timer.decodeBase(0);
    if (promptTokens === 0) return base;
    return base + this.#timer.prefillExtra(decodes, promptTokens, pairs, finishingPrompts);
  }

  /** Steps in which every batch's time grows evenly and none overtakes the slowest; at least 1. */
  #stepsAlike(batches: readonly Run[], slowest: Run): number {
    const timer = this.#timer;
    const lead = decodeTicks(timer, slowest.decodes, slowest.context);
    const growth = decodeGrowth(timer, slowest.decodes, slowest.context);
    let steps = Number.MAX_SAFE_INTEGER;
    for (const { decodes, context } of batches) {
      steps = Math.min(steps, stepsToNextKink(timer, decodes, context));
      const faster = decodeGrowth(timer, decodes, context) - growth;
      const behind = lead - decodeTicks(timer, decodes, context);
      if (faster > 0) steps = Math.min(steps, Math.floor(behind / faster) + 1);
    }
    return steps;
  }

  /** The number of steps of `run`, at most `most`, that start before `until`. */
  #stepsBefore(until: number, most: number, { decodes, context }: Run): number {
    if (until === Infinity || this.now + decodeRunTicks(this.#timer, decodes, context, most) < until)
      return most;
    let [low, high] = [1, most];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.now + decodeRunTicks(this.#timer, decodes, context, middle) >= until) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #tick(ticks: number, steps: number): void {
    this.now += ticks;
    this.counters.busyTicks += ticks;
    this.counters.steps += steps;
  }
}
