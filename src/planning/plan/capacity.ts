/** Power that is there, power that runs and power that unserved demand would need, per node. */

import type { OptionPolicy, PlanFleet, ServiceLine } from '../../domain/plan-file.ts';
import type { Portfolio, Workload } from '../../domain/portfolio.ts';
import type { CompiledPortfolio } from '../portfolio/compile-portfolio.ts';
import { liveMwAt } from '../portfolio/fleet-part.ts';

export interface CapacityPerNode {
  /** Powered IT MW, live capacity and options. */
  readonly poweredMw: Float64Array;
  /** What serves, trains or is rented out. */
  readonly runningMw: Float64Array;
  /** MW that no accelerator uses. */
  readonly idleMw: Float64Array;
  /** MW that the demand left unserved would need, on the generation with the most output per MW. */
  readonly missingMw: Float64Array;
}

export function capacityPerNode(
  { frame }: CompiledPortfolio,
  policy: readonly OptionPolicy[],
  fleet: PlanFleet,
  service: readonly ServiceLine[],
): CapacityPerNode {
  const { portfolio, tree, periods, quarterOf } = frame;
  const poweredMw = Float64Array.from(tree.parent, (_, n) => {
    const live = portfolio.pools.reduce((sum, pool) => sum + liveMwAt(portfolio, pool.id, quarterOf(n)), 0);
    return policy.reduce((sum, option) => sum + option.poweredMw[n]!, live);
  });
  const byPeriod = (amounts: readonly { node: number; mw: number }[]) => {
    const perPeriod = new Float64Array(periods.nodes.length);
    for (const { node, mw } of amounts) perPeriod[periods.of[node]!]! += mw;
    return Float64Array.from(periods.of, (p) => perPeriod[p]!);
  };
  const kw = new Map(portfolio.accelerators.map((accelerator) => [accelerator.id, accelerator.itKwPerUnit]));
  const inFleet = byPeriod(
    [...fleet.running, ...fleet.rentedOut].map(({ node, units, accelerator }) => ({
      node,
      mw: (units * kw.get(accelerator)!) / 1000,
    })),
  );
  const runningMw = inFleet.map((mw, n) =>
    policy.reduce((sum, option) => sum + (option.drawnMw?.[n] ?? 0), mw),
  );
  const missingMw = byPeriod(
    service.map((line) => {
      const workload = portfolio.workloads.find(({ id }) => id === line.workload)!;
      const efficiency = tree.values.get(`efficiency:${line.workload}`)?.[line.node] ?? 1;
      const perMw = unitsPerMw(portfolio, workload) * efficiency;
      return { node: line.node, mw: perMw > 0 ? excess(line.demand, line.served) / perMw : 0 };
    }),
  );
  const idleMw = poweredMw.map((mw, n) => excess(mw, runningMw[n]!));
  return { poweredMw, runningMw, idleMw, missingMw };
}

/** What exceeds, without the dust of a solver's last digits. */
function excess(value: number, over: number): number {
  return value - over > 1e-9 * value ? value - over : 0;
}

/** Most units per hour that a MW serves, over the generations. */
function unitsPerMw(portfolio: Portfolio, workload: Workload): number {
  const rates = portfolio.accelerators.map(
    ({ id, itKwPerUnit }) => ((workload.ratePerAcceleratorHour[id] ?? 0) * 1000) / itKwPerUnit,
  );
  return Math.max(0, ...rates) / workload.peakFactor;
}
