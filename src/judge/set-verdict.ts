/** What comes of a set of decisions: the best plan that holds them and what each of them costs, or why there is none. */
import type { Portfolio } from '../domain/portfolio.ts';
import type { LpSolver } from '../lp/lp-solver.ts';
import type { Incumbent } from '../planning/incumbent.ts';
import type { ArcMask, Policy } from '../planning/option-pricing.ts';
import { assemblePlan, type UnsignedPlan } from '../planning/plan/assemble-plan.ts';
import { type ConflictingRule, conflictingRules } from '../planning/plan/conflicting-rules.ts';
import { RELAXATION_TOLERANCE, relaxationShare } from '../planning/plan/make-plan.ts';
import type { PlanningProblem } from '../planning/planning-problem.ts';
import type { PlanningSession } from '../planning/planning-session.ts';
import { USD_SCALE } from '../planning/portfolio/portfolio-frame.ts';
import { holds, narrowed, type SearchRegion, wholeRegion } from '../planning/search-region.ts';
import { type BookedClock, untimed } from '../planning/solve-clock.ts';
import { isOpen } from '../planning/staged-option.ts';
import { type DecisionCost, decisionCosts, type Scene } from './decision-cost.ts';
import { type DecisionSet, readSet } from './decision-set.ts';
import type { RowProblem } from './decision-table.ts';
import { type Worth, worthOf } from './worth.ts';

/** What comes of one set. */
export type SetVerdict =
  | {
      readonly status: 'valued';
      /** Complete; its bound is that of all plans. */
      readonly plan: UnsignedPlan;
      readonly worth: Worth;
      /** Proven: no plan that holds the decisions is worth more. */
      readonly boundWithinUsd: number;
      readonly costs: readonly DecisionCost[];
      /** Decisions that differ from the plan's whose cost was not worked out in time. */
      readonly unweighed: number;
    }
  | { readonly status: 'faulty'; readonly problems: readonly RowProblem[] }
  /** The decisions cannot be taken together under these rules; without rules: only their wholeness stands in the way. */
  | { readonly status: 'infeasible'; readonly rules: readonly ConflictingRule[] }
  | { readonly status: 'none-found' };

/** A scene with what it takes to look for the best of what a set leaves open. */
export interface SearchScene extends Scene {
  readonly portfolio: Portfolio;
  readonly solver: LpSolver;
  readonly clock: BookedClock;
  readonly baselines: Parameters<typeof assemblePlan>[0]['baselines'];
  /** Share of the time left that the search for what a set does not say may take. */
  readonly share: number;
  /** Neighbourhoods in a row without gain before that search ends. Default 12. */
  readonly patience?: number;
}

/** Reads a set, finds the best plan that holds it and, where asked, weighs its decisions. */
export function verdictOn(set: DecisionSet, scene: SearchScene): SetVerdict {
  const { compiled, session, clock, baselines, solver } = scene;
  const read = readSet(set, compiled, session.pricers);
  if ('problems' in read) return { status: 'faulty', problems: read.problems };
  const { given, masks, policies } = read;
  const region: SearchRegion = { ...wholeRegion(compiled.problem), masks };
  const found = policies ? settled(policies, session) : bestRest(region, scene);
  if (found === 'none-found') return { status: 'none-found' };
  if (found === 'infeasible') {
    const kept = policies
      ? narrowed(
          compiled.problem,
          region,
          policies.flatMap((policy, option) =>
            Array.from(policy, (arc, node) => ({ option, node, arc, only: true })),
          ),
        ).masks
      : masks;
    const problem = withinMasks(compiled.problem, kept);
    return { status: 'infeasible', rules: conflictingRules({ ...compiled, problem }, solver, untimed()) };
  }
  const { plan, bound } = found;
  return {
    status: 'valued',
    worth: worthOf(compiled, plan),
    boundWithinUsd: Math.max(plan.value, Math.min(bound, session.bound)) * USD_SCALE,
    ...(set.costs ? decisionCosts(set, given, plan, scene) : { costs: [], unweighed: 0 }),
    plan: assemblePlan({
      ...{ compiled, session, plan, baselines, thresholds: false },
      status: clock.isOver() ? 'stopped' : 'solved',
      ...{ secondsTotal: clock.elapsed(), secondsToBound: 0 },
    }),
  };
}

type Found = { readonly plan: Incumbent; readonly bound: number } | 'infeasible' | 'none-found';

/** The best plan that holds the masks. */
function bestRest(
  region: SearchRegion,
  { compiled, session, portfolio, planned, clock, share: time, patience = 12 }: SearchScene,
): Found {
  if (holds(planned.policies, region.masks)) return { plan: planned, bound: session.bound };
  const left = clock.left();
  const within = session.planWithin(region, {
    tolerance: RELAXATION_TOLERANCE,
    share: relaxationShare(compiled),
    seed: portfolio.uncertainty.seed,
    patience,
    from: planned.policies,
    reserveSeconds: Number.isFinite(left) ? (1 - time) * left : 0,
  });
  if (within.status === 'infeasible') return 'infeasible';
  if (within.status === 'failed') throw new Error(`the solver failed: ${within.detail}`);
  return within.plan ? { plan: within.plan, bound: within.bound } : 'none-found';
}

/** A plan of which nothing is left to choose but the fleet. */
function settled(policies: readonly Policy[], session: PlanningSession): Found {
  const plan = session.evaluate(policies);
  return plan ? { plan, bound: plan.value } : 'infeasible';
}

/** The problem in which only what the masks allow is open. */
function withinMasks(problem: PlanningProblem, masks: ReadonlyMap<number, ArcMask>): PlanningProblem {
  const options = problem.options.map((option, o) => {
    const mask = masks.get(o);
    if (!mask) return option;
    const guards = Array.from(option.arcGuard, (_, arc) =>
      Uint8Array.from(problem.tree.parent, (_, n) =>
        Number(isOpen(option, arc, n) && mask.get(n)?.[arc] !== 0),
      ),
    );
    return { ...option, guards, arcGuard: Int32Array.from(guards.keys()) };
  });
  return { ...problem, options };
}
