/** Which rules of an infeasible portfolio contradict each other: an irreducible set, by deletion (Chinneck and Dravnieks 1991). */
import type { LpSolver } from '../../lp/lp-solver.ts';
import { ColumnGeneration } from '../column-generation.ts';
import type { CompiledPortfolio } from '../portfolio/compile-portfolio.ts';
import { type RowKey, subjectOf } from '../portfolio/row-register.ts';
import { type SearchRegion, wholeRegion } from '../search-region.ts';
import type { SolveClock } from '../solve-clock.ts';

/** A rule of the portfolio that binds: a budget, a service level, a supply, a pool's power. */
export interface ConflictingRule {
  readonly rule: RowKey['rule'];
  /** Fiscal year, workload, accelerator or pool. */
  readonly subject: string;
}

/** Rules a planner can change, in the order in which they are given up first: facts of the world before the planner's own rules. */
const rulesByStanding: readonly RowKey['rule'][] = [
  'supply',
  'power',
  'substation',
  'absorption',
  'carbon',
  'budget',
  'service-level',
];

/**
 * Rules that cannot be kept together, although all of them but any one can. Empty when the relaxation can keep them all,
 * so that only the wholeness of decisions stands in the way.
 */
export function conflictingRules(
  compiled: CompiledPortfolio,
  solver: LpSolver,
  clock: SolveClock,
): ConflictingRule[] {
  const generation = new ColumnGeneration(compiled.problem, solver, clock);
  try {
    const groups = ruleGroups(compiled);
    const conflicts = (kept: readonly RuleGroup[]) =>
      generation.relax({ region: regionWith(compiled, groups, kept), tolerance: Number.MAX_VALUE }).status ===
      'infeasible';
    if (!conflicts(groups)) return [];
    const alone = groups.find((group) => conflicts([group]));
    if (alone) return [alone.rule];
    let kept = groups;
    for (const group of groups) {
      const without = kept.filter((other) => other !== group);
      if (conflicts(without)) kept = without;
    }
    return kept.map(({ rule }) => rule);
  } finally {
    generation.dispose();
  }
}

interface RuleGroup {
  readonly rule: ConflictingRule;
  readonly rows: readonly number[];
}

/** The rows of each rule of the portfolio, in the order in which rules are given up. */
export function ruleGroups({ frame }: CompiledPortfolio): RuleGroup[] {
  const groups = new Map<string, { rule: ConflictingRule; rows: number[] }>();
  for (const [row, { key }] of frame.rows.entries()) {
    if (!rulesByStanding.includes(key.rule)) continue;
    const subject = subjectOf(key);
    const group = groups.get(`${key.rule} ${subject}`) ?? { rule: { rule: key.rule, subject }, rows: [] };
    group.rows.push(row);
    groups.set(`${key.rule} ${subject}`, group);
  }
  return [...groups.values()].sort(
    (a, b) => rulesByStanding.indexOf(a.rule.rule) - rulesByStanding.indexOf(b.rule.rule),
  );
}

/** The whole problem with the rows of all groups but the kept ones set free. */
function regionWith(
  { problem }: CompiledPortfolio,
  groups: readonly RuleGroup[],
  kept: readonly RuleGroup[],
): SearchRegion {
  const region = wholeRegion(problem);
  const rowLower = region.rowLower.slice();
  const rowUpper = region.rowUpper.slice();
  for (const group of groups) {
    if (kept.includes(group)) continue;
    for (const row of group.rows) {
      rowLower[row] = -Infinity;
      rowUpper[row] = Infinity;
    }
  }
  return { ...region, rowLower, rowUpper };
}
