/** What an option's policy is worth at the plan's prices, part by part, and the rows that it enters. */
import type { CashHeading } from '../domain/plan-file.ts';
import type { BudgetRow } from './budget-check.ts';
import { nominalUsd } from './machine.ts';
import type { EnteredRow, Prices } from './prices.ts';
import type { ReplayedOption } from './replay.ts';
import type { Timeline } from './timeline.ts';

/** Present values in USD, weighted with the nodes' probabilities or the leaves' weights. */
export interface OptionWorth {
  readonly totalUsd: number;
  /** Sum of the absolute terms. */
  readonly sizeUsd: number;
  /** Present value of its cash by heading, of the resources that it gives or takes, and of the budgets that it pays for (`budget`). */
  readonly parts: ReadonlyMap<string, number>;
  /** The same by row, `<rule>|<period or node>|<subject>`, the parts of a subject separated by a space. */
  readonly byRow: ReadonlyMap<string, number>;
}

/** Of the policy at and below `from`. */
export function optionWorth(
  { machine, steps }: ReplayedOption,
  timeline: Timeline,
  prices: Prices,
  budgets: readonly BudgetRow[],
  from: number,
): OptionWorth {
  const sums = new Sums();
  const below = nodesBelow(timeline, from);
  const capex = new Float64Array(steps.length);
  for (const n of below) {
    const { amounts, uses, next } = steps[n]!;
    for (const amount of amounts) {
      const usd = nominalUsd(amount, n, timeline);
      if (amount.capex) capex[n]! -= usd;
      sums.cash(amount.heading, prices.cash[n]! * usd);
    }
    if (timeline.children[n]!.length === 0)
      sums.cash('terminal', prices.cash[n]! * machine.terminalUsd(next));
    for (const { kind, subject, amount } of uses) {
      for (const row of prices.rows(kind, subject, n)) sums.row(kind, row, row.usd * amount);
    }
  }
  for (const { year, node, nodes } of budgets) {
    const subject = String(year.fiscalYear);
    const price = prices.multipliers.get('budget', node, subject);
    if (price === 0) continue;
    const row = { rule: 'budget', place: node, subject } as const;
    sums.row('budget', row, -price * nodes.reduce((sum, n) => sum + capex[n]!, 0));
  }
  return sums.worth();
}

class Sums {
  #totalUsd = 0;
  #sizeUsd = 0;
  readonly #parts = new Map<string, number>();
  readonly #byRow = new Map<string, number>();

  cash(heading: CashHeading, usd: number): void {
    this.#part(heading, usd);
  }

  row(part: string, { rule, place, subject }: Omit<EnteredRow, 'usd'>, usd: number): void {
    const key = `${rule}|${place}|${subject.replace('|', ' ')}`;
    this.#byRow.set(key, (this.#byRow.get(key) ?? 0) + usd);
    this.#part(part, usd);
  }

  worth(): OptionWorth {
    return {
      totalUsd: this.#totalUsd,
      sizeUsd: this.#sizeUsd,
      parts: this.#parts,
      byRow: this.#byRow,
    };
  }

  #part(name: string, usd: number): void {
    this.#parts.set(name, (this.#parts.get(name) ?? 0) + usd);
    this.#totalUsd += usd;
    this.#sizeUsd += Math.abs(usd);
  }
}

function nodesBelow({ tree }: Timeline, from: number): number[] {
  const below = new Uint8Array(tree.parent.length);
  below[from] = 1;
  for (let n = from + 1; n < below.length; n++) below[n] = below[tree.parent[n]!]!;
  return [...below.keys()].filter((n) => below[n] === 1);
}
