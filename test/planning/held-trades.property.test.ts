/** What makes the first answer to a what-if quick: operations with trades held, options lent, and retreat at its former prices. */
import { beforeAll, describe, expect, it } from 'vitest';
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import type { ScenarioTree } from '../../src/demand/scenario-tree.ts';
import type { LpSolver } from '../../src/lp/lp-solver.ts';
import { operationsHolding } from '../../src/planning/held-operations.ts';
import { mostWorth } from '../../src/planning/most-worth.ts';
import { retreatPolicies } from '../../src/planning/plan/baselines.ts';
import { formerMultipliers, formerPolicies, formerTrades } from '../../src/planning/plan/former-plan.ts';
import { makePlan } from '../../src/planning/plan/make-plan.ts';
import { PlanningSession } from '../../src/planning/planning-session.ts';
import { compilePortfolio } from '../../src/planning/portfolio/compile-portfolio.ts';
import { untimed } from '../../src/planning/solve-clock.ts';
import { randomPortfolio } from '../oracle/random-portfolio.ts';

const SEEDS = [0, 1, 2, 3, 4, 5];

function withDemand(tree: ScenarioTree, factor: number): ScenarioTree {
  const scaled = (name: string, values: Float64Array) =>
    name.startsWith('demand:') ? values.map((value) => factor * value) : values;
  return {
    ...tree,
    values: new Map(Array.from(tree.values, ([name, values]) => [name, scaled(name, values)])),
  };
}

describe('a what-if’s first answer', () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await highsSolver();
  });

  it('finds the plan’s own value when its trades are held, and no more with other demand than the best fleet earns', () => {
    let compared = 0;
    for (const seed of SEEDS) {
      const { portfolio, tree } = randomPortfolio(seed, true);
      const before = makePlan({ portfolio, tree, solver, clock: untimed() });
      if (before.status !== 'planned') continue;
      const held = formerTrades(before.compiled, before.plan)!;
      for (const factor of [1, 1.2, 0.7]) {
        const compiled = compilePortfolio(portfolio, withDemand(tree, factor));
        const session = new PlanningSession(compiled.problem, solver, untimed());
        session.price(formerMultipliers(compiled, before.plan));
        const policies = formerPolicies(compiled, before.plan, session.pricers);
        const found = operationsHolding(compiled.problem, solver, policies, held);
        const best = session.evaluate(policies);
        const slack = 1e-6 * (1 + Math.abs(best?.value ?? 0));
        if (found && best) expect(found.value, `seed ${seed}`).toBeLessThanOrEqual(best.value + slack);
        if (factor === 1 && found) {
          expect(Math.abs(found.value - before.plan.headline.valueUsd / 1e6)).toBeLessThanOrEqual(slack);
          compared += 1;
        }
        session.dispose();
      }
    }
    expect(compared).toBeGreaterThan(2);
  });

  it('compiles the same problem with options lent, and lends none where more than demand differs', () => {
    for (const seed of SEEDS) {
      const { portfolio, tree } = randomPortfolio(seed, true);
      const former = compilePortfolio(portfolio, tree);
      const moved = withDemand(tree, 1.3);
      const lent = compilePortfolio(portfolio, moved, { former }).problem;
      expect(lent.options).toHaveLength(former.problem.options.length);
      expect(lent.options.every((option, o) => option === former.problem.options[o])).toBe(true);
      expect(lent).toEqual(compilePortfolio(portfolio, moved).problem);
      const dearer = {
        ...portfolio,
        finance: { ...portfolio.finance, discountRatePerYear: portfolio.finance.discountRatePerYear + 0.01 },
      };
      const afresh = compilePortfolio(dearer, tree, { former }).problem;
      expect(afresh.options.some((option, o) => option === former.problem.options[o])).toBe(false);
    }
  });

  it('never says less of retreat than it is worth, and what it is worth at its own prices', () => {
    let compared = 0;
    for (const seed of SEEDS) {
      const { portfolio, tree } = randomPortfolio(seed, true);
      const compiled = compilePortfolio(portfolio, tree);
      const session = new PlanningSession(compiled.problem, solver, untimed());
      const policies = retreatPolicies(compiled);
      const found = session.evaluateWithPrices(policies);
      session.dispose();
      if (!found) continue;
      compared += 1;
      const slack = 1e-6 * (1 + Math.abs(found.plan.value));
      expect(
        Math.abs(mostWorth(session.problem, policies, found.multipliers) - found.plan.value),
      ).toBeLessThan(slack);
      const halved = {
        ...found.multipliers,
        rowPrices: found.multipliers.rowPrices.map((price, r) => price * (r % 2)),
      };
      expect(mostWorth(session.problem, policies, halved)).toBeGreaterThanOrEqual(found.plan.value - slack);
    }
    expect(compared).toBeGreaterThan(2);
  });
});
