/** The comparison that every oracle test makes: the planner's answer against the exact one. */
import type { LpSolver } from '../../src/lp/lp-solver.ts';
import type { PlanningProblem } from '../../src/planning/planning-problem.ts';
import { untimed } from '../../src/planning/solve-clock.ts';
import { type ProblemSolution, solveProblem } from '../../src/planning/solve-problem.ts';
import type { ExactMethod } from './exact-optimum.ts';

/** Solvers meet rows to 1e-7 and 1e-9, which the prices of the rows multiply: 1e-6 of the value is above what that adds up to. */
const TOLERANCE = 1e-6;

/** Branches after which a solve counts as unfinished, so that a rare hard draw does not hold up the others. */
const BRANCH_LIMIT = 150;

/** What still counts as equal at a value. */
export function allowance(value: number): number {
  return TOLERANCE * Math.max(1, Math.abs(value));
}

/** The planner's solver, the exact method, and how far the planner may branch. */
export interface Judges {
  readonly solver: LpSolver;
  readonly exact: ExactMethod;
  readonly branchLimit?: number;
}

/** `branched`: proven optimal where the relaxation alone does not do, by cuts or branching; `unfinished`: one of the two came to no answer. */
export type Verdict = 'optimal' | 'branched' | 'infeasible' | 'unfinished';

/** What came of comparing the two on one problem. */
export interface Comparison {
  readonly verdict: Verdict;
  /** What contradicts the exact method; empty when the two agree. */
  readonly faults: readonly string[];
  readonly branches: number;
}

/**
 * Solves `problem` by both methods: the same status and value, and a bound above both. An unfinished solve must hold the exact
 * value between its own and its bound.
 */
export function compare(
  problem: PlanningProblem,
  { solver, exact, branchLimit = BRANCH_LIMIT }: Judges,
): Comparison {
  const expected = exact.optimum(problem);
  const solution = solveProblem(problem, solver, { clock: untimed(), branchLimit });
  const of = (verdict: Verdict, faults: readonly string[], branches = 0): Comparison => ({
    ...{ verdict, faults, branches },
  });
  if (solution.status === 'failed') return of('unfinished', [solution.detail]);
  if (expected.status === 'undecided') return of('unfinished', [expected.detail]);
  if (solution.status === 'none-found') {
    const faults = expected.status === 'optimal' ? boundFaults(solution.bound, expected.value) : [];
    return of('unfinished', faults, branchLimit);
  }
  if (expected.status === 'infeasible' || solution.status === 'infeasible') {
    const agree = solution.status === expected.status;
    return of('infeasible', agree ? [] : [`${solution.status}, but ${expected.status} exactly`]);
  }
  const faults = intervalFaults(solution, expected.value);
  const { incumbent, bound, branches } = solution;
  if (bound - incumbent.value > allowance(expected.value)) {
    const early = branches < branchLimit ? [`gave up after ${branches} branches`] : [];
    return of('unfinished', [...faults, ...early], branches);
  }
  const off = Math.abs(incumbent.value - expected.value) > allowance(expected.value);
  const wrong = off ? [`value ${incumbent.value}, exactly ${expected.value}`] : [];
  const hasGap = branches > 0 || solution.rootBound - incumbent.value > allowance(expected.value);
  return of(hasGap ? 'branched' : 'optimal', [...faults, ...wrong], branches);
}

/** As {@link compare}; throws, with the name of the draw, where the two disagree. */
export function judge(name: string, problem: PlanningProblem, judges: Judges): Verdict {
  const { verdict, faults } = compare(problem, judges);
  if (faults.length > 0) throw new Error(`${name}: ${faults.join('; ')}`);
  return verdict;
}

function intervalFaults(
  { incumbent, bound, rootBound }: Extract<ProblemSolution, { incumbent: unknown }>,
  exact: number,
): string[] {
  const above = incumbent.value > exact + allowance(exact);
  return [
    ...(above ? [`value ${incumbent.value} above the exact ${exact}`] : []),
    ...(bound < incumbent.value ? [`bound ${bound} below the value ${incumbent.value}`] : []),
    ...(rootBound < bound - allowance(bound) ? [`root bound ${rootBound} below the bound ${bound}`] : []),
    ...boundFaults(bound, exact),
    ...boundFaults(rootBound, exact),
  ];
}

function boundFaults(bound: number, exact: number): string[] {
  return bound < exact - allowance(exact) ? [`bound ${bound} below the exact ${exact}`] : [];
}
