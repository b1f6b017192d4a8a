/** A simulation of a plan and what comes of it, as they cross the border of the thread that runs it. */
import type { PlanFile } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import type { Simulation, SimulationProgress } from '../judge/simulate.ts';

export type { Estimate } from '../judge/out-of-sample.ts';
export type { Interval, Simulation, SimulationProgress, WayName } from '../judge/simulate.ts';

interface SimulationInput {
  readonly portfolio: Portfolio;
  readonly plan: PlanFile;
  /** Fresh futures, even. */
  readonly paths: number;
  readonly hindsightPaths: number;
  /** Seconds for the searches; unlimited when left out. */
  readonly timeLimitSeconds?: number | undefined;
}

export interface SimulationJob extends SimulationInput {
  /** Becomes aborted when the user has seen enough: what is known so far is returned. */
  readonly stop?: AbortSignal | undefined;
  onProgress?(progress: SimulationProgress): void;
}

/** What the thread is started with. */
export interface SimulationWorkerRequest extends SimulationInput {
  /** One `Int32`: not 0 means stop. */
  readonly stopFlag: SharedArrayBuffer;
}

/** What the thread posts. */
export type SimulationMessage =
  | { readonly kind: 'progress'; readonly progress: SimulationProgress }
  | { readonly kind: 'outcome'; readonly outcome: Simulation };
