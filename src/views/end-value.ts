/** How much of a plan's NPV is worth of what is left at the horizon, which nobody has paid yet. */
import type { PlanFile } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import { treeOfPlan } from './plan-tree.ts';

/** Expected present value of what is left at the end of the horizon, and of all cash until then; together the expected NPV. */
export function endValue(
  { finance }: Pick<Portfolio, 'finance'>,
  { cashFlows, headline, tree: of }: PlanFile,
): { readonly endUsd: number; readonly untilThenUsd: number } {
  const { depth, probability } = treeOfPlan(of);
  const endUsd = cashFlows
    .filter(({ heading }) => heading === 'terminal')
    .reduce((sum, { node, usd }) => {
      const discount = (1 + finance.discountRatePerYear) ** (-depth[node]! / 4);
      return sum + probability[node]! * discount * usd;
    }, 0);
  return { endUsd, untilThenUsd: headline.figures.expectedNpvUsd - endUsd };
}
