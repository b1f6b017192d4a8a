/** What a former plan says about a portfolio as it is now: policies that do the same where they may, and prices of the same rows. */
import { leavesOf } from '../../demand/scenario-tree.ts';
import type { BoundCase, PlanFile, RowPrice } from '../../domain/plan-file.ts';
import { type ActionSplit, actionSides } from '../branching.ts';
import type { Case } from '../case-proof.ts';
import type { Multipliers } from '../lagrangian-bound.ts';
import { allowedLeafWeights } from '../node-prices.ts';
import type { OptionPricer, Policy } from '../option-pricing.ts';
import type { CompiledPortfolio } from '../portfolio/compile-portfolio.ts';
import { USD_SCALE } from '../portfolio/portfolio-frame.ts';
import type { RowKey } from '../portfolio/row-register.ts';
import { type SearchRegion, wholeRegion } from '../search-region.ts';
import { arcOfAction } from '../staged-option.ts';

/** The parts of a plan that a new one starts from: a {@link PlanFile} has them. */
export type FormerPlan = Pick<PlanFile, 'policy' | 'multipliers' | 'cases'> & {
  /** What it bought and sold. */
  readonly fleet?: Pick<PlanFile['fleet'], 'purchases' | 'sales'>;
  /** Its gap is the one that the new plan is to reach. */
  readonly headline?: Pick<PlanFile['headline'], 'gapShareOfStake'>;
  /** Its futures; absent where they are those of the plan to be made. */
  readonly tree?: Pick<PlanFile['tree'], 'parent' | 'probability' | 'values' | 'periodHead'>;
};

/** The former row prices on the rows that still exist; rows that are new cost nothing. Any such prices prove a bound. */
export function formerMultipliers(
  { frame, problem }: CompiledPortfolio,
  { multipliers }: Pick<FormerPlan, 'multipliers'>,
): Multipliers {
  const priceOf = new Map(multipliers.rows.map((row) => [identity(row), priceIn(row)]));
  const rowPrices = new Float64Array(problem.rowLower.length);
  for (const [row, { key, scale, sense }] of frame.rows.entries()) {
    const price = priceOf.get(identity(key));
    if (price !== undefined) rowPrices[row] = ((sense || 1) * price * scale) / USD_SCALE;
  }
  const { leafWeights } = multipliers;
  if (problem.risk.cvarWeight === 0 || leafWeights?.length !== leavesOf(problem.tree).length)
    return { rowPrices };
  return {
    rowPrices,
    leafWeights: allowedLeafWeights(problem.tree, problem.risk, Float64Array.from(leafWeights)),
  };
}

/** The cases of the former bound; nothing where there are none, or where one is about an option, a node or an action that is not there any more. */
export function formerCases(compiled: CompiledPortfolio, { cases }: FormerPlan): Case | undefined {
  if (!cases) return undefined;
  const { problem } = compiled;
  const vectors = cases.multipliers.map((multipliers) => formerMultipliers(compiled, { multipliers }));
  const at = (region: SearchRegion, one: BoundCase): Case | undefined => {
    if ('multipliers' in one) return { region, bound: Infinity, multipliers: vectors[one.multipliers]! };
    const option = problem.options.findIndex(({ id }) => id === one.option);
    const action = problem.options[option]?.actionNames.indexOf(one.action) ?? -1;
    if (action < 0 || one.node >= problem.tree.parent.length) return undefined;
    const on: ActionSplit = { kind: 'action', option, node: one.node, action };
    const [inTaken, inOtherwise] = actionSides(problem, region, on);
    const taken = at(inTaken, one.taken);
    const otherwise = at(inOtherwise, one.otherwise);
    if (!taken || !otherwise) return undefined;
    return { region, bound: Infinity, multipliers: taken.multipliers, split: { on, taken, otherwise } };
  };
  return at(wholeRegion(problem), cases.root);
}

/**
 * The former policies: each option takes its former action at every node where that is open in the state that it has reached there, and else
 * the one that is best from there on at the prices that `pricers` hold. Options that are new, and trees of another shape, are decided by
 * prices alone.
 */
export function formerPolicies(
  { problem }: CompiledPortfolio,
  { policy }: Pick<FormerPlan, 'policy'>,
  pricers: readonly OptionPricer[],
): Policy[] {
  const actionsOf = new Map(policy.map(({ option, actions }) => [option, actions]));
  return problem.options.map((option, o) => {
    const actions = actionsOf.get(option.id);
    if (actions?.length !== problem.tree.parent.length) return pricers[o]!.policy();
    return pricers[o]!.following((node, state) => arcOfAction(option, state, actions[node]!, node));
  });
}

/** What the former plan buys and sells, by variable, as far as there is supply; 0 where it buys nothing. Nothing is told where the plan does not say. */
export function formerTrades(
  { frame: { periods }, variables, problem }: CompiledPortfolio,
  { fleet }: FormerPlan,
): ReadonlyMap<number, number> | undefined {
  if (!fleet) return undefined;
  const lot = (kind: string, node: number, pool: string, accelerator: string) =>
    `${kind} ${node} ${pool} ${accelerator}`;
  const traded = new Map<string, number>();
  for (const { node, pool, accelerator, units } of fleet.purchases)
    traded.set(lot('buy', node, pool, accelerator), units);
  for (const { node, pool, accelerator, units } of fleet.sales ?? [])
    traded.set(lot('sell', node, pool, accelerator), units);
  const held = new Map<number, number>();
  for (const [j, { scale, ...variable }] of variables) {
    if (variable.kind !== 'buy' && variable.kind !== 'sell') continue;
    const { kind, period, pool, accelerator } = variable;
    held.set(j, (traded.get(lot(kind, periods.nodes[period]![0]!, pool, accelerator)) ?? 0) / scale);
  }
  return withinSupply(problem, held);
}

/** Trades cut down where rows that nothing else enters have no room for them. */
function withinSupply(
  { columns: { starts, rows, coefficients }, rowUpper }: CompiledPortfolio['problem'],
  held: Map<number, number>,
): ReadonlyMap<number, number> {
  const isFree = new Uint8Array(rowUpper.length);
  const level = new Float64Array(rowUpper.length);
  for (let j = 0; j + 1 < starts.length; j++) {
    const value = held.get(j);
    for (let i = starts[j]!; i < starts[j + 1]!; i++) {
      if (value === undefined || coefficients[i]! < 0) isFree[rows[i]!] = 1;
      else level[rows[i]!]! += coefficients[i]! * value;
    }
  }
  for (const [j, value] of held) {
    let share = 1;
    for (let i = starts[j]!; i < starts[j + 1]!; i++) {
      const row = rows[i]!;
      if (isFree[row] === 0 && level[row]! > rowUpper[row]! && rowUpper[row]! >= 0)
        share = Math.min(share, rowUpper[row]! / level[row]!);
    }
    if (share < 1) held.set(j, value * share);
  }
  return held;
}

const priceFields = ['usdPerMw', 'usdPerUnit', 'usdPerUnitPerHour', 'usdPerUsd', 'usdPerTonne'];

/** Fields that say what a row is about. */
const subjectFields = [
  ...['pool', 'accelerator', 'workload', 'contract', 'counterparty', 'substation', 'fiscalYear', 'year'],
] as const;

/** A row in words that do not depend on the order in which a file holds its fields. */
function identity(key: RowPrice | RowKey): string {
  const fields: Readonly<Record<string, unknown>> = key;
  let words = `${key.rule} ${key.node}`;
  for (const field of subjectFields) words += ` ${fields[field] ?? ''}`;
  return words;
}

function priceIn(row: RowPrice): number {
  return Object.entries(row).find(([field]) => priceFields.includes(field))?.[1] as number;
}
