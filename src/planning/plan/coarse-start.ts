/**
 * A start for large portfolios: the same options with fleet and service decided by years. Its relaxation takes a fraction of the time, and its
 * policies serve the portfolio as it is, since they are those of the same state machines.
 */
import type { LpSolver } from '../../lp/lp-solver.ts';
import { LARGE_ROWS } from '../column-generation.ts';
import type { Policy } from '../option-pricing.ts';
import { PlanningSession } from '../planning-session.ts';
import { type CompiledPortfolio, compilePortfolio } from '../portfolio/compile-portfolio.ts';
import type { WarmStart } from '../restricted-master.ts';
import type { SolveClock } from '../solve-clock.ts';

/** Quarters of a period in the coarse problem. */
const COARSE_QUARTERS = 4;

/** Gap of the coarse relaxation as a share of its value: its prices are not those that count. */
const COARSE_SHARE = 0.005;

/** What the coarse problem gives to the portfolio's own search. */
export interface CoarseStart {
  /** Policies to start from. */
  readonly policies: WarmStart['policies'];
  /** One per option: what to do where time does not do for more. */
  readonly leading?: readonly Policy[] | undefined;
}

/** What the coarse problem says; nothing where the portfolio is small, or where time is up. */
export function coarseStart(compiled: CompiledPortfolio, solver: LpSolver, clock: SolveClock): CoarseStart {
  const { portfolio, tree } = compiled.frame;
  const { calendar } = portfolio;
  const isSmall = compiled.problem.rowLower.length < LARGE_ROWS || calendar.periodQuarters >= COARSE_QUARTERS;
  if (isSmall || clock.isOver()) return { policies: [] };
  const coarse = compilePortfolio(
    { ...portfolio, calendar: { ...calendar, periodQuarters: COARSE_QUARTERS } },
    tree,
  );
  // Bounds of another model are none of the portfolio's.
  const session = new PlanningSession(coarse.problem, solver, { ...clock, report: () => {} });
  try {
    session.relax(0, { share: COARSE_SHARE });
    return { policies: session.activePolicies(), leading: session.leading() };
  } finally {
    session.dispose();
  }
}
