/**
 * Re-planning after a change: at once a plan that does what the former one did, and then better ones as they are found.
 *
 * Each plan is complete and states its true gap: its bound is proven by multipliers of the changed portfolio, at first the former ones brought nearer to their best.
 * A {@link Replanner} keeps the solver's basis, so that a portfolio of the same shape (other levels, prices, limits) starts warm.
 */
import type { ScenarioTree } from '../../demand/scenario-tree.ts';
import type { Portfolio } from '../../domain/portfolio.ts';
import type { LpSolver } from '../../lp/lp-solver.ts';
import { LARGE_ROWS } from '../column-generation.ts';
import type { Incumbent } from '../incumbent.ts';
import type { Multipliers } from '../lagrangian-bound.ts';
import { mostWorth } from '../most-worth.ts';
import { PlanningSession } from '../planning-session.ts';
import { type CompiledPortfolio, compilePortfolio } from '../portfolio/compile-portfolio.ts';
import { descendedPrices } from '../price-descent.ts';
import { haveSameShape } from '../same-shape.ts';
import type { BookedClock } from '../solve-clock.ts';
import { WarmStarts } from '../warm-starts.ts';
import { assemblePlan, type UnsignedPlan } from './assemble-plan.ts';
import { type Baselines, evaluateFullSpeed, gapTarget, retreatPolicies } from './baselines.ts';
import { carriedPlan } from './carried-plan.ts';
import {
  type FormerPlan,
  formerCases,
  formerMultipliers,
  formerPolicies,
  formerTrades,
} from './former-plan.ts';
import {
  CASE_ROWS,
  DEFAULT_GAP_SHARE,
  DEFAULT_PATIENCE,
  type PlanOutcome,
  RELAXATION_TOLERANCE,
  reasonedPlan,
  relaxationShare,
  takenApart,
} from './make-plan.ts';
import { unfound } from './unfound.ts';

/** What changed, and how far to search. */
export interface ReplanRequest {
  /** The portfolio as it is now. */
  readonly portfolio: Portfolio;
  readonly tree: ScenarioTree;
  /** The plan before the change, from a file or from an earlier step. */
  readonly former: FormerPlan;
  readonly clock: BookedClock;
  /** Gap at which the search ends, as a share of the stake. Default: the former plan's, or 0.01. */
  readonly gapShare?: number;
  /** Neighbourhoods in a row without gain before the search gives up. Default 20. */
  readonly patience?: number;
  /** Ends with the best plan found, its reasons at the plan's prices, in place of a `final` step. */
  readonly brief?: boolean;
}

/**
 * A step of re-planning.
 * - `kept`: the former policy (actions that are no longer open replaced), with the bound at prices near the former ones. In a large portfolio it trades what
 *   the former plan did and only its use of the fleet is new, where that keeps the rules; else the fleet is new.
 * - `refitted`: in a large portfolio, the former policy with a new fleet.
 * - `mended`: the same where the former policy broke a rule and was repaired.
 * - `bounded`: the best plan so far with the bound of the relaxation.
 * - `improved`: a better plan.
 * - `final`: with baselines, re-solved alternatives and proofs as `makePlan` states them.
 *
 * In all but `final`, reasons are those at the plan's prices: alternatives have no `valueUsd`, full speed is not there, and `headline.status` is
 * `stopped`. In `kept`, retreat may stand at the most that it is worth, so that no gap is stated as a smaller share of the stake than it is.
 */
export type ReplanStep =
  | {
      readonly kind: 'kept' | 'mended' | 'refitted' | 'bounded' | 'improved' | 'final';
      readonly plan: UnsignedPlan;
    }
  /** Work goes on: an occasion to stop. */
  | { readonly kind: 'searching' };

/** Re-plans one portfolio after another with one solver. Must be disposed of. */
export class Replanner {
  readonly #solver: LpSolver;
  #compiled: CompiledPortfolio | undefined;
  #session: PlanningSession | undefined;
  readonly #starts = new WarmStarts();
  /** Prices of retreat in the last portfolio of this shape that it was worked out for. */
  #retreatPrices: Multipliers | undefined;

  constructor(solver: LpSolver) {
    this.#solver = solver;
  }

  /** Whether the portfolio planned last is one whose relaxation takes long; false before the first. */
  get isLarge(): boolean {
    return (this.#compiled?.problem.rowLower.length ?? 0) >= LARGE_ROWS;
  }

  /**
   * Yields plans of rising quality and returns how it ended. Whoever stops asking has the last plan that was yielded; the next call starts
   * from what this one has found.
   *
   * ```ts
   * for (const step of replanner.steps({ portfolio, tree, former, clock })) {
   *   if (step.kind !== 'searching') show(step.plan);
   *   await pause(); // lets a message in that says to stop
   *   if (outdated) break;
   * }
   * ```
   */
  *steps(request: ReplanRequest): Generator<ReplanStep, PlanOutcome> {
    const { portfolio, tree, clock } = request;
    const compiled = compilePortfolio(portfolio, tree, { former: this.#compiled });
    const former = carriedPlan(compiled.frame, request.former);
    const session = this.#open(compiled, clock);
    const prices = formerMultipliers(compiled, former);
    const cases = formerCases(compiled, former);
    if (cases) session.adoptCases(cases);
    session.price(prices);
    const near = formerPolicies(compiled, former, session.pricers);
    session.price(descendedPrices(compiled.problem, prices, near));
    const policies = formerPolicies(compiled, former, session.pricers);
    const trades = compiled.problem.rowLower.length < LARGE_ROWS ? undefined : formerTrades(compiled, former);
    const held = trades && session.evaluateHolding(policies, trades);
    const kept = held ?? session.adopt(policies, { anew: true });
    if (!kept) session.mend(2);
    const leaving = retreatPolicies(compiled);
    let retreat: Baselines['retreat'] = held &&
      this.#retreatPrices && { value: mostWorth(compiled.problem, leaving, this.#retreatPrices) };
    retreat ??= this.#retreat(session, leaving);
    const secondsToFirst = clock.elapsed();
    const draft = (kind: Exclude<ReplanStep['kind'], 'searching' | 'final'>) => ({
      kind,
      plan: assemblePlan({
        ...{ compiled, session, plan: session.best! },
        baselines: { retreat, fullSpeed: undefined, overspendUsd: 0 },
        thresholds: false,
        status: 'stopped',
        secondsTotal: clock.elapsed(),
        secondsToBound: secondsToFirst,
      }),
    });
    if (session.best) yield draft(kept ? 'kept' : 'mended');
    if (held) {
      retreat = this.#retreat(session, leaving) ?? retreat;
      yield { kind: 'searching' };
      if (session.adopt(policies, { anew: true })) yield draft('refitted');
    }

    // Rounds of a large portfolio are dear: what is best at the prices so far is known before the first.
    const from = this.isLarge ? session.proof?.multipliers : undefined;
    const relaxing = session.relaxing(RELAXATION_TOLERANCE, {
      share: relaxationShare(compiled),
      ...(from && { from }),
    });
    let relaxed = relaxing.next();
    for (; !relaxed.done; relaxed = relaxing.next()) yield { kind: 'searching' };
    const relaxation = relaxed.value;
    if (relaxation.status === 'infeasible') return { status: 'infeasible', compiled };
    if (relaxation.status === 'failed') return relaxation;
    if (relaxation.status === 'solved')
      this.#starts.keep({ problem: compiled.problem, warm: session.warmStart() });
    const secondsToBound = clock.elapsed();
    if (session.best) yield draft('bounded');

    const share = request.gapShare ?? former.headline?.gapShareOfStake ?? DEFAULT_GAP_SHARE;
    const target = () => gapTarget(compiled, session, retreat, share);
    const search = session.improvements({
      target: target(),
      seed: portfolio.uncertainty.seed,
      patience: request.patience ?? DEFAULT_PATIENCE,
    });
    for (const found of search) {
      yield found ? draft('improved') : { kind: 'searching' };
      if (session.best && session.best.value >= target()) break;
    }
    if (!session.best) session.branch(Number.MAX_VALUE, Number.POSITIVE_INFINITY);
    if (!session.best)
      return session.bound === -Infinity
        ? { status: 'infeasible', compiled }
        : unfound(compiled, session, clock);
    const isApart = !request.brief && compiled.problem.rowLower.length <= CASE_ROWS;
    for (const found of isApart ? takenApart(compiled, session, retreat, share) : [])
      yield found ? draft('improved') : { kind: 'searching' };
    if (request.brief) return { status: 'planned', plan: draft('improved').plan, compiled };
    const baselines = { retreat, ...evaluateFullSpeed(session, compiled) };
    const plan = reasonedPlan({ compiled, session, baselines, clock, secondsToBound });
    yield { kind: 'final', plan };
    return { status: 'planned', plan, compiled };
  }

  #retreat(session: PlanningSession, policies: Incumbent['policies']): Incumbent | undefined {
    const found = session.evaluateWithPrices(policies, { anew: true });
    // Cut short, it leaves those of an earlier portfolio: without any, the next first plan would wait for a whole solve.
    if (found) this.#retreatPrices = found.multipliers;
    return found?.plan;
  }

  /** Releases the solver's memory. */
  dispose(): void {
    this.#session?.dispose();
    this.#session = undefined;
  }

  /** A session of the problem, warm where there was one of its shape. */
  #open(compiled: CompiledPortfolio, clock: BookedClock): PlanningSession {
    const { problem } = compiled;
    const last = this.#session && { problem: this.#session.problem, warm: this.#session.warmStart() };
    const warm = this.#starts.nearest(problem, last);
    if (!this.#compiled || !haveSameShape(this.#compiled.problem, problem)) this.#retreatPrices = undefined;
    this.dispose();
    this.#compiled = compiled;
    this.#session = new PlanningSession(problem, this.#solver, clock, warm);
    return this.#session;
  }
}

/**
 * Re-plans once. `onPlan` gets every plan as it is found, the final one last; interrupted by the clock, the best plan so far is returned with its
 * true gap.
 */
export function replan({
  solver,
  onPlan,
  ...request
}: ReplanRequest & {
  readonly solver: LpSolver;
  readonly onPlan?: (step: Exclude<ReplanStep, { kind: 'searching' }>) => void;
}): PlanOutcome {
  const replanner = new Replanner(solver);
  try {
    const steps = replanner.steps(request);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      if (value.kind !== 'searching') onPlan?.(value);
    }
  } finally {
    replanner.dispose();
  }
}
