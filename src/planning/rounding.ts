/** Whole policies from the shares of a relaxation, kept within the rows that only options enter. */
import { arcShares } from './fractional-policies.ts';
import type { Multipliers } from './lagrangian-bound.ts';
import { cashWeights, nodePrices } from './node-prices.ts';
import type { ArcMask, OptionPricer, Policy } from './option-pricing.ts';
import type { PlanningProblem } from './planning-problem.ts';
import { policyEffects } from './policy-effects.ts';
import type { MasterSolution, PolicyColumn } from './restricted-master.ts';

/** A price that no option pays: multiples of the largest price that there is. */
const FORBIDDING = 1e4;

/** Masks by option index: what is not listed allows all. */
type Masks = ReadonlyMap<number, ArcMask>;

/** Of each option the policy that takes, from the root on, the action with the largest share in a master solution. */
export function leadingPolicies(
  problem: PlanningProblem,
  pricers: readonly OptionPricer[],
  columns: readonly PolicyColumn[],
  { weights }: MasterSolution,
  masks: Masks,
): Policy[] {
  return pricers.map((pricer, o) => {
    const shares = arcShares(problem, o, columns, weights);
    const { arcStart, arcTo } = pricer.option;
    return pricer.following((node, state) => {
      let lead: number | undefined;
      let most = 0;
      for (let arc = arcStart[state]!; arc < arcStart[state + 1]!; arc++) {
        const share = shares[node * arcTo.length + arc]!;
        if (share > most) [lead, most] = [arc, share];
      }
      return lead;
    }, masks.get(o));
  });
}

/**
 * The policies with as few replaced as it takes to keep every row that no variable enters (what a counterparty absorbs, what a substation
 * carries, a year's hard budget for options): in each row that is broken, the option goes that loses least, at the given prices and under its mask, without it.
 * `lasting`: a row that an option went from stays closed to it, so that options do not come back in turn.
 */
export function withinOptionRows(
  problem: PlanningProblem,
  pricers: readonly OptionPricer[],
  multipliers: Multipliers,
  policies: readonly Policy[],
  { masks, lasting = false }: { readonly masks: Masks; readonly lasting?: boolean | undefined },
): Policy[] {
  const isOwn = rowsOfOptionsAlone(problem);
  const kept = [...policies];
  const use = kept.map((policy, o) => usesOf(problem, isOwn, o, policy));
  const most = multipliers.rowPrices.reduce((high, price) => Math.max(high, Math.abs(price)), 1);
  const weight = cashWeights(problem.tree, problem.risk, multipliers.leafWeights);
  const free = nodePrices(problem, weight, multipliers.rowPrices);
  const left = kept.map(() => new Set<number>());
  for (let attempt = 0; attempt < 2 * kept.length; attempt++) {
    const levels = new Float64Array(isOwn.length);
    for (const rows of use) for (const [row, amount] of rows) levels[row]! += amount;
    const broken = levels.findIndex((level, row) => level > problem.rowUpper[row]! + 1e-9);
    if (broken < 0) break;
    let cheapest: { o: number; policy: Policy; loss: number } | undefined;
    for (const [o, rows] of use.entries()) {
      if (!((rows.get(broken) ?? 0) > 0)) continue;
      // Rows in which nothing is left for this option, its own use aside, are closed to it.
      const closed = multipliers.rowPrices.map((price, row) =>
        isOwn[row] === 1 && levels[row]! - (rows.get(row) ?? 0) >= problem.rowUpper[row]! - 1e-9
          ? FORBIDDING * most
          : price,
      );
      closed[broken] = FORBIDDING * most;
      for (const row of left[o]!) closed[row] = FORBIDDING * most;
      const mask = masks.get(o);
      const before = pricers[o]!.solve(free, mask);
      const without = pricers[o]!.solve(nodePrices(problem, weight, closed), mask);
      const loss = before - without;
      if (!cheapest || loss < cheapest.loss) cheapest = { o, policy: pricers[o]!.policy(mask), loss };
    }
    if (!cheapest) break;
    kept[cheapest.o] = cheapest.policy;
    if (lasting) left[cheapest.o]!.add(broken);
    use[cheapest.o] = usesOf(problem, isOwn, cheapest.o, cheapest.policy);
  }
  return kept;
}

/** Times that a policy is priced anew as rows are found closed to it. */
const MOST_CLOSINGS = 12;

/**
 * The best policy of one option, at the given prices and under a mask, in the room that the policies of all others leave in the rows that no
 * variable enters; nothing where none is found. Prices alone do not tell an option that a counterparty has no room left for it.
 */
export function policyInRoom(
  problem: PlanningProblem,
  pricers: readonly OptionPricer[],
  multipliers: Multipliers,
  { policies, option, mask }: { policies: readonly Policy[]; option: number; mask: ArcMask | undefined },
): Policy | undefined {
  const isOwn = rowsOfOptionsAlone(problem);
  const levels = new Float64Array(isOwn.length);
  for (const [o, policy] of policies.entries())
    if (o !== option) for (const [row, amount] of usesOf(problem, isOwn, o, policy)) levels[row]! += amount;
  const most = multipliers.rowPrices.reduce((high, price) => Math.max(high, Math.abs(price)), 1);
  const weight = cashWeights(problem.tree, problem.risk, multipliers.leafWeights);
  const closed = multipliers.rowPrices.slice();
  for (let attempt = 0; attempt < MOST_CLOSINGS; attempt++) {
    if (pricers[option]!.solve(nodePrices(problem, weight, closed), mask) === -Infinity) return undefined;
    const policy = pricers[option]!.policy(mask);
    const broken = [...usesOf(problem, isOwn, option, policy)].filter(
      ([row, amount]) => amount > 0 && levels[row]! + amount > problem.rowUpper[row]! + 1e-9,
    );
    if (broken.length === 0) return policy;
    for (const [row] of broken) closed[row] = FORBIDDING * most;
  }
  return undefined;
}

/** 1 for rows that options enter and no variable does. */
function rowsOfOptionsAlone({ rowLower, columns, resourceRows }: PlanningProblem): Uint8Array {
  const isOwn = new Uint8Array(rowLower.length);
  for (const { row } of resourceRows) for (const r of row) isOwn[r] = 1;
  for (const r of columns.rows) isOwn[r] = 0;
  return isOwn;
}

function usesOf(problem: PlanningProblem, isOwn: Uint8Array, o: number, policy: Policy): Map<number, number> {
  const { rows, coefficients } = policyEffects(problem, problem.options[o]!, policy);
  return new Map(
    Array.from(rows, (row, i) => [row, coefficients[i]!] as const).filter(([row]) => isOwn[row]),
  );
}
