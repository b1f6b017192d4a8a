import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/units/random.ts';
import { lagrangianBound } from '../../src/verify/bound.ts';
import { budgetRows } from '../../src/verify/budget-check.ts';
import { constantCash } from '../../src/verify/constant-cash.ts';
import { checkFleet } from '../../src/verify/fleet-check.ts';
import { fleetModelOf } from '../../src/verify/fleet-model.ts';
import { Ledger } from '../../src/verify/ledger.ts';
import { readMultipliers } from '../../src/verify/multipliers.ts';
import { addOptionCash } from '../../src/verify/option-cash.ts';
import { OptionProgram } from '../../src/verify/option-program.ts';
import { optionWorth } from '../../src/verify/option-worth.ts';
import type { CheckedPlan } from '../../src/verify/plan-form.ts';
import { pricesOf } from '../../src/verify/prices.ts';
import { replayPolicy, usedByPeriod } from '../../src/verify/replay.ts';
import { Checks } from '../../src/verify/report.ts';
import { checkService } from '../../src/verify/service-check.ts';
import { mayRun, serviceModelOf } from '../../src/verify/service-model.ts';
import { cashWeights, timelineOf } from '../../src/verify/timeline.ts';
import { makePlan } from './plan-maker.ts';
import { everyKind, thirteenNodes } from './portfolios.ts';
import { randomDecisions } from './random-decisions.ts';

/**
 * The Lagrangian function written out: weighted cash of the ledger plus multiplier × slack of every row. It is
 * linear in each fleet and service variable, so that its maximum over their boxes follows from differences. What
 * the ledger implies (shortfall, takes, overspend) is free in this portfolio and added by hand where it is not.
 */
const whole = everyKind({ horizonQuarters: 8, periodQuarters: 2 });
const portfolio = {
  ...whole,
  workloads: whole.workloads.map((workload) => ({ ...workload, shortfallUsdPerUnit: 0 })),
  powerContracts: whole.powerContracts.map((contract) => ({ ...contract, priceUsdPerMwh: 0 })),
  budget: whole.budget.map((year) => ({
    ...year,
    ...(year.overspendUsdPerUsd ? { overspendUsdPerUsd: 0.2 } : {}),
  })),
};
const tree = thirteenNodes;
const timeline = timelineOf(portfolio, tree);
const fleet = fleetModelOf(portfolio, timeline);
const service = serviceModelOf(portfolio, timeline);
const budgets = budgetRows(portfolio, timeline);
const terms = { portfolio, timeline, fleet, service, budgets };

/** Multipliers, leaf weights and a policy, drawn. */
function draw(seed: number) {
  const decisions = randomDecisions(portfolio, tree, randomStream(seed, 'lagrangian'));
  const plan = makePlan(portfolio, tree, { ...decisions, purchases: [], running: [] });
  const options = replayPolicy(portfolio, plan, timeline, new Checks())!;
  const multipliers = readMultipliers(plan.multipliers, [], terms, new Checks());
  const { cvarWeight } = portfolio.risk;
  const weights = cashWeights(timeline, cvarWeight, decisions.leafWeights);
  const prices = pricesOf(timeline, multipliers, budgets, service, {
    cvarWeight,
    leafWeights: decisions.leafWeights,
  });
  return { plan, options, multipliers, weights, prices };
}
type Draw = ReturnType<typeof draw>;

function utilityOf(utilityMw: ReadonlyMap<string, Float64Array>, region: string, p: number): number {
  const pools = portfolio.pools.filter((pool) => pool.region === region);
  return pools.reduce((sum, { id }) => sum + utilityMw.get(id)![p]!, 0);
}

type Fleet = Pick<CheckedPlan['fleet'], 'purchases' | 'running'>;

/** Cash at its weight and the slack of every row at its price; takes, shortfalls and overspend are 0. */
function lagrangian(drawn: Draw, change: Fleet): number {
  const { options, multipliers, weights } = drawn;
  const plan = { ...drawn.plan, fleet: change };
  const ledger = new Ledger(tree.parent.length);
  const under = { plan, timeline, fleet, service, options, ledger, checks: new Checks() };
  for (const entry of constantCash(portfolio, timeline)) ledger.add(entry);
  for (const option of options) addOptionCash(ledger, option, timeline);
  const operation = checkFleet(under);
  const { served, utilityMw } = operation;
  checkService(under, operation);
  let usd = ledger.cash.reduce((sum, cash, n) => sum + weights[n]! * cash, 0);
  const sumOf = <Item>(list: readonly Item[], amount: (item: Item) => number) =>
    list.reduce((sum, item) => sum + amount(item), 0);
  for (const [p, { head }] of timeline.periods.entries()) {
    const running = change.running.filter(({ node }) => node === head);
    for (const { id: pool } of portfolio.pools) {
      const here = running.filter((one) => one.pool === pool);
      const powered =
        service.pools.get(pool)!.liveMw[p]! + usedByPeriod(options, 'powered-mw', pool, timeline)[p]!;
      const drawnMw = sumOf(
        here,
        ({ accelerator, units }) => (service.itKw.get(accelerator)! * units) / 1000,
      );
      usd += multipliers.get('power', p, pool) * (powered - drawnMw);
      for (const { id } of portfolio.accelerators) {
        const bought = sumOf(change.purchases, ({ node, units, ...order }) =>
          order.pool === pool &&
          order.accelerator === id &&
          fleet.orders.get(id)![timeline.periodOf[node]!]!.serves.includes(p)
            ? units
            : 0,
        );
        const run = sumOf(here, ({ accelerator, units }) => (accelerator === id ? units : 0));
        usd += multipliers.get('fleet', p, `${pool}|${id}`) * (fleet.baseUnits(p, pool, id) + bought - run);
      }
    }
    for (const { id, committedShare, serviceLevel } of portfolio.workloads) {
      const [demand, got] = [service.workloads.get(id)!.demand[p]!, served.get(id)![p]!];
      usd += multipliers.get('demand', p, id) * (demand - got);
      usd += multipliers.get('committed', p, id) * (got - committedShare * demand);
      usd += multipliers.get('service-level', p, id) * (got - (serviceLevel ?? 0) * demand);
    }
    for (const { id } of portfolio.accelerators) {
      const bought = sumOf(change.purchases, ({ node, accelerator, units }) =>
        node === head && accelerator === id ? units : 0,
      );
      usd += multipliers.get('supply', p, id) * (fleet.orders.get(id)![p]!.supplyUnits - bought);
    }
    for (const { id, region, minimumTakeMw, until } of portfolio.powerContracts) {
      if (timeline.quarter[head]! > until) continue;
      usd += multipliers.get('minimum-take', p, id) * (utilityOf(utilityMw, region, p) - minimumTakeMw);
    }
  }
  for (const { year, node, nodes } of budgets) {
    const spent = nodes.reduce((sum, n) => sum + ledger.capex[n]!, year.spentUsd);
    const row = multipliers.get('budget', node, String(year.fiscalYear));
    // What the ledger charges for overspend is no part of the function at overspend 0.
    const charged = ledger.cells.get(`${node}|overspend`)?.usd ?? 0;
    usd += row * (year.capexUsd - spent) - weights[node]! * charged;
  }
  return usd;
}

/** Whether a unit can be in a pool in a period: installed, on order, or by an order of any period that serves then. */
function canBeThere(p: number, pool: string, accelerator: string): boolean {
  const courses = fleet.orders.get(accelerator)!;
  return (
    fleet.baseUnits(p, pool, accelerator) > 0 ||
    courses.some(({ allowed, serves }) => allowed && serves.includes(p))
  );
}

/** Sum over all variables of the most that each adds within its box. */
function bestOfBoxes(drawn: Draw, atZeroUsd: number): number {
  const { multipliers } = drawn;
  const gain = (change: Partial<Fleet>) =>
    lagrangian(drawn, { purchases: [], running: [], ...change }) - atZeroUsd;
  let usd = 0;
  for (const [p, { head: node, nodes }] of timeline.periods.entries()) {
    for (const { id: pool } of portfolio.pools) {
      for (const { id: accelerator } of portfolio.accelerators) {
        const { allowed, supplyUnits } = fleet.orders.get(accelerator)![p]!;
        const order = { node, pool, accelerator, units: 1 };
        if (allowed) usd += Math.max(0, gain({ purchases: [order] })) * supplyUnits;
        for (const [workload, own] of service.workloads) {
          if (!mayRun(own, pool, accelerator) || !canBeThere(p, pool, accelerator)) continue;
          const rate = own.workload.ratePerAcceleratorHour[accelerator]!;
          const most = (own.demand[p]! * own.workload.peakFactor) / (rate * own.efficiency[p]!);
          usd += Math.max(0, gain({ running: [{ ...order, workload }] })) * most;
        }
      }
    }
    for (const [id, { workload, demand }] of service.workloads) {
      const price = multipliers.get('committed', p, id);
      usd += price * workload.committedShare * demand[p]!;
    }
    for (const { id, minimumTakeMw, until } of portfolio.powerContracts) {
      if (nodes.some((n) => timeline.quarter[n]! <= until)) {
        usd += multipliers.get('minimum-take', p, id) * minimumTakeMw;
      }
    }
  }
  return usd;
}

describe('the Lagrangian bound', () => {
  it.each([21, 22, 23, 24])(
    'is the maximum of the function, written out row by row, over boxes and policies: seed %i',
    (seed) => {
      const drawn = draw(seed);
      const { options, prices } = drawn;
      const programs = new Map(
        options.map(({ machine }) => [machine.option, new OptionProgram(machine, timeline)]),
      );
      const { usd, values } = lagrangianBound({ ...terms, prices }, programs);
      let policyLossUsd = 0;
      for (const option of options) {
        const { totalUsd } = optionWorth(option, timeline, prices, budgets, 0);
        policyLossUsd += values.get(option.machine.option)!.usd - totalUsd;
      }
      const atZeroUsd = lagrangian(drawn, { purchases: [], running: [] });
      const expected = atZeroUsd + bestOfBoxes(drawn, atZeroUsd) + policyLossUsd;
      expect(policyLossUsd).toBeGreaterThan(0);
      expect(Math.abs(usd - expected)).toBeLessThan(1e-7 * Math.abs(expected));
    },
  );
});
