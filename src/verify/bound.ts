/**
 * The Lagrangian bound (G1): what no plan can exceed, from the multipliers alone (Geoffrion, 1974).
 *
 * Rows enter by price × right-hand side, fleet and service variables by the best of their box (F13), options by
 * their own dynamic programs, constants at their weight.
 */
import type { Portfolio } from '../domain/portfolio.ts';
import type { BudgetRow } from './budget-check.ts';
import { constantCash } from './constant-cash.ts';
import type { FleetModel } from './fleet-model.ts';
import type { OptionProgram, OptionQuestion, OptionValue } from './option-program.ts';
import type { Prices } from './prices.ts';
import {
  type ContractTerms,
  energyUsd,
  mayRun,
  type PoolTerms,
  type ServiceModel,
  servedPerUnit,
  utilityMw,
  type WorkloadTerms,
} from './service-model.ts';
import { hoursPerQuarter, type Timeline } from './timeline.ts';

/** F13: overspend is no more than this. */
const mostOverspendUsd = 1e12;

export interface BoundTerms {
  readonly portfolio: Portfolio;
  readonly timeline: Timeline;
  readonly fleet: FleetModel;
  readonly service: ServiceModel;
  readonly budgets: readonly BudgetRow[];
  readonly prices: Prices;
}

/** An option's dynamic program with the pool whose power it adds. */
export interface PooledProgram {
  readonly pool: string;
  readonly program: OptionProgram;
}

/** The bound at given prices, USD of present value; `ask` and `force` go to the programs of the options they name. */
export function lagrangianBound(
  terms: BoundTerms,
  programs: ReadonlyMap<string, PooledProgram>,
  question: (option: string) => OptionQuestion = () => ({}),
): { readonly usd: number; readonly values: ReadonlyMap<string, OptionValue> } {
  const values = new Map<string, OptionValue>();
  let usd = withoutOptions(terms);
  for (const [option, { pool, program }] of programs) {
    const value = program.value(terms.prices.optionPrices(pool), question(option));
    values.set(option, value);
    usd += value.usd;
  }
  return { usd, values };
}

/** What rows, fleet, service and constants add. */
function withoutOptions(terms: BoundTerms): number {
  let usd = budgetPart(terms);
  for (const entry of constantCash(terms.portfolio, terms.timeline)) {
    usd += terms.prices.cash[entry.node]! * entry.usd;
    if (entry.capex) usd += terms.prices.budget[entry.node]! * entry.usd;
  }
  for (const p of terms.timeline.periods.keys()) {
    usd += powerRows(terms, p) + orderPart(terms, p) + fleetRows(terms, p);
    for (const workload of terms.service.workloads.values()) usd += workloadPart(terms, p, workload);
    for (const contract of terms.service.contracts.values()) usd += contractPart(terms, p, contract);
  }
  return usd;
}

/** The best of a variable in [0, most] that is worth `profitUsd` per unit. */
function box(profitUsd: number, most: number): number {
  return profitUsd > 0 ? profitUsd * most : 0;
}

function budgetPart({ budgets, prices }: BoundTerms): number {
  return budgets.reduce((sum, { year, node }) => {
    const price = prices.multipliers.get('budget', node, String(year.fiscalYear));
    const row = price * (year.capexUsd - year.spentUsd);
    const soft = year.overspendUsdPerUsd;
    return sum + row + (soft === undefined ? 0 : box(price - prices.cash[node]! * soft, mostOverspendUsd));
  }, 0);
}

function powerRows({ service, prices }: BoundTerms, p: number): number {
  let usd = 0;
  for (const [pool, { liveMw }] of service.pools)
    usd += prices.multipliers.get('power', p, pool) * liveMw[p]!;
  return usd;
}

function fleetRows({ service, fleet, prices }: BoundTerms, p: number): number {
  let usd = 0;
  for (const pool of service.pools.keys()) {
    for (const accelerator of service.itKw.keys()) {
      const price = prices.multipliers.get('fleet', p, `${pool}|${accelerator}`);
      usd += price * fleet.baseUnits(p, pool, accelerator);
    }
  }
  return usd;
}

/** Supply rows and orders (F1, F7, F11). */
function orderPart({ service, fleet, prices, timeline }: BoundTerms, p: number): number {
  const { head } = timeline.periods[p]!;
  let usd = 0;
  for (const [accelerator, courses] of fleet.orders) {
    const course = courses[p]!;
    const supply = prices.multipliers.get('supply', p, accelerator);
    usd += supply * course.supplyUnits;
    if (!course.allowed) continue;
    const paid = course.priceUsd * (prices.cash[head]! + prices.budget[head]!);
    const left = course.left.reduce(
      (sum, { leaf, share }) => sum + course.priceUsd * share * prices.cash[leaf]!,
      0,
    );
    for (const pool of service.pools.keys()) {
      const used = course.serves.reduce(
        (sum, q) => sum + prices.multipliers.get('fleet', q, `${pool}|${accelerator}`),
        0,
      );
      usd += box(used + left - paid - supply, course.supplyUnits);
    }
  }
  return usd;
}

/** Rows of a workload, its shortfall, and the accelerators that may run for it (F3, F5, F6, F8, F9). */
function workloadPart(terms: BoundTerms, p: number, workload: WorkloadTerms): number {
  const { id, committedShare, serviceLevel, shortfallUsdPerUnit } = workload.workload;
  const { multipliers, cash } = terms.prices;
  const { nodes } = terms.timeline.periods[p]!;
  const demand = workload.demand[p]!;
  const demandPrice = multipliers.get('demand', p, id);
  const committed = multipliers.get('committed', p, id);
  const level = multipliers.get('service-level', p, id);
  const rows = demand * (demandPrice - committed * committedShare - level * (serviceLevel ?? 0));
  const penalty = nodes.reduce((sum, n) => sum + cash[n]! * hoursPerQuarter * shortfallUsdPerUnit, 0);
  const revenue = nodes.reduce((sum, n) => sum + cash[n]! * hoursPerQuarter * workload.priceUsd[n]!, 0);
  const servedUsd = revenue - demandPrice + committed + level;
  let running = 0;
  for (const [accelerator, itKw] of terms.service.itKw) {
    const perUnit = servedPerUnit(workload, accelerator, p);
    if (perUnit <= 0) continue;
    for (const [pool, poolTerms] of terms.service.pools) {
      if (!mayRun(workload, pool, accelerator)) continue;
      const runUsd = runningUsd(terms, p, poolTerms, accelerator, itKw);
      running += box(servedUsd * perUnit + runUsd, demand / perUnit);
    }
  }
  return rows + running + box(committed - penalty, committedShare * demand);
}

/** Worth of a running unit but for what it serves: energy, power, its place in the fleet, and what it takes. */
function runningUsd(
  { prices, service, timeline }: BoundTerms,
  p: number,
  pool: PoolTerms,
  accelerator: string,
  itKw: number,
): number {
  const { id, region } = pool.pool;
  let usd = (-prices.multipliers.get('power', p, id) * itKw) / 1000;
  usd -= prices.multipliers.get('fleet', p, `${id}|${accelerator}`);
  for (const n of timeline.periods[p]!.nodes) usd -= prices.cash[n]! * energyUsd(pool, itKw, n);
  for (const [name, { contract }] of service.contracts) {
    if (contract.region !== region) continue;
    usd += prices.multipliers.get('minimum-take', p, name) * utilityMw(pool, itKw);
  }
  return usd;
}

/** F10. */
function contractPart({ prices }: BoundTerms, p: number, { contract, nodes }: ContractTerms): number {
  const bound = nodes[p]!;
  if (bound.length === 0) return 0;
  const price = prices.multipliers.get('minimum-take', p, contract.id);
  const paid = bound.reduce((sum, n) => sum + prices.cash[n]! * hoursPerQuarter * contract.priceUsdPerMwh, 0);
  return box(price - paid, contract.minimumTakeMw) - price * contract.minimumTakeMw;
}
