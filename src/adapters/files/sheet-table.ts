/** A worksheet as a table of texts: the header found, every cell with its address, what cannot be read told. */
import { inFileOrder, type LocatedProblem, type Location, type Path, problem } from '../../units/problem.ts';
import { cellAddress } from '../excel/cell-address.ts';
import type { Sheet, SheetRow } from '../excel/read-workbook.ts';
import type { Table, TableRow } from './table.ts';
import { plainName } from './table-form.ts';

/** Titles, notes and blank rows may stand above the header. */
const mostRowsAbove = 30;

/** What a table may hold. */
export interface TableForm {
  /** Its columns, by which the header is told from titles above it. */
  readonly columns: readonly string[];
  /** Whether a column holds figures: only there a comma can be a decimal one. */
  isFigure(column: string): boolean;
}

/**
 * Reads a worksheet. The header is the first row with two columns of the `form`, or else the first filled row.
 * Rows without any filled cell are skipped. Days are ISO dates, formulas the values that they were saved with.
 */
export function sheetTable(sheet: Sheet, file: string, form: TableForm): Table {
  const place = (column: number, row: number) => ({
    file,
    sheet: sheet.name,
    cell: cellAddress(column, row),
  });
  const header = headerOf(sheet.rows, form.columns);
  const names = new Map([...(header?.cells ?? [])].map(([column, { text }]) => [column, text.trim()]));
  const columnOf = new Map([...names].reverse().map(([column, name]) => [name, column]));
  const headRow = header?.row ?? 1;
  const found = { problems: [] as LocatedProblem[], notices: [] as LocatedProblem[] };
  for (const [column, name] of names) {
    if (columnOf.get(name) === column) continue;
    const twice = problem('duplicate-key', [], name, { firstLine: headRow });
    found.problems.push({ ...twice, location: place(column, headRow) });
  }
  const body = header ? sheet.rows.slice(sheet.rows.indexOf(header) + 1) : [];
  const filled = [...(header ? [header] : []), ...body];
  const pathOf = (column: number) => [names.get(column) ?? cellAddress(column, headRow)];
  found.problems.push(...unreadable(filled, place, pathOf), ...nameless(body, names, { place, pathOf }));
  found.problems.push(...mergedOver(sheet, filled, place, pathOf));
  found.notices.push(...hidden(sheet, body, place, pathOf));
  const commas = new DecimalCommas();
  const rows = body.map(({ row, cells }): TableRow => {
    const texts = [...cells].flatMap(([column, cell]): [string, string][] => {
      const name = names.get(column);
      const mayHold = cell.kind === 'text' && name !== undefined && form.isFigure(name);
      const shown = cell.text.trim();
      const text = mayHold ? commas.read(shown, pathOf(column), place(column, row)) : shown;
      return name === undefined || text === '' ? [] : [[name, text]];
    });
    const at = (name?: string): Location => place(columnOf.get(name ?? '') ?? 0, row);
    return { line: row, cells: new Map(texts), at };
  });
  found.notices.push(...commas.notices());
  return {
    ...{ file, columns: [...names.values()], rows, notices: found.notices },
    problems: inFileOrder(found.problems),
    head: (name) => place(columnOf.get(name ?? '') ?? 0, headRow),
  };
}

type Place = (column: number, row: number) => Location;
/** A cell's column by its name, or by its head where it has none. */
type PathOf = (column: number) => Path;

function headerOf(rows: readonly SheetRow[], known: readonly string[]): SheetRow | undefined {
  const plain = new Set(known.map(plainName));
  const isHeader = ({ cells }: SheetRow) => {
    const names = [...cells.values()].filter(
      ({ kind, text }) => kind === 'text' && plain.has(plainName(text)),
    );
    return names.length >= Math.min(2, plain.size);
  };
  return rows.find((row) => row.row <= mostRowsAbove && isHeader(row)) ?? rows[0];
}

function unreadable(rows: readonly SheetRow[], place: Place, pathOf: PathOf): LocatedProblem[] {
  return rows.flatMap(({ row, cells }) =>
    [...cells].flatMap(([column, { kind, text }]): LocatedProblem[] => {
      if (kind !== 'error' && kind !== 'uncalculated') return [];
      const code = kind === 'error' ? 'cell-error' : 'cell-uncalculated';
      return [{ ...problem(code, pathOf(column), text, {}), location: place(column, row) }];
    }),
  );
}

/** The first cell of every column that the header gives no name. */
function nameless(
  rows: readonly SheetRow[],
  names: ReadonlyMap<number, string>,
  { place, pathOf }: { readonly place: Place; readonly pathOf: PathOf },
): LocatedProblem[] {
  const seen = new Set<number>();
  return rows.flatMap(({ row, cells }) =>
    [...cells].flatMap(([column, { text }]): LocatedProblem[] => {
      if (names.get(column) || seen.has(column) || text.trim() === '') return [];
      seen.add(column);
      return [{ ...problem('cell-nameless', pathOf(column), text, {}), location: place(column, row) }];
    }),
  );
}

/** Merged cells that hold a value: whether it counts for each of them or once, nobody can tell. */
function mergedOver(sheet: Sheet, rows: readonly SheetRow[], place: Place, pathOf: PathOf): LocatedProblem[] {
  const byRow = new Map(rows.map((row) => [row.row, row]));
  return sheet.merged.flatMap(({ reference, from }): LocatedProblem[] => {
    if (!byRow.get(from.row)?.cells.has(from.column)) return [];
    return [
      {
        ...problem('cells-merged', pathOf(from.column), reference, {}),
        location: place(from.column, from.row),
      },
    ];
  });
}

function hidden(sheet: Sheet, body: readonly SheetRow[], place: Place, pathOf: PathOf): LocatedProblem[] {
  const notices: LocatedProblem[] = [];
  if (sheet.hidden) notices.push({ ...problem('sheet-hidden', [], sheet.name, {}), location: place(0, 1) });
  const [first, ...more] = body.filter((row) => row.hidden);
  if (first) {
    const [column, { text }] = [...first.cells][0]!;
    const notice = problem('rows-hidden', pathOf(column), text, { count: more.length + 1 });
    notices.push({ ...notice, location: place(column, first.row) });
  }
  return notices;
}

/**
 * Numbers that are stored as texts with a decimal comma, `90,5 m USD`, `1.234,5` or `5,5 bis 10,5`. A comma before
 * exactly three digits could be thousands: it stays, and is refused where a figure is read.
 */
class DecimalCommas {
  #count = 0;
  #first: { readonly got: string; readonly path: Path; readonly location: Location } | undefined;

  read(text: string, path: Path, location: Location): string {
    if (!text.includes(',') || !figure.test(text)) return text;
    this.#count++;
    this.#first ??= { got: text, path, location };
    return text.replace(decimal, (_, whole: string, part: string) => `${whole.replaceAll('.', '')}.${part}`);
  }

  notices(): LocatedProblem[] {
    if (!this.#first) return [];
    const { got, path, location } = this.#first;
    return [{ ...problem('decimal-comma', path, got, { count: this.#count }), location }];
  }
}

const number = String.raw`[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,(?:\d{1,2}|\d{4,}))?|[+-]?\d{1,3}(?:\.\d{3})+,\d+`;
const unit = String.raw`(?:\s*(?:%|[A-Za-z$/]{1,5}(?:\s[A-Z]{3})?))?`;
const figure = new RegExp(`^(?:${number})${unit}(?:\\s*(?:–|-|to|bis)\\s*(?:${number})${unit})?$`);
const decimal = /(\d+(?:\.\d{3})*),(\d+)/g;
