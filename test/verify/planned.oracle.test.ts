import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import { signPlan } from '../../src/app/sign-plan.ts';
import { type Portfolio, typicalPortfolio } from '../../src/domain/portfolio.ts';
import { portfolioSchema } from '../../src/domain/schema.ts';
import type { LpSolver } from '../../src/lp/lp-solver.ts';
import { makePlan } from '../../src/planning/plan/make-plan.ts';
import { portfolioTree } from '../../src/planning/portfolio/portfolio-tree.ts';
import { untimed } from '../../src/planning/solve-clock.ts';
import { verifyPlan } from '../../src/verify/verify-plan.ts';
import { otherRowsUsd } from '../../src/views/reason.ts';
import { randomPortfolio } from '../oracle/random-portfolio.ts';

const DRAWS = 40;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('plans of random portfolios with all kinds of options', () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await highsSolver();
  });

  it(`hold in the eyes of verify on ${DRAWS} draws, and list all priced rows where these are few`, () => {
    const used: Record<string, number> = {};
    for (let seed = 0; seed < DRAWS; seed++) {
      const { portfolio, tree } = randomPortfolio(seed, true);
      const outcome = makePlan({ portfolio, tree, solver, clock: untimed() });
      if (outcome.status !== 'planned') continue;
      const plan = signPlan(outcome.plan, portfolio, { sha256, engineVersion: 'test' });
      const { checks } = verifyPlan(portfolio, plan, tree, sha256);
      const failed = checks.filter(({ status }) => status === 'failed');
      expect(failed, `seed ${seed}`).toEqual([]);
      expect(Math.min(...plan.headline.figures.reversibleUsd)).toBeGreaterThanOrEqual(0);
      for (const reason of plan.reasons.filter(({ bindingRows }) => bindingRows.length < 6))
        expect(Math.abs(otherRowsUsd(reason)), `seed ${seed}: ${reason.option}`).toBeLessThan(1);
      const kinds = new Set([
        ...plan.policy.flatMap(({ actions }) => actions.map((action) => action.split(':')[0]!)),
        ...Object.entries(plan.fleet).flatMap(([kind, lines]) => (lines.length > 0 ? [kind] : [])),
      ]);
      for (const kind of kinds) used[kind] = (used[kind] ?? 0) + 1;
    }
    for (const kind of ['hand-over', 'exercise', 'start', 'sublet', 're-purpose', 'pause'])
      expect(used[kind] ?? 0, kind).toBeGreaterThan(0);
    for (const kind of ['rentedOut', 'bursts', 'purchases']) expect(used[kind] ?? 0, kind).toBeGreaterThan(0);
  });

  it('hold for one of every kind, and not as if the demand that shortage drove away had stayed', () => {
    const file = new URL('./all-kinds.yaml', import.meta.url);
    const whole = typicalPortfolio(portfolioSchema.parse(parse(readFileSync(file, 'utf8'))));
    // More than can be served, so that some is turned away and stays away.
    const workloads = whole.workloads.map(({ serviceLevel: _, ...workload }) =>
      workload.id === 'chat'
        ? { ...workload, demand: { now: 40_000, growthPerYear: 0.8, volatilityPerYear: 0.4 } }
        : workload,
    );
    const portfolio = { ...whole, workloads };
    const { tree } = portfolioTree(portfolio);
    const outcome = makePlan({ portfolio, tree, solver, clock: untimed(), gapShare: 0.05 });
    if (outcome.status !== 'planned') throw new Error(outcome.status);
    const failed = (plan: typeof outcome.plan) => {
      const signed = signPlan(plan, portfolio, { sha256, engineVersion: 'test' });
      const { checks } = verifyPlan(portfolio, signed, tree, sha256);
      return checks.filter(({ status }) => status === 'failed').map(({ code }) => code);
    };
    expect(failed(outcome.plan)).toEqual([]);
    expect(outcome.plan.service.some(({ lost = 0 }) => lost > 1)).toBe(true);
    const service = outcome.plan.service.map((line) => ({ ...line, ...('lost' in line && { lost: 0 }) }));
    expect(failed({ ...outcome.plan, service })).toContain('service');
  });

  it('hold where prices of accelerators, power and rents are uncertain, and not as if they were certain', () => {
    const file = new URL('./all-kinds.yaml', import.meta.url);
    const certain = typicalPortfolio(portfolioSchema.parse(parse(readFileSync(file, 'utf8'))));
    const priceVolatilityPerYear = 0.4;
    const portfolio: Portfolio = {
      ...certain,
      // More than can be served, so that capacity is rented from another cloud too.
      workloads: certain.workloads.map(({ serviceLevel: _, ...workload }) => ({
        ...workload,
        demand: { now: 9000, growthPerYear: 0.8, volatilityPerYear: 0.4 },
      })),
      regions: certain.regions.map((region) => ({ ...region, powerVolatilityPerYear: 0.5 })),
      accelerators: certain.accelerators.map((one) => ({ ...one, priceVolatilityPerYear })),
      bursts: certain.bursts.map((one) => ({ ...one, priceUsdPerUnit: 1.5, priceVolatilityPerYear })),
      rentOuts: certain.rentOuts.map((one) => ({
        ...{ ...one, usdPerAcceleratorHour: 3, volatilityPerYear: 0.5 },
      })),
    };
    const { tree } = portfolioTree(portfolio);
    const prices = [...tree.values.keys()].filter((name) => !name.startsWith('demand:'));
    expect(prices).toEqual([
      ...['price:h100', 'price:b200', 'power:ohio', 'power:hesse', 'rent:cloud', 'rent-out:h100'],
    ]);
    const outcome = makePlan({ portfolio, tree, solver, clock: untimed(), gapShare: 0.05 });
    if (outcome.status !== 'planned') throw new Error(outcome.status);
    const plan = signPlan(outcome.plan, portfolio, { sha256, engineVersion: 'test' });
    const failed = (series?: string) => {
      const values = new Map([...tree.values].filter(([name]) => name !== series));
      const { checks } = verifyPlan(portfolio, plan, { ...tree, values }, sha256);
      return checks.filter(({ status }) => status === 'failed').map(({ code }) => code);
    };
    expect(failed()).toEqual([]);
    const { purchases, running, bursts = [], rentedOut = [] } = plan.fleet;
    for (const lines of [purchases, running, bursts, rentedOut]) expect(lines.length).toBeGreaterThan(0);
    // Every one of these prices moves cash, so that without it the cash flows are others.
    for (const series of prices)
      expect(failed(series), series).toEqual(expect.arrayContaining(['cash-flows']));
  });
});
