import type { RequestTrace } from '../request-trace.ts';
import { type Batch, type EngineLimits, type RequestTimes, Scheduler } from './scheduler.ts';
import { decodeGrowth, decodeRunTicks, decodeTicks, type StepTimer, stepsToNextKink } from './step-timer.ts';

/** Counters of one replica. */
export interface ReplicaCounters {
  steps: number;
  busyTicks: number;
  promptTokens: number;
  generatedTokens: number;
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

  constructor(
    trace: RequestTrace,
    private readonly timer: StepTimer,
    limits: EngineLimits,
    times: RequestTimes,
    private readonly jump: boolean,
    prefilled = false,
  ) {
    this.groups = Array.from({ length: timer.groups }, () => new Scheduler(trace, limits, times, prefilled));
  }

  /** Requests that wait or run in any group. */
  get load(): number {
    return this.groups.reduce((sum, group) => sum + group.load, 0);
  }

  /** Hands a request over to `group` at `ticks`. A request that can never fit ends at once with NaN times. */
  enqueue(group: Scheduler, request: number, ticks: number): void {
    if (this.load === 0) this.now = Math.max(this.now, ticks);
    group.enqueue(request);
  }

  /** Runs every step that starts before `until` (ticks). */
  advance(until: number): void {
    while (this.now < until && this.load > 0) {
      for (const group of this.groups) group.admit();
      if (this.groups.some((group) => group.hasPrompts)) this.mixedStep();
      else this.decodeRun(until);
    }
  }

  /** One step with prompts in it. */
  private mixedStep(): void {
    const batches = this.groups.map((group) => group.beginStep());
    let longest = 0;
    for (const batch of batches) {
      longest = Math.max(longest, this.ticksOfBatch(batch));
      this.counters.promptTokens += batch.promptTokens;
    }
    this.tick(longest, 1);
    for (const group of this.groups) this.counters.generatedTokens += group.endStep(this.now);
  }

  /** As many decode steps as the batches stay the same, or one without `jump`. */
  private decodeRun(until: number): void {
    const begun = this.groups.map((group) => group.beginRun());
    const batches = begun.filter((batch) => batch.decodes > 0);
    if (batches.length === 0) return;
    const slowest = this.slowest(batches);
    const ticksOf = (steps: number) => decodeRunTicks(this.timer, slowest.decodes, slowest.context, steps);
    let steps = this.jump ? this.stepsAlike(batches, slowest) : 1;
    for (const batch of begun) steps = Math.min(steps, batch.steps);
    steps = this.stepsBefore(until, steps, ticksOf);
    for (const group of this.groups) steps = group.stepsThatFit(steps);
    this.tick(ticksOf(steps), steps);
    for (const group of this.groups) this.counters.generatedTokens += group.endRun(steps, this.now);
  }

  private ticksOfBatch({ decodes, context, promptTokens, pairs, finishingPrompts }: Batch): number {
    const base = decodes > 0 ? decodeTicks(this.timer, decodes, context) : this.timer.decodeBase(0);
    if (promptTokens === 0) return base;
    return base + this.timer.prefillExtra(decodes, promptTokens, pairs, finishingPrompts);
  }

  private slowest(batches: readonly (Batch & { readonly steps: number })[]) {
    return batches.reduce((most, batch) =>
      decodeTicks(this.timer, batch.decodes, batch.context) >
      decodeTicks(this.timer, most.decodes, most.context)
        ? batch
        : most,
    );
  }

  /** Steps in which every batch's time grows evenly and none overtakes the slowest; at least 1. */
  private stepsAlike(batches: readonly Batch[], slowest: Batch): number {
    const { timer } = this;
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

  /** The number of steps, at most `most`, that start before `until`. */
  private stepsBefore(until: number, most: number, ticksOf: (steps: number) => number): number {
    if (until === Infinity || this.now + ticksOf(most) < until) return most;
    let [low, high] = [1, most];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.now + ticksOf(middle) >= until) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private tick(ticks: number, steps: number): void {
    this.now += ticks;
    this.counters.busyTicks += ticks;
    this.counters.steps += steps;
  }
}
