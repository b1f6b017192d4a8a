import { beforeAll, describe, expect, it } from 'vitest';
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import type { LpSolver } from '../../src/lp/lp-solver.ts';
import type { PlanningProblem } from '../../src/planning/planning-problem.ts';
import { untimed } from '../../src/planning/solve-clock.ts';
import { solveProblem } from '../../src/planning/solve-problem.ts';
import { type ExactMethod, exactMethod } from './exact-optimum.ts';
import { allowance } from './judged.ts';
import { randomPortfolioProblem } from './random-portfolio.ts';
import { randomProblem } from './random-problem.ts';

describe('the bound of column generation', () => {
  let solver: LpSolver;
  let exact: ExactMethod;
  beforeAll(async () => {
    [solver, exact] = await Promise.all([highsSolver(), exactMethod()]);
  });

  /** Compares the two relaxations; false when neither has a solution. */
  function agree(name: string, problem: PlanningProblem): boolean {
    const expected = exact.relaxation(problem);
    const solution = solveProblem(problem, solver, { clock: untimed(), branchLimit: 0, patience: 0 });
    if (expected.status === 'undecided' || solution.status === 'failed')
      throw new Error(`${name}: ${'detail' in expected ? expected.detail : solution.status}`);
    if (expected.status === 'infeasible') {
      expect(solution.status, name).toBe('infeasible');
      return false;
    }
    expect(solution.status, name).not.toBe('infeasible');
    // A problem without a plan has no `rootBound`, but none of its bounds was improved by branching either.
    const bound =
      'rootBound' in solution ? solution.rootBound : 'bound' in solution ? solution.bound : Number.NaN;
    expect(Math.abs(bound - expected.value), name).toBeLessThanOrEqual(allowance(expected.value));
    return true;
  }

  it('is the optimum of the state-flow relaxation on random custom problems', () => {
    let compared = 0;
    for (let seed = 1000; compared < 30; seed++)
      if (agree(`seed ${seed}`, randomProblem(seed))) compared += 1;
    expect(compared).toBe(30);
  });

  it('is the optimum of the state-flow relaxation on random portfolios', () => {
    let compared = 0;
    for (let seed = 1000; compared < 30; seed++)
      if (agree(`seed ${seed}`, randomPortfolioProblem(seed))) compared += 1;
    expect(compared).toBe(30);
  });
});
