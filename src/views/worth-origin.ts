/** Where the worths of today's decisions come from. */
import type { PlanFile } from '../domain/plan-file.ts';
import { isPlannedAnew } from './reason.ts';

/**
 * Whether some worth is only what the next best action loses at the plan's prices, since no plan was made anew: the time was up, or the portfolio is
 * large. Such a worth may be negative.
 */
export function someWorthIsPriced({
  decisionsNow,
  reasons,
}: Pick<PlanFile, 'decisionsNow' | 'reasons'>): boolean {
  return decisionsNow.some(({ option, nextBest }) => {
    const reason = reasons.find((one) => one.option === option && one.node === 0);
    return nextBest !== null && reason !== undefined && !isPlannedAnew(reason);
  });
}
