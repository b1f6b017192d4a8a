import { beforeAll, describe, expect, it } from 'vitest';
import { syntheticPortfolio } from '../../../bench/synthetic-portfolio.ts';
import { highsSolver } from '../../adapters/highs/highs-solver.ts';
import type { Portfolio } from '../../domain/portfolio.ts';
import type { LpSolver } from '../../lp/lp-solver.ts';
import { PlanningSession } from '../planning-session.ts';
import { compilePortfolio } from '../portfolio/compile-portfolio.ts';
import { portfolioTree } from '../portfolio/portfolio-tree.ts';
import { solveClock, untimed } from '../solve-clock.ts';
import { retreatPolicies } from './baselines.ts';
import { conflictingRules } from './conflicting-rules.ts';
import { makePlan, type PlanOutcome } from './make-plan.ts';

const size = {
  projects: 3,
  pools: 2,
  accelerators: 2,
  workloads: 2,
  horizonQuarters: 8,
  branching: [1, 2],
  periodQuarters: 2,
  seed: 7,
};

describe('planning a portfolio', () => {
  const portfolio = syntheticPortfolio(size);
  const { tree } = portfolioTree(portfolio);
  let solver: LpSolver;
  let outcome: PlanOutcome;
  beforeAll(async () => {
    solver = await highsSolver();
    outcome = makePlan({ portfolio, tree, solver, clock: untimed() });
  });

  it('states a bound above the value, and a value above the baselines that fit the rules', () => {
    if (outcome.status !== 'planned') throw new Error(outcome.status);
    const { valueUsd, boundUsd, retreatUsd, fullSpeedUsd, fullSpeedOverspendUsd } = outcome.plan.headline;
    expect(boundUsd).toBeGreaterThanOrEqual(valueUsd);
    expect(valueUsd).toBeGreaterThanOrEqual(retreatUsd! - 1);
    if (fullSpeedOverspendUsd === 0) expect(valueUsd).toBeGreaterThanOrEqual(fullSpeedUsd! - 1);
  });

  it('books cash flows that add up, discounted, to the value', () => {
    if (outcome.status !== 'planned') throw new Error(outcome.status);
    const { cashFlows, headline } = outcome.plan;
    const present = cashFlows.reduce(
      (sum, { node, usd }) => sum + tree.probability[node]! * usd * 1.1 ** (-tree.depth[node]! / 4),
      0,
    );
    expect(present / headline.valueUsd).toBeCloseTo(1, 9);
    expect(headline.figures.expectedNpvUsd / headline.valueUsd).toBeCloseTo(1, 9);
  });

  it('gives reasons whose parts add up, with the chosen action at the plan’s value', () => {
    if (outcome.status !== 'planned') throw new Error(outcome.status);
    for (const reason of outcome.plan.reasons) {
      expect(reason.parts.reduce((sum, { usd }) => sum + usd, 0)).toBeCloseTo(reason.totalUsd, 3);
      const chosen = reason.alternatives.find(({ action }) => action === reason.action);
      if (reason.node === 0) expect(chosen?.valueUsd).toBe(outcome.plan.headline.valueUsd);
      for (const { boundUsd, valueUsd = -Infinity } of reason.alternatives)
        expect(boundUsd).toBeGreaterThanOrEqual(valueUsd - 1);
    }
  });

  it('keeps a plan with its true gap when it is stopped at once', () => {
    let asked = 0;
    const clock = solveClock({ now: () => 0, shouldStop: () => ++asked > 3 });
    const stopped = makePlan({ portfolio, tree, solver, clock });
    if (stopped.status !== 'planned' || outcome.status !== 'planned') throw new Error(stopped.status);
    expect(stopped.plan.headline.boundUsd).toBeGreaterThanOrEqual(outcome.plan.headline.valueUsd - 1);
    expect(stopped.plan.headline.gapUsd).toBeCloseTo(
      stopped.plan.headline.boundUsd - stopped.plan.headline.valueUsd,
      3,
    );
  });

  it('names the service level and the supply that contradict each other', () => {
    const [first, ...others] = portfolio.workloads;
    const infeasible: Portfolio = {
      ...portfolio,
      workloads: [{ ...first!, serviceLevel: 0.9 }, ...others],
      accelerators: portfolio.accelerators.map((accelerator) => ({ ...accelerator, supplyPerQuarter: 0 })),
      installedFleet: [],
    };
    const result = makePlan({ portfolio: infeasible, tree, solver, clock: untimed() });
    expect(result.status).toBe('infeasible');
    const rules = conflictingRules(compilePortfolio(infeasible, tree), solver, untimed());
    expect(rules.map(({ rule }) => rule)).toContain('service-level');
    expect(rules.find(({ rule }) => rule === 'service-level')?.subject).toBe(first!.id);
  });
});

describe('a session whose time does not do for a relaxation', () => {
  const portfolio = syntheticPortfolio(size);
  const { tree } = portfolioTree(portfolio);
  const compiled = compilePortfolio(portfolio, tree);

  it('has a plan near given policies and a bound at its prices', async () => {
    const session = new PlanningSession(compiled.problem, await highsSolver(), untimed());
    const unpriced = session.price({ rowPrices: new Float64Array(compiled.problem.rowLower.length) }).bound;
    session.adoptNear(retreatPolicies(compiled));
    const { best, bound } = session;
    session.relax(0);
    session.improve({ target: Number.POSITIVE_INFINITY, seed: 1, patience: 5 });
    expect(session.best!.value).toBeGreaterThanOrEqual(best!.value);
    expect(bound).toBeGreaterThanOrEqual(session.best!.value);
    expect(bound - session.best!.value).toBeLessThan((unpriced - session.best!.value) / 2);
    session.dispose();
  });

  it('leaves as many seconds as are asked for', async () => {
    const clock = solveClock({ now: () => 0, timeLimitSeconds: 10 });
    const session = new PlanningSession(compiled.problem, await highsSolver(), clock);
    expect(session.relax(0, { reserveSeconds: 11 })).toMatchObject({ status: 'stopped', bound: Infinity });
    expect(session.relax(0, { reserveSeconds: 9 })).toMatchObject({ status: 'solved' });
    session.dispose();
  });
});
