/** Values decisions that someone has already taken: the best plan that holds them, beside what is proven of all plans. */
import type { ScenarioTree } from '../../demand/scenario-tree.ts';
import type { Portfolio } from '../../domain/portfolio.ts';
import type { LpSolver } from '../../lp/lp-solver.ts';
import type { Incumbent } from '../incumbent.ts';
import { PlanningSession } from '../planning-session.ts';
import { type CompiledPortfolio, compilePortfolio } from '../portfolio/compile-portfolio.ts';
import { USD_SCALE } from '../portfolio/portfolio-frame.ts';
import { type SearchRegion, wholeRegion } from '../search-region.ts';
import type { BookedClock } from '../solve-clock.ts';
import { assemblePlan, type UnsignedPlan } from './assemble-plan.ts';
import { evaluateRetreat } from './baselines.ts';
import { type DecisionFault, decisionMasks, type GivenDecision } from './given-decisions.ts';
import { DEFAULT_PATIENCE, RELAXATION_TOLERANCE } from './make-plan.ts';

/** The decisions that are given, and the model that they are valued in. */
export interface EvaluationRequest {
  readonly portfolio: Portfolio;
  readonly tree: ScenarioTree;
  /** What is given; all that is not is decided at its best. */
  readonly decisions: readonly GivenDecision[];
  readonly solver: LpSolver;
  readonly clock: BookedClock;
  /** Neighbourhoods in a row without gain before the search for what is not given ends. Default 20. */
  readonly patience?: number;
}

/** What the decisions are worth, or why they have no worth. */
export type Evaluation =
  | {
      readonly status: 'evaluated';
      /** Complete; its bound is that of all plans, so that its gap is what the decisions may cost at most. */
      readonly plan: UnsignedPlan;
      /** Proven: no plan that holds the decisions is worth more. */
      readonly boundWithinUsd: number;
      readonly compiled: CompiledPortfolio;
    }
  | { readonly status: 'faulty'; readonly faults: readonly DecisionFault[] }
  /** The decisions can be taken, but break rules that couple options (budgets, limits, service levels), or no portfolio plan exists. */
  | { readonly status: 'infeasible'; readonly compiled: CompiledPortfolio }
  | { readonly status: 'none-found' }
  | { readonly status: 'failed'; readonly detail: string };

/** Evaluates given decisions. */
export function evaluatePolicy(request: EvaluationRequest): Evaluation {
  const { portfolio, tree, decisions, solver, clock } = request;
  const compiled = compilePortfolio(portfolio, tree);
  const session = new PlanningSession(compiled.problem, solver, clock);
  try {
    const { faults, masks } = decisionMasks(compiled, session.pricers, decisions);
    if (faults.length > 0) return { status: 'faulty', faults };
    const retreat = evaluateRetreat(session, compiled);
    const whole = session.relax(RELAXATION_TOLERANCE);
    if (whole.status === 'infeasible') return { status: 'infeasible', compiled };
    if (whole.status === 'failed') return whole;
    const secondsToBound = clock.elapsed();
    const region: SearchRegion = { ...wholeRegion(compiled.problem), masks };
    const within = session.planWithin(region, {
      tolerance: RELAXATION_TOLERANCE,
      seed: portfolio.uncertainty.seed,
      patience: request.patience ?? DEFAULT_PATIENCE,
    });
    if (within.status === 'infeasible') return { status: 'infeasible', compiled };
    if (within.status === 'failed') return within;
    const plan: Incumbent | undefined = within.plan;
    if (!plan) return { status: 'none-found' };
    return {
      status: 'evaluated',
      compiled,
      boundWithinUsd: Math.max(plan.value, Math.min(within.bound, session.bound)) * USD_SCALE,
      plan: assemblePlan({
        ...{ compiled, session, plan, secondsToBound },
        baselines: { retreat, fullSpeed: undefined, overspendUsd: 0 },
        thresholds: false,
        status: clock.isOver() ? 'stopped' : 'solved',
        secondsTotal: clock.elapsed(),
      }),
    };
  } finally {
    session.dispose();
  }
}
