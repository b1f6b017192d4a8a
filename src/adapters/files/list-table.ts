/** A list in one table: a CSV file, or one sheet of a workbook. */
import { nearest } from '../../domain/nearest.ts';
import { type LocatedProblem, problem } from '../../units/problem.ts';
import { readTable } from './csv-table.ts';
import { sheetTable, type TableForm } from './sheet-table.ts';
import type { Table } from './table.ts';
import { plainName } from './table-form.ts';
import { decodeText } from './text-source.ts';
import { isWorkbook, readSheets } from './workbook-source.ts';

/** Reads the table; of a workbook the sheet of that name, or the first visible one. */
export async function readListTable(
  bytes: Uint8Array,
  file: string,
  form: TableForm,
  sheet?: string,
): Promise<Table | { readonly problems: readonly LocatedProblem[] }> {
  if (!isWorkbook(bytes, file)) {
    const decoded = decodeText(bytes, file);
    return 'problems' in decoded ? decoded : readTable(decoded.text, file);
  }
  const reading = await readSheets(bytes, file);
  if ('problems' in reading) return reading;
  const { sheets } = reading;
  const visible = sheets.filter(({ hidden }) => !hidden);
  const chosen =
    sheet === undefined ? visible[0] : sheets.find(({ name }) => plainName(name) === plainName(sheet));
  const others = visible.filter((other) => other !== chosen).map(({ name }) => name);
  if (chosen === undefined) {
    const terms = { sheets: others, nearest: sheet === undefined ? undefined : nearest(sheet, others) };
    return { problems: [{ ...problem('sheet-missing', [], sheet, terms), location: { file } }] };
  }
  const table = sheetTable(chosen, file, form);
  if (sheet !== undefined || others.length === 0) return table;
  const notice = {
    ...problem('sheet-chosen', [], chosen.name, { others }),
    location: { file, sheet: chosen.name, cell: 'A1' },
  };
  return { ...table, notices: [notice, ...table.notices] };
}
