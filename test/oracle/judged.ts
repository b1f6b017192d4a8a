/** The comparison that every oracle test makes: the planner's answer against the exact one. */
import { expect } from 'vitest';
import type { LpSolver } from '../../src/lp/lp-solver.ts';
import type { PlanningProblem } from '../../src/planning/planning-problem.ts';
import { untimed } from '../../src/planning/solve-clock.ts';
import { type ProblemSolution, solveProblem } from '../../src/planning/solve-problem.ts';
import type { ExactMethod } from './exact-optimum.ts';

/** Solvers meet rows to 1e-7 and 1e-9, which the prices of the rows multiply: 1e-6 of the value is above what that adds up to. */
export const TOLERANCE = 1e-6;

/** Branches after which a solve counts as unfinished, so that a rare hard draw does not hold up the others. */
const BRANCH_LIMIT = 150;

/** What still counts as equal at a value. */
export function allowance(value: number): number {
  return TOLERANCE * Math.max(1, Math.abs(value));
}

export interface Judges {
  readonly solver: LpSolver;
  readonly exact: ExactMethod;
  readonly branchLimit?: number;
}

export type Verdict = 'optimal' | 'branched' | 'infeasible' | 'unfinished';

/**
 * Solves `problem` by both methods and expects the same status and value, and a bound above both. An unfinished solve must hold
 * the exact value between its own and its bound. `name` says in a failure which draw it was.
 */
export function judge(
  name: string,
  problem: PlanningProblem,
  { solver, exact, branchLimit = BRANCH_LIMIT }: Judges,
): Verdict {
  const expected = exact.optimum(problem);
  const solution = solveProblem(problem, solver, { clock: untimed(), branchLimit });
  if (solution.status === 'failed') throw new Error(`${name}: ${solution.detail}`);
  if (expected.status === 'undecided') throw new Error(`${name}: ${expected.detail}`);
  if (solution.status === 'none-found') {
    if (expected.status === 'optimal') expectBound(name, solution.bound, expected.value);
    return 'unfinished';
  }
  if (expected.status === 'infeasible' || solution.status === 'infeasible') {
    expect(solution.status, name).toBe(expected.status);
    return 'infeasible';
  }
  expectInterval(name, solution, expected.value);
  if (solution.bound - solution.incumbent.value > allowance(expected.value)) {
    expect(solution.status, name).toBe('stopped');
    expect(solution.branches, `${name}: gave up early`).toBeGreaterThanOrEqual(branchLimit);
    return 'unfinished';
  }
  expect(Math.abs(solution.incumbent.value - expected.value), name).toBeLessThanOrEqual(
    allowance(expected.value),
  );
  return solution.branches > 0 ? 'branched' : 'optimal';
}

function expectInterval(
  name: string,
  solution: Extract<ProblemSolution, { incumbent: unknown }>,
  exact: number,
): void {
  const { incumbent, bound, rootBound } = solution;
  expect(incumbent.value, name).toBeLessThanOrEqual(exact + allowance(exact));
  expect(bound, name).toBeGreaterThanOrEqual(incumbent.value);
  expect(rootBound, name).toBeGreaterThanOrEqual(bound - allowance(bound));
  expectBound(name, bound, exact);
  expectBound(name, rootBound, exact);
}

function expectBound(name: string, bound: number, exact: number): void {
  expect(bound, name).toBeGreaterThanOrEqual(exact - allowance(exact));
}
