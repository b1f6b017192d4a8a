/** Feasible fleets and arbitrary multipliers for tests: whatever they are, the laws of the bound must hold. */
import type { ScenarioTree } from '../../src/demand/scenario-tree.ts';
import type { Portfolio } from '../../src/domain/portfolio.ts';
import type { RandomStream } from '../../src/units/random.ts';
import { budgetRows } from '../../src/verify/budget-check.ts';
import { fleetModelOf } from '../../src/verify/fleet-model.ts';
import type { RowPrice } from '../../src/verify/multipliers.ts';
import type { CheckedPlan } from '../../src/verify/plan-form.ts';
import { mayRun, servedPerUnit, serviceModelOf } from '../../src/verify/service-model.ts';
import { timelineOf } from '../../src/verify/timeline.ts';
import { type Decisions, makePlan } from './plan-maker.ts';

/** Decisions that break no rule but, with bad luck, a service level or a hard budget. */
export function randomDecisions(portfolio: Portfolio, tree: ScenarioTree, stream: RandomStream): Decisions {
  const picks = new Map<string, number>();
  const action = (option: number, node: number, allowed: readonly string[]) => {
    const key = `${option}|${node}`;
    if (!picks.has(key)) picks.set(key, stream.uniform());
    const keen =
      picks.get(key)! < 0.5 ? 0 : Math.floor(picks.get(key)! * 2 * allowed.length - allowed.length);
    return allowed[Math.min(keen, allowed.length - 1)]!;
  };
  const purchases = randomPurchases(portfolio, tree, stream);
  const { policy } = makePlan(portfolio, tree, { action });
  return {
    action,
    purchases,
    running: greedyRunning(portfolio, tree, policy, purchases, stream),
    rows: randomRows(portfolio, tree, stream),
    leafWeights: randomLeafWeights(portfolio, tree, stream),
  };
}

function randomPurchases(portfolio: Portfolio, tree: ScenarioTree, stream: RandomStream) {
  const timeline = timelineOf(portfolio, tree);
  const { orders } = fleetModelOf(portfolio, timeline);
  const purchases: CheckedPlan['fleet']['purchases'][number][] = [];
  for (const [accelerator, courses] of orders) {
    for (const [p, { allowed, supplyUnits }] of courses.entries()) {
      if (!allowed || stream.uniform() < 0.4) continue;
      const pool = portfolio.pools[Math.floor(stream.uniform() * portfolio.pools.length)]!.id;
      const units = supplyUnits * stream.uniform() * 0.2;
      purchases.push({ node: timeline.periods[p]!.head, pool, accelerator, units });
    }
  }
  return purchases;
}

/** Runs what is owned, powered and asked for, a random share of the most that is left each time. */
function greedyRunning(
  portfolio: Portfolio,
  tree: ScenarioTree,
  policy: CheckedPlan['policy'],
  purchases: CheckedPlan['fleet']['purchases'],
  stream: RandomStream,
) {
  const timeline = timelineOf(portfolio, tree);
  const [fleet, service] = [fleetModelOf(portfolio, timeline), serviceModelOf(portfolio, timeline)];
  const pools = [...portfolio.projects, ...portfolio.leases].map(({ pool }) => pool);
  const running: CheckedPlan['fleet']['running'][number][] = [];
  for (const [p, { head, nodes }] of timeline.periods.entries()) {
    const unmet = new Map([...service.workloads].map(([id, { demand }]) => [id, demand[p]!]));
    for (const [pool, { liveMw }] of service.pools) {
      let mw = liveMw[p]!;
      for (const [i, { poweredMw }] of policy.entries()) {
        if (pools[i] === pool) for (const n of nodes) mw += poweredMw[n]! / nodes.length;
      }
      for (const [accelerator, kw] of service.itKw) {
        let units = fleet.baseUnits(p, pool, accelerator);
        for (const bought of purchases) {
          const course = fleet.orders.get(accelerator)![timeline.periodOf[bought.node]!]!;
          const there = bought.pool === pool && bought.accelerator === accelerator;
          if (there && course.serves.includes(p)) units += bought.units;
        }
        for (const [workload, terms] of service.workloads) {
          const perUnit = servedPerUnit(terms, accelerator, p);
          if (!mayRun(terms, pool, accelerator)) continue;
          const most = Math.min(units, (mw * 1000) / kw, unmet.get(workload)! / perUnit);
          const run = most * (0.5 + stream.uniform() / 2);
          if (run <= 1e-6) continue;
          running.push({ node: head, pool, accelerator, workload, units: run });
          units -= run;
          mw -= (run * kw) / 1000;
          unmet.set(workload, unmet.get(workload)! - run * perUnit);
        }
      }
    }
  }
  return running;
}

/** A non-negative price on about two thirds of all rows, of the size that the rows' money has. */
function randomRows(portfolio: Portfolio, tree: ScenarioTree, stream: RandomStream): RowPrice[] {
  const timeline = timelineOf(portfolio, tree);
  const rows: RowPrice[] = [];
  const draw = (scale: number) => (stream.uniform() < 1 / 3 ? 0 : scale * stream.uniform());
  const add = (row: RowPrice, usd: number) => {
    if (usd > 0) rows.push(row);
  };
  for (const { head: node, nodes } of timeline.periods) {
    for (const { id: pool } of portfolio.pools) {
      const usdPerMw = draw(2e6);
      add({ rule: 'power', node, pool, usdPerMw }, usdPerMw);
      for (const { id: accelerator } of portfolio.accelerators) {
        const usdPerUnit = draw(5000);
        add({ rule: 'fleet', node, pool, accelerator, usdPerUnit }, usdPerUnit);
      }
    }
    for (const { id: accelerator } of portfolio.accelerators) {
      const usdPerUnit = draw(5000);
      add({ rule: 'supply', node, accelerator, usdPerUnit }, usdPerUnit);
    }
    for (const { id: workload, serviceLevel } of portfolio.workloads) {
      for (const rule of ['demand', 'committed', 'service-level'] as const) {
        const usdPerUnitPerHour = rule === 'service-level' && serviceLevel === undefined ? 0 : draw(4000);
        add({ rule, node, workload, usdPerUnitPerHour }, usdPerUnitPerHour);
      }
    }
    for (const { id: contract, until } of portfolio.powerContracts) {
      const usdPerMw = nodes.some((n) => timeline.quarter[n]! <= until) ? draw(2e5) : 0;
      add({ rule: 'minimum-take', node, contract, usdPerMw }, usdPerMw);
    }
  }
  for (const { node, year } of budgetRows(portfolio, timeline)) {
    // A soft budget's price above its overspend price is worth 10¹² USD a cent: valid, but it hides all else.
    const usdPerUsd = draw((year.overspendUsdPerUsd ?? 2) * 0.5 * timeline.tree.probability[node]!);
    add({ rule: 'budget', node, fiscalYear: year.fiscalYear, usdPerUsd }, usdPerUsd);
  }
  return rows;
}

/** A random mixture of the probabilities and the worst that the level allows for a random order of leaves. */
function randomLeafWeights(portfolio: Portfolio, tree: ScenarioTree, stream: RandomStream): number[] {
  const { leaves } = timelineOf(portfolio, tree);
  const probability = leaves.map((leaf) => tree.probability[leaf]!);
  let left = 1;
  const worst = probability.map(() => 0);
  for (const i of [...leaves.keys()].sort(() => stream.uniform() - 0.5)) {
    worst[i] = Math.min(left, probability[i]! / (1 - portfolio.risk.cvarLevel));
    left -= worst[i]!;
  }
  const mix = stream.uniform();
  return probability.map((pi, i) => mix * pi + (1 - mix) * worst[i]!);
}
