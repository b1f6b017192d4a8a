/** What the multipliers make of cash, capex and resources at every node. */
import type { RowPrice } from '../domain/plan-file.ts';
import type { BudgetRow } from './budget-check.ts';
import type { ResourceKind } from './machine.ts';
import type { Multipliers } from './multipliers.ts';
import type { OptionPrices } from './option-program.ts';
import { carbonShares, type ServiceModel, tonnesPerMw } from './service-model.ts';
import { cashWeights, type Timeline } from './timeline.ts';

/** A row that a unit of a resource enters: what it adds to the row's price times slack. */
export interface EnteredRow {
  readonly rule: RowPrice['rule'];
  /** Period, or node where the row stands at one. */
  readonly place: number;
  readonly subject: string;
  readonly usd: number;
}

/** Prices by node that the multipliers imply; arrays have shape `[node]`. */
export interface Prices extends OptionPrices {
  readonly multipliers: Multipliers;
  /** Present value of a nominal USD per node: ω·δ (V2). */
  readonly cash: Float64Array;
  /** Sum of the budget prices that a USD of capex at a node is charged, USD per USD. */
  readonly budget: Float64Array;
  /** The rows that a unit of a resource enters at a node, with their prices. */
  rows(kind: ResourceKind, subject: string, node: number): readonly EnteredRow[];
}

/** What a USD and a unit of each resource are worth at every node under a plan's multipliers (V2). */
export function pricesOf(
  timeline: Timeline,
  multipliers: Multipliers,
  budgets: readonly BudgetRow[],
  service: ServiceModel,
  { cvarWeight, leafWeights }: { cvarWeight: number; leafWeights?: readonly number[] | undefined },
): Prices {
  const cash = cashWeights(timeline, cvarWeight, leafWeights);
  const budget = new Float64Array(cash.length);
  for (const { year, node, nodes } of budgets) {
    const usd = multipliers.get('budget', node, String(year.fiscalYear));
    for (const n of nodes) budget[n]! += usd;
  }
  const rows = (kind: ResourceKind, subject: string, node: number) =>
    enteredRows(kind, subject, node, { timeline, multipliers, service });
  const known = new Map<string, Float64Array>();
  const resource = (kind: ResourceKind, subject: string): Float64Array => {
    const key = `${kind}|${subject}`;
    let prices = known.get(key);
    if (!prices) {
      prices = Float64Array.from(cash, (_, n) =>
        rows(kind, subject, n).reduce((sum, { usd }) => sum + usd, 0),
      );
      known.set(key, prices);
    }
    return prices;
  };
  return { multipliers, cash, budget, resource, rows };
}

interface RowTerms {
  readonly timeline: Timeline;
  readonly multipliers: Multipliers;
  readonly service: ServiceModel;
}

/** Rows of periods take the mean over their nodes (T4). */
function enteredRows(kind: ResourceKind, subject: string, node: number, terms: RowTerms): EnteredRow[] {
  const { timeline, multipliers, service } = terms;
  const period = timeline.periodOf[node]!;
  const share = 1 / timeline.periods[period]!.nodes.length;
  const row = (rule: RowPrice['rule'], place: number, about: string, factor: number): EnteredRow => ({
    ...{ rule, place, subject: about, usd: factor * multipliers.get(rule, place, about) },
  });
  switch (kind) {
    case 'powered-mw':
      return [row('power', period, subject, share)];
    case 'owed':
      return [row('site-take', period, subject, -share)];
    case 'substation':
      return [row('substation', node, subject, -1)];
    case 'absorbed':
      return leavesBelow(timeline, node).map((leaf) => row('absorption', leaf, subject, -1));
    case 'block':
      return [
        row('contract-demand', period, subject, share),
        row('contract-promise', period, subject, -share),
      ];
    case 'held':
      return [row('fleet', period, subject, -share)];
    case 'utility':
      return utilityRows(service, period, subject).map(({ rule, place, about, factor }) =>
        row(rule, place, about, share * factor),
      );
  }
}

/** The rows that a utility MW in a pool enters throughout a period: takes (F10, P11) and emissions (F18). */
export function utilityRows(service: ServiceModel, period: number, pool: string) {
  const terms = service.pools.get(pool)!;
  const rows: { rule: RowPrice['rule']; place: number; about: string; factor: number }[] = [];
  for (const [id, { contract, nodes }] of service.contracts) {
    if (contract.region !== terms.pool.region || nodes[period]!.length === 0) continue;
    rows.push({ rule: 'minimum-take', place: period, about: id, factor: 1 });
  }
  if (service.sites.has(pool)) rows.push({ rule: 'site-take', place: period, about: pool, factor: 1 });
  for (const { year, place, quarters } of carbonShares(service, period)) {
    rows.push({ rule: 'carbon', place, about: String(year), factor: -quarters * tonnesPerMw(terms) });
  }
  return rows;
}

function leavesBelow({ tree, leaves }: Timeline, node: number): number[] {
  return leaves.filter((leaf) => {
    let n = leaf;
    while (n > node) n = tree.parent[n]!;
    return n === node;
  });
}
