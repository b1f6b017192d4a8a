/** The eight columns of `init --from projects.csv`. */
import { defaultStages } from '../../domain/defaults.ts';
import type { ProjectRow, ProjectRowsReading } from '../../domain/from-projects.ts';
import { nearest } from '../../domain/nearest.ts';
import { readQuantity } from '../../domain/quantity.ts';
import type { Dimension } from '../../units/dimension.ts';
import { inFileOrder, type LocatedProblem, type Location, problem } from '../../units/problem.ts';
import { parseQuarter, type Quarter, quarterOfDate } from '../../units/quarter.ts';
import { readListTable } from './list-table.ts';
import type { TableRow } from './table.ts';
import { plainName } from './table-form.ts';

/** The columns, in the order in which they are told; case, blanks and underscores do not count. */
const projectColumns = ['name', 'region', 'kind', 'MW', 'stage', 'live quarter', 'spent', 'remaining'];

const stages = [...defaultStages.map(({ stage }) => stage), 'loi', 'signed', 'live'] as const;

const listForm = {
  columns: projectColumns,
  isFigure: (column: string) => ['mw', 'spent', 'remaining'].includes(plainName(column)),
};

/** How a list of projects is read. */
export interface ProjectRowsOptions {
  /** The sheet of a workbook; its first visible one without it. */
  readonly sheet?: string | undefined;
  /** Reads `FY26Q3`; 1…12. */
  readonly fiscalYearStartMonth?: number;
}

/**
 * Reads a CSV table or a sheet of a workbook. `MW` takes `250` or `0.25 GW`, `spent` and `remaining` take `12 m USD`; an
 * empty amount is 0, an empty kind a build. A day stands for its quarter.
 */
export async function readProjectRows(
  bytes: Uint8Array,
  file: string,
  { sheet, fiscalYearStartMonth = 1 }: ProjectRowsOptions = {},
): Promise<ProjectRowsReading> {
  const table = await readListTable(bytes, file, listForm, sheet);
  if (!('columns' in table)) return table;
  const problems = [...table.problems];
  const written = new Map(table.columns.map((name) => [plainName(name), name]));
  for (const column of projectColumns) {
    if (written.has(plainName(column))) continue;
    problems.push({ ...problem('missing', [column], undefined, {}), location: table.head() });
  }
  for (const name of table.columns) {
    if (projectColumns.some((column) => plainName(column) === plainName(name))) continue;
    const params = { allowed: projectColumns, nearest: nearest(name, projectColumns) };
    problems.push({ ...problem('unknown-column', [], name, params), location: table.head(name) });
  }
  if (problems.length > 0) return { problems: inFileOrder(problems) };
  const rows = table.rows.map((row) => {
    const reader = new RowReader(row, written, fiscalYearStartMonth);
    const read = reader.read();
    problems.push(...reader.problems);
    return read;
  });
  if (rows.length === 0) {
    problems.push({ ...problem('list-length', [], 0, { minimum: 1 }), location: table.head() });
  }
  if (problems.length > 0) return { problems: inFileOrder(problems) };
  const places = table.rows.map((row) => row.at(written.get('name')));
  return { rows, lines: table.rows.map(({ line }) => line), places, notices: table.notices };
}

class RowReader {
  readonly problems: LocatedProblem[] = [];
  readonly #cell: (column: string) => string | undefined;
  readonly #at: (column: string) => Location;
  readonly #fiscalYearStartMonth: number;

  constructor(row: TableRow, written: ReadonlyMap<string, string>, fiscalYearStartMonth: number) {
    this.#cell = (column) => row.cells.get(written.get(plainName(column)) ?? '');
    this.#at = (column) => row.at(written.get(plainName(column)));
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
    const quarter = parseQuarter(cell ?? '', this.#fiscalYearStartMonth) ?? quarterOfDate(cell ?? '');
    if (quarter === undefined && !(stage === 'live' && cell === undefined)) {
      this.#report(problem('quarter', ['live quarter'], cell, {}));
    }
    return quarter ?? (0 as Quarter);
  }

  #report(found: LocatedProblem): void {
    this.problems.push({ ...found, location: this.#at(String(found.path[0])) });
  }
}
