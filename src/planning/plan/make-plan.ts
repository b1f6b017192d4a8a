/** From a portfolio to a plan: baselines, bound, search, reasons. */
import type { GeneratedTree } from '../../demand/generate-tree.ts';
import type { Portfolio } from '../../domain/portfolio.ts';
import type { LpSolver } from '../../lp/lp-solver.ts';
import { LARGE_ROWS } from '../column-generation.ts';
import type { Incumbent } from '../incumbent.ts';
import { PlanningSession } from '../planning-session.ts';
import { type CompiledPortfolio, compilePortfolio } from '../portfolio/compile-portfolio.ts';
import type { BookedClock } from '../solve-clock.ts';
import { forceAlternatives, forceContested, ruleOutAlternatives } from './alternative-actions.ts';
import { assemblePlan, type UnsignedPlan } from './assemble-plan.ts';
import { type Baselines, evaluateFullSpeed, evaluateRetreat, gapTarget, stake } from './baselines.ts';
import { type CoarseStart, coarseStart } from './coarse-start.ts';
import { earlyPlans } from './early-plans.ts';
import { slowProgress } from './slow-progress.ts';
import { type Unfound, unfound } from './unfound.ts';

export type { UnsignedPlan };

/** What is planned, with which solver and for how long. */
export interface PlanRequest {
  readonly portfolio: Portfolio;
  /** As `portfolioTree` gives it; another is planned on as it stands, and `verify` then takes it as given. */
  readonly tree: GeneratedTree['tree'];
  readonly solver: LpSolver;
  readonly clock: BookedClock;
  /** Gap at which the search ends, as a share of the stake. Default 0.01; without it a large portfolio's search also ends where progress is slow. */
  readonly gapShare?: number;
  /** Neighbourhoods in a row without gain before the local search gives up. Default 20. */
  readonly patience?: number;
}

/** A plan, or why there is none. */
export type PlanOutcome =
  | {
      readonly status: 'planned';
      readonly plan: UnsignedPlan;
      readonly compiled: CompiledPortfolio;
      /** Absent where a plan was made from a former one. */
      readonly end?: SearchEnd;
    }
  | { readonly status: 'infeasible'; readonly compiled: CompiledPortfolio }
  | Unfound
  | { readonly status: 'failed'; readonly detail: string };

/**
 * How the search ended: at the gap asked for; out of time; as progress was slow, where no gap was asked for; or with nothing left to
 * try while the bound stays too far.
 */
export type SearchEnd = 'goal' | 'time' | 'slow' | 'exhausted';

/** Gap at which a search ends where none was asked for, as a share of the stake (G2). */
export const DEFAULT_GAP_SHARE = 0.01;

/** Neighbourhoods in a row without gain after which a search gives up. */
export const DEFAULT_PATIENCE = 20;
/** Rows up to which a bound is taken apart case by case where no gap was asked for; a split of a larger one takes several seconds. */
export const CASE_ROWS = 2000;
/** Rows × splits that this may take to come within the gap (some 20 s of CPU), and, where no gap was asked for, to close it (some 3 s). */
const CASE_WORK = 150_000;
const CLOSING_WORK = 20_000;
/** Where less time is left than so many times what the coarse start of a large portfolio took, there is a plan from that before all else. */
const SCARCE = 6;
/** Tolerance of the bound in millions of USD: 10,000 USD. */
export const RELAXATION_TOLERANCE = 0.01;

/** Gap of a large relaxation as a share of its value; smaller ones are solved to {@link RELAXATION_TOLERANCE}. */
export function relaxationShare({ problem }: CompiledPortfolio): number {
  return problem.rowLower.length < LARGE_ROWS ? 0 : 0.008;
}

/** Plans a portfolio. On interruption the best plan so far is returned with its true gap. */
export function makePlan(request: PlanRequest): PlanOutcome {
  const { portfolio, tree, solver, clock } = request;
  const compiled = compilePortfolio(portfolio, tree);
  const session = new PlanningSession(compiled.problem, solver, clock);
  try {
    const large = compiled.problem.rowLower.length >= LARGE_ROWS;
    const early = large && Number.isFinite(clock.left()) ? earlyPlans(compiled, session, clock) : undefined;
    const begun = clock.elapsed();
    const { policies, leading }: CoarseStart =
      early?.isTimeForCoarse === false ? { policies: [] } : coarseStart(compiled, solver, clock);
    const coarseSeconds = clock.elapsed() - begun;
    session.suggest(policies);
    if (leading && clock.left() < SCARCE * coarseSeconds) session.adoptNear(leading);
    const retreat = early?.retreat ?? evaluateRetreat(session, compiled);
    const baselines = { retreat, ...evaluateFullSpeed(session, compiled) };
    const relaxation = session.relax(RELAXATION_TOLERANCE, {
      share: relaxationShare(compiled),
      reserveSeconds: early?.fitSeconds ?? 0,
    });
    if (relaxation.status === 'infeasible') return { status: 'infeasible', compiled };
    if (relaxation.status === 'failed') return relaxation;
    const secondsToBound = clock.elapsed();
    const share = request.gapShare ?? DEFAULT_GAP_SHARE;
    const target = () => gapTarget(compiled, session, retreat, share);
    const search = session.improvements({
      target: target(),
      seed: portfolio.uncertainty.seed,
      patience: request.patience ?? DEFAULT_PATIENCE,
    });
    const isSlow = large && request.gapShare === undefined ? slowProgress() : undefined;
    let isOver = false;
    for (const _ of search) {
      const { best, bound } = session;
      if (!best) continue;
      // A better plan has more at stake, so that its gap is judged anew.
      if (best.value >= target()) break;
      isOver = isSlow?.((bound - best.value) / stake(compiled, best, retreat)) ?? false;
      if (isOver) break;
    }
    if (!session.best) session.branch(Number.MAX_VALUE, Number.POSITIVE_INFINITY);
    if (!session.best)
      return session.bound === -Infinity
        ? { status: 'infeasible', compiled }
        : unfound(compiled, session, clock);
    if (relaxation.status === 'stopped') session.mendBound();
    for (const _ of takenApart(compiled, session, retreat, request.gapShare));
    const end =
      session.best.value >= target() ? 'goal' : isOver ? 'slow' : clock.isOver() ? 'time' : 'exhausted';
    const plan = reasonedPlan({ compiled, session, baselines, clock, secondsToBound });
    return { status: 'planned', ...{ compiled, plan, end } };
  } finally {
    session.dispose();
  }
}

/**
 * Takes the bound apart until the best plan is within a share of its stake, and then, where no share was asked for and the portfolio has few rows, on
 * towards no gap at all. Yields better plans as they are found.
 */
export function* takenApart(
  compiled: CompiledPortfolio,
  session: PlanningSession,
  retreat: Baselines['retreat'],
  gapShare: number | undefined,
): Generator<Incumbent | undefined, void> {
  const rows = compiled.problem.rowLower.length;
  if (rows > (gapShare === undefined ? CASE_ROWS : LARGE_ROWS)) return;
  const within = (share: number) => () => share * stake(compiled, session.best!, retreat);
  yield* session.takeApart(within(gapShare ?? DEFAULT_GAP_SHARE), CASE_WORK / rows);
  if (gapShare === undefined) yield* session.takeApart(within(0), CLOSING_WORK / rows);
}

/** The session's best plan with all that can be said about its decisions while time lasts. */
export function reasonedPlan({
  clock,
  ...known
}: Pick<Parameters<typeof assemblePlan>[0], 'compiled' | 'session' | 'baselines' | 'secondsToBound'> & {
  readonly clock: BookedClock;
}): UnsignedPlan {
  const { session } = known;
  // Each alternative of a large portfolio would take seconds: there the plan's own prices say what it loses, and prove what they can;
  // only where they speak against the plan is it asked what the other action is worth.
  const large = known.compiled.problem.rowLower.length >= LARGE_ROWS;
  const forcedValues = large ? forceContested(session, clock) : forceAlternatives(session, clock);
  const plan = session.best!;
  const { multipliers } = session.proof!;
  const ruledOut = large ? new Map() : ruleOutAlternatives(session, plan, session.price(multipliers), clock);
  const stopped = clock.isOver();
  return assemblePlan({
    ...known,
    ...{ plan, forcedValues, ruledOut },
    thresholds: !stopped,
    status: stopped ? 'stopped' : 'solved',
    secondsTotal: clock.elapsed(),
  });
}
