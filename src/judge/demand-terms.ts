/** What a stated problem owes to the demand and the efficiency of its tree, so that it can be moved to others without being stated anew. */
import { type SeriesKind, seriesName } from '../domain/uncertain-series.ts';
import type { CompiledPortfolio } from '../planning/portfolio/compile-portfolio.ts';

/** What is asked and what an accelerator serves of it, by the names of their series. */
export interface ServedSeries {
  readonly demand: string;
  readonly efficiency: string;
}

/** A row of a budget. */
export interface Budget {
  readonly node: number;
  readonly fiscalYear: number;
  /** Whether nothing may be spent above it. */
  readonly isHard: boolean;
}

/** What moves with demand, efficiency and prices in a problem of commitments and service, and what of it has to hold in every future. */
export interface DemandTerms {
  /** By variable, the node at which it is decided. */
  readonly nodeOf: Int32Array;
  /** Variables whose upper bounds follow from rows: they need none. */
  readonly unbounded: ReadonlySet<number>;
  /** Rows whose limits are proportional to demand over efficiency: their unit is what serves at the node's efficiency. */
  readonly limits: ReadonlyMap<number, ServedSeries>;
  /** Variables of whose profit a part is proportional to efficiency, and that part. */
  readonly earnings: ReadonlyMap<number, ServedSeries & { readonly profit: number }>;
  /** Rows in which money of a fiscal year is counted on the path to a node, the last of the year. */
  readonly budgets: ReadonlyMap<number, Budget>;
  /** Rows in which what options may take has to be there, whichever future comes. */
  readonly firm: ReadonlySet<number>;
  /** Factor of the price of a commitment, by the name of its series; absent where the price is certain. */
  readonly prices: ReadonlyMap<number, string>;
}

/** The terms of a portfolio. Blocks of contracts are owed whatever demand does; their efficiency is taken as the nodes have it. */
export function demandTerms({ problem, frame, variables }: CompiledPortfolio): DemandTerms {
  const workloads = new Set(frame.portfolio.workloads.map(({ id }) => id));
  const served = (workload: string): ServedSeries => ({
    demand: seriesName('demand', workload),
    efficiency: seriesName('efficiency', workload),
  });
  const limits = new Map<number, ServedSeries>();
  const budgets = new Map<number, Budget>();
  const firm = new Set<number>();
  const soft = new Set(
    frame.portfolio.budget.flatMap((year) =>
      year.overspendUsdPerUsd === undefined ? [] : [year.fiscalYear],
    ),
  );
  for (const [row, { key }] of frame.rows.entries()) {
    if (key.rule === 'fleet') firm.add(row);
    if (key.rule === 'budget') {
      const { node, fiscalYear } = key;
      budgets.set(row, { node, fiscalYear, isHard: !soft.has(fiscalYear) });
    }
    if (key.rule === 'demand' || key.rule === 'committed' || key.rule === 'service-level')
      limits.set(row, served(key.workload));
  }
  const nodeOf = new Int32Array(problem.columns.profit.length);
  const unbounded = new Set<number>();
  const earnings = new Map<number, ServedSeries & { readonly profit: number }>();
  const prices = new Map<number, string>();
  for (const [variable, meaning] of variables) {
    nodeOf[variable] = frame.periods.nodes[meaning.period]![0]!;
    if (meaning.kind === 'buy')
      prices.set(variable, seriesName('price' satisfies SeriesKind, meaning.accelerator));
    if (!('workload' in meaning) || !workloads.has(meaning.workload)) continue;
    if (meaning.kind !== 'burst') unbounded.add(variable);
    const profit = weightedCash(problem, variable, meaning.kind === 'run' ? 'revenue' : undefined);
    if (profit !== 0) earnings.set(variable, { ...served(meaning.workload), profit });
  }
  return { nodeOf, unbounded, limits, earnings, budgets, firm, prices };
}

/** What a variable earns in expectation, under one heading or all. */
function weightedCash(
  { tree, columnCash: { start, node, amount, category } }: CompiledPortfolio['problem'],
  variable: number,
  heading: string | undefined,
): number {
  let sum = 0;
  for (let i = start[variable]!; i < start[variable + 1]!; i++)
    if (heading === undefined || category[i] === heading) sum += tree.probability[node[i]!]! * amount[i]!;
  return sum;
}
