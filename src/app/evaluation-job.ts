/** An evaluation of decisions and what comes of it, as they cross the border of the thread that runs it. */
import type { PlanFile } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import type { DecisionSet } from '../judge/decision-set.ts';
import type { EvaluationOutcome } from '../judge/evaluate-decisions.ts';
import type { PlanningProgress } from './planning-job.ts';

export type { DecisionCost } from '../judge/decision-cost.ts';
export type { Rest } from '../judge/decision-set.ts';
export type { DecisionRow, RowProblem } from '../judge/decision-table.ts';
export { decisionRow } from '../judge/decision-table.ts';
export type { EvaluationOutcome } from '../judge/evaluate-decisions.ts';
export type { SetVerdict } from '../judge/set-verdict.ts';
export type { Worth } from '../judge/worth.ts';

interface EvaluationInput {
  readonly portfolio: Portfolio;
  /** The plan that decisions are held against. */
  readonly base: PlanFile;
  readonly sets: readonly DecisionSet[];
  /** Seconds after which the best so far is taken; unlimited when left out. */
  readonly timeLimitSeconds?: number | undefined;
}

/** The evaluation with how it is watched and stopped. */
export interface EvaluationJob extends EvaluationInput {
  /** Becomes aborted when the user has seen enough: what is known so far is returned. */
  readonly stop?: AbortSignal | undefined;
  onProgress?(progress: PlanningProgress): void;
}

/** What the thread is started with. */
export interface EvaluationWorkerRequest extends EvaluationInput {
  /** One `Int32`: not 0 means stop. */
  readonly stopFlag: SharedArrayBuffer;
}

/** What the thread posts. */
export type EvaluationMessage =
  | { readonly kind: 'progress'; readonly progress: PlanningProgress }
  | { readonly kind: 'outcome'; readonly outcome: EvaluationOutcome };
