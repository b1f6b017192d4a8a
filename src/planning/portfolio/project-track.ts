/** A track of a project by the half-quarters of work done: what it is at, what it has delivered and cost (docs/method.md, P1, P7, P9). */
import { phaseOf, type Stage, type Track } from '../../domain/portfolio.ts';

/** Where a track that is not done stands. */
export interface TrackPosition {
  readonly stage: Stage;
  /** Heading under which the stage's cost is booked. */
  readonly phase: 'land' | 'shell' | 'power';
  /** Half-quarters of the stage that are left, ≥ 1. */
  readonly left: number;
}

/** A track with its stages laid out in half-quarters. */
export class TrackCourse {
  readonly id: string;
  /** Half-quarters of all stages. */
  readonly length: number;
  readonly #stages: readonly Stage[];
  /** Half-quarters at which each stage ends. */
  readonly #ends: readonly number[];
  readonly #itPowerMw: number;

  /** `itPowerMw` is what a track without tranches delivers when it is done. */
  constructor({ id, stages }: Track, itPowerMw: number) {
    const ends: number[] = [];
    for (const stage of stages) ends.push((ends.at(-1) ?? 0) + halves(stage));
    this.id = id;
    this.length = ends.at(-1) ?? 0;
    this.#stages = stages;
    this.#ends = ends;
    this.#itPowerMw = itPowerMw;
  }

  /** The stage that is under way; `undefined` once all are done. */
  at(done: number): TrackPosition | undefined {
    const i = this.#ends.findIndex((end) => done < end);
    const stage = this.#stages[i];
    return stage && { stage, phase: phaseOf(stage, this.id), left: this.#ends[i]! - done };
  }

  /** IT MW that the stages done bring: tranches as they are told, else all at the end. */
  deliveredMw(done: number): number {
    if (this.#stages.every((stage) => stage.deliversMw === undefined))
      return done >= this.length ? this.#itPowerMw : 0;
    return this.#stages.reduce(
      (sum, stage, i) => (done >= this.#ends[i]! ? sum + (stage.deliversMw ?? 0) : sum),
      0,
    );
  }

  /** What the work done costs without slowing and restarts, in USD of today. */
  costUsd(done: number): number {
    let rest = done;
    return this.#stages.reduce((sum, stage) => {
      const steps = Math.min(rest, halves(stage));
      rest -= steps;
      return sum + (stage.costUsd * steps) / halves(stage);
    }, 0);
  }
}

function halves(stage: Stage): number {
  return Math.round(stage.quarters * 2);
}
