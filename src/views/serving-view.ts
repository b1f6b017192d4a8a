/** From tokens to accelerators, megawatts and dollars: what each workload takes, and what a unit costs and earns. */
import { isTraining } from './demand-view.ts';
import { expectedByPeriod, workloadOf } from './fleet-view.ts';
import type { PlanFacts } from './plan-facts.ts';

/** Hours of a quarter (T1). */
const QUARTER_HOURS = 2191.5;

/** What a workload takes in a quarter, expected over the futures. */
export interface ServingChain {
  readonly workload: string;
  readonly name: string;
  readonly unit: string;
  readonly training: boolean;
  /** Units per hour, today. */
  readonly served: number;
  readonly accelerators: number;
  readonly itPowerMw: number;
  /** Energy per unit served, USD; 0 where nothing is served. */
  readonly energyUsdPerUnit: number;
  /** What a unit earns, USD; absent where no price is known. */
  readonly priceUsdPerUnit: number | undefined;
  /** Per quarter. */
  readonly acceleratorsByQuarter: readonly number[];
  readonly itPowerKwByQuarter: readonly number[];
}

/** One chain from tokens to USD per workload. */
export interface ServingView {
  readonly sentence: string;
  readonly chains: readonly ServingChain[];
}

/** The chains at the root, with their accelerators and kW in later quarters. */
export function servingView(facts: PlanFacts): ServingView {
  const { portfolio, dash, format, quarters } = facts;
  const chains = portfolio.workloads.map(({ id }) => chainOf(facts, id));
  const inference = chains.filter(({ training }) => !training);
  const most = inference.toSorted((a, b) => b.itPowerKwByQuarter.at(-1)! - a.itPowerKwByQuarter.at(-1)!)[0];
  return {
    chains,
    sentence: most
      ? dash.serving.sentence({
          ...{ name: most.name, now: format.number(most.accelerators), power: format.power(most.itPowerMw) },
          later: format.number(most.acceleratorsByQuarter.at(-1)!),
          last: format.quarter(quarters.at(-1)!),
        })
      : dash.serving.none,
  };
}

function chainOf(facts: PlanFacts, id: string): ServingChain {
  const { plan, portfolio, tree } = facts;
  const workload = portfolio.workloads.find((one) => one.id === id)!;
  const lines = plan.fleet.running.filter((line) => workloadOf(facts, line.workload) === id);
  const kw = new Map(portfolio.accelerators.map((one) => [one.id, one.itKwPerUnit]));
  const region = new Map(
    portfolio.pools.map((pool) => [pool.id, portfolio.regions.find((one) => one.id === pool.region)!]),
  );
  const powerKw = lines.map((line) => ({ node: line.node, units: line.units * kw.get(line.accelerator)! }));
  const root = lines.filter(({ node }) => node === 0);
  const served = plan.service
    .filter((line) => line.node === 0 && workloadOf(facts, line.workload) === id)
    .reduce((sum, line) => sum + line.served, 0);
  const energyUsdPerHour = root.reduce((sum, { pool, accelerator, units }) => {
    const { pue, powerUsdPerMwh } = region.get(pool)!;
    return sum + (units * kw.get(accelerator)! * pue * powerUsdPerMwh) / 1000;
  }, 0);
  const revenue = plan.cashFlows
    .filter(
      (line) => line.node === 0 && line.heading === 'revenue' && workloadOf(facts, line.item ?? '') === id,
    )
    .reduce((sum, line) => sum + line.usd, 0);
  const itPowerKwByQuarter = expectedByPeriod({ plan, tree }, powerKw);
  return {
    ...{
      workload: id,
      name: workload.name,
      unit: workload.unit,
      training: isTraining(workload.kind),
      served,
    },
    accelerators: root.reduce((sum, { units }) => sum + units, 0),
    itPowerMw: itPowerKwByQuarter[0]! / 1000,
    energyUsdPerUnit: served > 0 ? energyUsdPerHour / served : 0,
    priceUsdPerUnit: revenue > 0 && served > 0 ? revenue / (served * QUARTER_HOURS) : undefined,
    acceleratorsByQuarter: expectedByPeriod({ plan, tree }, lines),
    itPowerKwByQuarter,
  };
}
