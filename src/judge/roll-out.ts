/** What decisions are worth where all of them are fixed: what serves is chosen anew by one linear program. */
import { ColumnBuilder } from '../lp/linear-program.ts';
import type { LpSolver } from '../lp/lp-solver.ts';
import { cashByNode, type Incumbent } from '../planning/incumbent.ts';
import type { Policy } from '../planning/option-pricing.ts';
import type { PlanningProblem } from '../planning/planning-problem.ts';
import { policyEffects } from '../planning/policy-effects.ts';

/**
 * The best service for given policies in a problem whose commitments are fixed (see `fixedAmounts`), for the expected value; `undefined` where a rule that service
 * could keep cannot be kept. Rules that only decisions enter are not asked again: they were kept where the decisions were taken.
 */
export function bestService(
  problem: PlanningProblem,
  policies: readonly Policy[],
  solver: LpSolver,
): Incumbent | undefined {
  const { profit, lower, upper, starts, rows, coefficients } = problem.columns;
  const level = new Float64Array(problem.rowLower.length);
  policies.forEach((policy, o) => {
    const effects = policyEffects(problem, problem.options[o]!, policy);
    effects.rows.forEach((row, i) => {
      level[row]! += effects.coefficients[i]!;
    });
  });
  const free: number[] = [];
  const isAsked = new Uint8Array(level.length);
  for (let j = 0; j < profit.length; j++) {
    const isFree = upper[j]! > lower[j]!;
    if (isFree) free.push(j);
    for (let i = starts[j]!; i < starts[j + 1]!; i++) {
      if (isFree) isAsked[rows[i]!] = 1;
      else level[rows[i]!]! += coefficients[i]! * lower[j]!;
    }
  }
  const asked = [...isAsked.keys()].filter((row) => isAsked[row] === 1);
  const index = new Int32Array(level.length).fill(-1);
  asked.forEach((row, i) => {
    index[row] = i;
  });
  const builder = new ColumnBuilder();
  for (const j of free) {
    const entries: [number, number][] = [];
    for (let i = starts[j]!; i < starts[j + 1]!; i++) entries.push([index[rows[i]!]!, coefficients[i]!]);
    builder.add(profit[j]!, lower[j]!, upper[j]!, entries);
  }
  const variables = lower.slice();
  if (free.length > 0) {
    const model = solver.load({
      ...builder.pack(),
      rowLower: Float64Array.from(asked, (row) => problem.rowLower[row]! - level[row]!),
      rowUpper: Float64Array.from(asked, (row) => problem.rowUpper[row]! - level[row]!),
    });
    try {
      const outcome = model.solve({ method: 'dual' });
      if (outcome.status !== 'optimal') return undefined;
      free.forEach((j, i) => {
        variables[j] = outcome.primal[i]!;
      });
    } finally {
      model.dispose();
    }
  }
  const cash = cashByNode(problem, policies, variables);
  const value = cash.reduce((sum, usd, n) => sum + problem.tree.probability[n]! * usd, 0);
  return { policies, variables, value };
}
