/** What the multipliers make of cash, capex and power at every node. */
import type { BudgetRow } from './budget-check.ts';
import type { Multipliers } from './multipliers.ts';
import type { OptionPrices } from './option-program.ts';
import { cashWeights, type Timeline } from './timeline.ts';

export interface Prices {
  readonly multipliers: Multipliers;
  /** Present value of a nominal USD per node: ω·δ (V2). */
  readonly cash: Float64Array;
  /** Sum of the budget prices that a USD of capex at a node is charged, USD per USD. */
  readonly budget: Float64Array;
  /** Prices for an option that powers `pool`. */
  optionPrices(pool: string): OptionPrices;
}

export function pricesOf(
  timeline: Timeline,
  multipliers: Multipliers,
  budgets: readonly BudgetRow[],
  cvarWeight: number,
  leafWeights: readonly number[] | undefined,
): Prices {
  const cash = cashWeights(timeline, cvarWeight, leafWeights);
  const budget = new Float64Array(cash.length);
  for (const { year, node, nodes } of budgets) {
    const usd = multipliers.get('budget', node, String(year.fiscalYear));
    for (const n of nodes) budget[n]! += usd;
  }
  const byPool = new Map<string, OptionPrices>();
  const optionPrices = (pool: string): OptionPrices => {
    const known = byPool.get(pool);
    if (known) return known;
    const mw = Float64Array.from(timeline.periodOf, (p) => {
      return multipliers.get('power', p, pool) / timeline.periods[p]!.nodes.length;
    });
    const prices = { cash, budget, mw };
    byPool.set(pool, prices);
    return prices;
  };
  return { multipliers, cash, budget, optionPrices };
}
