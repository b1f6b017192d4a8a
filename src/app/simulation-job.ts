/** A simulation of a plan and what comes of it, as they cross the border of the threads that run it. */
import type { PlanFile } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import type { SimulationProgress } from '../judge/simulate.ts';
import type { SimulationTask } from '../judge/simulation-task.ts';

export type { Estimate } from '../judge/out-of-sample.ts';
export type { Interval, Simulation, SimulationProgress, WayName } from '../judge/simulate.ts';
export type { TaskResult } from '../judge/simulation-task.ts';

/** What is simulated, how long, and how it is watched and stopped. */
export interface SimulationJob {
  readonly portfolio: Portfolio;
  readonly plan: PlanFile;
  /** Fresh futures, even. */
  readonly paths: number;
  /** The first so many futures are also planned in hindsight. */
  readonly hindsightPaths: number;
  /** Seconds after which what is known is shown; unlimited when left out. */
  readonly timeLimitSeconds?: number | undefined;
  /** Becomes aborted when the user has seen enough: what is known so far is returned. */
  readonly stop?: AbortSignal | undefined;
  onProgress?(progress: SimulationProgress): void;
}

/** What a thread is started with. */
export interface SimulationWorkerRequest {
  readonly portfolio: Portfolio;
  readonly plan: Pick<PlanFile, 'headline'>;
  /** One `Int32`: not 0 means stop. */
  readonly stopFlag: SharedArrayBuffer;
}

/** What a thread is sent, one after another; it answers with a `TaskResult` or `null`. */
export interface SentTask {
  readonly task: SimulationTask;
  /** Seconds that it may take; unlimited when left out. */
  readonly seconds?: number;
}
