/** Worksheets as the bytes of an `.xlsx` workbook. */
import type { CellObject, Row } from 'write-excel-file/node';
import writeExcelFile from 'write-excel-file/node';
import type { CellValue, Worksheet, WorksheetColumn } from '../../units/worksheet.ts';

/** Heads are bold on grey and stay in sight with what stands above them; so does the first of many columns. */
export async function workbookBytes(sheets: readonly Worksheet[]): Promise<Uint8Array> {
  const made = sheets.map(({ name, above = [], columns, rows }) => ({
    sheet: name,
    data: [
      ...above.map(aboveRow),
      headRow(columns),
      ...rows.map((row) => row.map((value, i) => cell(value, columns[i]!))),
    ],
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: above.length + 1,
    ...(columns.length > 6 ? { stickyColumnsCount: 1 } : {}),
    orientation: 'landscape' as const,
  }));
  return writeExcelFile(made, { fontFamily: 'Calibri', fontSize: 11 }).toBuffer();
}

const aboveRow = (text: string, i: number): Row => [
  { value: escaped(text), type: String, ...(i === 0 ? { fontWeight: 'bold' } : {}) },
];

function headRow(columns: readonly WorksheetColumn[]): Row {
  return columns.map(({ head }) => ({
    ...{ value: escaped(head), type: String, fontWeight: 'bold' as const, backgroundColor: '#E7E9EC' },
    ...{ wrap: true, alignVertical: 'bottom' as const, bottomBorderStyle: 'thin' as const },
  }));
}

function cell(value: CellValue, { format, wrap }: WorksheetColumn): CellObject | null {
  if (value === undefined || value === '') return null;
  if (typeof value === 'string')
    return { value: escaped(value), type: String, ...(wrap ? { wrap, alignVertical: 'top' } : {}) };
  if (typeof value === 'boolean') return { value, type: Boolean };
  if (typeof value === 'number') return { value, type: Number, ...(format ? { format } : {}) };
  if ('number' in value) return { value: value.number, type: Number, format: value.format };
  return { value: new Date(`${value.day}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };
}

/** `_x0041_` would be read as the character of that code. */
const escaped = (text: string) => text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
