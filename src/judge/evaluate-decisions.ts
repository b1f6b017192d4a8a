/** Values decisions that somebody takes, beside the plan, full speed and retreat, and what each of them costs (docs/method.md, J8, J9). */
import type { ScenarioTree } from '../demand/scenario-tree.ts';
import type { PlanFile } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import type { LpSolver } from '../lp/lp-solver.ts';
import { LARGE_ROWS } from '../planning/column-generation.ts';
import type { Incumbent } from '../planning/incumbent.ts';
import { type ArcMask, OptionPricer, type Policy } from '../planning/option-pricing.ts';
import { assemblePlan, planParts, type UnsignedPlan } from '../planning/plan/assemble-plan.ts';
import { evaluateFullSpeed, evaluateRetreat } from '../planning/plan/baselines.ts';
import { type ConflictingRule, conflictingRules } from '../planning/plan/conflicting-rules.ts';
import { decisionMasks, decisionNodes, type GivenDecision } from '../planning/plan/evaluate-policy.ts';
import { perNode } from '../planning/plan/figures-of-merit.ts';
import {
  type FormerPlan,
  formerCases,
  formerMultipliers,
  formerPolicies,
} from '../planning/plan/former-plan.ts';
import { RELAXATION_TOLERANCE, relaxationShare } from '../planning/plan/make-plan.ts';
import { capexHeadings } from '../planning/plan/plan-parts.ts';
import type { PlanningProblem } from '../planning/planning-problem.ts';
import { PlanningSession } from '../planning/planning-session.ts';
import { type CompiledPortfolio, compilePortfolio } from '../planning/portfolio/compile-portfolio.ts';
import { USD_SCALE } from '../planning/portfolio/portfolio-frame.ts';
import { narrowed, type SearchRegion, wholeRegion } from '../planning/search-region.ts';
import { type BookedClock, untimed } from '../planning/solve-clock.ts';
import type { StagedOption } from '../planning/staged-option.ts';
import { formatQuarter } from '../units/quarter.ts';
import { type BothErrors, bothErrors } from './both-errors.ts';
import { type DecisionRow, faultProblem, givenDecisions, type RowProblem } from './decision-table.ts';

/** What is done where nothing is said: what is best, or what was last said of the option, and full speed where nothing was. */
export type Rest = 'optimal' | 'continue';

/** A plan that somebody makes, as rows of a table. */
export interface DecisionSet {
  readonly name: string;
  readonly rows: readonly DecisionRow[];
  readonly rest: Rest;
  /** Whether to say what each decision costs. */
  readonly costs: boolean;
}

/** What decisions are worth with the best fleet for them, in USD of present value. */
export interface Worth {
  readonly valueUsd: number;
  readonly capexUsd: number;
  readonly errors: BothErrors;
}

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

export interface EvaluationOutcome {
  readonly plan: Worth & { readonly boundUsd: number };
  readonly fullSpeed: Worth | null;
  readonly retreat: Worth | null;
  readonly verdicts: readonly SetVerdict[];
}

export interface EvaluateRequest {
  readonly portfolio: Portfolio;
  readonly tree: ScenarioTree;
  /** The plan that the decisions are held against. */
  readonly base: FormerPlan & Pick<PlanFile, 'headline'>;
  readonly sets: readonly DecisionSet[];
  readonly solver: LpSolver;
  readonly clock: BookedClock;
  /** Neighbourhoods in a row without gain before the search for what is not given ends. Default 12. */
  readonly patience?: number;
  onProgress?(done: number, of: number): void;
}

/** Evaluates every set in the model of `portfolio`. */
export function evaluateDecisions(request: EvaluateRequest): EvaluationOutcome {
  const { portfolio, tree, base, sets, solver, clock } = request;
  const compiled = compilePortfolio(portfolio, tree);
  const session = new PlanningSession(compiled.problem, solver, clock);
  try {
    session.price(formerMultipliers(compiled, base));
    const planned = session.adopt(formerPolicies(compiled, base, session.pricers));
    if (!planned) throw new RangeError('the plan does not keep the rules of the portfolio');
    // Without its cases (G6) a plan that is proven the best possible would seem to leave a gap.
    const cases = formerCases(compiled, base);
    if (cases) session.adoptCases(cases);
    const retreat = evaluateRetreat(session, compiled);
    // Where nothing is weighed by itself nobody looks at full speed, which takes as long as a set in a large portfolio.
    const { fullSpeed, overspendUsd } = sets.some(({ costs }) => costs)
      ? evaluateFullSpeed(session, compiled)
      : { fullSpeed: undefined, overspendUsd: 0 };
    const baselines = { retreat, fullSpeed, overspendUsd };
    const verdicts = sets.map((set, i) => {
      const share = (set.costs ? 0.6 : 1) / (sets.length - i);
      return verdictOn(set, { ...request, compiled, session, planned, baselines, share });
    });
    const best = session.best!;
    return {
      plan: { ...worthOf(compiled, planned), boundUsd: Math.max(session.bound, best.value) * USD_SCALE },
      fullSpeed: fullSpeed ? worthOf(compiled, fullSpeed) : null,
      retreat: retreat ? worthOf(compiled, retreat) : null,
      verdicts,
    };
  } finally {
    session.dispose();
  }
}

interface Scene extends EvaluateRequest {
  readonly compiled: CompiledPortfolio;
  readonly session: PlanningSession;
  /** The plan that the decisions are held against. */
  readonly planned: Incumbent;
  readonly baselines: Parameters<typeof assemblePlan>[0]['baselines'];
  /** Share of the time left that the search for what a set does not say may take. */
  readonly share: number;
}

function verdictOn(set: DecisionSet, scene: Scene): SetVerdict {
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

/** A set as masks, and as policies where nothing is left to choose. */
interface ReadSet {
  readonly given: readonly GivenDecision[];
  readonly masks: ReadonlyMap<number, ArcMask>;
  readonly policies: readonly Policy[] | undefined;
}

function readSet(
  { rows, rest }: Pick<DecisionSet, 'rows' | 'rest'>,
  compiled: CompiledPortfolio,
  pricers: readonly OptionPricer[],
): ReadSet | { readonly problems: readonly RowProblem[] } {
  const { decisions: given, problems } = givenDecisions(rows, compiled);
  const { faults, masks } = decisionMasks(compiled, pricers, given);
  // What lies at no node has its problem already.
  const others = faults.filter(({ rule }) => rule !== 'outside-horizon');
  if (problems.length + others.length > 0)
    return { problems: [...problems, ...others.map((fault) => faultProblem(fault, rows, compiled))] };
  const policies = rest === 'continue' ? continuedPolicies(compiled, masks) : undefined;
  if (!policies || !('blocked' in policies)) return { given, masks, policies };
  const { option, node, open } = policies.blocked;
  const decision = given.findIndex(
    (one) => one.option === option && decisionNodes(compiled, one).includes(node),
  );
  return { problems: [faultProblem({ decision, rule: 'not-open', node, open }, rows, compiled)] };
}

/** What is wrong with a set, told before anything is planned. */
export function decisionProblems(
  portfolio: Portfolio,
  tree: ScenarioTree,
  set: Pick<DecisionSet, 'rows' | 'rest'>,
): readonly RowProblem[] {
  const compiled = compilePortfolio(portfolio, tree);
  const pricers = compiled.problem.options.map((option) => new OptionPricer(option, tree));
  const read = readSet(set, compiled, pricers);
  return 'problems' in read ? read.problems : [];
}

type Found = { readonly plan: Incumbent; readonly bound: number } | 'infeasible' | 'none-found';

/** The best plan that holds the masks. */
function bestRest(
  region: SearchRegion,
  { compiled, session, portfolio, planned, clock, share: time, patience = 12 }: Scene,
): Found {
  if (holds(planned.policies, region.masks)) return { plan: planned, bound: session.bound };
  const reserve = (1 - time) * clock.left();
  const within = session.planWithin(region, {
    tolerance: RELAXATION_TOLERANCE,
    share: relaxationShare(compiled),
    seed: portfolio.uncertainty.seed,
    patience,
    from: planned.policies,
    enough: () => clock.left() < reserve,
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

/** A node at which what is decided is not open, as nothing before it led there. */
interface Blocked {
  readonly option: string;
  readonly node: number;
  readonly open: readonly string[];
}

/**
 * Policies without a choice: at nodes of a mask what it allows; elsewhere the action last taken on the way by a mask, where it is
 * open, and else the first action of the state: full speed.
 */
function continuedPolicies(
  { problem }: CompiledPortfolio,
  masks: ReadonlyMap<number, ArcMask>,
): Policy[] | { readonly blocked: Blocked } {
  const { tree } = problem;
  const policies: Policy[] = [];
  for (const [o, option] of problem.options.entries()) {
    const mask = masks.get(o);
    const policy = new Int32Array(tree.parent.length);
    const last: (string | undefined)[] = [];
    for (let n = 0; n < policy.length; n++) {
      const up = tree.parent[n]!;
      const state = n === 0 ? option.initialState : option.arcTo[policy[up]!]!;
      const open = openArcs(option, state, n);
      const before = n === 0 ? undefined : last[up];
      const allowed = mask?.get(n);
      const named = open.find((arc) => (allowed ? allowed[arc] === 1 : nameOf(option, arc) === before));
      if (allowed && named === undefined)
        return {
          blocked: { option: option.id, node: n, open: open.map((arc) => nameOf(option, arc)) },
        };
      policy[n] = named ?? open[0]!;
      last[n] = allowed ? nameOf(option, policy[n]!) : before;
    }
    policies.push(policy);
  }
  return policies;
}

function openArcs(option: StagedOption, state: number, node: number): number[] {
  const arcs: number[] = [];
  for (let arc = option.arcStart[state]!; arc < option.arcStart[state + 1]!; arc++) {
    const guard = option.arcGuard[arc]!;
    if (guard < 0 || option.guards[guard]![node] === 1) arcs.push(arc);
  }
  return arcs;
}

function nameOf(option: StagedOption, arc: number): string {
  return option.actionNames[option.arcAction[arc]!]!;
}

function holds(policies: readonly Policy[], masks: ReadonlyMap<number, ArcMask>): boolean {
  return [...masks].every(([o, mask]) => [...mask].every(([n, allowed]) => allowed[policies[o]![n]!] === 1));
}

/** What every decision that differs from the plan's costs, the dearest first; the time may not do for all of them. */
function decisionCosts(
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
    const node = nodes.find((n) => nameOf(option, planned.policies[o]![n]!) !== decision.action);
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
      ...{ action: decision.action, planned: nameOf(option, planned.policies[o]![node]!) },
      costUsd: (best.value - plan.value) * USD_SCALE,
      instead: nameOf(option, best.policies[o]![node]!),
    });
  }
  return { costs: costs.sort((a, b) => b.costUsd - a.costUsd), unweighed };
}

/** The problem in which only what the masks allow is open. */
function withinMasks(problem: PlanningProblem, masks: ReadonlyMap<number, ArcMask>): PlanningProblem {
  const options = problem.options.map((option, o) => {
    const mask = masks.get(o);
    if (!mask) return option;
    const guards = Array.from(option.arcGuard, (guard, arc) =>
      Uint8Array.from(problem.tree.parent, (_, n) =>
        (guard < 0 || option.guards[guard]![n] === 1) && mask.get(n)?.[arc] !== 0 ? 1 : 0,
      ),
    );
    return { ...option, guards, arcGuard: Int32Array.from(guards.keys()) };
  });
  return { ...problem, options };
}

function worthOf(compiled: CompiledPortfolio, plan: Incumbent): Worth {
  const parts = planParts(compiled, plan);
  const { tree } = compiled.frame;
  const spent = perNode(compiled, parts.cashFlows, capexHeadings);
  return {
    valueUsd: plan.value * USD_SCALE,
    capexUsd: -spent.reduce((sum, usd, n) => sum + tree.probability[n]! * usd, 0),
    errors: bothErrors(compiled, parts),
  };
}
