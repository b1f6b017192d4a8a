import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readPortfolioBytes } from '../../adapters/files/read-portfolio.ts';
import { highsSolver } from '../../adapters/highs/highs-solver.ts';
import { typicalPortfolio } from '../../domain/portfolio.ts';
import { applySettings } from '../../domain/setting.ts';
import { PlanningSession } from '../planning-session.ts';
import { compilePortfolio } from '../portfolio/compile-portfolio.ts';
import { portfolioTree } from '../portfolio/portfolio-tree.ts';
import { untimed } from '../solve-clock.ts';
import { carriedPlan } from './carried-plan.ts';
import { formerMultipliers, formerPolicies } from './former-plan.ts';
import { Replanner, type ReplanStep } from './replan.ts';

const path = 'examples/cadence-2025/portfolio.yaml';

/** A few sites of the flagship on a small tree. */
function compiledWith(nodes: number) {
  const reading = readPortfolioBytes(readFileSync(path), path);
  if ('problems' in reading) throw new Error('the example is not sound');
  const small = [`uncertainty.nodes=${nodes}`, 'uncertainty.paths=400'];
  const changed = applySettings(reading.document, small);
  if ('problems' in changed) throw new Error('the settings are not sound');
  const { projects, leases, ...others } = typicalPortfolio(changed.document);
  const portfolio = { ...others, projects: projects.slice(0, 2), leases: leases.slice(0, 2) };
  return compilePortfolio(portfolio, portfolioTree(portfolio).tree);
}

it('is carried to a tree of another shape without knowing the future, and proves a bound there', async () => {
  const solver = await highsSolver();
  const before = compiledWith(30);
  const { portfolio, tree } = before.frame;
  const nothing = { policy: [], multipliers: { rows: [] } };
  const replanner = new Replanner(solver);
  let first: Exclude<ReplanStep, { kind: 'searching' }> | undefined;
  for (const step of replanner.steps({ portfolio, tree, former: nothing, clock: untimed() })) {
    if (step.kind !== 'searching') first = step;
    if (step.kind === 'bounded') break;
  }
  replanner.dispose();
  if (!first) throw new Error('no plan was found');
  const { plan } = first;
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
