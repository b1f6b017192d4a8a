/** Cases to be planned in threads: what is asked for, and what a thread is told. */
import type { PlanFile } from '../domain/plan-file.ts';
import type { CaseLimits, CaseResult, PlanningCase } from '../judge/planned-cases.ts';
import type { FormerPlan } from '../planning/plan/former-plan.ts';

export type { CaseResult } from '../judge/planned-cases.ts';

/** Portfolios to be planned from one plan, each told as it is done, in no given order. */
export interface CasesJob extends CaseLimits {
  /** Taken one by one, as threads ask for them. */
  readonly cases: Iterable<PlanningCase>;
  /** The plan that every case starts from. */
  readonly former: Pick<PlanFile, 'policy' | 'multipliers' | 'cases' | 'headline' | 'fleet' | 'tree'>;
  /** Seconds after which no further case is begun, and those at work end with what they have; unlimited when left out. */
  readonly timeLimitSeconds?: number | undefined;
  /** Becomes aborted when the user has seen enough: no further case is begun, those at work end with what they have. */
  readonly stop?: AbortSignal | undefined;
  onResult(result: CaseResult): void;
}

/** What a thread is started with; cases follow one by one. */
export type CaseWorkerRequest = Pick<CasesJob, 'gapShare' | 'patience' | 'depth'> & {
  readonly former: FormerPlan;
  readonly stopFlag: SharedArrayBuffer;
};

/** What a thread is sent. */
export interface SentCase {
  readonly given: PlanningCase;
  /** Seconds that it may take; unlimited when left out. */
  readonly seconds?: number;
}
