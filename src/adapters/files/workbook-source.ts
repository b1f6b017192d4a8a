/** Files that are workbooks, and what is wrong with those that cannot be read. */
import { extname } from 'node:path';
import { type LocatedProblem, problem, type WorkbookFault } from '../../units/problem.ts';
import { readWorkbook, type Sheet } from '../excel/read-workbook.ts';
import { largestFileBytes, tooLarge } from './text-source.ts';

/** Forms that are named, not read. */
const others: Readonly<Record<string, WorkbookFault>> = { '.xls': 'xls', '.xlsb': 'xlsb', '.ods': 'ods' };
const endings = ['.xlsx', '.xlsm', '.xltx', '.xltm', ...Object.keys(others)];

/** Whether a file is a workbook, by its name or, where it has none (standard input), by its first bytes. */
export function isWorkbook(bytes: Uint8Array, file: string): boolean {
  const archive = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
  return endings.includes(extname(file).toLowerCase()) || (archive && extname(file) === '');
}

/** The sheets of a workbook in their order, or why it cannot be read. */
export async function readSheets(
  bytes: Uint8Array,
  file: string,
): Promise<{ readonly sheets: readonly Sheet[] } | { readonly problems: readonly LocatedProblem[] }> {
  const location = { file };
  if (bytes.length > largestFileBytes) return { problems: [{ ...tooLarge(bytes.length), location }] };
  if (bytes.length === 0) return { problems: [{ ...problem('file-empty', [], undefined, {}), location }] };
  const other = others[extname(file).toLowerCase()];
  const reading = other ? { fault: other } : await readWorkbook(bytes);
  if ('sheets' in reading) return reading;
  return { problems: [{ ...problem('workbook', [], undefined, { fault: reading.fault }), location }] };
}
