import { beforeAll, describe, expect, it } from 'vitest';
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import type { LpSolver } from '../../src/lp/lp-solver.ts';
import { enumeratedOptimum } from './enumerate-plans.ts';
import { type ExactMethod, exactMethod } from './exact-optimum.ts';
import { judge, type Verdict } from './judged.ts';
import { randomProblem } from './random-problem.ts';

const PROBLEMS = 300;

describe('random custom problems', () => {
  let solver: LpSolver;
  let exact: ExactMethod;
  beforeAll(async () => {
    [solver, exact] = await Promise.all([highsSolver(), exactMethod()]);
  });

  it(`are solved to the optimum of the state-flow form, or found infeasible with it, on ${PROBLEMS} draws`, () => {
    const counts: Record<Verdict, number> = { optimal: 0, branched: 0, infeasible: 0, unfinished: 0 };
    for (let seed = 0; seed < PROBLEMS; seed++)
      counts[judge(`seed ${seed}`, randomProblem(seed), { solver, exact })] += 1;
    expect(counts.optimal + counts.branched).toBeGreaterThanOrEqual(190);
    expect(counts.branched).toBeGreaterThanOrEqual(30);
    expect(counts.infeasible).toBeGreaterThanOrEqual(30);
    expect(counts.unfinished).toBeLessThanOrEqual(5);
  });

  it('have the optimum that trying every plan finds, on all that are tiny', () => {
    let tried = 0;
    for (let seed = 0; seed < PROBLEMS; seed++) {
      const problem = randomProblem(seed);
      const best = enumeratedOptimum(problem, exact, 150);
      if (best === undefined) continue;
      tried += 1;
      const expected = exact.optimum(problem);
      if (best === -Infinity) expect(expected.status, `seed ${seed}`).toBe('infeasible');
      else {
        expect(expected, `seed ${seed}`).toMatchObject({ status: 'optimal' });
        if (expected.status === 'optimal') expect(expected.value, `seed ${seed}`).toBeCloseTo(best, 6);
      }
    }
    expect(tried).toBeGreaterThan(40);
  });
});
