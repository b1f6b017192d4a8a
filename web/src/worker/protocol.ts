/** What page and planning worker say to each other. */
import type { PlanFile } from '../../../src/domain/plan-file.ts';
import type { LocatedProblem } from '../../../src/units/problem.ts';

/** Where to start from; the worker loads it itself, so that the page does not copy it. Goes first. */
export interface BaseMessage {
  readonly kind: 'base';
  readonly inputHash: string;
  readonly planId: string;
  readonly engineVersion: string;
  /** Gap at which a search ends, as a share of the stake. */
  readonly gapShare: number;
  /** The `Int32`s of {@link SHARED}. Absent where memory cannot be shared. */
  readonly shared: SharedArrayBuffer | undefined;
}

/** What page and worker share beside messages, by place. */
export const SHARED = {
  /** The request that is wanted: another number stops the search. */
  wanted: 0,
  /** 1 where the page is about to draw: the planner leaves it the processor for a moment, and writes 0. */
  drawing: 1,
} as const;

/** Plan the portfolio with these settings; the loaded plan is where to start from. */
export interface PlanMessage {
  readonly kind: 'plan';
  /** Answers carry it, so that those to an older request are known. */
  readonly request: number;
  readonly settings: readonly string[];
}

/** Plan as far as the first plan and keep it to oneself, so that the first what-if finds solver, basis and compiled code ready. */
export interface WarmMessage {
  readonly kind: 'warm';
  readonly request: number;
}

/** A portfolio and its document as JSON, as parts of a plan. */
export interface PortfolioText {
  readonly portfolio: string;
  readonly document: string;
}

export type WorkerAnswer = {
  readonly request: number;
} /** The portfolio that the plans of this request are made from; comes before them. */ & (
  | ({ readonly kind: 'opened' } & PortfolioText)
  /** A part of a plan as JSON, each in a message of its own: the page takes a large plan in without being blocked. */
  | { readonly kind: 'part'; readonly part: keyof PlanFile; readonly text: string }
  | {
      /** The plan whose parts came before. */
      readonly kind: 'plan';
      /** Seconds since the request arrived. */
      readonly seconds: number;
      /** Whether the search has come to its end. */
      readonly final: boolean;
    }
  | { readonly kind: 'warm' }
  /** The settings are not sound. */
  | { readonly kind: 'invalid'; readonly problems: readonly LocatedProblem[] }
  | { readonly kind: 'failed'; readonly detail: string }
);
