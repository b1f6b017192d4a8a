/** What single decisions cost: each that differs from the plan’s is freed alone, all other options kept (docs/method.md, J8). */
import { LARGE_ROWS } from '../planning/column-generation.ts';
import type { Incumbent } from '../planning/incumbent.ts';
import { decisionMasks, decisionNodes, type GivenDecision } from '../planning/plan/given-decisions.ts';
import type { PlanningSession } from '../planning/planning-session.ts';
import type { CompiledPortfolio } from '../planning/portfolio/compile-portfolio.ts';
import { USD_SCALE } from '../planning/portfolio/portfolio-frame.ts';
import { holds, type SearchRegion, wholeRegion } from '../planning/search-region.ts';
import type { SolveClock } from '../planning/solve-clock.ts';
import { actionOf } from '../planning/staged-option.ts';
import { formatQuarter } from '../units/quarter.ts';
import type { DecisionSet } from './decision-set.ts';

/** A decision that differs from the plan's, and what it costs. */
export interface DecisionCost {
  readonly line: number;
  readonly option: string;
  readonly quarter: string;
  /** First of the nodes at which it is taken. */
  readonly node: number;
  readonly action: string;
  /** What the plan does there. */
  readonly planned: string;
  /** What the best plan found with this one decision free is worth more; at least so much it costs. */
  readonly costUsd: number;
  /** What that plan does instead. */
  readonly instead: string;
}

/** The model that decisions are weighed in, and the plan that they are held against. */
export interface Scene {
  readonly compiled: CompiledPortfolio;
  readonly session: PlanningSession;
  readonly planned: Incumbent;
  readonly clock: SolveClock;
}

/** What every decision that differs from the plan's costs, the dearest first; the time may not do for all of them. */
export function decisionCosts(
  { rows, rest }: DecisionSet,
  given: readonly GivenDecision[],
  plan: Incumbent,
  { compiled, session, planned, clock }: Scene,
): { costs: DecisionCost[]; unweighed: number } {
  const { problem, frame } = compiled;
  const whole = wholeRegion(problem);
  const costs: DecisionCost[] = [];
  let unweighed = 0;
  for (const [i, decision] of given.entries()) {
    const o = problem.options.findIndex(({ id }) => id === decision.option);
    const option = problem.options[o]!;
    const nodes = decisionNodes(compiled, decision);
    const node = nodes.find((n) => actionOf(option, planned.policies[o]![n]!) !== decision.action);
    if (node === undefined) continue;
    if (clock.isOver()) {
      unweighed += 1;
      continue;
    }
    const others = given.filter((_, j) => j !== i);
    const { masks } = decisionMasks(compiled, session.pricers, others);
    const free: SearchRegion = { ...whole, masks };
    const candidates = [plan];
    if (rest === 'optimal' && holds(planned.policies, masks)) candidates.push(planned);
    const found =
      problem.rowLower.length < LARGE_ROWS
        ? session.reconsider(plan, new Set([o]), free)
        : session.reconsiderAlone(plan, { option: o, mask: masks.get(o), other: planned.policies[o]! });
    if (found) candidates.push(found);
    const best = candidates.reduce((a, b) => (b.value > a.value ? b : a));
    costs.push({
      ...{ line: rows[i]!.line, option: option.id, quarter: formatQuarter(frame.quarterOf(node)), node },
      ...{ action: decision.action, planned: actionOf(option, planned.policies[o]![node]!) },
      costUsd: (best.value - plan.value) * USD_SCALE,
      instead: actionOf(option, best.policies[o]![node]!),
    });
  }
  return { costs: costs.sort((a, b) => b.costUsd - a.costUsd), unweighed };
}
