/** Observed series from a CSV table, as rows of texts with their lines. */
import type { LocatedProblem } from '../../units/problem.ts';
import { readTable } from './csv-table.ts';
import { decodeText } from './text-source.ts';

export type SeriesTableReading =
  | {
      readonly columns: readonly string[];
      /** Every column has a text in every row; empty cells are empty texts. */
      readonly rows: readonly { readonly line: number; readonly cells: Readonly<Record<string, string>> }[];
      readonly notices: readonly LocatedProblem[];
    }
  | { readonly problems: readonly LocatedProblem[] };

/** Reads the bytes of a table with a header row; a byte-order mark is dropped, decimal commas are read between `;` or tabs. */
export function readSeriesTable(bytes: Uint8Array, file: string): SeriesTableReading {
  const decoded = decodeText(bytes, file);
  if ('problems' in decoded) return decoded;
  const { columns, rows, problems, notices } = readTable(decoded.text, file);
  if (problems.length > 0) return { problems };
  return {
    columns,
    rows: rows.map(({ line, cells }) => ({
      line,
      cells: Object.fromEntries(columns.map((column) => [column, cells.get(column) ?? ''])),
    })),
    notices,
  };
}
