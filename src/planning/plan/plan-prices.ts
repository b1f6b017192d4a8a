/** The multipliers of a plan in USD per natural unit, and what each row charges an option. */
import type { PlanMultipliers, RowPrice } from '../../domain/plan-file.ts';
import { type Multipliers, signFeasible } from '../lagrangian-bound.ts';
import type { CompiledPortfolio } from '../portfolio/compile-portfolio.ts';
import { USD_SCALE } from '../portfolio/portfolio-frame.ts';
import { wholeRegion } from '../search-region.ts';

/** Prices that are not 0, each in the unit that its rule names: ≥ 0, of either sign for equalities. */
export function planMultipliers(
  { frame, problem }: CompiledPortfolio,
  multipliers: Multipliers,
): PlanMultipliers {
  const prices = signFeasible(wholeRegion(problem), multipliers.rowPrices);
  const rows: RowPrice[] = [];
  for (const [row, { key, scale, sense }] of frame.rows.entries()) {
    const price = ((sense || 1) * prices[row]! * USD_SCALE) / scale;
    if (price > 0 || (sense === 0 && price < 0)) rows.push(priced(key, price));
  }
  return { rows, ...(multipliers.leafWeights && { leafWeights: Array.from(multipliers.leafWeights) }) };
}

type Key = ReturnType<CompiledPortfolio['frame']['rows']['get']>['key'];

function priced(key: Key, price: number): RowPrice {
  switch (key.rule) {
    case 'power':
    case 'minimum-take':
    case 'site-take':
    case 'substation':
    case 'absorption':
      return { ...key, usdPerMw: price };
    case 'fleet':
    case 'supply':
    case 'rent-out':
    case 'resale':
      return { ...key, usdPerUnit: price };
    case 'demand':
    case 'committed':
    case 'service-level':
    case 'contract-demand':
    case 'contract-promise':
    case 'churn':
      return { ...key, usdPerUnitPerHour: price };
    case 'carbon':
      return { ...key, usdPerTonne: price };
    case 'budget':
      return { ...key, usdPerUsd: price };
  }
}
