import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import { signPlan } from '../../src/app/sign-plan.ts';
import type { LpSolver } from '../../src/lp/lp-solver.ts';
import { makePlan } from '../../src/planning/plan/make-plan.ts';
import { untimed } from '../../src/planning/solve-clock.ts';
import { verifyPlan } from '../../src/verify/verify-plan.ts';
import { randomPortfolio } from '../oracle/random-portfolio.ts';

const DRAWS = 60;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('plans of random portfolios with all kinds of options', () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await highsSolver();
  });

  it(`hold in the eyes of verify on ${DRAWS} draws`, () => {
    const used: Record<string, number> = {};
    for (let seed = 0; seed < DRAWS; seed++) {
      const { portfolio, tree } = randomPortfolio(seed, true);
      const outcome = makePlan({ portfolio, tree, solver, clock: untimed() });
      if (outcome.status !== 'planned') continue;
      const plan = signPlan(outcome.plan, portfolio, { sha256, engineVersion: 'test' });
      const { checks } = verifyPlan(portfolio, plan, tree, sha256);
      const failed = checks.filter(({ status }) => status === 'failed');
      expect(failed, `seed ${seed}`).toEqual([]);
      const kinds = new Set([
        ...plan.policy.flatMap(({ actions }) => actions.map((action) => action.split(':')[0]!)),
        ...Object.entries(plan.fleet).flatMap(([kind, lines]) => (lines.length > 0 ? [kind] : [])),
      ]);
      for (const kind of kinds) used[kind] = (used[kind] ?? 0) + 1;
    }
    for (const kind of ['hand-over', 'exercise', 'start', 'sublet', 'renew', 're-purpose', 'pause'])
      expect(used[kind] ?? 0, kind).toBeGreaterThan(0);
    for (const kind of ['rentedOut', 'bursts', 'purchases']) expect(used[kind] ?? 0, kind).toBeGreaterThan(0);
  });
});
