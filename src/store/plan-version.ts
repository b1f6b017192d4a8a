/** Versions of a portfolio's plan: how they go from draft to approved, after which nothing about them changes. */

/** How far a version is. */
export type VersionState = 'draft' | 'in-review' | 'approved';

/** What can be done with a version; the first makes it. */
export type VersionStep = 'create' | 'submit' | 'return' | 'approve';

/** Who did what with a version, and when. */
export interface VersionEvent {
  readonly step: VersionStep;
  /** ISO 8601 in UTC; never before the event before it, also where a clock went back. */
  readonly at: string;
  readonly by: string;
  readonly note: string | undefined;
}

/** A plan put forward under a number. It names one plan for good: another plan is another version. */
export interface PlanVersion {
  /** Unique in the store, ≥ 1; gaps mean nothing (a database skips some after a crash). */
  readonly id: number;
  /** Name of the portfolio, over all its dates and changes. */
  readonly portfolio: string;
  /** 1, 2, 3 … within the portfolio. */
  readonly number: number;
  readonly planId: string;
  readonly inputHash: string;
  readonly state: VersionState;
  /** From its making on. */
  readonly events: readonly VersionEvent[];
}

/** What asking for a step leads to. */
export type VersionOutcome =
  | { readonly status: 'done'; readonly version: PlanVersion }
  | { readonly status: 'missing' }
  /** The step is not open in the state that it is in. */
  | { readonly status: 'not-open'; readonly state: VersionState };

const after: Readonly<Record<VersionState, Partial<Record<VersionStep, VersionState>>>> = {
  draft: { submit: 'in-review' },
  'in-review': { return: 'draft', approve: 'approved' },
  approved: {},
};

/**
 * The state that a step leads to; `undefined` where it is not open.
 *
 * ```ts
 * stateAfter('in-review', 'approve'); // → 'approved'
 * stateAfter('approved', 'return'); // → undefined
 * ```
 */
export function stateAfter(state: VersionState, step: VersionStep): VersionState | undefined {
  return after[state][step];
}

/** The time of an event that follows one at `last`: `now`, unless the clock went back. */
export function notBefore(now: Date, last: string | undefined): string {
  const at = now.toISOString();
  return last !== undefined && last > at ? last : at;
}
