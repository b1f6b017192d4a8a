/** The plan's fleet and service in natural units. */
import type { PlanFleet, ServiceLine } from '../../domain/plan-file.ts';
import type { CompiledPortfolio } from '../portfolio/compile-portfolio.ts';
import { periodMeans } from '../portfolio/periods.ts';

/** Values below this share of a unit are the solver's dust and are left out. */
const DUST = 1e-9;

export function fleetLines({ frame, variables }: CompiledPortfolio, values: Float64Array): PlanFleet {
  const purchases: PlanFleet['purchases'][number][] = [];
  const running: PlanFleet['running'][number][] = [];
  for (const [j, variable] of variables) {
    const units = values[j]! * variable.scale;
    if (values[j]! < DUST) continue;
    const node = frame.periods.nodes[variable.period]![0]!;
    if (variable.kind === 'buy')
      purchases.push({ node, pool: variable.pool, accelerator: variable.accelerator, units });
    if (variable.kind === 'run') {
      running.push({
        node,
        pool: variable.pool,
        accelerator: variable.accelerator,
        workload: variable.workload,
        units,
      });
    }
  }
  return {
    purchases: purchases.sort((a, b) => a.node - b.node),
    running: running.sort((a, b) => a.node - b.node),
  };
}

/** Per period and workload, in the order of both. */
export function serviceLines({ frame, variables }: CompiledPortfolio, values: Float64Array): ServiceLine[] {
  const { periods, portfolio, tree } = frame;
  const served = new Map<string, number>();
  for (const [j, variable] of variables) {
    if (variable.kind !== 'run') continue;
    const key = `${variable.period} ${variable.workload}`;
    served.set(key, (served.get(key) ?? 0) + values[j]! * variable.scale * variable.rate);
  }
  const demands = new Map(
    portfolio.workloads.map(({ id }) => [id, periodMeans(periods, tree.values.get(`demand:${id}`)!)]),
  );
  return periods.nodes.flatMap(([head], p) =>
    portfolio.workloads.map(({ id, committedShare }) => {
      const demand = demands.get(id)![p]!;
      const got = served.get(`${p} ${id}`) ?? 0;
      return {
        node: head!,
        workload: id,
        demand,
        served: got,
        short: Math.max(0, committedShare * demand - got),
      };
    }),
  );
}
