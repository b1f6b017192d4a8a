/**
 * Operations for given policies when some variables hold their values: the rest falls apart into small programs that are solved one by one.
 *
 * Purchases are what ties the periods of a portfolio together. While they stand, each period's use of the fleet is a program of its own, and
 * hundreds of small programs take a fraction of the time of the whole.
 */
import { ColumnBuilder } from '../lp/linear-program.ts';
import type { LpSolver } from '../lp/lp-solver.ts';
import { type Incumbent, incumbentOf } from './incumbent.ts';
import type { Policy } from './option-pricing.ts';
import type { PlanningProblem } from './planning-problem.ts';
import { takenByPolicies } from './policy-effects.ts';

/** By how much a row that only held values enter may be missed, as a share of its scale. */
const TOLERANCE = 1e-9;

/**
 * The best values of all other variables by expected cash, with the plan that they make; nothing where a row cannot be met, or where a
 * variable that must be whole is not held.
 */
export function operationsHolding(
  problem: PlanningProblem,
  solver: LpSolver,
  policies: readonly Policy[],
  held: ReadonlyMap<number, number>,
): Incumbent | undefined {
  const variables = new Float64Array(problem.columns.profit.length);
  for (const [j, value] of held)
    variables[j] = Math.min(problem.columns.upper[j]!, Math.max(problem.columns.lower[j]!, value));
  const free = [...variables.keys()].filter((j) => !held.has(j));
  if (free.some((j) => problem.integer[j] === 1)) return undefined;
  const taken = takenOf(problem, policies, variables);
  const blocks = blocksOf(problem, free);
  const isMet = problem.rowLower.every((lower, row) => {
    if (blocks.touched[row] === 1) return true;
    const slack = TOLERANCE * Math.max(1, Math.abs(taken[row]!));
    return taken[row]! >= lower - slack && taken[row]! <= problem.rowUpper[row]! + slack;
  });
  if (!isMet) return undefined;
  for (const block of blocks.columns) {
    const values = solveBlock(problem, solver, block, taken);
    if (!values) return undefined;
    block.forEach((j, i) => {
      variables[j] = values[i]!;
    });
  }
  return incumbentOf(problem, policies, variables);
}

/** What policies and held variables take of each row. */
function takenOf(
  problem: PlanningProblem,
  policies: readonly Policy[],
  variables: Float64Array,
): Float64Array {
  const taken = takenByPolicies(problem, policies);
  const { starts, rows, coefficients } = problem.columns;
  for (let j = 0; j < variables.length; j++) {
    if (variables[j] === 0) continue;
    for (let i = starts[j]!; i < starts[j + 1]!; i++) taken[rows[i]!]! += coefficients[i]! * variables[j]!;
  }
  return taken;
}

/** Free columns gathered so that no row is shared between two gatherings, and the rows that they enter. */
function blocksOf({ columns: { starts, rows }, rowLower }: PlanningProblem, free: readonly number[]) {
  const above = Int32Array.from(rowLower.keys());
  const rootOf = (row: number): number => {
    let root = row;
    while (above[root] !== root) {
      above[root] = above[above[root]!]!;
      root = above[root]!;
    }
    return root;
  };
  const touched = new Uint8Array(rowLower.length);
  for (const j of free) {
    for (let i = starts[j]!; i < starts[j + 1]!; i++) {
      touched[rows[i]!] = 1;
      above[rootOf(rows[i]!)] = rootOf(rows[starts[j]!]!);
    }
  }
  const byRoot = new Map<number, number[]>();
  for (const j of free) {
    const root = starts[j] === starts[j + 1] ? -1 : rootOf(rows[starts[j]!]!);
    const block = byRoot.get(root);
    if (block) block.push(j);
    else byRoot.set(root, [j]);
  }
  return { columns: [...byRoot.values()], touched };
}

function solveBlock(
  { columns, rowLower, rowUpper }: PlanningProblem,
  solver: LpSolver,
  block: readonly number[],
  taken: Float64Array,
): Float64Array | undefined {
  const own = new Map<number, number>();
  const builder = new ColumnBuilder();
  for (const j of block) {
    const entries: [number, number][] = [];
    for (let i = columns.starts[j]!; i < columns.starts[j + 1]!; i++) {
      const row = columns.rows[i]!;
      if (!own.has(row)) own.set(row, own.size);
      entries.push([own.get(row)!, columns.coefficients[i]!]);
    }
    builder.add(columns.profit[j]!, columns.lower[j]!, columns.upper[j]!, entries);
  }
  const model = solver.load({
    ...builder.pack(),
    rowLower: Float64Array.from(own.keys(), (row) => rowLower[row]! - taken[row]!),
    rowUpper: Float64Array.from(own.keys(), (row) => rowUpper[row]! - taken[row]!),
  });
  try {
    const outcome = model.solve({ method: 'warm-dual' });
    return outcome.status === 'optimal' ? outcome.primal : undefined;
  } finally {
    model.dispose();
  }
}
