/** Workloads: demand, promises, service levels, churn and burst (docs/method.md, F5, F6, F8, F14, F17). */
import type { Workload } from '../../domain/portfolio.ts';
import { periodMeans } from './periods.ts';
import { HOURS_PER_QUARTER } from './portfolio-frame.ts';
import type { CashTerm, PortfolioModel, PortfolioPart, RowTerm } from './portfolio-model.ts';
import type { RowSense } from './row-register.ts';
import { addServiceLine, revenueCash } from './service-line.ts';

/** Rows of one workload by period; absent where the rule does not hold for it. */
interface WorkloadRows {
  readonly demand: readonly number[];
  readonly committed: readonly (number | undefined)[];
  readonly serviceLevel: readonly (number | undefined)[];
  readonly churn: readonly (number | undefined)[];
}

/** A workload with what is asked of it. */
interface AskedWorkload {
  readonly workload: Workload;
  /** Mean units per hour, by period. */
  readonly demand: Float64Array;
  /** Units per hour that are 1 of the program. */
  readonly scale: number;
  readonly rows: WorkloadRows;
}

/** Rows and variables of serving each workload. */
export const workloadPart: PortfolioPart = {
  addVariables(model) {
    for (const workload of model.frame.portfolio.workloads) addWorkload(model, workload);
  },
};

function addWorkload(model: PortfolioModel, workload: Workload): void {
  const { periods, growth } = model.frame;
  const demand = periodMeans(periods, demandOf(model, workload));
  // What is asked for at the root is 1 of the program; where that is nothing, the most that ever is.
  const scale = demand[0]! || Math.max(...demand) || 1;
  const rows = addWorkloadRows(model, workload, demand, scale);
  const asked: AskedWorkload = { workload, demand, scale, rows };
  const served = (p: number) =>
    [rows.demand[p], rows.committed[p], rows.serviceLevel[p]].filter((row) => row !== undefined);
  const prices = growth(workload.priceGrowthPerYear);
  const price = (n: number) => (workload.priceUsdPerUnit ?? 0) * prices[n]!;
  addServiceLine(model, {
    id: workload.id,
    workload,
    efficiency: efficiencyOf(model, workload),
    price,
    servedRows: served,
    mostDemand: (p) => demand[p]!,
  });
  for (const p of periods.nodes.keys()) {
    addShortfall(model, asked, p);
    addLost(model, asked, p);
    addBursts(model, asked, p, { price, rows: served(p) });
  }
}

/** Demand per node, units per hour. */
function demandOf({ frame }: PortfolioModel, { id }: Pick<Workload, 'id'>): Float64Array {
  const values = frame.tree.values.get(`demand:${id}`);
  if (!values) throw new RangeError(`the tree has no values named demand:${id}`);
  return values;
}

/** Mean efficiency per period; 1 where the tree has none. */
export function efficiencyOf({ frame }: PortfolioModel, { id }: Pick<Workload, 'id'>): Float64Array {
  const values = frame.tree.values.get(`efficiency:${id}`);
  return values ? periodMeans(frame.periods, values) : new Float64Array(frame.periods.nodes.length).fill(1);
}

function addWorkloadRows(
  model: PortfolioModel,
  workload: Workload,
  demand: Float64Array,
  scale: number,
): WorkloadRows {
  const { committedShare, serviceLevel = 0, churnShare } = workload;
  const rowsOf = (rule: 'demand' | 'committed' | 'service-level' | 'churn', sense: RowSense, share: number) =>
    Array.from(demand, (units, p) =>
      model.row({ rule, node: model.head(p), workload: workload.id }, sense, share * units, scale),
    );
  const none = Array.from(demand, () => undefined);
  return {
    demand: rowsOf('demand', 1, 1),
    committed: committedShare > 0 ? rowsOf('committed', -1, committedShare) : none,
    serviceLevel: serviceLevel > 0 ? rowsOf('service-level', -1, serviceLevel) : none,
    churn: churnShare !== undefined ? rowsOf('churn', 0, 0) : none,
  };
}

function addShortfall(
  model: PortfolioModel,
  { workload, rows, demand, scale }: AskedWorkload,
  p: number,
): void {
  const committed = rows.committed[p];
  if (committed === undefined) return;
  const { periods } = model.frame;
  const cash = periods.nodes[p]!.map(
    (n): CashTerm => [n, -HOURS_PER_QUARTER * workload.shortfallUsdPerUnit, 'shortfall'],
  );
  const churned = childPeriods(model, p).flatMap((child): RowTerm[] => {
    const row = rows.churn[child];
    return row === undefined ? [] : [[row, -workload.churnShare! * remaining(demand, p, child)]];
  });
  const variable = { kind: 'short', period: p, workload: workload.id, scale } as const;
  model.variable(variable, workload.committedShare * demand[p]!, cash, [[committed, 1], ...churned]);
}

/** F17: what a shortage drove away, and what of it has not come back. */
function addLost(model: PortfolioModel, { workload, rows, demand, scale }: AskedWorkload, p: number): void {
  const churn = rows.churn[p];
  if (churn === undefined) return;
  const { committedShare, serviceLevel = 0, returnSharePerYear } = workload;
  const kept = (1 - returnSharePerYear) ** (model.frame.periods.nodes[p]!.length / 4);
  const entries: RowTerm[] = [
    [churn, 1],
    [rows.demand[p]!, 1],
  ];
  if (rows.committed[p] !== undefined) entries.push([rows.committed[p], committedShare]);
  if (rows.serviceLevel[p] !== undefined) entries.push([rows.serviceLevel[p], serviceLevel]);
  for (const child of childPeriods(model, p))
    entries.push([rows.churn[child]!, -kept * remaining(demand, p, child)]);
  // Nobody was turned away before the first period: the equality alone holds it at 0.
  model.variable({ kind: 'lost', period: p, workload: workload.id, scale }, demand[p]!, [], entries);
}

/** ρ of F17: demand that shrinks takes its share of what was lost with it. */
function remaining(demand: Float64Array, from: number, to: number): number {
  return demand[from]! > 0 ? Math.min(1, demand[to]! / demand[from]!) : 0;
}

/** F14: what is rented is served like the rest, at the `price` per node, in `rows`. */
function addBursts(
  model: PortfolioModel,
  { workload, scale }: AskedWorkload,
  p: number,
  { price, rows }: { readonly price: (n: number) => number; readonly rows: readonly number[] },
): void {
  const { portfolio, periods, quarterOf, growth, relativePrice } = model.frame;
  const quarter = quarterOf(model.head(p));
  for (const burst of portfolio.bursts) {
    const open =
      (burst.from === undefined || quarter >= burst.from) &&
      (burst.until === undefined || quarter <= burst.until);
    if (burst.workload !== workload.id || !open) continue;
    const cost = growth(burst.priceGrowthPerYear);
    const relative = relativePrice('rent', burst.id);
    const cash: CashTerm[] = [
      ...revenueCash(model, { price }, p, 1),
      ...periods.nodes[p]!.map(
        (n): CashTerm => [n, -HOURS_PER_QUARTER * burst.priceUsdPerUnit * cost[n]! * relative[n]!, 'burst'],
      ),
    ];
    const variable = { kind: 'burst', period: p, burst: burst.id, workload: workload.id, scale } as const;
    model.variable(
      variable,
      burst.maxUnitsPerHour,
      cash,
      rows.map((row): RowTerm => [row, 1]),
    );
  }
}

function childPeriods({ frame }: PortfolioModel, p: number): number[] {
  return [...frame.periods.parent.keys()].filter((child) => frame.periods.parent[child] === p);
}
