import { readFile } from 'node:fs/promises';
import { history, seriesTableConformance } from '../../app/series-table.conformance.ts';
import type { CellValue } from '../../units/worksheet.ts';
import { workbookBytes } from '../excel/write-workbook.ts';
import { readSeriesParquet } from './series-parquet.ts';
import { readSeriesTable } from './series-table.ts';

const separated = async (separator: string) =>
  new TextEncoder().encode(
    [history.columns, ...history.rows].map((cells) => cells.join(separator)).join('\n'),
  );

seriesTableConformance('CSV', {
  file: 'history.csv',
  bytes: () => separated(','),
  read: readSeriesTable,
});
seriesTableConformance('CSV with semicolons', {
  file: 'history.csv',
  bytes: () => separated(';'),
  read: readSeriesTable,
});
seriesTableConformance('a workbook', {
  file: 'history.xlsx',
  bytes: () =>
    workbookBytes([
      {
        name: 'demand',
        columns: history.columns.map((head) => ({ head, width: 12 })),
        rows: history.rows.map((cells) => cells.map(cellOf)),
      },
    ]),
  read: readSeriesTable,
});
seriesTableConformance('Parquet', {
  file: 'history.parquet',
  bytes: () => readFile(new URL('../../../test/demand/parquet/history.parquet', import.meta.url)),
  read: readSeriesParquet,
});

/** A text as the cell that a spreadsheet would make of it. */
function cellOf(text: string): CellValue {
  if (text === '') return undefined;
  if (/^\d{4}-/.test(text)) return { day: text };
  return /^\d+$/.test(text) ? Number(text) : text;
}
