/** What every view of a plan starts from: its plan's tree and futures, its capacity and need, and the language's writers. */
import type { ScenarioTree } from '../demand/scenario-tree.ts';
import type { PlanFile } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import type { PortfolioDocument } from '../domain/schema.ts';
import { messages } from '../messages/catalogue.ts';
import { type Format, formatFor } from '../messages/format.ts';
import type { Language } from '../messages/language.ts';
import { fiscalYearOf, type Quarter } from '../units/quarter.ts';
import { type CapacityNeed, capacityNeed } from './capacity-need.ts';
import { once } from './once.ts';
import { type Future, futuresOf, likeliestFuture, quartersOf, treeOfPlan } from './plan-tree.ts';

/** A plan and what it was made from. */
export interface FactsRequest {
  readonly plan: PlanFile;
  /** Typical values: what the plan was made from. */
  readonly portfolio: Portfolio;
  /** The same with ranges and provenance. */
  readonly document: PortfolioDocument;
  readonly language: Language;
}

/** Worked out once per plan and language; arrays are by quarter from the root unless stated otherwise. */
export interface PlanFacts extends FactsRequest {
  readonly tree: ScenarioTree;
  readonly quarters: readonly Quarter[];
  readonly capacity: CapacityNeed;
  /** By rising need. */
  readonly futures: readonly Future[];
  readonly likeliest: Future;
  /** Runs of quarters of one fiscal year, in order. */
  readonly fiscalYears: readonly { readonly year: number; readonly from: number; readonly count: number }[];
  readonly say: ReturnType<typeof messages>['report'];
  readonly words: ReturnType<typeof messages>['plan'];
  readonly dash: ReturnType<typeof messages>['dashboard'];
  readonly format: Format;
}

/** Gathers the facts; what takes long is worked out when it is first asked for. */
export function planFacts(request: FactsRequest): PlanFacts {
  const { plan, portfolio, language } = request;
  const tree = treeOfPlan(plan.tree);
  const quarters = quartersOf(tree);
  const capacity = once(() => capacityNeed(portfolio, plan, tree));
  const futures = once(() => futuresOf(tree, capacity().needMw));
  const likeliest = once(() => likeliestFuture(futures()));
  return {
    ...request,
    ...{ tree, quarters },
    get capacity() {
      return capacity();
    },
    get futures() {
      return futures();
    },
    get likeliest() {
      return likeliest();
    },
    fiscalYears: runsOfYears(quarters, portfolio.calendar.fiscalYearStartMonth),
    say: messages(language).report,
    words: messages(language).plan,
    dash: messages(language).dashboard,
    format: formatFor(language),
  };
}

/** Runs of quarters of one fiscal year, in order. */
export function runsOfYears(quarters: readonly Quarter[], startMonth: number): PlanFacts['fiscalYears'] {
  const years = quarters.map((quarter) => fiscalYearOf(quarter, startMonth));
  return [...new Set(years)].map((year) => ({
    year,
    from: years.indexOf(year),
    count: years.filter((other) => other === year).length,
  }));
}
