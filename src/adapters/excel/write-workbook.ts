/** Worksheets as the bytes of an `.xlsx` workbook. */
import type { Cell, CellStyle, WriteSheet } from 'hucre';
import { writeXlsx } from 'hucre/xlsx';
import type { CellValue, Worksheet, WorksheetColumn } from '../../units/worksheet.ts';

const headStyle: CellStyle = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E7E9EC' } },
  border: { bottom: { style: 'thin' } },
  alignment: { wrapText: true, vertical: 'bottom' },
};

/** Columns beyond which the first stays in sight. */
const MANY_COLUMNS = 6;

/** Heads are bold on grey and stay in sight with what stands above them; so does the first of many columns. */
export function workbookBytes(sheets: readonly Worksheet[]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map(writeSheet),
    defaultFont: { name: 'Calibri', size: 11 },
  });
}

function writeSheet({ name, above = [], columns, rows }: Worksheet): WriteSheet {
  const head = above.length;
  const cells = new Map<string, Partial<Cell>>();
  const put = (row: number, column: number, cell: Partial<Cell> | undefined) => {
    if (cell) cells.set(`${row},${column}`, cell);
  };
  for (const [r, text] of above.entries())
    put(r, 0, { value: escaped(text), ...(r === 0 && { style: { font: { bold: true } } }) });
  for (const [c, column] of columns.entries())
    put(head, c, { value: escaped(column.head), style: headStyle });
  for (const [r, row] of rows.entries())
    for (const [c, value] of row.entries()) put(head + 1 + r, c, cellOf(value, columns[c]!));
  return {
    ...{ name, columns: columns.map(({ width }) => ({ width })), cells },
    rows: Array.from({ length: head + 1 + rows.length }, () => []),
    freezePane: { rows: head + 1, ...(columns.length > MANY_COLUMNS && { columns: 1 }) },
    pageSetup: { orientation: 'landscape' },
  };
}

function cellOf(value: CellValue, { format, wrap }: WorksheetColumn): Partial<Cell> | undefined {
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'string')
    return {
      value: escaped(value),
      ...(wrap && { style: { alignment: { wrapText: true, vertical: 'top' } } }),
    };
  if (typeof value === 'boolean') return { value };
  if (typeof value === 'number') return { value, ...(format && { style: { numFmt: format } }) };
  if ('number' in value) return { value: value.number, style: { numFmt: value.format } };
  return { value: new Date(`${value.day}T00:00:00Z`), style: { numFmt: 'yyyy-mm-dd' } };
}

/** `_x0041_` would be read as the character of that code. */
const escaped = (text: string) => text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
