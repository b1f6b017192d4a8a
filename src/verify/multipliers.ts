/** The plan's multipliers by row, after checking that each row exists and has the sign of its sense (G1, V2). */
import type { Portfolio } from '../domain/portfolio.ts';
import type { Path } from '../units/problem.ts';
import type { BudgetRow } from './budget-check.ts';
import type { FleetModel } from './fleet-model.ts';
import type { CheckedMultipliers } from './plan-form.ts';
import type { Checks } from './report.ts';
import type { ServiceModel } from './service-model.ts';
import type { Timeline } from './timeline.ts';

/** A row's price as the plan file states it. */
export type RowPrice = CheckedMultipliers['rows'][number];

/** Rows of single nodes; all others stand at periods. */
const atNodes: ReadonlySet<RowPrice['rule']> = new Set<RowPrice['rule']>([
  'budget',
  'substation',
  'absorption',
  'carbon',
]);

/** Whether a rule has its rows at nodes, not at periods. */
export function standsAtNode(rule: RowPrice['rule']): boolean {
  return atNodes.has(rule);
}

/** Multiplier of a row; 0 where the plan states none. Periods by position, rows of nodes by node. */
export class Multipliers {
  readonly #prices = new Map<string, number>();

  set(rule: RowPrice['rule'], place: number, subject: string, usd: number): boolean {
    const key = `${rule}|${place}|${subject}`;
    if (this.#prices.has(key)) return false;
    this.#prices.set(key, usd);
    return true;
  }

  get(rule: RowPrice['rule'], place: number, subject: string): number {
    return this.#prices.get(`${rule}|${place}|${subject}`) ?? 0;
  }
}

/** What a row is about, `pool`, `pool|accelerator` …, and its price. */
function rowTerms(row: RowPrice): { readonly subject: string; readonly usd: number } {
  switch (row.rule) {
    case 'power':
    case 'site-take':
      return { subject: row.pool, usd: row.usdPerMw };
    case 'fleet':
    case 'resale':
      return { subject: `${row.pool}|${row.accelerator}`, usd: row.usdPerUnit };
    case 'demand':
    case 'committed':
    case 'service-level':
    case 'churn':
      return { subject: row.workload, usd: row.usdPerUnitPerHour };
    case 'contract-demand':
    case 'contract-promise':
      return { subject: row.contract, usd: row.usdPerUnitPerHour };
    case 'supply':
    case 'rent-out':
      return { subject: row.accelerator, usd: row.usdPerUnit };
    case 'minimum-take':
      return { subject: row.contract, usd: row.usdPerMw };
    case 'substation':
      return { subject: row.substation, usd: row.usdPerMw };
    case 'absorption':
      return { subject: row.counterparty, usd: row.usdPerMw };
    case 'carbon':
      return { subject: String(row.year), usd: row.usdPerTonne };
    case 'budget':
      return { subject: String(row.fiscalYear), usd: row.usdPerUsd };
  }
}

/** What the multipliers are read against. */
export interface RowTerms {
  readonly portfolio: Portfolio;
  readonly timeline: Timeline;
  readonly fleet: FleetModel;
  readonly service: ServiceModel;
  readonly budgets: readonly BudgetRow[];
}

/** Multipliers that stand in the plan at `path`: those of rows that exist, each once. */
export function readMultipliers(
  { rows }: CheckedMultipliers,
  path: Path,
  terms: RowTerms,
  checks: Checks,
): Multipliers {
  checks.reach('multipliers');
  const { timeline, budgets } = terms;
  const multipliers = new Multipliers();
  const budgetNodes = new Set(budgets.map(({ node, year }) => `${node}|${year.fiscalYear}`));
  for (const [i, row] of rows.entries()) {
    const at = [...path, 'rows', i];
    const period = timeline.periodOf[row.node]!;
    const { subject, usd } = rowTerms(row);
    const place = standsAtNode(row.rule) ? row.node : period;
    const exists =
      row.rule === 'budget'
        ? budgetNodes.has(`${row.node}|${subject}`)
        : (standsAtNode(row.rule) || timeline.periods[period]!.head === row.node) &&
          rowExists(row, period, terms);
    if (!checks.same('multipliers', at, exists, true)) continue;
    if (row.rule !== 'churn') checks.atLeast('multipliers', at, usd, 0, 0);
    const once = multipliers.set(row.rule, place, subject, usd);
    checks.same('multipliers', at, once, true);
  }
  return multipliers;
}

/** Whether the rules have the row in that period; where nothing is said, they have it in every one. */
function rowExists(
  row: RowPrice,
  period: number,
  { portfolio, timeline, service, fleet }: RowTerms,
): boolean {
  switch (row.rule) {
    case 'service-level':
      return service.workloads.get(row.workload)!.workload.serviceLevel !== undefined;
    case 'churn':
      return service.workloads.get(row.workload)!.workload.churnShare !== undefined;
    case 'minimum-take':
      return service.contracts.get(row.contract)!.nodes[period]!.length > 0;
    case 'site-take':
      return service.sites.has(row.pool);
    case 'contract-demand':
    case 'contract-promise':
      return service.offers.get(row.contract)!.active[period]!;
    case 'resale':
      return fleet.sale(period, row.pool, row.accelerator) !== undefined;
    case 'rent-out':
      return portfolio.rentOuts.some(({ accelerator }) => accelerator === row.accelerator);
    case 'carbon':
      return service.carbon.some(({ year, place }) => year === row.year && place === row.node);
    case 'absorption':
      return timeline.children[row.node]!.length === 0;
    default:
      return true;
  }
}

/** V2: 0 ≤ q ≤ π/(1−α), Σq = 1; needed when λ > 0. */
export function readLeafWeights(
  { leafWeights }: CheckedMultipliers,
  path: Path,
  { portfolio: { risk }, timeline: { leaves, tree } }: RowTerms,
  checks: Checks,
): readonly number[] | undefined {
  checks.reach('leaf-weights');
  const at = [...path, 'leafWeights'];
  if (!leafWeights) {
    checks.same('leaf-weights', at, risk.cvarWeight > 0 ? 'absent' : 'not needed', 'not needed');
    return undefined;
  }
  for (const [i, leaf] of leaves.entries()) {
    const most = tree.probability[leaf]! / (1 - risk.cvarLevel);
    checks.atLeast('leaf-weights', [...at, i], leafWeights[i]!, 0, 1e-12);
    checks.atMost('leaf-weights', [...at, i], leafWeights[i]!, most, 1e-9 * most);
  }
  const sum = leafWeights.reduce((total, weight) => total + weight, 0);
  checks.equal('leaf-weights', at, sum, 1, 1e-9);
  return leafWeights;
}
