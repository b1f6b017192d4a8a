/** Rows that are added to a problem while it is solved: cuts and branching rows. */

import { type EffectEntry, withEffectEntries } from './effect-terms.ts';
import type { NodeRows, PlanningProblem } from './planning-problem.ts';
import type { SearchRegion } from './search-region.ts';

/** A row over variables and over resources at nodes. */
export interface AddedRow {
  readonly name: string;
  readonly lower: number;
  readonly upper: number;
  readonly variables: readonly (readonly [variable: number, coefficient: number])[];
  readonly resources: readonly (readonly [resource: number, node: number, coefficient: number])[];
  readonly effects?: readonly EffectEntry[];
}

/** The problem with more rows; the rows that it had keep their indices. */
export function withRows(problem: PlanningProblem, added: readonly AddedRow[]): PlanningProblem {
  const first = problem.rowLower.length;
  const byVariable = new Map<number, [number, number][]>();
  const byResource = new Map<number, [number, number, number][]>();
  added.forEach((row, i) => {
    for (const [j, value] of row.variables) listAt(byVariable, j).push([first + i, value]);
    for (const [k, n, value] of row.resources) listAt(byResource, k).push([n, first + i, value]);
  });
  const entered = added.flatMap(({ effects }, i) => (effects ? [{ row: first + i, entries: effects }] : []));
  return {
    ...problem,
    rowNames: [...problem.rowNames, ...added.map((row) => row.name)],
    rowLower: Float64Array.from([...problem.rowLower, ...added.map((row) => row.lower)]),
    rowUpper: Float64Array.from([...problem.rowUpper, ...added.map((row) => row.upper)]),
    columns: withEntries(problem.columns, byVariable),
    resourceRows: problem.resourceRows.map((rows, k) => withNodeEntries(rows, byResource.get(k) ?? [])),
    ...(entered.length > 0 && {
      effectTerms: withEffectEntries(problem.options, problem.effectTerms, entered),
    }),
  };
}

/** A region of a problem that has since got more rows. */
export function paddedRegion(region: SearchRegion, problem: PlanningProblem): SearchRegion {
  const known = region.rowLower.length;
  if (known === problem.rowLower.length) return region;
  const rowLower = problem.rowLower.slice();
  const rowUpper = problem.rowUpper.slice();
  rowLower.set(region.rowLower);
  rowUpper.set(region.rowUpper);
  return { ...region, rowLower, rowUpper };
}

function withEntries(
  columns: PlanningProblem['columns'],
  added: ReadonlyMap<number, [number, number][]>,
): PlanningProblem['columns'] {
  if (added.size === 0) return columns;
  const rows: number[] = [];
  const coefficients: number[] = [];
  const starts = new Int32Array(columns.starts.length);
  for (let j = 0; j + 1 < starts.length; j++) {
    for (let i = columns.starts[j]!; i < columns.starts[j + 1]!; i++) {
      rows.push(columns.rows[i]!);
      coefficients.push(columns.coefficients[i]!);
    }
    for (const [row, value] of added.get(j) ?? []) {
      rows.push(row);
      coefficients.push(value);
    }
    starts[j + 1] = rows.length;
  }
  return { ...columns, starts, rows: Int32Array.from(rows), coefficients: Float64Array.from(coefficients) };
}

function withNodeEntries(rows: NodeRows, added: readonly [number, number, number][]): NodeRows {
  if (added.length === 0) return rows;
  const byNode = new Map<number, [number, number][]>();
  for (const [n, row, value] of added) listAt(byNode, n).push([row, value]);
  const start = new Int32Array(rows.start.length);
  const row: number[] = [];
  const coefficient: number[] = [];
  for (let n = 0; n + 1 < start.length; n++) {
    for (let i = rows.start[n]!; i < rows.start[n + 1]!; i++) {
      row.push(rows.row[i]!);
      coefficient.push(rows.coefficient[i]!);
    }
    for (const [r, value] of byNode.get(n) ?? []) {
      row.push(r);
      coefficient.push(value);
    }
    start[n + 1] = row.length;
  }
  return { start, row: Int32Array.from(row), coefficient: Float64Array.from(coefficient) };
}

function listAt<T>(lists: Map<number, T[]>, key: number): T[] {
  const known = lists.get(key);
  if (known) return known;
  const list: T[] = [];
  lists.set(key, list);
  return list;
}
