/** Demand, rates and powers by period, as the rules F3–F6, F9, F10 and F12 have them. */
import {
  type Burst,
  type Offer,
  type Pool,
  type Portfolio,
  type PowerContract,
  poolsOf,
  type Workload,
} from '../domain/portfolio.ts';
import { fiscalYearOf } from '../units/quarter.ts';
import { offerId } from './offer-machine.ts';
import { grown, hoursPerQuarter, type Period, priceShare, type Timeline } from './timeline.ts';

/** All terms of service, from the portfolio and its tree alone. */
export interface ServiceModel {
  readonly pools: ReadonlyMap<string, PoolTerms>;
  readonly workloads: ReadonlyMap<string, WorkloadTerms>;
  readonly contracts: ReadonlyMap<string, ContractTerms>;
  /** Offers of anchor tenants, by `<contract>:<number>` (C3). */
  readonly offers: ReadonlyMap<string, OfferTerms>;
  readonly bursts: ReadonlyMap<string, BurstTerms>;
  /** What others pay for accelerators, by generation (F15). */
  readonly rentOuts: ReadonlyMap<string, RentOutTerms>;
  /** Pools in which utilities may be owed a minimum take (P11). */
  readonly sites: ReadonlyMap<string, SiteTerms>;
  readonly carbon: readonly CarbonRow[];
  /** IT kW per unit, by accelerator. */
  readonly itKw: ReadonlyMap<string, number>;
}

/** A pool's power and its price. */
export interface PoolTerms {
  readonly pool: Pool;
  readonly pue: number;
  readonly carbonKgPerMwh: number;
  /** Price of electricity per node, USD per MWh. */
  readonly powerUsdPerMwh: Float64Array;
  /** Mean live capacity per period, IT MW (F4, F12). */
  readonly liveMw: Float64Array;
}

/** A workload's demand and price; `efficiency` multiplies rates, shape `[period]`. */
export interface WorkloadTerms {
  readonly workload: Workload;
  /** Pools that it may use. */
  readonly pools: ReadonlySet<string>;
  /** Mean per period, units per hour. */
  readonly demand: Float64Array;
  readonly efficiency: Float64Array;
  /** Revenue per unit and node; 0 without a price. */
  readonly priceUsd: Float64Array;
}

/** A power contract of the installed base and when it binds. */
export interface ContractTerms {
  readonly contract: PowerContract;
  /** Nodes of each period that lie within the obligation; empty where no row exists (F10). */
  readonly nodes: readonly (readonly number[])[];
}

/** An offer and its block of demand; `active` has shape `[period]`. */
export interface OfferTerms {
  /** The contract's id. */
  readonly contract: string;
  readonly offer: Offer;
  readonly workload: WorkloadTerms;
  /** Whether the block may be served in a period. */
  readonly active: readonly boolean[];
}

/** Capacity of another cloud; `active` has shape `[period]`. */
export interface BurstTerms {
  readonly burst: Burst;
  /** Whether it can be rented in a period. */
  readonly active: readonly boolean[];
  /** Per unit and node. */
  readonly priceUsd: Float64Array;
}

/** Accelerators of a generation that others would hire. */
export interface RentOutTerms {
  readonly maxUnits: number;
  /** Per accelerator-hour and node. */
  readonly usdPerHour: Float64Array;
}

/** A pool's minimum take that comes with its projects. */
export interface SiteTerms {
  /** Most that its projects can owe, utility MW. */
  readonly mostMw: number;
  readonly priceUsdPerMwh: number;
}

/** The emissions of a calendar year along a path (F18). */
export interface CarbonRow {
  readonly year: number;
  readonly tonnes: number;
  /** The node that ends the year on the path. */
  readonly place: number;
  /** Quarters of the year, by period. */
  readonly quarters: ReadonlyMap<number, number>;
}

/** What may be served, with what and at what price, by period, from the portfolio alone. */
export function serviceModelOf(portfolio: Portfolio, timeline: Timeline): ServiceModel {
  const byId = <Item extends { readonly id: string }, Terms>(
    items: readonly Item[],
    terms: (item: Item) => Terms,
  ) => new Map(items.map((item) => [item.id, terms(item)]));
  const workloads = byId(portfolio.workloads, (workload) => workloadTerms(portfolio, workload, timeline));
  return {
    pools: byId(portfolio.pools, (pool) => poolTerms(portfolio, pool, timeline)),
    workloads,
    offers: offersOf(portfolio, workloads, timeline),
    bursts: byId(portfolio.bursts, (burst) => burstTerms(burst, timeline)),
    rentOuts: new Map(
      portfolio.rentOuts.map(({ accelerator, usdPerAcceleratorHour, growthPerYear, maxUnits }) => {
        const usdPerHour = Float64Array.from(
          timeline.age,
          (t, n) =>
            usdPerAcceleratorHour *
            grown(growthPerYear, t) *
            priceShare(timeline, `rent-out:${accelerator}`, n),
        );
        return [accelerator, { maxUnits, usdPerHour }];
      }),
    ),
    sites: sitesOf(portfolio),
    carbon: carbonRows(portfolio, timeline),
    contracts: byId(portfolio.powerContracts, (contract) => ({
      contract,
      nodes: timeline.periods.map(({ nodes }) => nodes.filter((n) => timeline.quarter[n]! <= contract.until)),
    })),
    itKw: new Map(portfolio.accelerators.map(({ id, itKwPerUnit }) => [id, itKwPerUnit])),
  };
}

function offersOf(
  portfolio: Portfolio,
  workloads: ReadonlyMap<string, WorkloadTerms>,
  { periods, quarter }: Timeline,
): Map<string, OfferTerms> {
  const terms = portfolio.contracts.flatMap((contract) =>
    contract.offers.map((offer, i): [string, OfferTerms] => {
      const served = (n: number) =>
        quarter[n]! >= offer.quarter && quarter[n]! < offer.quarter + offer.termQuarters;
      const active = periods.map(({ nodes }) => nodes.some(served));
      const workload = workloads.get(contract.workload)!;
      return [offerId(contract, i), { contract: contract.id, offer, workload, active }];
    }),
  );
  return new Map(terms);
}

function burstTerms(burst: Burst, timeline: Timeline): BurstTerms {
  const { periods, quarter, age } = timeline;
  const { id, from, until, priceUsdPerUnit, priceGrowthPerYear } = burst;
  const open = (q: number) => q >= (from ?? -Infinity) && q <= (until ?? Infinity);
  return {
    burst,
    active: periods.map(({ head }) => open(quarter[head]!)),
    priceUsd: Float64Array.from(
      age,
      (t, n) => priceUsdPerUnit * grown(priceGrowthPerYear, t) * priceShare(timeline, `rent:${id}`, n),
    ),
  };
}

function sitesOf({ projects, pools, regions }: Portfolio): Map<string, SiteTerms> {
  const sites = new Map<string, SiteTerms>();
  for (const { minimumTake, itPowerMw, pool, repurpose } of projects) {
    if (!minimumTake) continue;
    for (const id of new Set([pool, repurpose?.pool ?? pool])) {
      const region = pools.find((one) => one.id === id)!.region;
      const { pue } = regions.find((one) => one.id === region)!;
      const before = sites.get(id);
      sites.set(id, {
        mostMw: (before?.mostMw ?? 0) + minimumTake.shareOfPower * itPowerMw * pue,
        priceUsdPerMwh: Math.max(before?.priceUsdPerMwh ?? 0, minimumTake.priceUsdPerMwh),
      });
    }
  }
  return sites;
}

function carbonRows(
  { carbonBudget }: Portfolio,
  { periods, quarter, tree, periodOf }: Timeline,
): CarbonRow[] {
  return carbonBudget.flatMap(({ year, tonnes }) => {
    const inYear = periods.map(
      ({ nodes }) => nodes.filter((n) => fiscalYearOf(quarter[n]!, 1) === year).length,
    );
    const ends = [...periods.keys()].filter(
      (p) => inYear[p]! > 0 && periods[p]!.next.every((q) => inYear[q] === 0),
    );
    return ends.map((last) => {
      const quarters = new Map<number, number>();
      for (let p: number | undefined = last; p !== undefined && inYear[p]! > 0; ) {
        quarters.set(p, inYear[p]!);
        const { head }: Period = periods[p]!;
        p = head === 0 ? undefined : periodOf[tree.parent[head]!]!;
      }
      const place = periods[last]!.nodes.findLast((n) => fiscalYearOf(quarter[n]!, 1) === year)!;
      return { year, tonnes, place, quarters };
    });
  });
}

/** The carbon rows that a period's emissions enter, with its quarters in each row's year. */
export function carbonShares({ carbon }: ServiceModel, period: number) {
  return carbon.flatMap(({ year, place, quarters }) => {
    const count = quarters.get(period);
    return count === undefined ? [] : [{ year, place, quarters: count }];
  });
}

/** Emissions of a utility MW in a quarter. */
export function tonnesPerMw({ carbonKgPerMwh }: PoolTerms): number {
  return (hoursPerQuarter * carbonKgPerMwh) / 1000;
}

function poolTerms(portfolio: Portfolio, pool: Pool, timeline: Timeline): PoolTerms {
  const region = portfolio.regions.find(({ id }) => id === pool.region)!;
  const live = portfolio.liveCapacity.filter((entry) => entry.pool === pool.id);
  const liveMw = meansOf(timeline, (n) =>
    live.reduce(
      (mw, { itPowerMw, until }) => mw + (timeline.quarter[n]! <= (until ?? Infinity) ? itPowerMw : 0),
      0,
    ),
  );
  const { pue, carbonKgPerMwh } = region;
  const powerUsdPerMwh = Float64Array.from(
    timeline.age,
    (t, n) =>
      region.powerUsdPerMwh *
      grown(region.powerGrowthPerYear, t) *
      priceShare(timeline, `power:${region.id}`, n),
  );
  return { pool, pue, carbonKgPerMwh, powerUsdPerMwh, liveMw };
}

function workloadTerms(portfolio: Portfolio, workload: Workload, timeline: Timeline): WorkloadTerms {
  const { values } = timeline.tree;
  const demand = values.get(`demand:${workload.id}`);
  const efficiency = values.get(`efficiency:${workload.id}`);
  const price = workload.priceUsdPerUnit ?? 0;
  return {
    workload,
    pools: new Set(poolsOf(workload, portfolio.pools).map(({ id }) => id)),
    demand: meansOf(timeline, (n) => demand?.[n] ?? 0),
    efficiency: meansOf(timeline, (n) => efficiency?.[n] ?? 1),
    priceUsd: Float64Array.from(timeline.age, (t) => price * grown(workload.priceGrowthPerYear, t)),
  };
}

function meansOf({ periods }: Timeline, level: (node: number) => number): Float64Array {
  return Float64Array.from(periods, ({ nodes }) => {
    return nodes.reduce((sum, n) => sum + level(n), 0) / nodes.length;
  });
}

/** Units per hour that one running accelerator serves (F5); 0 where it cannot. */
export function servedPerUnit(terms: WorkloadTerms, accelerator: string, period: number): number {
  const rate = terms.workload.ratePerAcceleratorHour[accelerator] ?? 0;
  return (rate * terms.efficiency[period]!) / terms.workload.peakFactor;
}

/** F17: what is lost in period `next` after losses and shortage in period `before`, per unit of each. */
export function churnShares(
  { workload, demand }: WorkloadTerms,
  before: number,
  next: number,
  quarters: number,
): { readonly lost: number; readonly short: number } {
  const shrinks = demand[before]! > 0 ? Math.min(1, demand[next]! / demand[before]!) : 1;
  const stays = (1 - workload.returnSharePerYear) ** (quarters / 4);
  return { lost: shrinks * stays, short: shrinks * (workload.churnShare ?? 0) };
}

/** Whether accelerators of a generation may run for a workload in a pool (F3). */
export function mayRun(terms: WorkloadTerms, pool: string, accelerator: string): boolean {
  return terms.pools.has(pool) && (terms.workload.ratePerAcceleratorHour[accelerator] ?? 0) > 0;
}

/** Utility MW that one running accelerator draws in a pool. */
export function utilityMw(pool: PoolTerms, itKwPerUnit: number): number {
  return (itKwPerUnit * pool.pue) / 1000;
}

/** Cost of energy per running unit at a node (F9). */
export function energyUsd(pool: PoolTerms, itKwPerUnit: number, node: number): number {
  return hoursPerQuarter * utilityMw(pool, itKwPerUnit) * pool.powerUsdPerMwh[node]!;
}
