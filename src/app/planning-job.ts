/** A planning job and what comes of it, as they cross the border of the thread that plans. */
import type { Portfolio } from '../domain/portfolio.ts';
import type { ConflictingRule } from '../planning/plan/conflicting-rules.ts';
import type { FormerPlan } from '../planning/plan/former-plan.ts';
import type { SearchEnd, UnsignedPlan } from '../planning/plan/make-plan.ts';
import type { Unfound } from '../planning/plan/unfound.ts';

export type { ConflictingRule, SearchEnd, Unfound, UnsignedPlan };

/** What is planned and when the search ends; it crosses to the thread as it is. */
export interface PlanningRequest {
  readonly portfolio: Portfolio;
  /** Seconds after which the best plan so far is taken; unlimited when left out. */
  readonly timeLimitSeconds?: number | undefined;
  /** Gap at which the search ends, as a share of the stake. */
  readonly gapShare?: number | undefined;
  /** A plan of the portfolio before a change, to start from. */
  readonly former?: FormerPlan | undefined;
}

/** How far the search is, in USD of present value. */
export interface PlanningProgress {
  readonly seconds: number;
  /** Proven upper bound; absent while there is none. */
  readonly boundUsd?: number | undefined;
  /** Value of the best plan so far. */
  readonly valueUsd?: number | undefined;
}

/** The request with how it is watched and stopped, which stay in the caller's thread. */
export interface PlanningJob extends PlanningRequest {
  /** Becomes aborted when the user has seen enough: the best plan so far is returned. */
  readonly stop?: AbortSignal | undefined;
  onProgress?(progress: PlanningProgress): void;
}

/** What the planning thread is started with. */
export interface WorkerRequest extends PlanningRequest {
  /** One `Int32`: not 0 means stop. */
  readonly stopFlag: SharedArrayBuffer;
}

/** What the planning thread posts. */
export type WorkerMessage =
  | { readonly kind: 'progress'; readonly progress: PlanningProgress }
  | { readonly kind: 'outcome'; readonly outcome: PlanningOutcome };

/** An unsigned plan, or why there is none. */
export type PlanningOutcome =
  | {
      readonly status: 'planned';
      readonly plan: UnsignedPlan;
      readonly end: SearchEnd;
    }
  /** No plan keeps all rules; `rules` is a smallest set that cannot be kept together, empty when only the wholeness of decisions stands in the way. */
  | { readonly status: 'infeasible'; readonly rules: readonly ConflictingRule[] }
  /** Stopped before any plan was found. */
  | Unfound
  | { readonly status: 'failed'; readonly detail: string };
