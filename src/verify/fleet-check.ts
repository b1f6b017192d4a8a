/** Orders and running accelerators of a plan: allowed, owned and powered (F1–F4, F7), and what they cost. */
import type { FleetModel } from './fleet-model.ts';
import type { Ledger } from './ledger.ts';
import type { CheckedPlan } from './plan-form.ts';
import { type ReplayedOption, usedByPeriod } from './replay.ts';
import { amountTolerance, type Checks } from './report.ts';
import {
  energyUsd,
  mayRun,
  type ServiceModel,
  servedPerUnit,
  tonnesPerMw,
  utilityMw,
} from './service-model.ts';
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
  /** Units per hour, by workload and offer; bursts included. */
  readonly served: ReadonlyMap<string, Float64Array>;
  /** IT MW of what serves or is rented out, by pool. */
  readonly itMw: ReadonlyMap<string, Float64Array>;
  /** Utility MW, by pool. */
  readonly utilityMw: ReadonlyMap<string, Float64Array>;
  /** Accelerators of all pools (F2). */
  readonly ownedUnits: Float64Array;
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

/** Checks purchases, sales, what runs and what is rented out or in, and books them; returns the fleet as it runs. */
export function checkFleet(under: PlanUnderCheck): Operation {
  under.checks.reach('purchases', 'running', 'power', 'market', 'carbon');
  const bought = checkPurchases(under);
  const sold = checkSales(under);
  const load = new Load(under);
  loadOptions(under, load);
  loadRunning(under, load);
  loadRentedOut(under, load);
  addBursts(under, load);
  checkOwned(under, load, bought, sold);
  checkPower(under, load);
  checkCarbon(under, load);
  const { served, itMw, utilityMw } = load;
  const ownedUnits = ownedByPeriod(under, bought, sold);
  return { served, itMw, utilityMw, ownedUnits, ...energyOf(under, load) };
}

/** What serves, runs and is held, and what it draws, by period. */
class Load {
  readonly served: ReadonlyMap<string, Float64Array>;
  /** By pool. */
  readonly itMw: ReadonlyMap<string, Float64Array>;
  readonly utilityMw: ReadonlyMap<string, Float64Array>;
  readonly installed = new UnitTable();
  readonly #under: PlanUnderCheck;

  constructor(under: PlanUnderCheck) {
    const { service, timeline } = under;
    const zeros = (ids: Iterable<string>) =>
      new Map([...ids].map((id) => [id, new Float64Array(timeline.periods.length)]));
    this.#under = under;
    this.served = zeros([...service.workloads.keys(), ...service.offers.keys()]);
    this.itMw = zeros(service.pools.keys());
    this.utilityMw = zeros(service.pools.keys());
  }

  /** Units that run or are rented out: they take power and pay for energy (F3, F4, F9). */
  run(period: number, pool: string, accelerator: string, units: number, items: readonly string[]): void {
    const { service, timeline, ledger } = this.#under;
    const terms = service.pools.get(pool)!;
    const kw = service.itKw.get(accelerator)!;
    this.installed.add(period, pool, accelerator, units);
    this.itMw.get(pool)![period]! += (kw * units) / 1000;
    this.utilityMw.get(pool)![period]! += utilityMw(terms, kw) * units;
    const about = [`pool:${pool}`, `accelerator:${accelerator}`, `region:${terms.pool.region}`, ...items];
    for (const node of timeline.periods[period]!.nodes) {
      ledger.add({ node, heading: 'energy', usd: -energyUsd(terms, kw, node) * units, items: about });
    }
  }
}

/** R2: what training runs hold and draw; their energy stands in their own cash. */
function loadOptions({ options, service, timeline }: PlanUnderCheck, load: Load): void {
  for (const pool of service.pools.keys()) {
    const drawn = usedByPeriod(options, 'utility', pool, timeline);
    for (const [p, mw] of drawn.entries()) load.utilityMw.get(pool)![p]! += mw;
    for (const accelerator of service.itKw.keys()) {
      const held = usedByPeriod(options, 'held', `${pool}|${accelerator}`, timeline);
      for (const [p, units] of held.entries()) {
        if (units > 0) load.installed.add(p, pool, accelerator, units);
      }
    }
  }
}

/** F3 and C3. */
function loadRunning({ plan, timeline, service, checks }: PlanUnderCheck, load: Load): void {
  for (const [i, { node, pool, accelerator, workload, units }] of plan.fleet.running.entries()) {
    const period = timeline.periodOf[node]!;
    const offer = service.offers.get(workload);
    const terms = offer?.workload ?? service.workloads.get(workload)!;
    const path = ['fleet', 'running', i];
    checks.atLeast('running', [...path, 'units'], units, 0, 0);
    const may = mayRun(terms, pool, accelerator) && (offer?.active[period] ?? true);
    checks.same('running', [...path, 'workload'], may, true);
    load.served.get(workload)![period]! += units * servedPerUnit(terms, accelerator, period);
    load.run(period, pool, accelerator, units, [`workload:${workload}`]);
  }
}

/** F15. */
function loadRentedOut({ plan, timeline, service, ledger, checks }: PlanUnderCheck, load: Load): void {
  const rented = new UnitTable();
  for (const [i, { node, pool, accelerator, units }] of (plan.fleet.rentedOut ?? []).entries()) {
    const period = timeline.periodOf[node]!;
    const terms = service.rentOuts.get(accelerator);
    const path = ['fleet', 'rentedOut', i];
    checks.atLeast('market', [...path, 'units'], units, 0, 0);
    if (!checks.same('market', [...path, 'accelerator'], terms !== undefined, true)) continue;
    rented.add(period, '', accelerator, units);
    load.run(period, pool, accelerator, units, []);
    const items = [`pool:${pool}`, `accelerator:${accelerator}`];
    for (const n of timeline.periods[period]!.nodes) {
      ledger.add({
        node: n,
        heading: 'rent-out',
        usd: hoursPerQuarter * terms!.usdPerHour[n]! * units,
        items,
      });
    }
  }
  for (const { key, units } of rented.entries()) {
    const { maxUnits } = service.rentOuts.get(key[2])!;
    checks.atMost('market', ['fleet', 'rentedOut'], units, maxUnits, amountTolerance(maxUnits));
  }
}

/** F14. */
function addBursts({ plan, timeline, service, ledger, checks }: PlanUnderCheck, load: Load): void {
  const seen = new Set<string>();
  for (const [i, { node, burst: id, unitsPerHour }] of (plan.fleet.bursts ?? []).entries()) {
    const period = timeline.periodOf[node]!;
    const { burst, active, priceUsd } = service.bursts.get(id)!;
    const path = ['fleet', 'bursts', i];
    checks.same('market', path, seen.has(`${period}|${id}`), false);
    seen.add(`${period}|${id}`);
    const most = active[period] ? burst.maxUnitsPerHour : 0;
    checks.atLeast('market', [...path, 'unitsPerHour'], unitsPerHour, 0, 0);
    checks.atMost('market', [...path, 'unitsPerHour'], unitsPerHour, most, amountTolerance(most));
    load.served.get(burst.workload)![period]! += unitsPerHour;
    const items = [`burst:${id}`, `workload:${burst.workload}`];
    for (const n of timeline.periods[period]!.nodes) {
      ledger.add({ node: n, heading: 'burst', usd: -hoursPerQuarter * priceUsd[n]! * unitsPerHour, items });
    }
  }
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

/** F16; adds what they earn to the ledger. Returns what is missing by period. */
function checkSales({ plan, timeline, fleet, ledger, checks }: PlanUnderCheck): UnitTable {
  const missing = new UnitTable();
  for (const [i, { node, pool, accelerator, units }] of (plan.fleet.sales ?? []).entries()) {
    const period = timeline.periodOf[node]!;
    const sale = fleet.sale(period, pool, accelerator);
    const path = ['fleet', 'sales', i];
    checks.atLeast('market', [...path, 'units'], units, 0, 0);
    if (!checks.same('market', [...path, 'node'], sale !== undefined, true)) continue;
    const items = [`pool:${pool}`, `accelerator:${accelerator}`];
    ledger.add({ node, heading: 'resale', usd: sale!.usdPerUnit * units, items });
    const follow = (p: number): void => {
      if (!fleet.sale(p, pool, accelerator)) return;
      missing.add(p, pool, accelerator, units);
      for (const next of timeline.periods[p]!.next) follow(next);
    };
    follow(period);
  }
  for (const { key, units } of missing.entries()) {
    const most = fleet.sale(...key)!.units;
    checks.atMost('market', ['fleet', 'sales'], units, most, amountTolerance(most));
  }
  return missing;
}

/** F2, F3. */
function checkOwned({ fleet, checks }: PlanUnderCheck, load: Load, bought: UnitTable, sold: UnitTable): void {
  for (const { key, units } of load.installed.entries()) {
    const owned = fleet.baseUnits(...key) + bought.get(...key) - sold.get(...key);
    checks.atMost('running', ['fleet', 'running'], units, owned, amountTolerance(owned));
  }
}

/** F2, all pools and generations together. */
function ownedByPeriod(
  { fleet, service, timeline }: PlanUnderCheck,
  bought: UnitTable,
  sold: UnitTable,
): Float64Array {
  const owned = new Float64Array(timeline.periods.length);
  for (const p of timeline.periods.keys()) {
    for (const pool of service.pools.keys())
      for (const accelerator of service.itKw.keys()) owned[p]! += fleet.baseUnits(p, pool, accelerator);
  }
  for (const { key, units } of bought.entries()) owned[key[0]]! += units;
  for (const { key, units } of sold.entries()) owned[key[0]]! -= units;
  return owned;
}

/** F4; the draw of training runs counts as negative power of options. */
function checkPower({ timeline, service, options, checks }: PlanUnderCheck, load: Load): void {
  for (const [id, { liveMw }] of service.pools) {
    const poweredMw = usedByPeriod(options, 'powered-mw', id, timeline);
    for (const [p, drawn] of load.itMw.get(id)!.entries()) {
      const limit = liveMw[p]! + poweredMw[p]!;
      checks.atMost('power', ['fleet', 'running'], drawn, limit, amountTolerance(limit));
    }
  }
}

/** F18. */
function checkCarbon({ service, checks }: PlanUnderCheck, load: Load): void {
  for (const { year, place, tonnes, quarters } of service.carbon) {
    let emitted = 0;
    for (const [p, count] of quarters) {
      for (const [id, terms] of service.pools)
        emitted += count * load.utilityMw.get(id)![p]! * tonnesPerMw(terms);
    }
    checks.atMost('carbon', ['fleet', `${place}|${year}`], emitted, tonnes, amountTolerance(tonnes));
  }
}

function energyOf({ timeline, service }: PlanUnderCheck, load: Load) {
  let energyMwh = 0;
  let emissionsTonnes = 0;
  for (const [id, terms] of service.pools) {
    for (const [p, mw] of load.utilityMw.get(id)!.entries()) {
      const { nodes } = timeline.periods[p]!;
      const quarters = nodes.reduce((sum, n) => sum + timeline.tree.probability[n]!, 0);
      energyMwh += quarters * hoursPerQuarter * mw;
      emissionsTonnes += quarters * tonnesPerMw(terms) * mw;
    }
  }
  return { energyMwh, emissionsTonnes };
}
