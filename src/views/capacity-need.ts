/** Powered megawatts against what demand needs, per node of a plan. */
import type { ScenarioTree } from '../demand/scenario-tree.ts';
import type { PlanFile } from '../domain/plan-file.ts';
import type { Portfolio, Workload } from '../domain/portfolio.ts';
import { addQuarters } from '../units/quarter.ts';

/** IT megawatts, shape `[node]`. */
export interface CapacityNeed {
  /** Live capacity of the installed base. */
  readonly liveMw: Float64Array;
  /** Live capacity and what the options have powered. */
  readonly poweredMw: Float64Array;
  /** What accelerators draw that serve, train or are rented out. */
  readonly runningMw: Float64Array;
  /** `runningMw` and what unserved demand would draw on the generation that serves most per MW. */
  readonly needMw: Float64Array;
}

/** Recomputes capacity and need from the plan's policy, fleet and service. `tree` is the plan's. */
export function capacityNeed(portfolio: Portfolio, plan: PlanFile, tree: ScenarioTree): CapacityNeed {
  const liveByDepth = new Map(
    [...new Set(tree.depth)].map((t) => [t, liveAt(portfolio, addQuarters(tree.firstQuarter, t))]),
  );
  const liveMw = Float64Array.from(tree.depth, (t) => liveByDepth.get(t)!);
  const poweredMw = liveMw.map((live, n) =>
    plan.policy.reduce((sum, option) => sum + option.poweredMw[n]!, live),
  );
  const kw = new Map(portfolio.accelerators.map(({ id, itKwPerUnit }) => [id, itKwPerUnit]));
  const { periodHead } = plan.tree;
  const inFleet = byPeriod(
    periodHead,
    [...plan.fleet.running, ...plan.fleet.rentedOut].map(({ node, accelerator, units }) => [
      node,
      (units * kw.get(accelerator)!) / 1000,
    ]),
  );
  const runningMw = inFleet.map((mw, n) =>
    plan.policy.reduce((sum, option) => sum + (option.drawnMw?.[n] ?? 0), mw),
  );
  const bestPerMw = new Map(portfolio.workloads.map((one) => [one.id, bestUnitsPerMw(portfolio, one)]));
  const missingMw = byPeriod(
    periodHead,
    plan.service.map(({ node, workload: id, demand, served }) => {
      const efficiency = tree.values.get(`efficiency:${id}`)?.[node] ?? 1;
      const perMw = (bestPerMw.get(id) ?? 0) * efficiency;
      return [node, perMw > 0 ? Math.max(0, demand - served) / perMw : 0];
    }),
  );
  return { liveMw, poweredMw, runningMw, needMw: runningMw.map((mw, n) => mw + missingMw[n]!) };
}

function liveAt({ liveCapacity }: Portfolio, quarter: number): number {
  return liveCapacity
    .filter(({ until }) => until === undefined || quarter <= until)
    .reduce((sum, { itPowerMw }) => sum + itPowerMw, 0);
}

/** Sums amounts that stand at first nodes of periods, and gives every node its period's sum. */
function byPeriod(
  periodHead: readonly number[],
  amounts: readonly (readonly [node: number, mw: number])[],
): Float64Array {
  const atHead = new Float64Array(periodHead.length);
  for (const [node, mw] of amounts) atHead[node]! += mw;
  return Float64Array.from(periodHead, (head) => atHead[head]!);
}

/** Most units per hour that a MW serves at the peak, over the generations. */
function bestUnitsPerMw({ accelerators }: Portfolio, workload: Workload): number {
  const rates = accelerators.map(
    ({ id, itKwPerUnit }) => ((workload.ratePerAcceleratorHour[id] ?? 0) * 1000) / itKwPerUnit,
  );
  return Math.max(0, ...rates) / workload.peakFactor;
}
