/** Values decisions that someone has already taken: the best plan that holds them, beside what is proven of all plans. */
import type { ScenarioTree } from '../../demand/scenario-tree.ts';
import type { ActionName } from '../../domain/plan-file.ts';
import type { Portfolio } from '../../domain/portfolio.ts';
import type { LpSolver } from '../../lp/lp-solver.ts';
import type { Quarter } from '../../units/quarter.ts';
import type { Incumbent } from '../incumbent.ts';
import type { ArcMask, OptionPricer } from '../option-pricing.ts';
import { PlanningSession } from '../planning-session.ts';
import { type CompiledPortfolio, compilePortfolio } from '../portfolio/compile-portfolio.ts';
import { USD_SCALE } from '../portfolio/portfolio-frame.ts';
import { type SearchRegion, wholeRegion } from '../search-region.ts';
import type { BookedClock } from '../solve-clock.ts';
import { assemblePlan, type UnsignedPlan } from './assemble-plan.ts';
import { evaluateRetreat } from './baselines.ts';
import { DEFAULT_PATIENCE, RELAXATION_TOLERANCE } from './make-plan.ts';

/** An action that an option takes at a node, at some nodes, or in every future at a quarter. */
export interface GivenDecision {
  readonly option: string;
  readonly action: ActionName;
  readonly at:
    | { readonly node: number }
    | { readonly nodes: readonly number[] }
    | { readonly quarter: Quarter };
}

/** Why a decision cannot hold: no such option; no node at that time; or the action is not open there after the decisions before it. */
export interface DecisionFault {
  /** Index into the decisions. */
  readonly decision: number;
  readonly rule: 'unknown-option' | 'unknown-action' | 'outside-horizon' | 'not-open';
  /** First node at which it fails. */
  readonly node?: number;
  /** What could be done there instead (`not-open`), or names that exist. */
  readonly open: readonly string[];
}

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

/** Nodes at which a decision is taken, in the tree's order. */
export function decisionNodes({ frame }: Pick<CompiledPortfolio, 'frame'>, { at }: GivenDecision): number[] {
  const { tree, quarterOf } = frame;
  return [...tree.parent.keys()].filter((n) =>
    'node' in at ? n === at.node : 'nodes' in at ? at.nodes.includes(n) : quarterOf(n) === at.quarter,
  );
}

/** Masks in which the decisions hold; decisions are taken in the order of time, and each that cannot hold is told and left out. */
export function decisionMasks(
  compiled: CompiledPortfolio,
  pricers: readonly OptionPricer[],
  decisions: readonly GivenDecision[],
): { faults: DecisionFault[]; masks: Map<number, ArcMask> } {
  const { problem, frame } = compiled;
  const faults: DecisionFault[] = [];
  const masks = new Map<number, Map<number, Uint8Array>>();
  const indexOf = new Map(problem.options.map(({ id }, o) => [id, o]));
  const order = decisions
    .map((decision, i) => ({ decision, i, nodes: decisionNodes(compiled, decision) }))
    .sort((a, b) => (frame.tree.depth[a.nodes[0]!] ?? 0) - (frame.tree.depth[b.nodes[0]!] ?? 0) || a.i - b.i);
  for (const { decision, i, nodes } of order) {
    const o = indexOf.get(decision.option);
    if (o === undefined) {
      faults.push({ decision: i, rule: 'unknown-option', open: [...indexOf.keys()] });
      continue;
    }
    const option = problem.options[o]!;
    if (!option.actionNames.includes(decision.action)) {
      faults.push({ decision: i, rule: 'unknown-action', open: option.actionNames });
      continue;
    }
    if (nodes.length === 0) {
      faults.push({ decision: i, rule: 'outside-horizon', open: [] });
      continue;
    }
    const mask = masks.get(o) ?? new Map<number, Uint8Array>();
    masks.set(o, mask);
    const only = Uint8Array.from(option.arcAction, (a) =>
      option.actionNames[a] === decision.action ? 1 : 0,
    );
    for (const node of nodes) {
      const open = pricers[o]!.openActions(node, mask);
      if (open.includes(decision.action)) mask.set(node, only);
      else {
        faults.push({ decision: i, rule: 'not-open', node, open });
        break;
      }
    }
  }
  return { faults: faults.sort((a, b) => a.decision - b.decision), masks };
}
