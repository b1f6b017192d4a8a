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
import { type Prices, utilityRows } from './prices.ts';
import {
  type ContractTerms,
  churnShares,
  energyUsd,
  mayRun,
  type OfferTerms,
  type PoolTerms,
  type ServiceModel,
  servedPerUnit,
  utilityMw,
  type WorkloadTerms,
} from './service-model.ts';
import { hoursPerQuarter, type Timeline } from './timeline.ts';

/** F13: overspend is no more than this. */
const mostOverspendUsd = 1e12;

/** The model and the prices at which it is bounded. */
export interface BoundTerms {
  readonly portfolio: Portfolio;
  readonly timeline: Timeline;
  readonly fleet: FleetModel;
  readonly service: ServiceModel;
  readonly budgets: readonly BudgetRow[];
  readonly prices: Prices;
}

/** The bound at given prices, USD of present value; `ask` and `force` go to the programs of the options they name. */
export function lagrangianBound(
  terms: BoundTerms,
  programs: ReadonlyMap<string, OptionProgram>,
  question: (option: string) => OptionQuestion = () => ({}),
): { readonly usd: number; readonly values: ReadonlyMap<string, OptionValue> } {
  const values = new Map<string, OptionValue>();
  let usd = withoutOptions(terms);
  for (const [option, program] of programs) {
    const value = program.value(terms.prices, question(option));
    values.set(option, value);
    usd += value.usd;
  }
  return { usd, values };
}

/** What rows, fleet, service and constants add. */
function withoutOptions(terms: BoundTerms): number {
  let usd = budgetPart(terms) + pathRows(terms);
  for (const entry of constantCash(terms.portfolio, terms.timeline)) {
    usd += terms.prices.cash[entry.node]! * entry.usd;
    if (entry.capex) usd += terms.prices.budget[entry.node]! * entry.usd;
  }
  for (const p of terms.timeline.periods.keys()) {
    usd += powerRows(terms, p) + orderPart(terms, p) + fleetRows(terms, p);
    usd += marketPart(terms, p) + salesPart(terms, p) + sitePart(terms, p);
    for (const workload of terms.service.workloads.values()) usd += workloadPart(terms, p, workload);
    for (const [id, offer] of terms.service.offers) usd += offerPart(terms, p, id, offer);
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
  const { nodes, next } = terms.timeline.periods[p]!;
  const demand = workload.demand[p]!;
  const demandPrice = multipliers.get('demand', p, id);
  const committed = multipliers.get('committed', p, id);
  const level = multipliers.get('service-level', p, id);
  const rows = demand * (demandPrice - committed * committedShare - level * (serviceLevel ?? 0));
  const penalty = nodes.reduce((sum, n) => sum + cash[n]! * hoursPerQuarter * shortfallUsdPerUnit, 0);
  const revenue = nodes.reduce((sum, n) => sum + cash[n]! * hoursPerQuarter * workload.priceUsd[n]!, 0);
  const servedUsd = revenue - demandPrice + committed + level;
  let usd = rows + runPart(terms, p, workload, servedUsd, demand);
  for (const { burst, active, priceUsd } of terms.service.bursts.values()) {
    if (burst.workload !== id || !active[p]) continue;
    const paid = nodes.reduce((sum, n) => sum + cash[n]! * hoursPerQuarter * priceUsd[n]!, 0);
    usd += box(servedUsd - paid, burst.maxUnitsPerHour);
  }
  // F17, as driven away − lost = 0: shortage is charged in the periods that follow; what is lost stays lost in part.
  const later = next.map((q) => ({
    usd: multipliers.get('churn', q, id),
    shares: churnShares(workload, p, q, nodes.length),
  }));
  const drivenUsd = later.reduce((sum, { usd: price, shares }) => sum + price * shares.short, 0);
  usd += box(committed - penalty + drivenUsd, committedShare * demand);
  if (workload.workload.churnShare === undefined) return usd;
  const stayingUsd = later.reduce((sum, { usd: price, shares }) => sum + price * shares.lost, 0);
  const promise = committed * committedShare + level * (serviceLevel ?? 0);
  return usd + box(stayingUsd - multipliers.get('churn', p, id) + promise - demandPrice, demand);
}

/** The best of the accelerators that may run for a workload, for up to `most` units per hour. */
function runPart(
  terms: BoundTerms,
  p: number,
  workload: WorkloadTerms,
  servedUsd: number,
  most: number,
): number {
  let usd = 0;
  for (const [accelerator, itKw] of terms.service.itKw) {
    const perUnit = servedPerUnit(workload, accelerator, p);
    if (perUnit <= 0) continue;
    for (const [pool, poolTerms] of terms.service.pools) {
      if (!mayRun(workload, pool, accelerator) || !terms.fleet.mayOwn(p, pool, accelerator)) continue;
      const runUsd = runningUsd(terms, p, poolTerms, accelerator, itKw);
      usd += box(servedUsd * perUnit + runUsd, most / perUnit);
    }
  }
  return usd;
}

/** C3: what is served of a block and what is not. */
function offerPart(
  terms: BoundTerms,
  p: number,
  id: string,
  { offer, workload, active }: OfferTerms,
): number {
  if (!active[p]) return 0;
  const { multipliers, cash } = terms.prices;
  const weight = terms.timeline.periods[p]!.nodes.reduce((sum, n) => sum + cash[n]! * hoursPerQuarter, 0);
  const promise = multipliers.get('contract-promise', p, id);
  const servedUsd = weight * offer.priceUsdPerUnit - multipliers.get('contract-demand', p, id) + promise;
  const short = box(promise - weight * offer.penaltyUsdPerUnit, offer.unitsPerHour);
  return short + runPart(terms, p, workload, servedUsd, offer.unitsPerHour);
}

/** F15. */
function marketPart(terms: BoundTerms, p: number): number {
  const { prices, service, timeline } = terms;
  let usd = 0;
  for (const [accelerator, { maxUnits, usdPerHour }] of service.rentOuts) {
    const price = prices.multipliers.get('rent-out', p, accelerator);
    usd += price * maxUnits;
    const rent = timeline.periods[p]!.nodes.reduce((sum, n) => {
      return sum + prices.cash[n]! * hoursPerQuarter * usdPerHour[n]!;
    }, 0);
    for (const pool of service.pools.values()) {
      if (!terms.fleet.mayOwn(p, pool.pool.id, accelerator)) continue;
      const runUsd = runningUsd(terms, p, pool, accelerator, service.itKw.get(accelerator)!);
      usd += box(rent + runUsd - price, maxUnits);
    }
  }
  return usd;
}

/** F16: what is sold is missing as long as the installed fleet would serve. */
function salesPart({ prices, service, fleet, timeline }: BoundTerms, p: number): number {
  let usd = 0;
  for (const pool of service.pools.keys()) {
    for (const accelerator of service.itKw.keys()) {
      const sale = fleet.sale(p, pool, accelerator);
      if (!sale) continue;
      const subject = `${pool}|${accelerator}`;
      usd += prices.multipliers.get('resale', p, subject) * sale.units;
      const missing = (q: number): number => {
        if (!fleet.sale(q, pool, accelerator)) return 0;
        const here =
          prices.multipliers.get('fleet', q, subject) + prices.multipliers.get('resale', q, subject);
        return timeline.periods[q]!.next.reduce((sum, next) => sum + missing(next), here);
      };
      const earned = prices.cash[timeline.periods[p]!.head]! * sale.usdPerUnit;
      usd += box(earned - missing(p), sale.units);
    }
  }
  return usd;
}

/** P11. */
function sitePart({ prices, service, timeline }: BoundTerms, p: number): number {
  let usd = 0;
  for (const [pool, { mostMw, priceUsdPerMwh }] of service.sites) {
    const paid = timeline.periods[p]!.nodes.reduce((sum, n) => {
      return sum + prices.cash[n]! * hoursPerQuarter * priceUsdPerMwh;
    }, 0);
    usd += box(prices.multipliers.get('site-take', p, pool) - paid, mostMw);
  }
  return usd;
}

/** Rows of nodes, leaves and years that options and energy enter: substations, absorption, carbon. */
function pathRows({ portfolio, timeline, service, prices: { multipliers } }: BoundTerms): number {
  let usd = 0;
  for (const { id, itPowerMw } of portfolio.substations) {
    for (const n of timeline.quarter.keys()) usd += multipliers.get('substation', n, id) * itPowerMw;
  }
  for (const { id, absorbsMw } of portfolio.counterparties) {
    for (const leaf of timeline.leaves) usd += multipliers.get('absorption', leaf, id) * absorbsMw;
  }
  for (const { year, place, tonnes } of service.carbon) {
    usd += multipliers.get('carbon', place, String(year)) * tonnes;
  }
  return usd;
}

/** Worth of a running unit but for what it serves: energy, power, its place in the fleet, and what it takes. */
function runningUsd(
  { prices, service, timeline }: BoundTerms,
  p: number,
  pool: PoolTerms,
  accelerator: string,
  itKw: number,
): number {
  const { id } = pool.pool;
  let usd = (-prices.multipliers.get('power', p, id) * itKw) / 1000;
  usd -= prices.multipliers.get('fleet', p, `${id}|${accelerator}`);
  for (const n of timeline.periods[p]!.nodes) usd -= prices.cash[n]! * energyUsd(pool, itKw, n);
  for (const { rule, place, about, factor } of utilityRows(service, p, id)) {
    usd += factor * prices.multipliers.get(rule, place, about) * utilityMw(pool, itKw);
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
