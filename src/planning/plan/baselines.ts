/** Retreat and full speed: what a plan is compared with, and the stake that its gap is a share of. */

import type { CashFlowLine } from '../../domain/plan-file.ts';
import { steadyPolicy } from '../column-generation.ts';
import type { Incumbent } from '../incumbent.ts';
import type { PlanningSession } from '../planning-session.ts';
import { takenByPolicies } from '../policy-effects.ts';
import type { CompiledPortfolio } from '../portfolio/compile-portfolio.ts';
import { USD_SCALE } from '../portfolio/portfolio-frame.ts';
import { type SearchRegion, wholeRegion } from '../search-region.ts';
import { cashLedger } from './cash-ledger.ts';
import { perNode } from './figures-of-merit.ts';
import { capexHeadings } from './plan-parts.ts';

/** The plans that every plan is compared with. */
export interface Baselines {
  readonly retreat: Pick<Incumbent, 'value'> | undefined;
  readonly fullSpeed: Incumbent | undefined;
  readonly overspendUsd: number;
}

/** Retreat cancels where it may. */
export function retreatPolicies({ problem }: Pick<CompiledPortfolio, 'problem'>): Incumbent['policies'] {
  return problem.options.map((_, o) => steadyPolicy(problem, o, 'cancel'));
}

/** Retreat with the best fleet for it, which no other plan's is like; nothing where it breaks a rule. */
export function evaluateRetreat(
  session: PlanningSession,
  compiled: CompiledPortfolio,
): Incumbent | undefined {
  return session.evaluateWithPrices(retreatPolicies(compiled), { anew: true })?.plan;
}

/** Full speed takes the first action of every state (continue, resume; offers are waived where they may be), with budgets raised where it needs more. */
export function evaluateFullSpeed(
  session: PlanningSession,
  compiled: CompiledPortfolio,
): Pick<Baselines, 'fullSpeed' | 'overspendUsd'> {
  const { problem } = compiled;
  const speed = problem.options.map((_, o) => steadyPolicy(problem, o));
  const within = session.evaluate(speed, { anew: true });
  if (within) return { fullSpeed: within, overspendUsd: 0 };
  const { region, overspendUsd } = raisedBudgets(compiled, speed);
  return { fullSpeed: session.evaluate(speed, { region, anew: true }), overspendUsd };
}

/** Budgets raised to what the options alone need, and the expected nominal USD by which they were. */
function raisedBudgets(
  { problem, frame }: CompiledPortfolio,
  policies: Incumbent['policies'],
): { region: SearchRegion; overspendUsd: number } {
  const need = takenByPolicies(problem, policies);
  const region = wholeRegion(problem);
  const rowUpper = region.rowUpper.slice();
  let overspendUsd = 0;
  for (const [row, { key, scale }] of frame.rows.entries()) {
    if (key.rule !== 'budget' || need[row]! <= rowUpper[row]!) continue;
    overspendUsd += frame.tree.probability[key.node]! * (need[row]! - rowUpper[row]!) * scale;
    rowUpper[row] = need[row]!;
  }
  return { region: { ...region, rowUpper }, overspendUsd };
}

/** max(value − value of retreat, 1 % of the expected discounted capex, 1 USD); in the program's money. `ledger` is the plan's. */
export function stake(
  compiled: CompiledPortfolio,
  plan: Incumbent,
  retreat: Baselines['retreat'],
  ledger: readonly CashFlowLine[] = cashLedger(compiled, plan),
): number {
  const { tree, discount } = compiled.frame;
  const capex = perNode(compiled, ledger, capexHeadings);
  const expected =
    -capex.reduce((sum, usd, n) => sum + tree.probability[n]! * discount[n]! * usd, 0) / USD_SCALE;
  return Math.max(plan.value - (retreat?.value ?? Infinity), expected / 100, 1 / USD_SCALE);
}

/** Value from which on the session's best plan is within `share` of its own stake; Infinity while there is no plan. */
export function gapTarget(
  compiled: CompiledPortfolio,
  { best, bound }: PlanningSession,
  retreat: Baselines['retreat'],
  share: number,
): number {
  return best ? bound - share * stake(compiled, best, retreat) : Infinity;
}
