import { beforeAll, describe, expect, it } from 'vitest';
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import type { LpSolver } from '../../src/lp/lp-solver.ts';
import { steadyPolicy } from '../../src/planning/column-generation.ts';
import { lagrangianBound, type Multipliers, signFeasible } from '../../src/planning/lagrangian-bound.ts';
import type { Policy } from '../../src/planning/option-pricing.ts';
import type { PlanningProblem } from '../../src/planning/planning-problem.ts';
import { PlanningSession } from '../../src/planning/planning-session.ts';
import { policyEffects } from '../../src/planning/policy-effects.ts';
import { descendedPrices } from '../../src/planning/price-descent.ts';
import { wholeRegion } from '../../src/planning/search-region.ts';
import { untimed } from '../../src/planning/solve-clock.ts';
import { randomStream } from '../../src/units/random.ts';
import { randomPortfolioProblem } from '../oracle/random-portfolio.ts';

const DRAWS = 12;

/** The bound of plans that hold `policies`, summed up by itself: all else priced, what they earn and take at these prices added. */
function heldBound(problem: PlanningProblem, policies: readonly Policy[], { rowPrices: given }: Multipliers) {
  const rowPrices = signFeasible(wholeRegion(problem), given);
  const { bound } = lagrangianBound(problem, wholeRegion(problem), { rowPrices }, []);
  return policies.reduce((sum, policy, o) => {
    const { cash, rows, coefficients } = policyEffects(problem, problem.options[o]!, policy);
    const earned = cash.reduce((total, usd, n) => total + problem.tree.probability[n]! * usd, 0);
    return sum + earned - rows.reduce((total, row, i) => total + coefficients[i]! * rowPrices[row]!, 0);
  }, bound);
}

describe('descended prices', () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await highsSolver();
  });

  it(`never prove less of held policies, still bound what they are worth, and are nearer to it by far, on ${DRAWS} random portfolios`, () => {
    let [before, after] = [0, 0];
    for (let seed = 0; seed < DRAWS; seed++) {
      const problem = { ...randomPortfolioProblem(seed, true), risk: { cvarWeight: 0, cvarLevel: 0.9 } };
      const policies = problem.options.map((_, o) => steadyPolicy(problem, o, 'cancel'));
      const session = new PlanningSession(problem, solver, untimed());
      const settled = session.evaluateWithPrices(policies);
      session.dispose();
      if (!settled) continue;
      const random = randomStream(seed, 'prices');
      const shifted = settled.multipliers.rowPrices.map((price) => price * (0.7 + 0.6 * random.uniform()));
      const descended = descendedPrices(problem, { rowPrices: shifted }, policies);
      const [raw, near] = [
        heldBound(problem, policies, { rowPrices: shifted }),
        heldBound(problem, policies, descended),
      ];
      const slack = 1e-9 * Math.abs(raw);
      expect(near).toBeLessThanOrEqual(raw + slack);
      expect(near).toBeGreaterThanOrEqual(settled.plan.value - slack);
      before += raw - settled.plan.value;
      after += near - settled.plan.value;
    }
    expect(before).toBeGreaterThan(0);
    expect(after).toBeLessThan(before / 5);
  });
});
