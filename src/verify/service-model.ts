/** Demand, rates and powers by period, as the rules F3–F6, F9, F10 and F12 have them. */
import {
  type Pool,
  type Portfolio,
  type PowerContract,
  poolsOf,
  type Workload,
} from '../domain/portfolio.ts';
import { grown, hoursPerQuarter, type Timeline } from './timeline.ts';

export interface ServiceModel {
  readonly pools: ReadonlyMap<string, PoolTerms>;
  readonly workloads: ReadonlyMap<string, WorkloadTerms>;
  readonly contracts: ReadonlyMap<string, ContractTerms>;
  /** IT kW per unit, by accelerator. */
  readonly itKw: ReadonlyMap<string, number>;
}

export interface PoolTerms {
  readonly pool: Pool;
  readonly pue: number;
  readonly carbonKgPerMwh: number;
  /** Price of electricity per node, USD per MWh. */
  readonly powerUsdPerMwh: Float64Array;
  /** Mean live capacity per period, IT MW (F4, F12). */
  readonly liveMw: Float64Array;
}

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

export interface ContractTerms {
  readonly contract: PowerContract;
  /** Nodes of each period that lie within the obligation; empty where no row exists (F10). */
  readonly nodes: readonly (readonly number[])[];
}

export function serviceModelOf(portfolio: Portfolio, timeline: Timeline): ServiceModel {
  const byId = <Item extends { readonly id: string }, Terms>(
    items: readonly Item[],
    terms: (item: Item) => Terms,
  ) => new Map(items.map((item) => [item.id, terms(item)]));
  return {
    pools: byId(portfolio.pools, (pool) => poolTerms(portfolio, pool, timeline)),
    workloads: byId(portfolio.workloads, (workload) => workloadTerms(portfolio, workload, timeline)),
    contracts: byId(portfolio.powerContracts, (contract) => ({
      contract,
      nodes: timeline.periods.map(({ nodes }) => nodes.filter((n) => timeline.quarter[n]! <= contract.until)),
    })),
    itKw: new Map(portfolio.accelerators.map(({ id, itKwPerUnit }) => [id, itKwPerUnit])),
  };
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
    (t) => region.powerUsdPerMwh * grown(region.powerGrowthPerYear, t),
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
