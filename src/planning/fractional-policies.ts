/** What a fractional master solution does at each node: shares of arcs and levels of resources. */
import { leavesOf } from '../demand/scenario-tree.ts';
import type { PlanningProblem } from './planning-problem.ts';
import { visitTerms } from './policy-effects.ts';
import type { PolicyColumn } from './restricted-master.ts';

/** Weighted level of every resource at every node, shape `[resource][node]`. */
export function meanLevels(
  problem: PlanningProblem,
  columns: readonly PolicyColumn[],
  weights: Float64Array,
): Float64Array[] {
  const levels = problem.resourceNames.map(() => new Float64Array(problem.tree.parent.length));
  const leaves = leavesOf(problem.tree);
  columns.forEach(({ option, policy }, c) => {
    // Columns that came after the solution have no weight in it.
    if (!(weights[c]! > 0)) return;
    visitTerms(problem.options[option]!, policy, leaves, ({ target }, n, amount) => {
      if (target !== 'cash') levels[target]![n]! += weights[c]! * amount;
    });
  });
  return levels;
}

/** Share of each arc at each node for one option, shape `[node × arc]`. */
export function arcShares(
  problem: PlanningProblem,
  option: number,
  columns: readonly PolicyColumn[],
  weights: Float64Array,
): Float64Array {
  const arcs = problem.options[option]!.arcTo.length;
  const shares = new Float64Array(problem.tree.parent.length * arcs);
  columns.forEach((column, c) => {
    if (column.option !== option || !(weights[c]! > 0)) return;
    column.policy.forEach((arc, n) => {
      shares[n * arcs + arc]! += weights[c]!;
    });
  });
  return shares;
}
