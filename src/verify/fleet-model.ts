/** The fleet as the rules F1, F2, F7, F11 and F12 have it: what may be ordered and when it serves. */
import type { Accelerator, Portfolio } from '../domain/portfolio.ts';
import { grown, priceShare, type Timeline } from './timeline.ts';

/** What an order placed at a period's head does, wherever it is placed. */
export interface OrderCourse {
  /** Whether the order may be placed: within its window, and arriving on every path (F1). */
  readonly allowed: boolean;
  /** Price per unit at the head. */
  readonly priceUsd: number;
  /** Most units of all pools together (F7). */
  readonly supplyUnits: number;
  /** Positions of the periods in which it serves. */
  readonly serves: readonly number[];
  /** Leaves at whose end it still serves, with the share of its price that it is worth (F11). */
  readonly left: readonly { readonly leaf: number; readonly share: number }[];
}

/** Orders, installed units and sales by period, from the portfolio alone. */
export interface FleetModel {
  /** By accelerator, shape `[period]`. */
  readonly orders: ReadonlyMap<string, readonly OrderCourse[]>;
  /** Installed fleet and orders in flight that serve in a period (F2). */
  baseUnits(period: number, pool: string, accelerator: string): number;
  /** Whether any unit can serve in a period: there without an order, or by one that may be placed. */
  mayOwn(period: number, pool: string, accelerator: string): boolean;
  /** Installed units that may be sold in a period, and what one earns; `undefined` where there are none (F16). */
  sale(period: number, pool: string, accelerator: string): Sale | undefined;
}

/** Units of the installed fleet that may be sold in a period, and what one earns, nominal. */
export interface Sale {
  readonly units: number;
  readonly usdPerUnit: number;
}

/** What is owned without any purchase, and what may be bought and sold, by period. */
export function fleetModelOf(portfolio: Portfolio, timeline: Timeline): FleetModel {
  const base = new Map<string, number>();
  const sales = salesOf(portfolio, timeline);
  const addBase = (pool: string, id: string, units: number, arrival: number) => {
    const life = portfolio.accelerators.find((accelerator) => accelerator.id === id)!.usefulLifeQuarters;
    for (const [p, { head }] of timeline.periods.entries()) {
      const quarter = timeline.quarter[head]!;
      if (quarter < arrival || quarter >= arrival + life) continue;
      const key = baseKey(p, pool, id);
      base.set(key, (base.get(key) ?? 0) + units);
    }
  };
  for (const fleet of portfolio.installedFleet) {
    addBase(fleet.pool, fleet.accelerator, fleet.units, fleet.arrived);
  }
  for (const order of portfolio.orders) addBase(order.pool, order.accelerator, order.units, order.arrives);
  const orders = new Map(
    portfolio.accelerators.map((accelerator) => [
      accelerator.id,
      timeline.periods.map((_, p) => orderCourse(accelerator, p, timeline)),
    ]),
  );
  const byOrder = new Map(
    Array.from(orders, ([accelerator, courses]) => [
      accelerator,
      new Set(courses.flatMap(({ allowed, serves }) => (allowed ? serves : []))),
    ]),
  );
  const baseUnits = (period: number, pool: string, accelerator: string) =>
    base.get(baseKey(period, pool, accelerator)) ?? 0;
  return {
    orders,
    baseUnits,
    mayOwn: (period, pool, accelerator) =>
      byOrder.get(accelerator)!.has(period) || baseUnits(period, pool, accelerator) > 0,
    sale: (period, pool, accelerator) => sales.get(baseKey(period, pool, accelerator)),
  };
}

function baseKey(period: number, pool: string, accelerator: string): string {
  return `${period}|${pool}|${accelerator}`;
}

function salesOf(portfolio: Portfolio, timeline: Timeline): Map<string, Sale> {
  const { periods, quarter } = timeline;
  const sales = new Map<string, Sale>();
  for (const accelerator of portfolio.accelerators) {
    const { id, resaleShare, usefulLifeQuarters, residualSharePerYear } = accelerator;
    if (resaleShare === undefined) continue;
    for (const { id: pool } of portfolio.pools) {
      const lots = portfolio.installedFleet.filter((lot) => lot.pool === pool && lot.accelerator === id);
      const newest = Math.max(...lots.map(({ arrived }) => arrived));
      for (const [p, { head }] of periods.entries()) {
        const now = quarter[head]!;
        const serving = lots.filter(({ arrived }) => arrived <= now && now < arrived + usefulLifeQuarters);
        const units = serving.reduce((sum, lot) => sum + lot.units, 0);
        const newUsd = priceAt(accelerator, head, timeline);
        const usdPerUnit = resaleShare * newUsd * residualSharePerYear ** ((now - newest) / 4);
        if (units > 0) sales.set(baseKey(p, pool, id), { units, usdPerUnit });
      }
    }
  }
  return sales;
}

function orderCourse(accelerator: Accelerator, start: number, timeline: Timeline): OrderCourse {
  const { periods, age, quarter, periodOf, children } = timeline;
  const { head, nodes } = periods[start]!;
  const serves: number[] = [];
  const left: { leaf: number; share: number }[] = [];
  let arrivesEverywhere = true;
  const follow = (p: number, arrivedBefore: number | undefined): void => {
    const now = age[periods[p]!.head]!;
    const due = now >= age[head]! + accelerator.leadTimeQuarters;
    const arrived = arrivedBefore ?? (due ? now : undefined);
    const serving = arrived !== undefined && now < arrived + accelerator.usefulLifeQuarters;
    if (serving) serves.push(p);
    for (const next of periods[p]!.next) follow(next, arrived);
    const last = periods[p]!.nodes.at(-1)!;
    if (children[last]!.length > 0) return;
    if (arrived === undefined) arrivesEverywhere = false;
    else if (serving) left.push({ leaf: last, share: residual(accelerator, age[last]! + 1 - arrived) });
  };
  follow(periodOf[head]!, undefined);
  const { orderFrom, orderUntil } = accelerator;
  const inWindow = quarter[head]! >= (orderFrom ?? -Infinity) && quarter[head]! <= (orderUntil ?? Infinity);
  return {
    allowed: inWindow && arrivesEverywhere,
    priceUsd: priceAt(accelerator, head, timeline),
    supplyUnits:
      accelerator.supplyPerQuarter * grown(accelerator.supplyGrowthPerYear, age[head]!) * nodes.length,
    serves,
    left,
  };
}

/** Price of a new unit at a node (F1, T6). */
function priceAt(
  { id, priceUsd, priceGrowthPerYear }: Accelerator,
  node: number,
  timeline: Timeline,
): number {
  return (
    priceUsd * grown(priceGrowthPerYear, timeline.age[node]!) * priceShare(timeline, `price:${id}`, node)
  );
}

function residual({ residualSharePerYear }: Accelerator, quarters: number): number {
  return residualSharePerYear ** (quarters / 4);
}
