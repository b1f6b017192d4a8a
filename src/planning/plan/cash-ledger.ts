/** The ledger of a plan: nominal USD by node, heading and item. */

import { leavesOf } from '../../demand/scenario-tree.ts';
import { type CashFlowLine, type CashHeading, cashHeadings } from '../../domain/plan-file.ts';
import type { Incumbent } from '../incumbent.ts';
import { visitTerms } from '../policy-effects.ts';
import type { CompiledPortfolio } from '../portfolio/compile-portfolio.ts';
import type { FleetVariable } from '../portfolio/fleet-variable.ts';
import { USD_SCALE } from '../portfolio/portfolio-frame.ts';

/** Every cash flow that is not zero, in the order of nodes and headings. Sums over a node equal the plan's cash there. */
export function cashLedger(
  { frame, problem, variables }: CompiledPortfolio,
  incumbent: Incumbent,
): CashFlowLine[] {
  const booked = new Map<string, { node: number; heading: CashHeading; item?: string; usd: number }>();
  const book = (node: number, heading: string, item: string | undefined, discounted: number) => {
    if (discounted === 0) return;
    const key = `${node} ${heading} ${item ?? ''}`;
    const usd = (discounted * USD_SCALE) / frame.discount[node]!;
    const line = booked.get(key);
    if (line) line.usd += usd;
    else booked.set(key, { node, heading: headingOf(heading), ...(item !== undefined && { item }), usd });
  };
  for (const [heading, perNode] of problem.constantLedger) {
    for (const [node, amount] of perNode.entries()) book(node, heading, undefined, amount);
  }
  const { start, node, amount, category } = problem.columnCash;
  for (const [j, variable] of variables) {
    const value = incumbent.variables[j]!;
    if (value === 0) continue;
    for (let i = start[j]!; i < start[j + 1]!; i++)
      book(node[i]!, category[i]!, itemOf(variable, category[i]!), value * amount[i]!);
  }
  const leaves = leavesOf(problem.tree);
  incumbent.policies.forEach((policy, o) => {
    const option = problem.options[o]!;
    visitTerms(option, policy, leaves, (channel, n, value) => {
      if (channel.target === 'cash') book(n, channel.category ?? 'other', option.id, value);
    });
  });
  const order = new Map(cashHeadings.map((heading, i) => [heading, i]));
  return [...booked.values()].sort(
    (a, b) =>
      a.node - b.node ||
      order.get(a.heading)! - order.get(b.heading)! ||
      (a.item ?? '').localeCompare(b.item ?? ''),
  );
}

function headingOf(category: string): CashHeading {
  const heading = cashHeadings.find((known) => known === category);
  if (!heading) throw new Error(`cash is booked under ${category}, which is no heading of the ledger`);
  return heading;
}

function itemOf(variable: FleetVariable, category: string): string {
  switch (variable.kind) {
    case 'buy':
    case 'sell':
      return variable.accelerator;
    case 'run':
      return category === 'energy' ? variable.pool : variable.workload.replace(/:\d+$/, '');
    case 'rent-out':
      return category === 'energy' ? variable.pool : variable.accelerator;
    case 'burst':
      return category === 'burst' ? variable.burst : variable.workload;
    case 'short':
    case 'lost':
      return variable.workload.replace(/:\d+$/, '');
    case 'take':
      return variable.contract;
    case 'site-take':
      return variable.pool;
    case 'overspend':
      return String(variable.fiscalYear);
  }
}
