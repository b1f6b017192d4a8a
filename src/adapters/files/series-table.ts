/** Observed series from a CSV table or a workbook's first sheet, as rows of texts with their lines. */
import type { LocatedProblem } from '../../units/problem.ts';
import { readListTable } from './list-table.ts';

/** A table as texts: what its columns mean is for the caller to say. */
export type SeriesTableReading =
  | {
      readonly columns: readonly string[];
      /** Every column has a text in every row; empty cells are empty texts. */
      readonly rows: readonly { readonly line: number; readonly cells: Readonly<Record<string, string>> }[];
      readonly notices: readonly LocatedProblem[];
    }
  | { readonly problems: readonly LocatedProblem[] };

/** Reads the bytes of a table with a header row; a byte-order mark is dropped, decimal commas are read between `;` or tabs. */
export async function readSeriesTable(bytes: Uint8Array, file: string): Promise<SeriesTableReading> {
  const table = await readListTable(bytes, file, { columns: [], isFigure: () => true });
  if (!('columns' in table)) return table;
  const { columns, rows, problems, notices } = table;
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
