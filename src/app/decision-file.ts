/** Tables of decisions: read as a planner writes them, and written from a plan as a start for one's own. */
import { depthsOf } from '../demand/scenario-tree.ts';
import type { PlanFile } from '../domain/plan-file.ts';
import { type LocatedProblem, problem } from '../units/problem.ts';
import { addQuarters, formatQuarter, parseQuarter } from '../units/quarter.ts';
import { type DecisionRow, decisionRow, type RowProblem } from './evaluation-job.ts';
import type { Ports } from './ports.ts';

/** The rows of the table in its order, or all that is wrong with it. */
export type DecisionFileReading =
  | { readonly rows: readonly DecisionRow[]; readonly notices: readonly LocatedProblem[] }
  | { readonly problems: readonly LocatedProblem[] };

/** Reads a CSV table with the columns `option` and `action`, and, where wanted, `quarter`, `node` and `condition`; others do not count. */
export async function readDecisionFile(
  path: string,
  { readSeriesTable }: Pick<Ports, 'readSeriesTable'>,
): Promise<DecisionFileReading> {
  const table = await readSeriesTable(path);
  if ('problems' in table) return table;
  const absent = ['option', 'action'].filter((column) => !table.columns.includes(column));
  if (absent.length > 0)
    return {
      problems: absent.map((column) => ({
        ...problem('missing', [column], undefined, {}),
        location: { file: path, line: 1 },
      })),
    };
  const rows = table.rows.map(({ line, cells }) => decisionRow(line, cells));
  const problems = rows.flatMap(({ line, option, action }) =>
    (option === '' ? ['option'] : action === '' ? ['action'] : []).map((column) => ({
      ...problem('missing', [column], undefined, {}),
      location: { file: path, line },
    })),
  );
  return problems.length > 0 ? { problems } : { rows, notices: table.notices };
}

/** Problems of rows at their lines in a file. */
export function inFile(problems: readonly RowProblem[], file: string): LocatedProblem[] {
  return problems.map(({ line, ...found }) => ({ ...found, location: { file, line } }));
}

/**
 * What a plan decides as such a table: a row per option and quarter where all futures decide alike, else a row per node. Options that
 * have come to an end, and live ones, have rows as well: the table is the whole policy.
 */
export function* decisionLines({ policy, tree }: Pick<PlanFile, 'policy' | 'tree'>): Generator<string> {
  const first = parseQuarter(tree.firstQuarter)!;
  const depth = depthsOf(tree.parent);
  yield 'option,quarter,node,action\n';
  for (const { option, actions } of policy) {
    for (let t = 0; t <= Math.max(...depth); t++) {
      const quarter = formatQuarter(addQuarters(first, t));
      const nodes = [...actions.keys()].filter((n) => depth[n] === t);
      const alike = nodes.every((n) => actions[n] === actions[nodes[0]!]);
      for (const n of alike ? nodes.slice(0, 1) : nodes)
        yield `${option},${quarter},${alike ? '' : n},${actions[n]!}\n`;
    }
  }
}
