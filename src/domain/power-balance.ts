/** Power of a plan against need, per node: what is there, what runs, what waits for accelerators, what is missing (docs/method.md, K1). */
import { addQuarters, type Quarter } from '../units/quarter.ts';
import { type BlockLine, blockLines, efficiencyPerNode, meansOfPeriods } from './block-lines.ts';
import { poolsOfOption } from './option-pools.ts';
import type { OptionPolicy, PlanFleet, ServiceLine } from './plan-file.ts';
import { type Portfolio, poolsOf, type Workload } from './portfolio.ts';

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
  /** Idle MW in pools where as much unserved demand could be served: only accelerators are missing. */
  readonly waitingMw: Float64Array;
  /** MW that unserved demand would need, on the generation with the most output per MW. */
  readonly missingMw: Float64Array;
  /** What stands and runs in each pool, in the portfolio's order. */
  readonly pools: readonly {
    readonly pool: string;
    readonly poweredMw: Float64Array;
    readonly runningMw: Float64Array;
  }[];
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

export function powerBalance(portfolio: Portfolio, plan: BalancedPlan): PowerBalance {
  const nodes = plan.parent.length;
  const zeros = () => new Float64Array(nodes);
  const liveMw = zeros();
  for (const { itPowerMw, until } of portfolio.liveCapacity)
    for (let n = 0; n < nodes; n++) if (stands(until, plan, n)) liveMw[n]! += itPowerMw;
  const pools = poolPower(portfolio, plan);
  const missing = missingByWorkload(portfolio, plan);
  const index = new Map(portfolio.pools.map(({ id }, k) => [id, k]));
  const reach = portfolio.workloads.map((workload) =>
    poolsOf(workload, portfolio.pools).map(({ id }) => index.get(id)!),
  );
  const balance = { poweredMw: zeros(), runningMw: zeros(), idleMw: zeros(), missingMw: zeros() };
  const waitingMw = zeros();
  for (let n = 0; n < nodes; n++) {
    const idle = pools.map(({ poweredMw, runningMw }) => excess(poweredMw[n]!, runningMw[n]!));
    const short = missing.map((mw) => mw[plan.periodHead[n]!]!);
    balance.poweredMw[n] = sum(pools.map(({ poweredMw }) => poweredMw[n]!));
    balance.runningMw[n] = sum(pools.map(({ runningMw }) => runningMw[n]!));
    balance.idleMw[n] = sum(idle);
    balance.missingMw[n] = sum(short);
    if (balance.idleMw[n]! > 0 && balance.missingMw[n]! > 0) waitingMw[n] = mostMatched(idle, short, reach);
  }
  return { ...balance, liveMw, waitingMw, pools };
}

/** Whether live capacity that ends with quarter `until` is there at a node (F12). */
function stands(until: Quarter | undefined, { firstQuarter, depth }: BalancedPlan, node: number): boolean {
  return until === undefined || addQuarters(firstQuarter, depth[node]!) <= until;
}

function poolPower(portfolio: Portfolio, plan: BalancedPlan): PowerBalance['pools'] {
  const nodes = plan.parent.length;
  const kw = new Map(portfolio.accelerators.map(({ id, itKwPerUnit }) => [id, itKwPerUnit]));
  const pools = portfolio.pools.map(({ id }) => {
    const [poweredMw, inFleet] = [new Float64Array(nodes), new Float64Array(nodes)];
    for (const { pool, itPowerMw, until } of portfolio.liveCapacity) {
      if (pool !== id) continue;
      for (let n = 0; n < nodes; n++) if (stands(until, plan, n)) poweredMw[n]! += itPowerMw;
    }
    for (const { node, pool, accelerator, units } of [...plan.fleet.running, ...plan.fleet.rentedOut])
      if (pool === id) inFleet[node]! += (units * kw.get(accelerator)!) / 1000;
    return { pool: id, poweredMw, runningMw: Float64Array.from(plan.periodHead, (head) => inFleet[head]!) };
  });
  const byId = new Map(pools.map((power) => [power.pool, power]));
  for (const option of plan.policy) {
    const optionPools = poolsOfOption(portfolio, option, plan.parent);
    for (let n = 0; n < nodes; n++) {
      const power = byId.get(optionPools[n]!);
      if (!power) continue;
      power.poweredMw[n]! += option.poweredMw[n]!;
      power.runningMw[n]! += option.drawnMw?.[n] ?? 0;
    }
  }
  return pools;
}

/** Missing MW of each workload, its contract blocks included, at first nodes of periods. */
function missingByWorkload(portfolio: Portfolio, plan: BalancedPlan): Float64Array[] {
  const lines: Pick<BlockLine, 'node' | 'workload' | 'demand' | 'served'>[] = [
    ...plan.service,
    ...blockLines(portfolio, plan),
  ];
  return portfolio.workloads.map((workload) => {
    const efficiency = meansOfPeriods(efficiencyPerNode(workload.id, plan), plan.periodHead);
    const perMw = unitsPerMw(portfolio, workload);
    const missing = new Float64Array(plan.parent.length);
    for (const { node, workload: id, demand, served } of lines) {
      if (id === workload.id && perMw > 0)
        missing[node]! += excess(demand, served) / (perMw * efficiency[node]!);
    }
    return missing;
  });
}

/**
 * Most MW that can be paired: idle by pool, missing by workload, each workload with the pools that it reaches. The value of a maximum flow
 * by shortest augmenting paths (Edmonds and Karp 1972).
 */
function mostMatched(
  idleMw: readonly number[],
  missingMw: readonly number[],
  reach: readonly (readonly number[])[],
): number {
  const [idle, missing] = [[...idleMw], [...missingMw]];
  const dust = 1e-12 * (sum(idle) + sum(missing));
  const flow = missing.map(() => idle.map(() => 0));
  let total = 0;
  for (;;) {
    const path = shortestPath(idle, missing, reach, flow, dust);
    if (!path) return total;
    const { workloads, pools } = path;
    let mw = Math.min(missing[workloads[0]!]!, idle[pools.at(-1)!]!);
    for (let i = 1; i < workloads.length; i++) mw = Math.min(mw, flow[workloads[i]!]![pools[i - 1]!]!);
    for (const [i, w] of workloads.entries()) {
      flow[w]![pools[i]!]! += mw;
      if (i > 0) flow[w]![pools[i - 1]!]! -= mw;
    }
    missing[workloads[0]!]! -= mw;
    idle[pools.at(-1)!]! -= mw;
    total += mw;
  }
}

/** From a workload with missing MW to a pool with idle ones, over workloads that could make room in a pool by moving to another. */
function shortestPath(
  idle: readonly number[],
  missing: readonly number[],
  reach: readonly (readonly number[])[],
  flow: readonly (readonly number[])[],
  dust: number,
): { readonly workloads: number[]; readonly pools: number[] } | undefined {
  const from = new Map<number, number>();
  const via = new Map<number, number>();
  const queue = [...missing.keys()].filter((w) => missing[w]! > dust);
  const seen = new Set(queue);
  for (const w of queue) {
    for (const k of reach[w]!) {
      if (from.has(k)) continue;
      from.set(k, w);
      if (idle[k]! > dust) {
        const [workloads, pools] = [[w], [k]];
        for (let at = via.get(w); at !== undefined; at = via.get(workloads[0]!)) {
          pools.unshift(at);
          workloads.unshift(from.get(at)!);
        }
        return { workloads, pools };
      }
      for (const [other, units] of flow.entries()) {
        if (seen.has(other) || units[k]! <= dust) continue;
        seen.add(other);
        via.set(other, k);
        queue.push(other);
      }
    }
  }
  return undefined;
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

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
