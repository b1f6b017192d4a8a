/** Capex budgets: one row per fiscal year and path, at the last node of the year (docs/method.md, B1). */
import { childrenOf } from '../../demand/scenario-tree.ts';
import type { FleetVariables } from './fleet-model.ts';
import { type PortfolioFrame, USD_SCALE } from './portfolio-frame.ts';
import { rowName } from './row-register.ts';

/** Overspend is bounded (F13) so that every bound is finite. */
const MOST_OVERSPEND_USD = 1e12;

/** Adds the rows and returns which of them capex at a node enters, with its USD. */
export function addBudgetRows(
  frame: PortfolioFrame,
  variables: FleetVariables,
): (node: number, usd: number) => [row: number, coefficient: number][] {
  const { portfolio, tree, builder, rows, fiscalYear, discount } = frame;
  const rowsOfNode: number[][] = Array.from(tree.parent, () => []);
  childrenOf(tree).forEach((children, last) => {
    const year = portfolio.budget.find((entry) => entry.fiscalYear === fiscalYear[last]);
    if (!year || children.some((child) => fiscalYear[child] === fiscalYear[last])) return;
    const key = { rule: 'budget', node: last, fiscalYear: year.fiscalYear } as const;
    const path = nodesOfYear(frame, last);
    const constant = path.reduce((sum, n) => sum + constantCapexUsd(frame, n), 0);
    const row = builder.addRow({
      name: rowName(key),
      upper: (year.capexUsd - year.spentUsd - constant) / USD_SCALE,
    });
    rows.set(row, { key, scale: USD_SCALE, sense: 1 });
    for (const n of path) {
      rowsOfNode[n]!.push(row);
      builder.addResourceEntry('capex', n, row, 1);
    }
    if (year.overspendUsdPerUsd === undefined) return;
    const index = builder.addVariable({
      name: `overspend ${last} ${year.fiscalYear}`,
      upper: MOST_OVERSPEND_USD / USD_SCALE,
      cash: [[last, -year.overspendUsdPerUsd * discount[last]!, 'overspend']],
    });
    builder.addEntry(index, row, -1);
    variables.set(index, {
      kind: 'overspend',
      fiscalYear: year.fiscalYear,
      node: last,
      period: frame.periods.of[last]!,
      scale: USD_SCALE,
    });
  });
  return (node, usd) => rowsOfNode[node]!.map((row) => [row, usd]);
}

/** The nodes of the path to `last` that lie in its fiscal year. */
export function nodesOfYear(
  { tree, fiscalYear }: Pick<PortfolioFrame, 'tree' | 'fiscalYear'>,
  last: number,
): number[] {
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
