import { beforeAll, describe, expect, it } from 'vitest';
import { chain } from '../../test/options/tiny-portfolio.ts';
import { highsSolver } from '../adapters/highs/highs-solver.ts';
import type { LpSolver } from '../lp/lp-solver.ts';
import { type PlanningProblem, ProblemBuilder } from './planning-problem.ts';
import { solveClock } from './solve-clock.ts';
import { solveProblem } from './solve-problem.ts';

describe('a plan of projects under a budget', () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await highsSolver();
  });

  it('is there although time is up before the first bound', () => {
    const clock = solveClock({ now: () => 1, timeLimitSeconds: 0 });
    const solution = solveProblem(underBudget([3], 7), solver, { clock });
    expect(solution.status).toBe('stopped');
    expect('incumbent' in solution && solution.incumbent.value).toBe(3000);
  });
});

/** Projects that may each be done once, at one of two nodes, and earn 1,000 times what they cost. */
function underBudget(costs: readonly number[], budget: number): PlanningProblem {
  const builder = new ProblemBuilder(chain([0, 0]));
  builder.addResource('money');
  costs.forEach((money, i) => {
    builder.addOption({
      ...{ id: `project ${i}`, initial: 'open' },
      transitions: [
        { from: 'open', action: 'wait', to: 'open' },
        { from: 'open', action: 'do', to: 'done', cash: 1000 * money, uses: { money } },
        { from: 'done', action: 'keep', to: 'done' },
      ],
    });
  });
  for (const n of [0, 1])
    builder.addRow({ name: `budget ${n}`, upper: budget, resources: [['money', n, 1]] });
  return builder.build();
}
