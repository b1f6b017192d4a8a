/**
 * Lagrangian fixing: an action that loses more than the gap is in no better plan, so it is barred.
 *
 * At multipliers with bound B, the best policy of an option that takes an arc at a node is worth `loss` less than its best;
 * B − loss bounds every plan that does so (Beasley 1993). The same holds for whole variables and their reduced profits.
 */
import { lagrangianBound, type Multipliers } from './lagrangian-bound.ts';
import type { ArcMask, OptionPricer } from './option-pricing.ts';
import type { PlanningProblem } from './planning-problem.ts';
import type { SearchRegion } from './search-region.ts';

/** A region with more actions barred than before. */
export interface FixedRegion {
  readonly region: SearchRegion;
  /** How many (node, arc) pairs were barred that were open before. */
  readonly barred: number;
}

/** The region without the actions that no plan worth more than `value` takes. */
export function fixArcs(
  problem: PlanningProblem,
  region: SearchRegion,
  multipliers: Multipliers,
  pricers: readonly OptionPricer[],
  value: number,
): FixedRegion {
  const { bound, optionValues } = lagrangianBound(problem, region, multipliers, pricers);
  const masks = new Map(region.masks);
  let barred = 0;
  pricers.forEach((pricer, o) => {
    const before = region.masks.get(o);
    const { mask, count } = fixedMask(pricer, before, optionValues[o]! - (bound - value));
    if (count === 0) return;
    masks.set(o, mask);
    barred += count;
  });
  return { region: barred > 0 ? { ...region, masks } : region, barred };
}

/** Bars the arcs through which no policy is worth at least `least`. */
function fixedMask(
  pricer: OptionPricer,
  before: ArcMask | undefined,
  least: number,
): { mask: ArcMask; count: number } {
  const through = pricer.throughArcs(before);
  const arcs = pricer.option.arcTo.length;
  const mask = new Map(before ?? []);
  let count = 0;
  for (let n = 0; n * arcs < through.length; n++) {
    const values = through.subarray(n * arcs, (n + 1) * arcs);
    if (!values.some((value) => value > -Infinity && value < least)) continue;
    const known = before?.get(n);
    const allowed = Uint8Array.from(values, (value, arc) =>
      value >= least && (known?.[arc] ?? 1) === 1 ? 1 : 0,
    );
    count += values.reduce((sum, value) => sum + (value > -Infinity && value < least ? 1 : 0), 0);
    mask.set(n, allowed);
  }
  return { mask, count };
}
