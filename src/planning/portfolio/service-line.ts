/** A line of service: demand that accelerators serve at a price (docs/method.md, F3, F5, F6, F8, F9). */
import { poolsOf, type Workload } from '../../domain/portfolio.ts';
import { HOURS_PER_QUARTER, UNIT_SCALE } from './portfolio-frame.ts';
import type { CashTerm, PortfolioModel, RowTerm } from './portfolio-model.ts';

/** What is served: a workload's own demand, or the block of a contract. */
export interface ServiceLineSpec {
  /** Name of the line in variables: the workload, or the contract whose block it is. */
  readonly id: string;
  readonly workload: Workload;
  /** Mean efficiency per period. */
  readonly efficiency: Float64Array;
  /** Price per unit at a node. */
  readonly price: (node: number) => number;
  /** Rows that a unit per hour served in a period enters. */
  readonly servedRows: (period: number) => readonly number[];
  /** Most units per hour that can be asked for in a period. */
  readonly mostDemand: (period: number) => number;
}

/** Adds what runs for a line: one variable per period, pool and generation that may serve it. */
export function addServiceLine(model: PortfolioModel, line: ServiceLineSpec): void {
  const { portfolio, periods } = model.frame;
  const pools = poolsOf(line.workload, portfolio.pools);
  for (const p of periods.nodes.keys()) {
    const demand = line.mostDemand(p);
    const rows = line.servedRows(p);
    if (demand <= 0) continue;
    for (const pool of pools) {
      for (const accelerator of portfolio.accelerators) {
        const rate = unitRate(line.workload, accelerator.id, line.efficiency[p]!);
        if (rate <= 0 || !model.mayOwn(pool, accelerator, p)) continue;
        const entries: RowTerm[] = [
          ...model.loadEntries(pool, accelerator, p),
          ...rows.map((row): RowTerm => [row, rate]),
        ];
        const cash = [...revenueCash(model, line, p, rate), ...model.energyCash(pool, accelerator, p)];
        const variable = {
          kind: 'run',
          period: p,
          pool: pool.id,
          accelerator: accelerator.id,
          workload: line.id,
          rate,
          scale: UNIT_SCALE,
        } as const;
        model.variable(variable, demand / rate, cash, entries);
      }
    }
  }
}

/** Units per hour that an accelerator serves of the mean demand (F5). */
function unitRate(workload: Workload, accelerator: string, efficiency: number): number {
  return ((workload.ratePerAcceleratorHour[accelerator] ?? 0) * efficiency) / workload.peakFactor;
}

/** Revenue of `units` per hour in each quarter of a period (F8). */
export function revenueCash(
  model: PortfolioModel,
  line: Pick<ServiceLineSpec, 'price'>,
  period: number,
  units: number,
): CashTerm[] {
  return model.frame.periods.nodes[period]!.map((n) => [
    n,
    HOURS_PER_QUARTER * line.price(n) * units,
    'revenue',
  ]);
}
