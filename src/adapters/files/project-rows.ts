/** The eight columns of `init --from projects.csv`. */
import { defaultStages } from '../../domain/defaults.ts';
import type { ProjectRow } from '../../domain/from-projects.ts';
import { nearest } from '../../domain/nearest.ts';
import { readQuantity } from '../../domain/quantity.ts';
import type { Dimension } from '../../units/dimension.ts';
import { inFileOrder, type LocatedProblem, problem } from '../../units/problem.ts';
import { parseQuarter, type Quarter } from '../../units/quarter.ts';
import { readTable, type TableRow } from './csv-table.ts';
import { plainName } from './table-form.ts';
import { decodeText } from './text-source.ts';

/** The columns, in the order in which they are told; case, blanks and underscores do not count. */
export const projectColumns = ['name', 'region', 'kind', 'MW', 'stage', 'live quarter', 'spent', 'remaining'];

const stages = [...defaultStages.map(({ stage }) => stage), 'loi', 'signed', 'live'] as const;

/** The rows of the file with their lines, or everything that is wrong with it. */
export type ProjectRowsReading =
  | {
      readonly rows: readonly ProjectRow[];
      readonly lines: readonly number[];
      readonly notices: readonly LocatedProblem[];
    }
  | { readonly problems: readonly LocatedProblem[] };

/**
 * Reads the CSV table. `MW` takes `250` or `0.25 GW`, `spent` and `remaining` take `12 m USD`; an empty amount is 0,
 * an empty kind a build. `fiscalYearStartMonth` reads `FY26Q3`.
 */
export function readProjectRows(
  bytes: Uint8Array,
  file: string,
  fiscalYearStartMonth = 1,
): ProjectRowsReading {
  const decoded = decodeText(bytes, file);
  if ('problems' in decoded) return decoded;
  const table = readTable(decoded.text, file);
  const problems = [...table.problems];
  const written = new Map(table.columns.map((name) => [plainName(name), name]));
  for (const column of projectColumns) {
    if (written.has(plainName(column))) continue;
    problems.push({ ...problem('missing', [column], undefined, {}), location: { file, line: 1 } });
  }
  for (const name of table.columns) {
    if (projectColumns.some((column) => plainName(column) === plainName(name))) continue;
    const params = { allowed: projectColumns, nearest: nearest(name, projectColumns) };
    problems.push({ ...problem('unknown-column', [], name, params), location: { file, line: 1 } });
  }
  if (problems.length > 0) return { problems: inFileOrder(problems) };
  const rows = table.rows.map((row) => {
    const reader = new RowReader(row, written, file, fiscalYearStartMonth);
    const read = reader.read();
    problems.push(...reader.problems);
    return read;
  });
  if (rows.length === 0) {
    problems.push({ ...problem('list-length', [], 0, { minimum: 1 }), location: { file, line: 1 } });
  }
  if (problems.length > 0) return { problems: inFileOrder(problems) };
  return { rows, lines: table.rows.map(({ line }) => line), notices: table.notices };
}

class RowReader {
  readonly problems: LocatedProblem[] = [];
  readonly #cell: (column: string) => string | undefined;
  readonly #location: { file: string; line: number };
  readonly #fiscalYearStartMonth: number;

  constructor(
    row: TableRow,
    written: ReadonlyMap<string, string>,
    file: string,
    fiscalYearStartMonth: number,
  ) {
    this.#cell = (column) => row.cells.get(written.get(plainName(column)) ?? '');
    this.#location = { file, line: row.line };
    this.#fiscalYearStartMonth = fiscalYearStartMonth;
  }

  read(): ProjectRow {
    const stage = (this.#cell('stage') ?? '').toLowerCase().replace(/\s+/g, '-') as ProjectRow['stage'];
    if (!stages.includes(stage)) {
      const params = { options: stages, nearest: nearest(stage, stages) };
      this.#report(problem('choice', ['stage'], this.#cell('stage'), params));
    }
    return {
      name: this.#text('name'),
      region: this.#text('region'),
      kind: this.#kind(),
      itPowerMw: this.#amount('MW', 'power'),
      stage,
      liveQuarter: this.#quarter(stage),
      spentUsd: this.#amount('spent', 'money'),
      remainingUsd: this.#amount('remaining', 'money'),
    };
  }

  #kind(): ProjectRow['kind'] {
    const kind = (this.#cell('kind') ?? 'build').toLowerCase();
    const known = /^(?:(build|lease)?\s*(campus|zone)?)$/.exec(kind);
    if (!known) {
      const options = ['build', 'lease', 'campus', 'zone', 'lease campus', 'lease zone'];
      this.#report(problem('choice', ['kind'], kind, { options, nearest: nearest(kind, options) }));
    }
    return { lease: known?.[1] === 'lease', pool: known?.[2] as 'campus' | 'zone' | undefined };
  }

  #text(column: string): string {
    const cell = this.#cell(column);
    if (cell === undefined) this.#report(problem('missing', [column], cell, {}));
    return cell ?? '';
  }

  #amount(column: string, dimension: Dimension): number {
    const cell = this.#cell(column) ?? (dimension === 'money' ? '0' : undefined);
    const reading = readQuantity(cell, { dimension, minimum: 0, above: dimension === 'power' }, [column]);
    if ('quantity' in reading) return reading.quantity.typical;
    for (const found of reading.problems) this.#report(found);
    return 0;
  }

  #quarter(stage: string): Quarter {
    const cell = this.#cell('live quarter');
    const quarter = parseQuarter(cell ?? '', this.#fiscalYearStartMonth);
    if (quarter === undefined && !(stage === 'live' && cell === undefined)) {
      this.#report(problem('quarter', ['live quarter'], cell, {}));
    }
    return quarter ?? (0 as Quarter);
  }

  #report(found: LocatedProblem): void {
    this.problems.push({ ...found, location: this.#location });
  }
}
