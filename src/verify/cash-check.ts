/** Compares the plan's ledger with the recomputed one: nothing differs, nothing is missing, nothing is extra. */
import { cellKey, type Ledger, type LedgerCell } from './ledger.ts';
import type { CheckedPlan } from './plan-form.ts';
import { type Checks, moneyTolerance } from './report.ts';

/**
 * Lines with an item are compared with that item's flows under the heading; the lines of a node and heading
 * together with their sum.
 */
export function checkCashFlows(plan: CheckedPlan, ledger: Ledger, checks: Checks): void {
  checks.reach('cash-flows');
  const stated = new Map<string, { usd: number; position: number }>();
  for (const [i, line] of plan.cashFlows.entries()) {
    const key = cellKey(line.node, line.heading);
    const cell = ledger.cells.get(key);
    if (line.item !== undefined) checkItem(line, i, cell, checks);
    const sum = stated.get(key);
    if (sum) sum.usd += line.usd;
    else stated.set(key, { usd: line.usd, position: i });
  }
  for (const [key, { usd, position }] of stated) {
    const cell = ledger.cells.get(key);
    const tolerance = moneyTolerance(cell?.sizeUsd ?? 0);
    checks.equal('cash-flows', ['cashFlows', position, 'usd'], usd, cell?.usd ?? 0, tolerance);
  }
  for (const [key, cell] of ledger.cells) {
    if (stated.has(key)) continue;
    checks.equal('cash-flows', ['cashFlows', key], 0, cell.usd, moneyTolerance(0));
  }
}

/** An id may name things of several kinds (a pool and a project): the flows of one of them must match. */
function checkItem(
  line: CheckedPlan['cashFlows'][number],
  position: number,
  cell: LedgerCell | undefined,
  checks: Checks,
): void {
  const sums = [...(cell?.items ?? [])]
    .filter(([item]) => item.slice(item.indexOf(':') + 1) === line.item)
    .map(([, sum]) => sum);
  const known = sums.length > 0;
  if (!known && Math.abs(line.usd) <= 1) return;
  const path = ['cashFlows', position];
  if (!checks.same('cash-flows', [...path, 'item'], known, true)) return;
  const match =
    sums.find(({ usd, sizeUsd }) => Math.abs(line.usd - usd) <= moneyTolerance(sizeUsd)) ?? sums[0]!;
  checks.equal('cash-flows', [...path, 'usd'], line.usd, match.usd, moneyTolerance(match.sizeUsd));
}
