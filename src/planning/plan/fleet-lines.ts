/** The plan's fleet and service in natural units. */
import type { PlanFleet, ServiceLine } from '../../domain/plan-file.ts';
import type { CompiledPortfolio } from '../portfolio/compile-portfolio.ts';
import { periodMeans } from '../portfolio/periods.ts';

/** Values below this share of a unit are the solver's dust and are left out. */
const DUST = 1e-9;

/** Lines of the plan from values of the problem's variables; what is only the solver's dust is left out. */
export function fleetLines({ frame, variables }: CompiledPortfolio, values: Float64Array): PlanFleet {
  type Lots = PlanFleet['purchases'][number][];
  const lots: Record<'buy' | 'sell' | 'rent-out', Lots> = { buy: [], sell: [], 'rent-out': [] };
  const running: PlanFleet['running'][number][] = [];
  const bursts: PlanFleet['bursts'][number][] = [];
  for (const [j, variable] of variables) {
    if (values[j]! < DUST) continue;
    const amount = values[j]! * variable.scale;
    const node = frame.periods.nodes[variable.period]![0]!;
    switch (variable.kind) {
      case 'buy':
      case 'sell':
      case 'rent-out':
        lots[variable.kind].push({
          node,
          pool: variable.pool,
          accelerator: variable.accelerator,
          units: amount,
        });
        break;
      case 'run':
        running.push({
          node,
          pool: variable.pool,
          accelerator: variable.accelerator,
          workload: variable.workload,
          units: amount,
        });
        break;
      case 'burst':
        bursts.push({ node, burst: variable.burst, unitsPerHour: amount });
    }
  }
  const inTime = <Line extends { readonly node: number }>(lines: readonly Line[]) =>
    lines.toSorted((a, b) => a.node - b.node);
  return {
    purchases: inTime(lots.buy),
    running: inTime(running),
    sales: inTime(lots.sell),
    rentedOut: inTime(lots['rent-out']),
    bursts: inTime(bursts),
  };
}

/** Per period and workload, in the order of both. */
export function serviceLines({ frame, variables }: CompiledPortfolio, values: Float64Array): ServiceLine[] {
  const { periods, portfolio, tree } = frame;
  const served = new Map<string, number>();
  const lost = new Map<string, number>();
  const add = (totals: Map<string, number>, period: number, workload: string, units: number) => {
    totals.set(`${period} ${workload}`, (totals.get(`${period} ${workload}`) ?? 0) + units);
  };
  for (const [j, variable] of variables) {
    const amount = values[j]! * variable.scale;
    if (variable.kind === 'run') add(served, variable.period, variable.workload, amount * variable.rate);
    if (variable.kind === 'burst') add(served, variable.period, variable.workload, amount);
    if (variable.kind === 'lost') add(lost, variable.period, variable.workload, amount);
  }
  const demands = new Map(
    portfolio.workloads.map(({ id }) => [id, periodMeans(periods, tree.values.get(`demand:${id}`)!)]),
  );
  return periods.nodes.flatMap(([head], p) =>
    portfolio.workloads.map(({ id, committedShare, churnShare }) => {
      const demand = demands.get(id)![p]!;
      const got = served.get(`${p} ${id}`) ?? 0;
      const away = lost.get(`${p} ${id}`) ?? 0;
      const short = Math.max(0, committedShare * (demand - away) - got);
      return {
        node: head!,
        workload: id,
        demand,
        served: got,
        short,
        ...(churnShare !== undefined && { lost: away }),
      };
    }),
  );
}
