/** What every part of a compiled portfolio shares: the tree, its periods, indices of time, scales and the problem under construction. */
import { nodeCount, type ScenarioTree } from '../../demand/scenario-tree.ts';
import { firstQuarterOf, type Pool, type Portfolio, type Region } from '../../domain/portfolio.ts';
import { type SeriesKind, seriesName } from '../../domain/uncertain-series.ts';
import { fiscalYearOf, type Quarter } from '../../units/quarter.ts';
import { ProblemBuilder } from '../planning-problem.ts';
import { type Periods, periodsOf } from './periods.ts';
import { RowRegister } from './row-register.ts';

/** Hours and months of a quarter (T1). */
export const HOURS_PER_QUARTER = 2191.5;

/** Months of a quarter, by which monthly rents are paid. */
export const MONTHS_PER_QUARTER = 3;

/** The program counts money in millions and accelerators in thousands, so that its figures are of one size. */
export const USD_SCALE = 1e6;

/** Accelerators per unit of a fleet variable. */
export const UNIT_SCALE = 1e3;

/** Series of prices that a tree may hold. */
type PriceKind = Exclude<SeriesKind, 'demand' | 'efficiency'>;

/** A portfolio laid over a tree: what every part of the program needs to know of time, money and prices, each array worked out once. */
export interface PortfolioFrame {
  readonly portfolio: Portfolio;
  readonly tree: ScenarioTree;
  readonly periods: Periods;
  readonly builder: ProblemBuilder;
  readonly rows: RowRegister;
  /** δ(n), shape `[node]`. */
  readonly discount: Float64Array;
  /** Fiscal year of each node. */
  readonly fiscalYear: Int32Array;
  /** Fiscal years with a budget. */
  readonly budgetYears: ReadonlySet<number>;
  /** (1 + rate)^(t/4) per node. */
  growth(ratePerYear: number): Float64Array;
  /** δ(n)·(1 + rate)^(t/4) in the program's money, per node: multiplies a USD amount of today. */
  cashFactor(ratePerYear: number): Float64Array;
  /** What the tree makes of a stated price, per node (T6); 1 where the price is certain. */
  relativePrice(kind: PriceKind, id: string): Float64Array;
  /** {@link growth} of the price of electricity in a region, with what the tree makes of it. */
  powerGrowth(region: Pick<Region, 'id' | 'powerGrowthPerYear'>): Float64Array;
  quarterOf(node: number): Quarter;
  /** 1 at nodes whose quarter lies in [from, until]; the same array for the same quarters. */
  openBetween(from: Quarter | undefined, until: Quarter | undefined): Uint8Array;
  /** 1 at nodes after a quarter. */
  openAfter(quarter: Quarter): Uint8Array;
}

/** The pool of an id that is known to exist. */
export function poolById({ portfolio }: Pick<PortfolioFrame, 'portfolio'>, id: string): Pool {
  const pool = portfolio.pools.find((candidate) => candidate.id === id);
  if (!pool) throw new RangeError(`no pool ${id}`);
  return pool;
}

/** The frame of a portfolio on a tree; `periods` replaces those of T4. */
export function portfolioFrame(
  portfolio: Portfolio,
  tree: ScenarioTree,
  periods: Periods = periodsOf(tree, portfolio.calendar.periodQuarters),
): PortfolioFrame {
  const nodes = nodeCount(tree);
  const discount = Float64Array.from(
    tree.depth,
    (t) => (1 + portfolio.finance.discountRatePerYear) ** (-t / 4),
  );
  const growth = memoized((rate: number) => Float64Array.from(tree.depth, (t) => (1 + rate) ** (t / 4)));
  const cashFactor = memoized((rate: number) =>
    growth(rate).map((value, n) => (value * discount[n]!) / USD_SCALE),
  );
  const certain = new Float64Array(nodes).fill(1);
  const relativePrice = (kind: PriceKind, id: string) => tree.values.get(seriesName(kind, id)) ?? certain;
  const powerGrowth = memoized((region: Pick<Region, 'id' | 'powerGrowthPerYear'>) => {
    const relative = relativePrice('power', region.id);
    return growth(region.powerGrowthPerYear).map((value, n) => value * relative[n]!);
  });
  const first = firstQuarterOf(portfolio);
  const quarterOf = (node: number) => (first + tree.depth[node]!) as Quarter;
  const fiscalYear = Int32Array.from({ length: nodes }, (_, n) =>
    fiscalYearOf(quarterOf(n), portfolio.calendar.fiscalYearStartMonth),
  );
  const openBetween = memoized((window: string) => {
    const [from, until] = window.split(' ') as [string, string];
    const isOpen = (q: number) => (from === '' || q >= Number(from)) && (until === '' || q <= Number(until));
    return Uint8Array.from({ length: nodes }, (_, n) => (isOpen(quarterOf(n)) ? 1 : 0));
  });
  return {
    portfolio,
    tree,
    periods,
    builder: new ProblemBuilder(tree, portfolio.risk),
    rows: new RowRegister(),
    discount,
    fiscalYear,
    budgetYears: new Set(portfolio.budget.map((year) => year.fiscalYear)),
    growth,
    cashFactor,
    relativePrice,
    powerGrowth,
    quarterOf,
    openBetween: (from, until) => openBetween(`${from ?? ''} ${until ?? ''}`),
    openAfter: (quarter) => openBetween(`${quarter + 1} `),
  };
}

function memoized<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}
