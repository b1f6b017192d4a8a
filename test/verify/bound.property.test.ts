import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/units/random.ts';
import { verifyPlan } from '../../src/verify/verify-plan.ts';
import { makePlan, sha256 } from './plan-maker.ts';
import { everyKind, sevenNodes, thirteenNodes } from './portfolios.ts';
import { randomDecisions } from './random-decisions.ts';

const cases = [
  ['seven nodes, quarters', everyKind(), sevenNodes],
  ['thirteen nodes, half-years', everyKind({ horizonQuarters: 8, periodQuarters: 2 }), thirteenNodes],
] as const;

describe('the bound', () => {
  it.each(cases)(
    'is at least the value of every feasible plan, whatever the multipliers: %s',
    (name, portfolio, tree) => {
      const stream = randomStream(11, name);
      let feasible = 0;
      for (let trial = 0; trial < 60; trial++) {
        const plan = makePlan(portfolio, tree, randomDecisions(portfolio, tree, stream));
        const { checks, recomputed } = verifyPlan(portfolio, plan, tree, sha256);
        const failed = checks.filter(({ status }) => status !== 'passed').map(({ code }) => code);
        if (failed.some((code) => code === 'service-levels' || code === 'budgets')) continue;
        feasible++;
        expect(checks.flatMap(({ findings }) => findings)).toEqual([]);
        expect(recomputed!.boundUsd).toBeGreaterThanOrEqual(recomputed!.valueUsd);
      }
      expect(feasible).toBeGreaterThan(20);
    },
  );
});
