/** What is known where time was up before any plan was found. */
import type { PlanningSession } from '../planning-session.ts';
import type { CompiledPortfolio } from '../portfolio/compile-portfolio.ts';
import { USD_SCALE } from '../portfolio/portfolio-frame.ts';
import type { BookedClock } from '../solve-clock.ts';
import { type ConflictingRule, ruleGroups } from './conflicting-rules.ts';

/** A search that ended without a plan, and what it proved. */
export interface Unfound {
  readonly status: 'none-found';
  /** Time that was spent. */
  readonly seconds: number;
  /** No plan is worth more; absent before the first bound. */
  readonly boundUsd?: number;
  /** The rule that costs most at the prices that prove the bound. */
  readonly dearest?: ConflictingRule;
}

/** The outcome of a session whose time is up and that holds no plan. */
export function unfound(
  compiled: CompiledPortfolio,
  { bound, proof }: Pick<PlanningSession, 'bound' | 'proof'>,
  clock: Pick<BookedClock, 'elapsed'>,
): Unfound {
  const dearest = proof && dearestRule(compiled, proof.multipliers.rowPrices);
  return {
    ...{ status: 'none-found', seconds: clock.elapsed() },
    ...(Number.isFinite(bound) && { boundUsd: bound * USD_SCALE }),
    ...(dearest && { dearest }),
  };
}

/**
 * The rule whose rows cost most at `rowPrices`, Σ |price × limit|; pools' own megawatts are left out, as they are what the options give and no rule
 * of the planner's. Nothing where no rule has a price.
 */
function dearestRule(compiled: CompiledPortfolio, rowPrices: ArrayLike<number>): ConflictingRule | undefined {
  const { rowLower, rowUpper } = compiled.problem;
  const limit = (row: number) => {
    const of = rowPrices[row]! > 0 ? rowUpper[row]! : rowLower[row]!;
    return Number.isFinite(of) ? Math.abs(of) : 0;
  };
  let [dearest, most] = [undefined, 0] as [ConflictingRule | undefined, number];
  for (const { rule, rows } of ruleGroups(compiled)) {
    if (rule.rule === 'power') continue;
    const cost = rows.reduce((sum, row) => sum + Math.abs(rowPrices[row]!) * limit(row), 0);
    if (cost > most) [dearest, most] = [rule, cost];
  }
  return dearest;
}
