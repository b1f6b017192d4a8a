/** Fleet and service: what is bought, where it runs and what it serves (docs/method.md, F1–F13). */
import {
  type Accelerator,
  type Pool,
  type Portfolio,
  poolsOf,
  type Workload,
} from '../../domain/portfolio.ts';
import type { Quarter } from '../../units/quarter.ts';
import { periodMeans, periodsBelow } from './periods.ts';
import {
  HOURS_PER_QUARTER,
  MONTHS_PER_QUARTER,
  type PortfolioFrame,
  UNIT_SCALE,
  USD_SCALE,
} from './portfolio-frame.ts';
import { type RowKey, rowName } from './row-register.ts';

/** What a variable of the fleet model stands for; values in the program are natural values over `scale`. */
export type FleetVariable = { readonly scale: number; readonly period: number } & (
  | { readonly kind: 'buy'; readonly pool: string; readonly accelerator: string }
  | {
      readonly kind: 'run';
      readonly pool: string;
      readonly accelerator: string;
      readonly workload: string;
      /** Units per hour that one accelerator serves. */
      readonly rate: number;
    }
  | { readonly kind: 'short'; readonly workload: string }
  | { readonly kind: 'take'; readonly contract: string }
  | { readonly kind: 'overspend'; readonly fiscalYear: number; readonly node: number }
);

type CashTerm = readonly [node: number, amount: number, category: string];
type RowTerm = readonly [row: number, coefficient: number];

/** Variables by their index in the problem. */
export type FleetVariables = Map<number, FleetVariable>;

/** Adds rows and variables of fleet and service; the pools' power and the capex resource must be declared. */
export class FleetModel {
  readonly #frame: PortfolioFrame;
  readonly #variables: FleetVariables;
  readonly #powerRow: number[][] = [];
  readonly #fleetRow: number[][][] = [];
  readonly #supplyRow: number[][] = [];
  readonly #capexEntries: (node: number, usdPerUnit: number) => RowTerm[];

  constructor(
    frame: PortfolioFrame,
    variables: FleetVariables,
    capexEntries: (node: number, usd: number) => RowTerm[],
  ) {
    this.#frame = frame;
    this.#variables = variables;
    this.#capexEntries = capexEntries;
  }

  add(): void {
    this.#addPowerRows();
    this.#addFleetRows();
    this.#addPurchases();
    const takeRows = this.#addMinimumTakes();
    for (const workload of this.#frame.portfolio.workloads) this.#addService(workload, takeRows);
    this.#addConstants();
  }

  #row(key: RowKey, sense: 1 | -1, limit: number, scale: number): number {
    const bounds = sense === 1 ? { upper: limit / scale } : { lower: limit / scale };
    const row = this.#frame.builder.addRow({ name: rowName(key), ...bounds });
    this.#frame.rows.set(row, { key, scale, sense });
    return row;
  }

  #variable(variable: FleetVariable, upper: number, cash: CashTerm[], entries: RowTerm[]): void {
    const { scale } = variable;
    const name = Object.values(variable).join(' ');
    const index = this.#frame.builder.addVariable({
      name,
      upper: upper / scale,
      cash: cash.map(([n, usd, category]) => [
        n,
        (usd * scale * this.#frame.discount[n]!) / USD_SCALE,
        category,
      ]),
    });
    for (const [row, coefficient] of entries)
      this.#frame.builder.addEntry(index, row, (coefficient * scale) / this.#frame.rows.get(row).scale);
    this.#variables.set(index, variable);
  }

  /** F4: what runs is within the power that is live, a mean over the period. */
  #addPowerRows(): void {
    const { portfolio, periods, builder } = this.#frame;
    for (const pool of portfolio.pools) {
      this.#powerRow.push(
        periods.nodes.map((nodes) => {
          const live = nodes.map((n) => liveMwAt(portfolio, pool.id, this.#frame.quarterOf(n)));
          const row = this.#row({ rule: 'power', node: nodes[0]!, pool: pool.id }, 1, mean(live), 1);
          for (const n of nodes) builder.addResourceEntry(`power:${pool.id}`, n, row, -1 / nodes.length);
          return row;
        }),
      );
    }
  }

  /** F2: owned accelerators by period, pool and generation; purchases enter these rows below. */
  #addFleetRows(): void {
    const { portfolio, periods } = this.#frame;
    for (const pool of portfolio.pools) {
      this.#fleetRow.push(
        portfolio.accelerators.map((accelerator) =>
          periods.nodes.map(([head]) =>
            this.#row(
              { rule: 'fleet', node: head!, pool: pool.id, accelerator: accelerator.id },
              1,
              ownedBefore(portfolio, pool.id, accelerator, this.#frame.quarterOf(head!)),
              UNIT_SCALE,
            ),
          ),
        ),
      );
    }
  }

  /** F1, F7, F11. */
  #addPurchases(): void {
    const { portfolio, periods } = this.#frame;
    portfolio.accelerators.forEach((accelerator, g) => {
      this.#supplyRow.push(
        periods.nodes.map((nodes) =>
          this.#row(
            { rule: 'supply', node: nodes[0]!, accelerator: accelerator.id },
            1,
            this.#supply(accelerator, nodes),
            UNIT_SCALE,
          ),
        ),
      );
      periods.nodes.forEach((nodes, p) => {
        const deliveries = this.#deliveries(accelerator, p);
        if (!this.#mayOrder(accelerator, nodes[0]!) || deliveries.length === 0) return;
        for (const [k, pool] of portfolio.pools.entries())
          this.#addPurchase(accelerator, g, pool, k, p, deliveries);
      });
    });
  }

  #supply({ supplyPerQuarter, supplyGrowthPerYear }: Accelerator, nodes: readonly number[]): number {
    return supplyPerQuarter * this.#frame.growth(supplyGrowthPerYear)[nodes[0]!]! * nodes.length;
  }

  #mayOrder({ orderFrom, orderUntil }: Accelerator, head: number): boolean {
    const quarter = this.#frame.quarterOf(head);
    return (
      (orderFrom === undefined || quarter >= orderFrom) && (orderUntil === undefined || quarter <= orderUntil)
    );
  }

  /** Periods in which an order placed in `period` serves, with the quarter (since the root) in which it arrived there. */
  #deliveries(
    { leadTimeQuarters, usefulLifeQuarters }: Accelerator,
    period: number,
  ): { period: number; arrival: number }[] {
    const { periods, tree } = this.#frame;
    const due = tree.depth[periods.nodes[period]![0]!]! + leadTimeQuarters;
    const arrivalOf = new Map<number, number>();
    const served: { period: number; arrival: number }[] = [];
    for (const p of periodsBelow(periods, period)) {
      const t = tree.depth[periods.nodes[p]![0]!]!;
      if (t < due) continue;
      const arrival = arrivalOf.get(periods.parent[p]!) ?? t;
      arrivalOf.set(p, arrival);
      if (t < arrival + usefulLifeQuarters) served.push({ period: p, arrival });
    }
    return served;
  }

  #addPurchase(
    accelerator: Accelerator,
    g: number,
    pool: Pool,
    k: number,
    p: number,
    deliveries: { period: number; arrival: number }[],
  ): void {
    const { periods, growth, tree } = this.#frame;
    const head = periods.nodes[p]![0]!;
    const price = accelerator.priceUsd * growth(accelerator.priceGrowthPerYear)[head]!;
    const cash: CashTerm[] = [[head, -price, 'accelerators']];
    for (const { period, arrival } of deliveries) {
      const last = periods.nodes[period]!.at(-1)!;
      if (!this.#isLeaf(last)) continue;
      const ageYears = (tree.depth[last]! + 1 - arrival) / 4;
      cash.push([last, price * accelerator.residualSharePerYear ** ageYears, 'terminal']);
    }
    const entries: RowTerm[] = deliveries.map(({ period }) => [this.#fleetRow[k]![g]![period]!, -1]);
    entries.push([this.#supplyRow[g]![p]!, 1], ...this.#capexEntries(head, price));
    const upper = this.#supply(accelerator, periods.nodes[p]!);
    this.#variable(
      { kind: 'buy', period: p, pool: pool.id, accelerator: accelerator.id, scale: UNIT_SCALE },
      upper,
      cash,
      entries,
    );
  }

  /** F10; returns the rows per region and period. */
  #addMinimumTakes(): Map<string, number[]> {
    const { portfolio, periods, quarterOf } = this.#frame;
    const rows = new Map<string, number[]>();
    for (const contract of portfolio.powerContracts) {
      periods.nodes.forEach((nodes, period) => {
        const owed = nodes.filter((n) => quarterOf(n) <= contract.until);
        if (owed.length === 0) return;
        const row = this.#row(
          { rule: 'minimum-take', node: nodes[0]!, contract: contract.id },
          -1,
          contract.minimumTakeMw,
          1,
        );
        const cash = owed.map(
          (n): CashTerm => [n, -HOURS_PER_QUARTER * contract.priceUsdPerMwh, 'minimum-take'],
        );
        this.#variable(
          { kind: 'take', period, contract: contract.id, scale: 1 },
          contract.minimumTakeMw,
          cash,
          [[row, 1]],
        );
        const key = `${contract.region} ${period}`;
        rows.set(key, [...(rows.get(key) ?? []), row]);
      });
    }
    return rows;
  }

  /** F3, F5, F6, F8, F9 for one workload. */
  #addService(workload: Workload, takeRows: ReadonlyMap<string, number[]>): void {
    const { portfolio, periods, tree } = this.#frame;
    const demandValues = tree.values.get(`demand:${workload.id}`);
    if (!demandValues) throw new RangeError(`the tree has no values named demand:${workload.id}`);
    const demands = periodMeans(periods, demandValues);
    const efficiencyValues = tree.values.get(`efficiency:${workload.id}`);
    const efficiencies = efficiencyValues
      ? periodMeans(periods, efficiencyValues)
      : new Float64Array(demands.length).fill(1);
    const scale = Math.max(Number.MIN_VALUE, demandValues[0]!);
    const usable = poolsOf(workload, portfolio.pools);
    periods.nodes.forEach((nodes, p) => {
      const demand = demands[p]!;
      const served = this.#serviceRows(workload, p, demand, scale);
      portfolio.pools.forEach((pool, k) => {
        if (!usable.includes(pool)) return;
        portfolio.accelerators.forEach((accelerator, g) => {
          const rate =
            ((workload.ratePerAcceleratorHour[accelerator.id] ?? 0) * efficiencies[p]!) / workload.peakFactor;
          if (rate <= 0 || demand <= 0) return;
          const mw = accelerator.itKwPerUnit / 1000;
          const region = portfolio.regions.find((r) => r.id === pool.region)!;
          const entries: RowTerm[] = [
            [this.#powerRow[k]![p]!, mw],
            [this.#fleetRow[k]![g]![p]!, 1],
            ...served.map((row): RowTerm => [row, rate]),
            ...(takeRows.get(`${region.id} ${p}`) ?? []).map((row): RowTerm => [row, mw * region.pue]),
          ];
          const variable = {
            kind: 'run',
            period: p,
            pool: pool.id,
            accelerator: accelerator.id,
            workload: workload.id,
            rate,
            scale: UNIT_SCALE,
          } as const;
          this.#variable(
            variable,
            demand / rate,
            this.#serviceCash(workload, region, mw, rate, nodes),
            entries,
          );
        });
      });
    });
  }

  #serviceRows(workload: Workload, p: number, demand: number, scale: number): number[] {
    const nodes = this.#frame.periods.nodes[p]!;
    const at = { node: nodes[0]!, workload: workload.id };
    const rows = [this.#row({ rule: 'demand', ...at }, 1, demand, scale)];
    const promised = workload.committedShare * demand;
    if (promised > 0) {
      const committed = this.#row({ rule: 'committed', ...at }, -1, promised, scale);
      rows.push(committed);
      const cash = nodes.map(
        (n): CashTerm => [n, -HOURS_PER_QUARTER * workload.shortfallUsdPerUnit, 'shortfall'],
      );
      this.#variable({ kind: 'short', period: p, workload: workload.id, scale }, promised, cash, [
        [committed, 1],
      ]);
    }
    if (workload.serviceLevel !== undefined && workload.serviceLevel > 0) {
      rows.push(this.#row({ rule: 'service-level', ...at }, -1, workload.serviceLevel * demand, scale));
    }
    return rows;
  }

  #serviceCash(
    workload: Workload,
    region: { readonly powerUsdPerMwh: number; readonly powerGrowthPerYear: number; readonly pue: number },
    mw: number,
    rate: number,
    nodes: readonly number[],
  ): CashTerm[] {
    const { growth } = this.#frame;
    const power = growth(region.powerGrowthPerYear);
    const price = growth(workload.priceGrowthPerYear);
    return nodes.flatMap((n): CashTerm[] => [
      [n, HOURS_PER_QUARTER * (workload.priceUsdPerUnit ?? 0) * price[n]! * rate, 'revenue'],
      [n, -HOURS_PER_QUARTER * mw * region.pue * region.powerUsdPerMwh * power[n]!, 'energy'],
    ]);
  }

  /** F12. */
  #addConstants(): void {
    const { portfolio, tree, builder, quarterOf, discount } = this.#frame;
    for (let n = 0; n < tree.parent.length; n++) {
      const book = (usd: number, category: string) => {
        if (usd !== 0) builder.addConstantCash(n, (-usd * discount[n]!) / USD_SCALE, category);
      };
      for (const live of portfolio.liveCapacity) {
        if (live.until !== undefined && quarterOf(n) > live.until) continue;
        const step = (1 + live.escalatorPerYear) ** Math.floor(tree.depth[n]! / 4);
        book(1000 * live.rentUsdPerKwMonth * live.itPowerMw * MONTHS_PER_QUARTER * step, 'rent');
        const inflation = this.#frame.growth(portfolio.finance.costInflationPerYear)[n]!;
        book((live.opexUsdPerMwYear / 4) * live.itPowerMw * inflation, 'operation');
      }
      for (const order of portfolio.orders) {
        if (Math.max(order.arrives, quarterOf(0)) === quarterOf(n))
          book(order.outstandingUsd, 'accelerators');
      }
    }
  }

  #isLeaf(node: number): boolean {
    return this.#frame.tree.depth[node] === this.#frame.portfolio.calendar.horizonQuarters - 1;
  }
}

/** IT power that is live in a pool without any option (F12). */
export function liveMwAt(portfolio: Portfolio, pool: string, quarter: Quarter): number {
  return portfolio.liveCapacity
    .filter((live) => live.pool === pool && (live.until === undefined || quarter <= live.until))
    .reduce((sum, live) => sum + live.itPowerMw, 0);
}

/** Accelerators of the installed fleet and of orders in flight that serve in a pool in a quarter (F2). */
export function ownedBefore(
  { installedFleet, orders }: Portfolio,
  pool: string,
  accelerator: Accelerator,
  quarter: Quarter,
): number {
  const lots = [
    ...installedFleet.map((lot) => ({ ...lot, from: lot.arrived })),
    ...orders.map((lot) => ({ ...lot, from: lot.arrives })),
  ];
  return lots
    .filter(
      (lot) =>
        lot.pool === pool &&
        lot.accelerator === accelerator.id &&
        lot.from <= quarter &&
        quarter < lot.from + accelerator.usefulLifeQuarters,
    )
    .reduce((sum, lot) => sum + lot.units, 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
