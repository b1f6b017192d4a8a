/** Power, owned accelerators, purchases and supply (docs/method.md, F1, F2, F4, F7, F11). */
import type { Accelerator, Pool, Portfolio } from '../../domain/portfolio.ts';
import type { Quarter } from '../../units/quarter.ts';
import { periodsBelow } from './periods.ts';
import { UNIT_SCALE } from './portfolio-frame.ts';
import type { CashTerm, PortfolioModel, PortfolioPart, RowTerm } from './portfolio-model.ts';

/** Declares the power of pools and the rows of fleet and supply, and what a purchase adds to them. */
export const fleetPart: PortfolioPart = {
  addRows(model) {
    const { portfolio, periods, quarterOf } = model.frame;
    const arriving = new Map(
      portfolio.accelerators.map(({ id }) => [id, new Uint8Array(periods.nodes.length)]),
    );
    for (const accelerator of portfolio.accelerators) {
      for (const p of periods.nodes.keys()) {
        if (!mayOrder(model, accelerator, p)) continue;
        for (const { period } of deliveriesOf(model, accelerator, p))
          arriving.get(accelerator.id)![period] = 1;
      }
    }
    const ownedAt = ownedByQuarter(model);
    for (const pool of portfolio.pools) {
      const resource = `power:${pool.id}`;
      model.declareResource(resource);
      model.declareResource(`utility:${pool.id}`);
      periods.nodes.forEach((nodes, p) => {
        const live =
          nodes.reduce((sum, n) => sum + liveMwAt(portfolio, pool.id, quarterOf(n)), 0) / nodes.length;
        const power = model.row({ rule: 'power', node: nodes[0]!, pool: pool.id }, 1, live);
        model.powerRow.set(`${pool.id} ${p}`, power);
        for (const n of nodes) model.resourceEntersRow(resource, n, power, -1 / nodes.length);
        for (const accelerator of portfolio.accelerators) {
          const key = { rule: 'fleet', node: nodes[0]!, pool: pool.id, accelerator: accelerator.id } as const;
          const owned = ownedAt(pool, accelerator, quarterOf(nodes[0]!));
          // What is neither there nor can arrive has no row, and nothing runs on it.
          if (owned === 0 && !arriving.get(accelerator.id)![p]) continue;
          model.fleetRows.of(pool, accelerator)[p] = model.row(key, 1, owned, UNIT_SCALE);
        }
      });
    }
    for (const accelerator of portfolio.accelerators) {
      periods.nodes.forEach((nodes, p) => {
        const key = { rule: 'supply', node: nodes[0]!, accelerator: accelerator.id } as const;
        model.supplyRow.set(
          `${accelerator.id} ${p}`,
          model.row(key, 1, supplyOf(model, accelerator, p), UNIT_SCALE),
        );
      });
    }
  },
  addVariables(model) {
    const { portfolio, periods } = model.frame;
    for (const accelerator of portfolio.accelerators) {
      for (const p of periods.nodes.keys()) {
        const deliveries = deliveriesOf(model, accelerator, p);
        if (!mayOrder(model, accelerator, p) || deliveries.length === 0) continue;
        for (const pool of portfolio.pools) addPurchase(model, { accelerator, pool, p, deliveries });
      }
    }
  },
};

/** A period in which an order serves, with the quarter (since the root) in which it arrived on that path. */
interface Delivery {
  readonly period: number;
  readonly arrival: number;
}

function supplyOf(
  { frame }: PortfolioModel,
  { supplyPerQuarter, supplyGrowthPerYear }: Accelerator,
  p: number,
): number {
  const nodes = frame.periods.nodes[p]!;
  return supplyPerQuarter * frame.growth(supplyGrowthPerYear)[nodes[0]!]! * nodes.length;
}

function mayOrder(model: PortfolioModel, { orderFrom, orderUntil }: Accelerator, p: number): boolean {
  const quarter = model.frame.quarterOf(model.head(p));
  return (
    (orderFrom === undefined || quarter >= orderFrom) && (orderUntil === undefined || quarter <= orderUntil)
  );
}

function deliveriesOf(
  model: PortfolioModel,
  { leadTimeQuarters, usefulLifeQuarters }: Accelerator,
  p: number,
): Delivery[] {
  const { periods, tree } = model.frame;
  const due = tree.depth[model.head(p)]! + leadTimeQuarters;
  const arrivalOf = new Map<number, number>();
  const served: Delivery[] = [];
  for (const period of periodsBelow(periods, p)) {
    const t = tree.depth[model.head(period)]!;
    if (t < due) continue;
    const arrival = arrivalOf.get(periods.parent[period]!) ?? t;
    arrivalOf.set(period, arrival);
    if (t < arrival + usefulLifeQuarters) served.push({ period, arrival });
  }
  return served;
}

/** What may be bought in a period `p` for a pool, and when it serves. */
interface Purchase {
  readonly accelerator: Accelerator;
  readonly pool: Pool;
  readonly p: number;
  readonly deliveries: readonly Delivery[];
}

function addPurchase(model: PortfolioModel, { accelerator, pool, p, deliveries }: Purchase): void {
  const { growth, relativePrice, tree, periods, portfolio } = model.frame;
  const head = model.head(p);
  const relative = relativePrice('price', accelerator.id)[head]!;
  const price = accelerator.priceUsd * growth(accelerator.priceGrowthPerYear)[head]! * relative;
  const cash: CashTerm[] = [[head, -price, 'accelerators']];
  for (const { period, arrival } of deliveries) {
    const last = periods.nodes[period]!.at(-1)!;
    if (tree.depth[last] !== portfolio.calendar.horizonQuarters - 1) continue;
    cash.push([
      last,
      price * accelerator.residualSharePerYear ** ((tree.depth[last]! + 1 - arrival) / 4),
      'terminal',
    ]);
  }
  const rows = model.fleetRows.of(pool, accelerator);
  const entries: RowTerm[] = deliveries.map(({ period }) => [rows[period]!, -1]);
  entries.push(
    [model.supplyRow.get(`${accelerator.id} ${p}`)!, 1],
    ...model.resourceEntries('capex', head, price),
  );
  const about = { period: p, pool: pool.id, accelerator: accelerator.id };
  const variable = { kind: 'buy', ...about, scale: UNIT_SCALE } as const;
  model.variable(variable, supplyOf(model, accelerator, p), cash, entries);
}

/** IT power that is live in a pool without any option (F12). */
function liveMwAt(portfolio: Portfolio, pool: string, quarter: Quarter): number {
  return portfolio.liveCapacity
    .filter((live) => live.pool === pool && (live.until === undefined || quarter <= live.until))
    .reduce((sum, live) => sum + live.itPowerMw, 0);
}

/** Lots of the installed fleet and of orders in flight that serve in a pool in a quarter (F2). */
export function lotsServing(
  { installedFleet, orders }: Portfolio,
  pool: string,
  accelerator: Accelerator,
  quarter: Quarter,
): { units: number; from: Quarter }[] {
  const lots: { units: number; from: Quarter }[] = [];
  const add = (lot: Portfolio['orders' | 'installedFleet'][number], from: Quarter) => {
    if (lot.pool !== pool || lot.accelerator !== accelerator.id) return;
    if (from <= quarter && quarter < from + accelerator.usefulLifeQuarters)
      lots.push({ units: lot.units, from });
  };
  for (const lot of installedFleet) add(lot, lot.arrived);
  for (const lot of orders) add(lot, lot.arrives);
  return lots;
}

/** {@link ownedBefore}, which is the same in all nodes of a quarter. */
function ownedByQuarter({ frame: { portfolio } }: PortfolioModel) {
  const known = new Map<string, number>();
  return (pool: Pool, accelerator: Accelerator, quarter: Quarter): number => {
    const key = `${pool.id} ${accelerator.id} ${quarter}`;
    const units = known.get(key) ?? ownedBefore(portfolio, pool.id, accelerator, quarter);
    known.set(key, units);
    return units;
  };
}

/** Accelerators owned without any purchase. */
export function ownedBefore(
  portfolio: Portfolio,
  pool: string,
  accelerator: Accelerator,
  quarter: Quarter,
): number {
  return lotsServing(portfolio, pool, accelerator, quarter).reduce((sum, lot) => sum + lot.units, 0);
}
