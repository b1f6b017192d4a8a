/** Power of a plan against need, per node: what is there, what runs, what idles, what is missing (docs/method.md, K1). */
import { addQuarters, type Quarter } from '../units/quarter.ts';
import { type BlockLine, blockLines, efficiencyPerNode, meansOfPeriods } from './block-lines.ts';
import { poolsOfOption } from './option-pools.ts';
import type { OptionPolicy, PlanFleet, ServiceLine } from './plan-file.ts';
import type { Portfolio, Workload } from './portfolio.ts';

/** IT MW, shape `[node]`. */
export interface PowerBalance {
  /** Live capacity of the installed base. */
  readonly liveMw: Float64Array;
  /** Live capacity and options. */
  readonly poweredMw: Float64Array;
  /** What serves, trains or is rented out. */
  readonly runningMw: Float64Array;
  /** Powered MW that no accelerator uses. */
  readonly idleMw: Float64Array;
  /** MW that unserved demand would need, on the generation with the most output per MW. */
  readonly missingMw: Float64Array;
  /** What stands and runs in each pool, in the portfolio's order. */
  readonly pools: readonly {
    readonly pool: string;
    readonly poweredMw: Float64Array;
    readonly runningMw: Float64Array;
    readonly idleMw: Float64Array;
  }[];
  /** What each workload is missing, in the portfolio's order. */
  readonly workloads: readonly { readonly workload: string; readonly missingMw: Float64Array }[];
}

/** What a plan does, on its tree; `periodHead` is the first node of each node's period. */
export interface BalancedPlan {
  readonly policy: readonly OptionPolicy[];
  readonly fleet: Pick<PlanFleet, 'running' | 'rentedOut'>;
  readonly service: readonly ServiceLine[];
  readonly firstQuarter: Quarter;
  readonly parent: ArrayLike<number>;
  readonly depth: ArrayLike<number>;
  readonly values: ReadonlyMap<string, ArrayLike<number>>;
  readonly periodHead: ArrayLike<number>;
}

/** All arrays have the shape `[node]`, MW are IT MW. */
export function powerBalance(portfolio: Portfolio, plan: BalancedPlan): PowerBalance {
  const nodes = plan.parent.length;
  const zeros = () => new Float64Array(nodes);
  const liveMw = zeros();
  for (const { itPowerMw, until } of portfolio.liveCapacity)
    for (let n = 0; n < nodes; n++) if (stands(until, plan, n)) liveMw[n]! += itPowerMw;
  const pools = poolPower(portfolio, plan);
  const workloads = missingByWorkload(portfolio, plan);
  const total = (of: readonly Float64Array[]) =>
    zeros().map((_, n) => of.reduce((mw, one) => mw + one[n]!, 0));
  return {
    ...{ liveMw, pools, workloads },
    poweredMw: total(pools.map(({ poweredMw }) => poweredMw)),
    runningMw: total(pools.map(({ runningMw }) => runningMw)),
    idleMw: total(pools.map(({ idleMw }) => idleMw)),
    missingMw: total(workloads.map(({ missingMw }) => missingMw)),
  };
}

/** Whether live capacity that ends with quarter `until` is there at a node (F12). */
function stands(until: Quarter | undefined, { firstQuarter, depth }: BalancedPlan, node: number): boolean {
  return until === undefined || addQuarters(firstQuarter, depth[node]!) <= until;
}

function poolPower(portfolio: Portfolio, plan: BalancedPlan): PowerBalance['pools'] {
  const nodes = plan.parent.length;
  const pools = portfolio.pools.map(({ id }) => ({
    ...{ pool: id, poweredMw: new Float64Array(nodes), runningMw: new Float64Array(nodes) },
  }));
  const byId = new Map(pools.map((power) => [power.pool, power]));
  for (const { pool, itPowerMw, until } of portfolio.liveCapacity) {
    const { poweredMw } = byId.get(pool)!;
    for (let n = 0; n < nodes; n++) if (stands(until, plan, n)) poweredMw[n]! += itPowerMw;
  }
  const kw = new Map(portfolio.accelerators.map(({ id, itKwPerUnit }) => [id, itKwPerUnit]));
  for (const { node, pool, accelerator, units } of [...plan.fleet.running, ...plan.fleet.rentedOut])
    byId.get(pool)!.runningMw[node]! += (units * kw.get(accelerator)!) / 1000;
  for (const { runningMw } of pools)
    for (let n = 0; n < nodes; n++) runningMw[n] = runningMw[plan.periodHead[n]!]!;
  for (const option of plan.policy) {
    const optionPools = poolsOfOption(portfolio, option, plan.parent);
    for (let n = 0; n < nodes; n++) {
      const power = byId.get(optionPools[n]!);
      if (!power) continue;
      power.poweredMw[n]! += option.poweredMw[n]!;
      power.runningMw[n]! += option.drawnMw?.[n] ?? 0;
    }
  }
  return pools.map((power) => ({
    ...power,
    idleMw: power.poweredMw.map((mw, n) => excess(mw, power.runningMw[n]!)),
  }));
}

/** What each workload is missing, its contract blocks included. */
function missingByWorkload(portfolio: Portfolio, plan: BalancedPlan): PowerBalance['workloads'] {
  const unserved = new Map(portfolio.workloads.map(({ id }) => [id, new Float64Array(plan.parent.length)]));
  const add = ({
    node,
    workload,
    demand,
    served,
  }: Pick<BlockLine, 'node' | 'workload' | 'demand' | 'served'>) => {
    const units = unserved.get(workload);
    if (units) units[node]! += excess(demand, served);
  };
  plan.service.forEach(add);
  blockLines(portfolio, plan).forEach(add);
  return portfolio.workloads.map((workload) => {
    const efficiency = meansOfPeriods(efficiencyPerNode(workload.id, plan), plan.periodHead);
    const perMw = unitsPerMw(portfolio, workload);
    const units = unserved.get(workload.id)!;
    const missingMw = Float64Array.from(plan.periodHead, (head) =>
      perMw > 0 ? units[head]! / (perMw * efficiency[head]!) : 0,
    );
    return { workload: workload.id, missingMw };
  });
}

/** What exceeds, without the dust of a solver's last digits. */
function excess(value: number, over: number): number {
  return value - over > 1e-9 * value ? value - over : 0;
}

/** Most units per hour that a MW serves at the peak, over the generations. */
function unitsPerMw({ accelerators }: Portfolio, workload: Workload): number {
  const rates = accelerators.map(
    ({ id, itKwPerUnit }) => ((workload.ratePerAcceleratorHour[id] ?? 0) * 1000) / itKwPerUnit,
  );
  return Math.max(0, ...rates) / workload.peakFactor;
}
