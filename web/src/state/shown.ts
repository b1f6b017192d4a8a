/** What every view is given: the plan shown, the one it is measured against, the words, and the address. */
import { createContext, useContext } from 'react';
import type { Judgement } from '../../../src/app/read-judged.ts';
import type { PlanFile } from '../../../src/domain/plan-file.ts';
import type { Portfolio } from '../../../src/domain/portfolio.ts';
import type { DashboardViews } from '../../../src/views/dashboard-views.ts';
import type { PlanFacts } from '../../../src/views/plan-facts.ts';
import type { UrlState } from './url-state.ts';

/** A plan to compare with. */
export interface Version {
  readonly id: string;
  readonly name: string;
  readonly plan: PlanFile;
  /** Absent for plan files that came alone. */
  readonly portfolio: Portfolio | undefined;
}

/** What a view draws. */
export interface ShownPlan {
  readonly views: DashboardViews;
  readonly facts: PlanFacts;
  /** The plan as loaded, while a what-if is shown. */
  readonly base: DashboardViews | undefined;
  /** The plan whose actions are drawn as a ghost: the loaded one under a what-if, else the former one. */
  readonly ghost: PlanFile | undefined;
  readonly versions: readonly Version[];
  /** What was judged of plans of the portfolio as loaded. */
  readonly judgements: readonly Judgement[];
  /** The portfolio's file, as commands name it. */
  readonly file: string;
}

/** Where the reader is. */
export interface Address {
  readonly url: UrlState;
  go(change: Partial<UrlState>): void;
}

/** Two contexts, as a plan is drawn in turn and an address at once. */
export const PlanContext = createContext<ShownPlan | undefined>(undefined);
export const AddressContext = createContext<Address | undefined>(undefined);

export function usePlan(): ShownPlan {
  return within(useContext(PlanContext));
}

export function useShown(): ShownPlan & Address {
  return { ...usePlan(), ...within(useContext(AddressContext)) };
}

function within<Value>(value: Value | undefined): Value {
  if (!value) throw new RangeError('outside of a shown plan');
  return value;
}
