/** The ledger: every cash flow by node and heading, with the items that it belongs to. */
import type { CashHeading } from '../domain/plan-file.ts';

/** A sum with the size of its terms, which sets how far two computations of it may differ. */
export interface Sum {
  usd: number;
  sizeUsd: number;
}

/** The flows of a heading at a node, summed. */
export interface LedgerCell extends Sum {
  readonly node: number;
  readonly heading: CashHeading;
  /** Sums by item, `<kind>:<id>` such as `pool:ohio`; a flow counts in each of its items. */
  readonly items: Map<string, Sum>;
}

/** One flow before it is summed. */
export interface CashEntry {
  readonly node: number;
  readonly heading: CashHeading;
  /** Nominal, income positive. */
  readonly usd: number;
  readonly capex?: boolean;
  /** `<kind>:<id>`, such as `pool:ohio` and `accelerator:h100`. */
  readonly items: readonly string[];
}

/** A book of cash: entries add up by node and heading, and remember which options, pools and accelerators they belong to. */
export class Ledger {
  readonly cells = new Map<string, LedgerCell>();
  /** Nominal cash per node. */
  readonly cash: Float64Array;
  /** Nominal capex per node, a cost positive. */
  readonly capex: Float64Array;
  /** Sum of the absolute flows per node. */
  readonly size: Float64Array;

  constructor(nodes: number) {
    this.cash = new Float64Array(nodes);
    this.capex = new Float64Array(nodes);
    this.size = new Float64Array(nodes);
  }

  add({ node, heading, usd, capex, items }: CashEntry): void {
    if (usd === 0) return;
    this.cash[node]! += usd;
    this.size[node]! += Math.abs(usd);
    if (capex) this.capex[node]! -= usd;
    const key = cellKey(node, heading);
    let cell = this.cells.get(key);
    if (!cell) {
      cell = { node, heading, usd: 0, sizeUsd: 0, items: new Map() };
      this.cells.set(key, cell);
    }
    grow(cell, usd);
    for (const item of new Set(items)) {
      const sum = cell.items.get(item);
      if (sum) grow(sum, usd);
      else cell.items.set(item, { usd, sizeUsd: Math.abs(usd) });
    }
  }
}

/** Key of a cell in {@link Ledger.cells}. */
export function cellKey(node: number, heading: string): string {
  return `${node}|${heading}`;
}

function grow(sum: Sum, usd: number): void {
  sum.usd += usd;
  sum.sizeUsd += Math.abs(usd);
}
