/** What given policies are worth at most. */
import type { Incumbent } from './incumbent.ts';
import { lagrangianBound, type Multipliers, signFeasible } from './lagrangian-bound.ts';
import type { PlanningProblem } from './planning-problem.ts';
import { policyEffects } from './policy-effects.ts';
import { descendedPrices } from './price-descent.ts';
import { wholeRegion } from './search-region.ts';

/** The bound on all operations, at prices near `multipliers`, with each option held to its policy; in the problem's money. */
export function mostWorth(
  problem: PlanningProblem,
  policies: Incumbent['policies'],
  multipliers: Multipliers,
): number {
  const region = wholeRegion(problem);
  const near = descendedPrices(problem, multipliers, policies);
  const rowPrices = signFeasible(region, near.rowPrices);
  const { bound, prices } = lagrangianBound(problem, region, { ...near, rowPrices }, []);
  return policies.reduce((sum, policy, o) => {
    const { cash, rows, coefficients } = policyEffects(problem, problem.options[o]!, policy);
    const earned = cash.reduce((total, amount, n) => total + prices.cashWeight[n]! * amount, 0);
    return rows.reduce((worth, row, i) => worth - coefficients[i]! * rowPrices[row]!, sum + earned);
  }, bound);
}
