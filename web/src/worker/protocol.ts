/** What page and planning worker say to each other. */
import type { PlanFile } from '../../../src/domain/plan-file.ts';
import type { Portfolio } from '../../../src/domain/portfolio.ts';

/** Plan this; the former plan is where to start from. */
export interface PlanMessage {
  readonly kind: 'plan';
  /** Answers carry it, so that those to an older request are known. */
  readonly request: number;
  readonly portfolio: Portfolio;
  readonly former: PlanFile;
  /** Where the rates come from; a what-if does not change them. */
  readonly rates: PlanFile['rates'];
  readonly engineVersion: string;
  /** Gap at which the search ends, as a share of the stake. */
  readonly gapShare: number;
  /** One `Int32`, the request that is wanted: another number stops the search. Absent where memory cannot be shared. */
  readonly wanted: SharedArrayBuffer | undefined;
}

export type WorkerAnswer = { readonly request: number } & (
  | {
      readonly kind: 'plan';
      readonly plan: PlanFile;
      /** Seconds since the request arrived. */
      readonly seconds: number;
      /** Whether the search has come to its end. */
      readonly final: boolean;
    }
  | { readonly kind: 'failed'; readonly detail: string }
);
