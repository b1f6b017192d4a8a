import { beforeAll, describe, expect, it } from 'vitest';
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import type { LpSolver } from '../../src/lp/lp-solver.ts';
import { evaluatePolicy } from '../../src/planning/plan/evaluate-policy.ts';
import type { GivenDecision } from '../../src/planning/plan/given-decisions.ts';
import { makePlan } from '../../src/planning/plan/make-plan.ts';
import { untimed } from '../../src/planning/solve-clock.ts';
import { addQuarters } from '../../src/units/quarter.ts';
import { randomPortfolio } from '../oracle/random-portfolio.ts';

describe('evaluating given decisions', () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await highsSolver();
  });

  it('holds the decisions, between what the whole and what each alternative’s bound allow', () => {
    let forced = 0;
    for (let seed = 0; seed < 5; seed++) {
      const { portfolio, tree } = randomPortfolio(seed, true);
      const outcome = makePlan({ portfolio, tree, solver, clock: untimed() });
      if (outcome.status !== 'planned') continue;
      const { plan } = outcome;
      const slack = 1 + 1e-7 * Math.abs(plan.headline.valueUsd);
      for (const { option, node, alternatives } of plan.reasons.filter((reason) => reason.node === 0)) {
        for (const { action, boundUsd, valueUsd } of alternatives.slice(0, 2)) {
          const decisions: GivenDecision[] = [{ option, action, at: { node } }];
          const found = evaluatePolicy({ portfolio, tree, decisions, solver, clock: untimed(), patience: 4 });
          if (found.status === 'infeasible') {
            expect(valueUsd).toBeUndefined();
            continue;
          }
          if (found.status !== 'evaluated')
            throw new Error(`seed ${seed}: ${option} ${action}: ${found.status}`);
          forced += 1;
          expect(found.plan.policy.find((line) => line.option === option)?.actions[0]).toBe(action);
          const { valueUsd: value, boundUsd: bound } = found.plan.headline;
          expect(value).toBeLessThanOrEqual(found.boundWithinUsd + slack);
          expect(found.boundWithinUsd).toBeLessThanOrEqual(bound + slack);
          expect(value).toBeLessThanOrEqual(boundUsd + slack);
          expect(found.boundWithinUsd).toBeGreaterThanOrEqual((valueUsd ?? -Infinity) - slack);
        }
      }
    }
    expect(forced).toBeGreaterThan(10);
  });

  it('says which decision cannot hold, where, and what could be done there', () => {
    const { portfolio, tree } = randomPortfolio(1, true);
    const [project] = portfolio.projects;
    const first = tree.firstQuarter;
    const decisions: GivenDecision[] = [
      { option: 'nowhere', action: 'cancel', at: { node: 0 } },
      { option: project!.id, action: 'continue', at: { quarter: addQuarters(first, 1) } },
      { option: project!.id, action: 'cancel', at: { quarter: first } },
      { option: project!.id, action: 'dance', at: { node: 0 } },
      { option: project!.id, action: 'cancelled', at: { quarter: addQuarters(first, 400) } },
    ];
    const found = evaluatePolicy({ portfolio, tree, decisions, solver, clock: untimed() });
    if (found.status !== 'faulty') throw new Error(found.status);
    expect(found.faults.map(({ decision, rule }) => [decision, rule])).toEqual([
      [0, 'unknown-option'],
      [1, 'not-open'],
      [3, 'unknown-action'],
      [4, 'outside-horizon'],
    ]);
    expect(found.faults[1]).toMatchObject({ node: tree.parent.indexOf(0), open: ['cancelled'] });
  });
});
