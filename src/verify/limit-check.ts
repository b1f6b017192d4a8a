/** What options share beyond power: substations (P10) and what counterparties absorb (P13). */
import type { Portfolio } from '../domain/portfolio.ts';
import { type ReplayedOption, usedAt } from './replay.ts';
import { amountTolerance, type Checks } from './report.ts';
import type { Timeline } from './timeline.ts';

/** Checks that no substation and no counterparty is asked for more than it has. */
export function checkLimits(
  { substations, counterparties }: Portfolio,
  options: readonly ReplayedOption[],
  { tree, leaves, quarter }: Timeline,
  checks: Checks,
): void {
  checks.reach('substations', 'absorption');
  for (const { id, itPowerMw } of substations) {
    for (const n of quarter.keys()) {
      const used = usedAt(options, 'substation', id, n);
      checks.atMost('substations', ['policy', `${n}|${id}`], used, itPowerMw, amountTolerance(itPowerMw));
    }
  }
  for (const { id, absorbsMw } of counterparties) {
    const absorbed = new Float64Array(quarter.length);
    for (const n of quarter.keys()) {
      absorbed[n] = (absorbed[tree.parent[n]!] ?? 0) + usedAt(options, 'absorbed', id, n);
    }
    for (const leaf of leaves) {
      const path = ['policy', `${leaf}|${id}`];
      checks.atMost('absorption', path, absorbed[leaf]!, absorbsMw, amountTolerance(absorbsMw));
    }
  }
}
