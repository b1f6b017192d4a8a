/** Solves a planning problem in one call: relaxation, plans, and branching where a gap remains. */
import type { LpSolver } from '../lp/lp-solver.ts';
import { gapTolerance } from './branch-and-bound.ts';
import { LARGE_ROWS } from './column-generation.ts';
import type { Incumbent } from './incumbent.ts';
import type { Multipliers } from './lagrangian-bound.ts';
import type { PlanningProblem } from './planning-problem.ts';
import { PlanningSession } from './planning-session.ts';
import type { SolveClock } from './solve-clock.ts';

/** When a solve ends. */
export interface SolveOptions {
  readonly clock: SolveClock;
  /** Stop once bound − value is at most this (in units of the objective), or 1e-9 of the value. Default 0. */
  readonly gap?: number;
  /** Seed of the local search. Default 1. */
  readonly seed?: number;
  /** Neighbourhoods in a row without gain before the local search gives up. Default 12. */
  readonly patience?: number;
  /** Most branching nodes; default unlimited. With 0 there are no cuts either: the bound is that of the relaxation. */
  readonly branchLimit?: number;
}

/** How a solve ended. `solved`: the gap asked for is proven. `stopped`: time, interruption or branch limit; the gap is what it says. */
export type ProblemSolution =
  | {
      readonly status: 'solved' | 'stopped';
      readonly incumbent: Incumbent;
      /** Proven upper bound on every plan. */
      readonly bound: number;
      /** Multipliers of the unbranched problem, over its own rows, and the bound that they alone prove (≥ `bound`). */
      readonly multipliers: Multipliers;
      readonly rootBound: number;
      readonly branches: number;
      readonly rounds: number;
    }
  | { readonly status: 'infeasible' }
  /** Stopped before any plan was found. */
  | { readonly status: 'none-found'; readonly bound: number }
  | { readonly status: 'failed'; readonly detail: string };

/** Share of the value to which a large relaxation is solved: its last rounds take minutes. */
const LARGE_SHARE = 0.004;
/** Share of the value to which the linear programs are solved: a gap below it is none. */
const ACCURACY = 1e-7;

/** Solves `problem` with `solver`; pure but for the solver's memory, which it releases. */
export function solveProblem(
  problem: PlanningProblem,
  solver: LpSolver,
  options: SolveOptions,
): ProblemSolution {
  const session = new PlanningSession(problem, solver, options.clock);
  const gap = options.gap ?? 0;
  try {
    const share = problem.rowLower.length < LARGE_ROWS ? 0 : LARGE_SHARE;
    const root = session.relax(gapTolerance(gap / 10, 0), { share });
    if (root.status === 'infeasible' || root.status === 'failed') return root;
    const branchLimit = options.branchLimit ?? Number.POSITIVE_INFINITY;
    // With cuts a dive takes longer: the first one comes before them.
    session.mend(1);
    if (root.status === 'solved' && branchLimit > 0) session.tighten(gapTolerance(gap / 10, 0));
    session.improve({
      target: session.bound - gapTolerance(gap, session.bound),
      seed: options.seed ?? 1,
      patience: options.patience ?? 12,
    });
    if (root.status === 'solved') session.branch(gap, branchLimit);
    const { best, bound, branches, rounds } = session;
    if (!best) return bound === -Infinity ? { status: 'infeasible' } : { status: 'none-found', bound };
    return {
      status:
        bound - best.value <= Math.max(gap, ACCURACY * Math.max(1, Math.abs(best.value)))
          ? 'solved'
          : 'stopped',
      incumbent: best,
      bound: Math.max(bound, best.value),
      multipliers: root.multipliers,
      rootBound: root.bound,
      branches,
      rounds,
    };
  } finally {
    session.dispose();
  }
}
