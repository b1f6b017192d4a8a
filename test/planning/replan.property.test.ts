import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import { signPlan } from '../../src/app/sign-plan.ts';
import type { ScenarioTree } from '../../src/demand/scenario-tree.ts';
import type { Portfolio } from '../../src/domain/portfolio.ts';
import type { LpSolver } from '../../src/lp/lp-solver.ts';
import { type FormerPlan, formerMultipliers, formerPolicies } from '../../src/planning/plan/former-plan.ts';
import { makePlan, type PlanOutcome, type UnsignedPlan } from '../../src/planning/plan/make-plan.ts';
import { Replanner, type ReplanStep, replan } from '../../src/planning/plan/replan.ts';
import { PlanningSession } from '../../src/planning/planning-session.ts';
import { compilePortfolio } from '../../src/planning/portfolio/compile-portfolio.ts';
import { descendedPrices } from '../../src/planning/price-descent.ts';
import { untimed } from '../../src/planning/solve-clock.ts';
import { verifyPlan } from '../../src/verify/verify-plan.ts';
import { randomPortfolio } from '../oracle/random-portfolio.ts';

const DRAWS = 8;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What a planner moves with sliders: prices, power, budgets, demand. */
const changes: readonly ((portfolio: Portfolio, tree: ScenarioTree) => [Portfolio, ScenarioTree])[] = [
  (portfolio, tree) => [
    {
      ...portfolio,
      regions: portfolio.regions.map((region) => ({
        ...region,
        powerUsdPerMwh: 1.4 * region.powerUsdPerMwh,
      })),
    },
    tree,
  ],
  (portfolio, tree) => [
    { ...portfolio, budget: portfolio.budget.map((year) => ({ ...year, capexUsd: 0.6 * year.capexUsd })) },
    tree,
  ],
  (portfolio, tree) => [
    portfolio,
    {
      ...tree,
      values: new Map(
        Array.from(tree.values, ([name, values]) => [
          name,
          name.startsWith('demand:') ? values.map((value) => 1.2 * value) : values,
        ]),
      ),
    },
  ],
];

function stepsOf(replanner: Replanner, ...[request]: Parameters<Replanner['steps']>) {
  const steps: ReplanStep[] = [];
  const run = replanner.steps(request);
  for (;;) {
    const { done, value } = run.next();
    if (done) return { steps, outcome: value as PlanOutcome };
    steps.push(value);
  }
}

function faults(plan: UnsignedPlan, portfolio: Portfolio, tree: ScenarioTree) {
  const signed = signPlan(plan, portfolio, { sha256, engineVersion: 'test' });
  return verifyPlan(portfolio, signed, tree, sha256).checks.filter(({ status }) => status === 'failed');
}

describe('re-planning after a change', () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await highsSolver();
  });

  it(`yields plans that verify accepts, each at least as good as the one before, on ${DRAWS} random portfolios`, () => {
    const seen: Record<string, number> = {};
    for (let seed = 0; seed < DRAWS; seed++) {
      const { portfolio, tree } = randomPortfolio(seed, true);
      const before = makePlan({ portfolio, tree, solver, clock: untimed() });
      if (before.status !== 'planned') continue;
      const replanner = new Replanner(solver);
      for (const [i, change] of changes.entries()) {
        const [changed, moved] = change(portfolio, tree);
        const request = { portfolio: changed, tree: moved, former: before.plan, clock: untimed() };
        const { steps, outcome } = stepsOf(replanner, request);
        let [value, bound] = [-Infinity, Infinity];
        for (const step of steps) {
          if (step.kind === 'searching') continue;
          seen[step.kind] = (seen[step.kind] ?? 0) + 1;
          const { headline } = step.plan;
          const slack = 1 + 1e-9 * Math.abs(headline.valueUsd);
          expect(headline.boundUsd).toBeGreaterThanOrEqual(headline.valueUsd);
          expect(headline.valueUsd).toBeGreaterThanOrEqual(value - slack);
          expect(headline.boundUsd).toBeLessThanOrEqual(bound + slack);
          [value, bound] = [headline.valueUsd, headline.boundUsd];
          expect(faults(step.plan, changed, moved), `seed ${seed}, change ${i}, ${step.kind}`).toEqual([]);
        }
        const afresh = makePlan({ portfolio: changed, tree: moved, solver, clock: untimed() });
        expect(outcome.status, `seed ${seed}, change ${i}`).toBe(afresh.status);
        if (afresh.status !== 'planned') continue;
        const slack = 1 + 1e-7 * Math.abs(value);
        // Neither may be worth more than what the other proves.
        expect(value).toBeLessThanOrEqual(afresh.plan.headline.boundUsd + slack);
        expect(afresh.plan.headline.valueUsd).toBeLessThanOrEqual(bound + slack);
      }
      replanner.dispose();
    }
    for (const kind of ['kept', 'bounded', 'improved', 'final'])
      expect(seen[kind] ?? 0, kind).toBeGreaterThan(0);
  });

  it('keeps every former action where nothing has changed, at the former value and bound', () => {
    const { portfolio, tree } = randomPortfolio(3, true);
    const before = makePlan({ portfolio, tree, solver, clock: untimed() });
    if (before.status !== 'planned') throw new Error(before.status);
    const plans: UnsignedPlan[] = [];
    const former = JSON.parse(JSON.stringify(before.plan)) as UnsignedPlan;
    const onPlan = (step: { plan: UnsignedPlan }) => plans.push(step.plan);
    replan({ portfolio, tree, solver, former, clock: untimed(), onPlan });
    const [kept] = plans;
    expect(kept?.policy.map(({ actions }) => actions)).toEqual(
      before.plan.policy.map(({ actions }) => actions),
    );
    const size = Math.abs(before.plan.headline.valueUsd);
    expect(Math.abs(kept!.headline.valueUsd - before.plan.headline.valueUsd)).toBeLessThan(1e-7 * size);
    expect(kept!.headline.boundUsd).toBeLessThanOrEqual(before.plan.headline.boundUsd + 1e-9 * size);
  });

  it('states at once what the former cases prove, where one set of prices proves less', () => {
    let closer = 0;
    for (let seed = 0; seed < DRAWS; seed++) {
      const { portfolio, tree } = randomPortfolio(seed, true);
      const before = makePlan({ portfolio, tree, solver, clock: untimed() });
      if (before.status !== 'planned' || !before.plan.cases) continue;
      const { cases: _, ...bare } = before.plan;
      const [changed, moved] = changes[2]!(portfolio, tree);
      const firstBound = (former: FormerPlan) => {
        const replanner = new Replanner(solver);
        const { value } = replanner
          .steps({ portfolio: changed, tree: moved, former, clock: untimed() })
          .next();
        replanner.dispose();
        return (value as { plan: UnsignedPlan }).plan.headline.boundUsd;
      };
      const [withCases, without] = [firstBound(before.plan), firstBound(bare)];
      expect(withCases).toBeLessThanOrEqual(without + 1);
      if (withCases < without - 1) closer += 1;
    }
    expect(closer).toBeGreaterThan(1);
  });

  it('relaxes from the nearest relaxation that it came to, whatever was cut short since, in fewer rounds', () => {
    const rounds = { base: 0, again: 0, other: 0, afresh: 0 };
    for (let seed = 0; seed < DRAWS; seed++) {
      const { portfolio, tree } = randomPortfolio(seed, true);
      const before = makePlan({ portfolio, tree, solver, clock: untimed() });
      if (before.status !== 'planned') continue;
      const until = (kind: ReplanStep['kind'], replanner: Replanner, change?: number) => {
        const [changed, moved] = change === undefined ? [portfolio, tree] : changes[change]!(portfolio, tree);
        let searched = 0;
        const request = { portfolio: changed, tree: moved, former: before.plan, clock: untimed() };
        for (const step of replanner.steps(request)) {
          if (step.kind !== 'searching' && step.kind === kind)
            return { searched, bound: step.plan.headline.boundUsd };
          searched += Number(step.kind === 'searching');
        }
        throw new Error(`seed ${seed}: no plan is ${kind}`);
      };
      const [warm, cold] = [new Replanner(solver), new Replanner(solver)];
      rounds.base += until('bounded', warm).searched;
      until('kept', warm, 2);
      rounds.again += until('bounded', warm).searched;
      const [other, afresh] = [until('bounded', warm, 0), until('bounded', cold, 0)];
      rounds.other += other.searched;
      rounds.afresh += afresh.searched;
      expect(Math.abs(other.bound / afresh.bound - 1), `seed ${seed}`).toBeLessThan(1e-4);
      for (const replanner of [warm, cold]) replanner.dispose();
    }
    expect(rounds.again).toBeLessThan(rounds.base / 4);
    expect(rounds.other).toBeLessThan(rounds.afresh);
  });

  it('has a first bound far nearer to the least than former prices alone prove, where services earn more', () => {
    let [alone, first] = [0, 0];
    for (let seed = 0; seed < DRAWS; seed++) {
      const { portfolio, tree } = randomPortfolio(seed, true);
      const before = makePlan({ portfolio, tree, solver, clock: untimed() });
      if (before.status !== 'planned') continue;
      const changed: Portfolio = {
        ...portfolio,
        workloads: portfolio.workloads.map((workload) => ({
          ...workload,
          ...(workload.priceUsdPerUnit !== undefined && { priceUsdPerUnit: 1.3 * workload.priceUsdPerUnit }),
        })),
      };
      const compiled = compilePortfolio(changed, tree);
      const session = new PlanningSession(compiled.problem, solver, untimed());
      const prices = formerMultipliers(compiled, before.plan);
      const raw = session.price(prices).bound;
      const policies = formerPolicies(compiled, before.plan, session.pricers);
      session.price(descendedPrices(compiled.problem, prices, policies));
      const near = session.bound;
      session.relax(1e-3);
      alone += raw - session.bound;
      first += near - session.bound;
      session.dispose();
    }
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(alone / 3);
  });
});
