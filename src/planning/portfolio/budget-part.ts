/** Capex budgets: one row per fiscal year and path, at the last node of the year (docs/method.md, B1). */
import { childrenOf } from '../../demand/scenario-tree.ts';
import { type PortfolioFrame, USD_SCALE } from './portfolio-frame.ts';
import type { PortfolioPart } from './portfolio-model.ts';

/** Overspend is bounded (F13) so that every bound is finite. */
const MOST_OVERSPEND_USD = 1e12;

/** Capex is the resource `capex` in nominal USD. */
export const budgetPart: PortfolioPart = {
  addRows(model) {
    model.declareResource('capex');
    const { portfolio, tree, fiscalYear, periods } = model.frame;
    childrenOf(tree).forEach((children, last) => {
      const year = portfolio.budget.find((entry) => entry.fiscalYear === fiscalYear[last]);
      if (!year || children.some((child) => fiscalYear[child] === fiscalYear[last])) return;
      const path = nodesOfYear(model.frame, last);
      const constant = path.reduce((sum, n) => sum + constantCapexUsd(model.frame, n), 0);
      const key = { rule: 'budget', node: last, fiscalYear: year.fiscalYear } as const;
      const row = model.row(key, 1, year.capexUsd - year.spentUsd - constant, USD_SCALE);
      for (const n of path) model.resourceEntersRow('capex', n, row, 1);
      if (year.overspendUsdPerUsd === undefined) return;
      const variable = {
        kind: 'overspend',
        fiscalYear: year.fiscalYear,
        node: last,
        period: periods.of[last]!,
        scale: USD_SCALE,
      } as const;
      model.variable(
        variable,
        MOST_OVERSPEND_USD,
        [[last, -year.overspendUsdPerUsd, 'overspend']],
        [[row, -1]],
      );
    });
  },
};

/** The nodes of the path to `last` that lie in its fiscal year. */
function nodesOfYear({ tree, fiscalYear }: PortfolioFrame, last: number): number[] {
  const nodes: number[] = [];
  for (let n = last; n >= 0 && fiscalYear[n] === fiscalYear[last]; n = tree.parent[n]!) nodes.push(n);
  return nodes;
}

/** Outstanding payments of orders are capex in the quarter of their arrival (F12). */
function constantCapexUsd({ portfolio, quarterOf }: PortfolioFrame, node: number): number {
  return portfolio.orders
    .filter((order) => Math.max(order.arrives, quarterOf(0)) === quarterOf(node))
    .reduce((sum, order) => sum + order.outstandingUsd, 0);
}
