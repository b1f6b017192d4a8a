/** Budgets (B1): capex of each fiscal year along every path, hard or at a price. */
import type { BudgetYear, Portfolio } from '../domain/portfolio.ts';
import type { Ledger } from './ledger.ts';
import { type Checks, moneyTolerance } from './report.ts';
import { type Timeline, yearEnds } from './timeline.ts';

/** A budget's row: the node that ends the year on a path, and the path's nodes in that year. */
export interface BudgetRow {
  readonly year: BudgetYear;
  readonly node: number;
  readonly nodes: readonly number[];
}

/** One row per budget year and path: the nodes whose capex it holds. */
export function budgetRows(portfolio: Portfolio, timeline: Timeline): BudgetRow[] {
  return portfolio.budget.flatMap((year) =>
    yearEnds(timeline, year.fiscalYear).map((node) => {
      const nodes: number[] = [];
      for (let n = node; n >= 0 && timeline.fiscalYear[n] === year.fiscalYear; n = timeline.tree.parent[n]!) {
        nodes.push(n);
      }
      return { year, node, nodes };
    }),
  );
}

/** Checks hard budgets and charges what soft ones are exceeded by. */
export function checkBudgets(rows: readonly BudgetRow[], ledger: Ledger, checks: Checks): void {
  checks.reach('budgets');
  for (const { year, node, nodes } of rows) {
    const spentUsd = nodes.reduce((sum, n) => sum + ledger.capex[n]!, year.spentUsd);
    const over = Math.max(0, spentUsd - year.capexUsd);
    if (year.overspendUsdPerUsd === undefined) {
      const path = ['cashFlows', `${node}|${year.fiscalYear}`];
      checks.atMost('budgets', path, spentUsd, year.capexUsd, moneyTolerance(year.capexUsd));
    } else {
      const items = [`year:${year.fiscalYear}`];
      ledger.add({ node, heading: 'overspend', usd: -over * year.overspendUsdPerUsd, items });
    }
  }
}
