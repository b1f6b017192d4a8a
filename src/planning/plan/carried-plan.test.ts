import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readPortfolioBytes } from '../../adapters/files/read-portfolio.ts';
import { highsSolver } from '../../adapters/highs/highs-solver.ts';
import { typicalPortfolio } from '../../domain/portfolio.ts';
import { applySettings } from '../../domain/setting.ts';
import type { LpSolver } from '../../lp/lp-solver.ts';
import { PlanningSession } from '../planning-session.ts';
import { type CompiledPortfolio, compilePortfolio } from '../portfolio/compile-portfolio.ts';
import { portfolioTree } from '../portfolio/portfolio-tree.ts';
import { untimed } from '../solve-clock.ts';
import type { UnsignedPlan } from './assemble-plan.ts';
import { carriedPlan } from './carried-plan.ts';
import { formerMultipliers, formerPolicies } from './former-plan.ts';
import { Replanner } from './replan.ts';

const path = 'examples/cadence-2025/portfolio.yaml';

/** A few sites of the flagship on a small tree. */
function compiledWith(nodes: number, ...settings: string[]) {
  const reading = readPortfolioBytes(readFileSync(path), path);
  if ('problems' in reading) throw new Error('the example is not sound');
  const small = [`uncertainty.nodes=${nodes}`, 'uncertainty.paths=400', ...settings];
  const changed = applySettings(reading.document, small);
  if ('problems' in changed) throw new Error('the settings are not sound');
  const { projects, leases, ...others } = typicalPortfolio(changed.document);
  const portfolio = { ...others, projects: projects.slice(0, 2), leases: leases.slice(0, 2) };
  return compilePortfolio(portfolio, portfolioTree(portfolio).tree);
}

const nothing = { policy: [], multipliers: { rows: [] } };
const solver = await highsSolver();
const before = compiledWith(30);
const plan = planOf(before, solver);

/** A plan with the bound of the relaxation. */
function planOf({ frame: { portfolio, tree } }: CompiledPortfolio, solver: LpSolver): UnsignedPlan {
  const replanner = new Replanner(solver);
  let plan: UnsignedPlan | undefined;
  for (const step of replanner.steps({ portfolio, tree, former: nothing, clock: untimed() })) {
    if (step.kind !== 'searching') plan = step.plan;
    if (step.kind === 'bounded') break;
  }
  replanner.dispose();
  if (!plan) throw new Error('no plan was found');
  return plan;
}

it('keeps its nodes where hazards are multiplied, with prices that go with their probabilities', async () => {
  const after = compiledWith(30, 'events.*.hazardFactor=x1.5');
  const carried = carriedPlan(after.frame, plan);
  expect(carried.policy).toBe(plan.policy);
  expect(carried.fleet).toBe(plan.fleet);
  const share = (n: number) => after.frame.tree.probability[n]! / before.frame.tree.probability[n]!;
  expect(Math.max(...Array.from(before.frame.tree.parent, (_, n) => share(n)))).toBeGreaterThan(1.2);
  const prices = (of: readonly object[]) => of.map((row) => Object.values(row).at(-1) as number);
  const [found, former] = [prices(carried.multipliers.rows), prices(plan.multipliers.rows)];
  for (const [i, { node }] of plan.multipliers.rows.entries())
    expect(found[i]! / former[i]!, `row ${i}`).toBeCloseTo(share(node), 9);

  const session = new PlanningSession(after.problem, solver, untimed());
  const unscaled = session.price(formerMultipliers(after, plan)).bound;
  const { bound } = session.price(formerMultipliers(after, carried));
  const kept = session.evaluate(formerPolicies(after, carried, session.pricers));
  session.dispose();
  expect(bound).toBeGreaterThanOrEqual(kept!.value);
  expect(bound).toBeLessThan(unscaled);
});

it('is carried to a tree of another shape without knowing the future, and proves a bound there', async () => {
  const { tree } = before.frame;
  expect(carriedPlan(before.frame, plan)).toBe(plan);

  const after = compiledWith(34);
  expect([...after.frame.tree.parent]).not.toEqual([...tree.parent]);
  const carried = carriedPlan(after.frame, plan);
  const units = (lots: readonly { units: number }[]) => lots.reduce((sum, lot) => sum + lot.units, 0);
  expect(units(carried.fleet!.purchases)).toBeGreaterThan(0);
  for (const { option, actions } of carried.policy) {
    const former = plan.policy.find((one) => one.option === option)!;
    expect(actions).toHaveLength(after.frame.tree.parent.length);
    expect(actions[0], option).toBe(former.actions[0]);
  }
  for (const { node } of carried.fleet!.purchases)
    expect(after.frame.periods.nodes.some(([head]) => head === node)).toBe(true);

  const session = new PlanningSession(after.problem, solver, untimed());
  const { bound } = session.price(formerMultipliers(after, carried));
  const found = session.evaluate(formerPolicies(after, carried, session.pricers));
  session.dispose();
  expect(found).toBeDefined();
  expect(bound).toBeGreaterThanOrEqual(found!.value);
  const unpriced = new PlanningSession(after.problem, solver, untimed());
  expect(bound).toBeLessThan(unpriced.price(formerMultipliers(after, nothing)).bound);
  unpriced.dispose();
});
