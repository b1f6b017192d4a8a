/** EVPI, VSS and what adapting is worth, against enumeration. */
import { beforeAll, describe, expect, it } from 'vitest';
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import { unadaptiveProblem } from '../../src/judge/two-stage.ts';
import {
  bestPlan,
  meanPlanFixed,
  meanPlanRolled,
  type SearchLimits,
  waitAndSee,
} from '../../src/judge/value-of-information.ts';
import type { LpSolver } from '../../src/lp/lp-solver.ts';
import { untimed } from '../../src/planning/solve-clock.ts';
import { randomStream } from '../../src/units/random.ts';
import { Draw } from '../oracle/random-tree.ts';
import { enumerated, plantsModel, randomPlants } from './plants.ts';

const DRAWS = 15;

describe('on random small instances', () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await highsSolver();
  });

  it(`EVPI, VSS and the worth of adapting are those of enumeration, and none is negative (${DRAWS} draws)`, () => {
    const counts = { evpi: 0, fixed: 0, rolled: 0, adapting: 0 };
    for (let seed = 1; seed <= DRAWS; seed++) {
      const given = randomPlants(new Draw(randomStream(seed, 'plants')));
      const limits: SearchLimits = { solver, clock: untimed() };
      const model = plantsModel(given);
      const exact = enumerated(given);
      const plan = bestPlan(model.state(given.tree).problem, limits);
      const calendar = bestPlan(unadaptiveProblem(model.state(given.tree))!, limits);
      if (typeof plan === 'string' || typeof calendar === 'string')
        throw new Error(`draw ${seed} has no plan`);
      const informed = waitAndSee(model, given.tree, limits)!;
      const fixed = meanPlanFixed(model, given.tree, limits)!;
      const rolled = meanPlanRolled(model, given.tree, limits)!;
      const name = `draw ${seed}`;
      expect(plan.value, name).toBeCloseTo(exact.best, 6);
      expect(informed.value, name).toBeCloseTo(exact.waitAndSee, 6);
      expect(fixed.value, name).toBeCloseTo(exact.meanFixed, 6);
      expect(rolled.value, name).toBeCloseTo(exact.meanRolled, 6);
      expect(calendar.value, name).toBeCloseTo(exact.unadaptive, 6);
      for (const [gain, worth] of [
        ['evpi', informed.value - plan.value],
        ['fixed', plan.value - fixed.value],
        ['rolled', plan.value - rolled.value],
        ['adapting', plan.value - calendar.value],
      ] as const) {
        expect(worth, `${name}: ${gain}`).toBeGreaterThanOrEqual(-1e-6);
        if (worth > 1e-3) counts[gain] += 1;
      }
    }
    // The draws are worth something only where the measures are not 0.
    for (const [gain, count] of Object.entries(counts)) expect(count, gain).toBeGreaterThan(1);
  });
});
