/**
 * A portfolio's problem under construction: what its parts share to add rows, variables and options.
 *
 * Everything is stated in natural units (MW, accelerators, units per hour, USD) and scaled here, so that no part
 * of the model knows the program's scales.
 */
import type { Pool, Portfolio, PortfolioEvent } from '../../domain/portfolio.ts';
import type { StagedOption } from '../staged-option.ts';
import { ByPoolAndGeneration } from './by-pool-and-generation.ts';
import type { FleetVariable, FleetVariables } from './fleet-variable.ts';
import { HOURS_PER_QUARTER, type PortfolioFrame, USD_SCALE } from './portfolio-frame.ts';
import { type RowKey, type RowSense, rowName } from './row-register.ts';

/** A coefficient in natural units: of the row per natural unit of what enters it. */
export type RowTerm = readonly [row: number, coefficient: number];

/** USD per natural unit of a variable at a node, undiscounted, income positive. */
export type CashTerm = readonly [node: number, usd: number, category: string];

/**
 * A part of the model, in a file of its own: a kind of option, a kind of row, a use of the fleet. Parts are registered in
 * `portfolio-parts.ts`; every part's rows exist before any part's variables and options are made.
 */
export interface PortfolioPart {
  readonly addRows?: (model: PortfolioModel) => void;
  readonly addVariables?: (model: PortfolioModel) => void;
  readonly options?: (model: PortfolioModel) => readonly StagedOption[];
  /** What these options know of demand, service, and the prices of power and accelerators: nothing by default. Where it is as it was, they are taken over from the program before. */
  readonly optionsKnow?: (portfolio: Portfolio) => unknown;
  /** Whether an event changes the rules of these options while it is active: any may by default. */
  readonly optionsHeed?: (event: PortfolioEvent) => boolean;
}

/** An accelerator as far as its load goes. */
interface Loaded {
  readonly id: string;
  readonly itKwPerUnit: number;
}

/** The program while parts add to it: rows by what they are about, variables with what they stand for, and cash by heading. */
export class PortfolioModel {
  readonly frame: PortfolioFrame;
  readonly variables: FleetVariables = new Map();
  /** Rows by pool and period (F4), by pool, generation and period where there is one (F2), by generation and period (F7). */
  readonly powerRow = new Map<string, number>();
  readonly fleetRows = new ByPoolAndGeneration<(number | undefined)[]>(() => []);
  readonly supplyRow = new Map<string, number>();
  /** Rows that a natural unit of a resource enters at a node, by resource and node. */
  readonly #nodeRows = new Map<string, RowTerm[][]>();
  /** What was worked out before for a pool and a generation, by period: each line of service asks again. */
  readonly #loads = new ByPoolAndGeneration<RowTerm[][]>(() => []);
  readonly #energy = new ByPoolAndGeneration<CashTerm[][]>(() => []);

  constructor(frame: PortfolioFrame) {
    this.frame = frame;
  }

  /** Adds a row that bounds from above (`sense` 1), from below (−1) or both (0) by `limit` natural units; `scale` of them are one unit of the program. */
  row(key: RowKey, sense: RowSense, limit: number, scale = 1): number {
    const bounds = {
      ...(sense >= 0 && { upper: limit / scale }),
      ...(sense <= 0 && { lower: limit / scale }),
    };
    const row = this.frame.builder.addRow({ name: rowName(key), ...bounds });
    this.frame.rows.set(row, { key, scale, sense });
    return row;
  }

  /** Adds a variable ≥ 0, at most `upper`. */
  variable(
    variable: FleetVariable,
    upper: number,
    cash: readonly CashTerm[],
    entries: readonly RowTerm[],
  ): void {
    const { builder, rows, discount } = this.frame;
    const { scale } = variable;
    const index = builder.addVariable({
      name: variableName(variable),
      upper: upper / scale,
      cash: cash.map(([n, usd, category]) => [n, (usd * scale * discount[n]!) / USD_SCALE, category]),
    });
    for (const [row, coefficient] of entries)
      builder.addEntry(index, row, (coefficient * scale) / rows.get(row).scale);
    this.variables.set(index, variable);
  }

  /** Declares a resource that options may move. */
  declareResource(name: string): void {
    this.frame.builder.addResource(name);
  }

  /** Lets each natural unit of `resource` at `node` enter a row. */
  resourceEntersRow(resource: string, node: number, row: number, coefficient: number): void {
    this.frame.builder.addResourceEntry(resource, node, row, coefficient / this.frame.rows.get(row).scale);
    const perNode = this.#nodeRows.get(resource) ?? Array.from(this.frame.tree.parent, () => []);
    perNode[node]!.push([row, coefficient]);
    this.#nodeRows.set(resource, perNode);
  }

  /** What a natural unit of a resource does to rows at a node, for variables that use it as options do. */
  resourceEntries(resource: string, node: number, amount: number): RowTerm[] {
    return (this.#nodeRows.get(resource)?.[node] ?? []).map(([row, coefficient]) => [
      row,
      coefficient * amount,
    ]);
  }

  /** Rows that accelerators enter that run at full load in a pool through a period: power, fleet, energy taken and emitted. */
  loadEntries(pool: Pool, accelerator: Loaded, period: number): readonly RowTerm[] {
    const known = this.#loads.of(pool, accelerator);
    known[period] ??= this.#loadEntries(pool, accelerator, period);
    return known[period];
  }

  #loadEntries(pool: Pool, accelerator: Loaded, period: number): RowTerm[] {
    const mw = accelerator.itKwPerUnit / 1000;
    const { pue } = this.regionOf(pool);
    const nodes = this.frame.periods.nodes[period]!;
    return [
      [this.powerRow.get(`${pool.id} ${period}`)!, mw],
      [this.fleetRows.of(pool, accelerator)[period]!, 1],
      ...nodes.flatMap((n) => this.resourceEntries(`utility:${pool.id}`, n, mw * pue)),
    ];
  }

  /** Cash of the energy of an accelerator at full load in a pool, per quarter of a period (F9). */
  energyCash(pool: Pool, accelerator: Loaded, period: number): readonly CashTerm[] {
    const known = this.#energy.of(pool, accelerator);
    known[period] ??= this.#energyCash(pool, accelerator, period);
    return known[period];
  }

  #energyCash(pool: Pool, { itKwPerUnit }: Loaded, period: number): CashTerm[] {
    const region = this.regionOf(pool);
    const { powerUsdPerMwh, pue } = region;
    const price = this.frame.powerGrowth(region);
    return this.frame.periods.nodes[period]!.map((n) => [
      n,
      (-HOURS_PER_QUARTER * itKwPerUnit * pue * powerUsdPerMwh * price[n]!) / 1000,
      'energy',
    ]);
  }

  /** Whether accelerators of a generation can be in a pool in a period: installed, on order, or ordered in time (F2). */
  mayOwn(pool: Pool, accelerator: { readonly id: string }, period: number): boolean {
    return this.fleetRows.of(pool, accelerator)[period] !== undefined;
  }

  regionOf(pool: Pool) {
    return this.frame.portfolio.regions.find((region) => region.id === pool.region)!;
  }

  /** First node of a period. */
  head(period: number): number {
    return this.frame.periods.nodes[period]![0]!;
  }
}

/** Figures (scale, rate) are no part of a name, so that a changed portfolio keeps its names. */
function variableName(variable: FleetVariable): string {
  let name: string = variable.kind;
  for (const field in variable) {
    if (field === 'kind' || field === 'scale' || field === 'rate') continue;
    name += ` ${variable[field as keyof FleetVariable]}`;
  }
  return name;
}
