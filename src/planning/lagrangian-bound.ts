/** The Lagrangian bound: what any row prices prove about every plan (docs/method.md, G1; Geoffrion 1974). */
import { cashWeights, type NodePrices, nodePrices } from './node-prices.ts';
import type { OptionPricer } from './option-pricing.ts';
import type { PlanningProblem } from './planning-problem.ts';
import type { SearchRegion } from './search-region.ts';

/** Multipliers: row prices y (y ≥ 0 prices the upper bound, y ≤ 0 the lower) and, with risk aversion, leaf weights q. */
export interface Multipliers {
  readonly rowPrices: Float64Array;
  readonly leafWeights?: Float64Array;
}

/** `feasibility` leaves all cash out: a bound below 0 then proves that the rows cannot all be met (Farkas 1902). */
export type Phase = 'profit' | 'feasibility';

/** What multipliers prove of a region, with the prices and option values that it is the sum of. */
export interface LagrangianBound {
  /** At least the value of every plan in the region, rounded outwards; −Infinity when an option has no policy. */
  readonly bound: number;
  readonly prices: NodePrices;
  /** Value of the best policy per option at these prices. */
  readonly optionValues: Float64Array;
}

/**
 * Evaluates the bound. Prices whose side has no finite bound are first set to 0, which keeps any vector valid.
 * After the call each pricer holds its dynamic program at these prices.
 */
export function lagrangianBound(
  problem: PlanningProblem,
  region: SearchRegion,
  multipliers: Multipliers,
  pricers: readonly OptionPricer[],
  phase: Phase = 'profit',
): LagrangianBound {
  const rowPrices = signFeasible(region, multipliers.rowPrices);
  const cashWeight =
    phase === 'profit'
      ? cashWeights(problem.tree, problem.risk, multipliers.leafWeights)
      : new Float64Array(problem.tree.parent.length);
  const prices = nodePrices(problem, cashWeight, rowPrices);
  let sum = 0;
  let size = 0;
  const add = (term: number) => {
    sum += term;
    size += Math.abs(term);
  };
  for (let r = 0; r < rowPrices.length; r++) {
    const y = rowPrices[r]!;
    if (y !== 0) add(y * (y > 0 ? region.rowUpper[r]! : region.rowLower[r]!));
  }
  for (let n = 0; n < cashWeight.length; n++) add(cashWeight[n]! * problem.constantCash[n]!);
  const profits =
    phase === 'profit' ? columnProfits(problem, cashWeight) : new Float64Array(problem.columns.profit.length);
  for (let j = 0; j < profits.length; j++) {
    const reduced = reducedProfit(problem, profits, rowPrices, j);
    add(reduced * (reduced > 0 ? region.upper[j]! : region.lower[j]!));
  }
  const optionValues = Float64Array.from(pricers, (pricer, o) => pricer.solve(prices, region.masks.get(o)));
  optionValues.forEach(add);
  // A sum of k terms in double precision errs by at most k·2⁻⁵³ of the terms' size; 1e-13 covers 900 additions in a chain many times over.
  return { bound: sum + 1e-13 * (Number.isFinite(size) ? size : 0), prices, optionValues };
}

/** Sets prices to 0 where the bound that they would price is infinite. */
export function signFeasible(region: SearchRegion, rowPrices: Float64Array): Float64Array {
  return rowPrices.map((y, r) => {
    const priced = y > 0 ? region.rowUpper[r]! : region.rowLower[r]!;
    return y === 0 || !Number.isFinite(priced) ? 0 : y;
  });
}

/** Profit per unit of every variable at the given cash weights. */
export function columnProfits(problem: PlanningProblem, cashWeight: Float64Array): Float64Array {
  if (problem.risk.cvarWeight === 0) return problem.columns.profit;
  const { start, node, amount } = problem.columnCash;
  return problem.columns.profit.map((_, j) => {
    let profit = 0;
    for (let i = start[j]!; i < start[j + 1]!; i++) profit += cashWeight[node[i]!]! * amount[i]!;
    return profit;
  });
}

function reducedProfit(
  problem: PlanningProblem,
  profits: Float64Array,
  rowPrices: Float64Array,
  j: number,
): number {
  const { starts, rows, coefficients } = problem.columns;
  let reduced = profits[j]!;
  for (let i = starts[j]!; i < starts[j + 1]!; i++) reduced -= coefficients[i]! * rowPrices[rows[i]!]!;
  return reduced;
}
