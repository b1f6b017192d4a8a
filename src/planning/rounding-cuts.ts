/**
 * Mixed-integer rounding cuts on rows that options enter (Nemhauser and Wolsey 1990).
 *
 * Where the options' part of a row moves in steps of g, the row reads z + Σ a·x ≤ b with z whole. With variables moved to the
 * nearer bound, z + Σ over a<0 of a/(1−f)·x ≤ ⌊b⌋ holds for every plan, f being the fraction of b.
 */
import type { PlanningProblem } from './planning-problem.ts';
import type { AddedRow } from './problem-rows.ts';

interface RowTerms {
  readonly variables: [variable: number, coefficient: number][];
  readonly resources: [resource: number, node: number, coefficient: number][];
}

/** Terms of every row that some resource enters. */
function optionRows(problem: PlanningProblem): Map<number, RowTerms> {
  const rows = new Map<number, RowTerms>();
  problem.resourceRows.forEach((entries, k) => {
    for (let n = 0; n + 1 < entries.start.length; n++) {
      for (let i = entries.start[n]!; i < entries.start[n + 1]!; i++) {
        const row = entries.row[i]!;
        if (!rows.has(row)) rows.set(row, { variables: [], resources: [] });
        rows.get(row)!.resources.push([k, n, entries.coefficient[i]!]);
      }
    }
  });
  const { starts, rows: rowOf, coefficients } = problem.columns;
  for (let j = 0; j + 1 < starts.length; j++) {
    for (let i = starts[j]!; i < starts[j + 1]!; i++)
      rows.get(rowOf[i]!)?.variables.push([j, coefficients[i]!]);
  }
  return rows;
}

/** Level of a resource at a node in the present master solution. */
export type LevelAt = (resource: number, node: number) => number;

/** Cuts that the present solution violates, at most one per row and side. */
export function roundingCuts(
  problem: PlanningProblem,
  grains: Float64Array,
  variables: Float64Array,
  levelAt: LevelAt,
): AddedRow[] {
  const cuts: AddedRow[] = [];
  for (const [row, terms] of optionRows(problem)) {
    const steps = terms.resources.map(([k, , coefficient]) => Math.abs(coefficient) * grains[k]!);
    const step = Math.min(...steps);
    const whole = steps.every((s) => s > 0 && Math.abs(s / step - Math.round(s / step)) < 1e-9);
    if (!whole) continue;
    const name = `${problem.rowNames[row]} rounded`;
    for (const side of [1, -1]) {
      const limit = side === 1 ? problem.rowUpper[row]! : -problem.rowLower[row]!;
      if (!Number.isFinite(limit)) continue;
      const cut = roundedRow(problem, terms, { name, scale: side / step, limit: limit / step }, variables);
      if (cut && activity(cut, variables, levelAt) > cut.upper + 1e-6) cuts.push(cut);
    }
  }
  return cuts;
}

/** The cut of a row times `scale` with its right-hand side at `limit`; `undefined` where rounding gains nothing. */
function roundedRow(
  problem: PlanningProblem,
  terms: RowTerms,
  { name, scale, limit }: { readonly name: string; readonly scale: number; readonly limit: number },
  values: Float64Array,
): AddedRow | undefined {
  const { lower, upper } = problem.columns;
  let rest = limit;
  const moved = terms.variables.map(([j, coefficient]) => {
    const atUpper = upper[j]! - values[j]! < values[j]! - lower[j]!;
    const a = coefficient * scale;
    rest -= a * (atUpper ? upper[j]! : lower[j]!);
    return { j, atUpper, a: atUpper ? -a : a };
  });
  const fraction = rest - Math.floor(rest);
  if (fraction < 0.01 || fraction > 0.99) return undefined;
  let bound = Math.floor(rest);
  const variables: [number, number][] = [];
  for (const { j, atUpper, a } of moved) {
    const rounded =
      problem.integer[j] === 1
        ? Math.floor(a) + Math.max(0, a - Math.floor(a) - fraction) / (1 - fraction)
        : Math.min(0, a) / (1 - fraction);
    if (rounded === 0) continue;
    variables.push([j, atUpper ? -rounded : rounded]);
    bound += atUpper ? -rounded * upper[j]! : rounded * lower[j]!;
  }
  const resources = terms.resources.map(([k, n, coefficient]): [number, number, number] => [
    k,
    n,
    coefficient * scale,
  ]);
  return { name, lower: -Infinity, upper: bound, variables, resources };
}

function activity(row: AddedRow, values: Float64Array, levelAt: LevelAt): number {
  const own = row.variables.reduce((sum, [j, coefficient]) => sum + coefficient * values[j]!, 0);
  return row.resources.reduce((sum, [k, n, coefficient]) => sum + coefficient * levelAt(k, n), own);
}
