/** Orders and running accelerators of a plan: allowed, owned and powered (F1–F4, F7), and what they cost. */
import type { FleetModel } from './fleet-model.ts';
import type { Ledger } from './ledger.ts';
import type { CheckedPlan } from './plan-form.ts';
import { poweredByPeriod, type ReplayedOption } from './replay.ts';
import { amountTolerance, type Checks } from './report.ts';
import { energyUsd, mayRun, type ServiceModel, servedPerUnit, utilityMw } from './service-model.ts';
import { hoursPerQuarter, type Timeline } from './timeline.ts';

/** What the checks of a plan's fleet and service share. */
export interface PlanUnderCheck {
  readonly plan: CheckedPlan;
  readonly timeline: Timeline;
  readonly fleet: FleetModel;
  readonly service: ServiceModel;
  readonly options: readonly ReplayedOption[];
  readonly ledger: Ledger;
  readonly checks: Checks;
}

/** What the running accelerators come to, shape `[period]` each. */
export interface Operation {
  /** Units per hour, by workload. */
  readonly served: ReadonlyMap<string, Float64Array>;
  /** Utility MW, by region. */
  readonly utilityMw: ReadonlyMap<string, Float64Array>;
  /** Expected over the futures. */
  readonly energyMwh: number;
  readonly emissionsTonnes: number;
}

/** Units per (period, pool, accelerator), added up in the order of the plan. */
class UnitTable {
  readonly #units = new Map<string, { key: readonly [number, string, string]; units: number }>();

  add(period: number, pool: string, accelerator: string, units: number): void {
    const name = `${period}|${pool}|${accelerator}`;
    const entry = this.#units.get(name);
    if (entry) entry.units += units;
    else this.#units.set(name, { key: [period, pool, accelerator], units });
  }

  get(period: number, pool: string, accelerator: string): number {
    return this.#units.get(`${period}|${pool}|${accelerator}`)?.units ?? 0;
  }

  entries() {
    return this.#units.values();
  }
}

export function checkFleet(under: PlanUnderCheck): Operation {
  under.checks.reach('purchases', 'running', 'power');
  const bought = checkPurchases(under);
  return checkRunning(under, bought);
}

/** F1 and F7; adds price and terminal value to the ledger. Returns bought units in service. */
function checkPurchases({ plan, timeline, fleet, ledger, checks }: PlanUnderCheck): UnitTable {
  const { periodOf } = timeline;
  const inService = new UnitTable();
  const ordered = new UnitTable();
  for (const [i, { node, pool, accelerator, units }] of plan.fleet.purchases.entries()) {
    const period = periodOf[node]!;
    const course = fleet.orders.get(accelerator)![period]!;
    const path = ['fleet', 'purchases', i];
    checks.atLeast('purchases', [...path, 'units'], units, 0, 0);
    if (units > 0) checks.same('purchases', [...path, 'node'], course.allowed, true);
    ordered.add(period, '', accelerator, units);
    for (const p of course.serves) inService.add(p, pool, accelerator, units);
    const items = [`pool:${pool}`, `accelerator:${accelerator}`];
    const usd = course.priceUsd * units;
    ledger.add({ node, heading: 'accelerators', usd: -usd, capex: true, items });
    for (const { leaf, share } of course.left) {
      ledger.add({ node: leaf, heading: 'terminal', usd: usd * share, items });
    }
  }
  for (const { key, units } of ordered.entries()) {
    const [period, , accelerator] = key;
    const { supplyUnits } = fleet.orders.get(accelerator)![period]!;
    checks.atMost('purchases', ['fleet', 'purchases'], units, supplyUnits, amountTolerance(supplyUnits));
  }
  return inService;
}

/** F2–F4; adds the energy to the ledger (F9). */
function checkRunning(under: PlanUnderCheck, bought: UnitTable): Operation {
  const { plan, timeline, fleet, service, ledger, checks } = under;
  const { periods, periodOf, tree } = timeline;
  const zeros = () => new Float64Array(periods.length);
  const served = new Map([...service.workloads.keys()].map((id) => [id, zeros()]));
  const utility = new Map<string, Float64Array>();
  const drawnMw = new Map([...service.pools.keys()].map((id) => [id, zeros()]));
  const installed = new UnitTable();
  let energyMwh = 0;
  let emissionsTonnes = 0;
  for (const [i, { node, pool, accelerator, workload, units }] of plan.fleet.running.entries()) {
    const period = periodOf[node]!;
    const poolTerms = service.pools.get(pool)!;
    const terms = service.workloads.get(workload)!;
    const kw = service.itKw.get(accelerator)!;
    const path = ['fleet', 'running', i];
    checks.atLeast('running', [...path, 'units'], units, 0, 0);
    checks.same('running', [...path, 'workload'], mayRun(terms, pool, accelerator), true);
    installed.add(period, pool, accelerator, units);
    served.get(workload)![period]! += units * servedPerUnit(terms, accelerator, period);
    drawnMw.get(pool)![period]! += (kw * units) / 1000;
    const drawn = utilityMw(poolTerms, kw) * units;
    const { region } = poolTerms.pool;
    if (!utility.has(region)) utility.set(region, zeros());
    utility.get(region)![period]! += drawn;
    const items = [`pool:${pool}`, `accelerator:${accelerator}`, `workload:${workload}`, `region:${region}`];
    for (const n of periods[period]!.nodes) {
      ledger.add({ node: n, heading: 'energy', usd: -energyUsd(poolTerms, kw, n) * units, items });
      const mwh = hoursPerQuarter * drawn * tree.probability[n]!;
      energyMwh += mwh;
      emissionsTonnes += (mwh * poolTerms.carbonKgPerMwh) / 1000;
    }
  }
  for (const { key, units } of installed.entries()) {
    const owned = fleet.baseUnits(...key) + bought.get(...key);
    checks.atMost('running', ['fleet', 'running'], units, owned, amountTolerance(owned));
  }
  checkPower(under, drawnMw);
  return { served, utilityMw: utility, energyMwh, emissionsTonnes };
}

function checkPower(
  { timeline, service, options, checks }: PlanUnderCheck,
  drawnMw: ReadonlyMap<string, Float64Array>,
): void {
  for (const [id, { liveMw }] of service.pools) {
    const poweredMw = poweredByPeriod(options, id, timeline);
    for (const [p, drawn] of drawnMw.get(id)!.entries()) {
      const limit = liveMw[p]! + poweredMw[p]!;
      checks.atMost('power', ['fleet', 'running'], drawn, limit, amountTolerance(limit));
    }
  }
}
