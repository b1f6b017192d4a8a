/** Portfolios from disk: YAML, JSON, a workbook, or a folder of CSV tables. Never throws for what a file holds. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { nearest } from '../../domain/nearest.ts';
import type { PortfolioDocument } from '../../domain/schema.ts';
import { readPortfolio } from '../../domain/validate.ts';
import {
  inFileOrder,
  type LocatedProblem,
  type Location,
  type Path,
  type ProblemCode,
  problem,
} from '../../units/problem.ts';
import { readTable } from './csv-table.ts';
import { sheetTable } from './sheet-table.ts';
import type { SourceMap } from './source-map.ts';
import { readInput, STANDARD_INPUT } from './standard-input.ts';
import type { Table } from './table.ts';
import { isFigureColumn, plainName, tableColumns, tableNames } from './table-form.ts';
import { joinTables } from './table-join.ts';
import { decodeText, largestFileBytes, tooLarge } from './text-source.ts';
import { isWorkbook, readSheets } from './workbook-source.ts';
import { readJson, readYaml } from './yaml-source.ts';

/** A sound portfolio and where its values stand, or everything that is wrong, placed and in file order. */
export type FileReading =
  | {
      readonly document: PortfolioDocument;
      locate(path: Path): Location | undefined;
      /** How doubtful notation was treated. */
      readonly notices: readonly LocatedProblem[];
    }
  | { readonly problems: readonly LocatedProblem[] };

/** Reads `path`, a file or a folder of tables. Problems name it as given. */
export async function readPortfolioPath(path: string): Promise<FileReading> {
  try {
    if (path === STANDARD_INPUT) return await readPortfolioFile(await readInput(path), path);
    const found = await stat(path);
    if (found.isDirectory()) return await readFolder(path);
    if (!found.isFile()) return refusal(path, problem('file-missing', [], path, {}));
    if (found.size > largestFileBytes) return refusal(path, tooLarge(found.size));
    return await readPortfolioFile(await readFile(path), path);
  } catch (error) {
    return refusal(path, accessProblem(error, path));
  }
}

/** Reads the bytes of a YAML or JSON file or a workbook. Standard input is a workbook, or YAML, of which JSON is a part. */
export async function readPortfolioFile(bytes: Uint8Array, file: string): Promise<FileReading> {
  return isWorkbook(bytes, file) ? readPortfolioWorkbook(bytes, file) : readPortfolioBytes(bytes, file);
}

/** Reads the bytes of a YAML or JSON file; its name decides which, and stands in the problems. */
export function readPortfolioBytes(bytes: Uint8Array, file: string): FileReading {
  const kind = extname(file).toLowerCase();
  if (file !== STANDARD_INPUT && !['.yaml', '.yml', '.json'].includes(kind))
    return refusal(file, problem('file-kind', [], basename(file), {}));
  const decoded = decodeText(bytes, file);
  if ('problems' in decoded) return decoded;
  const source = kind === '.json' ? readJson(decoded.text, file) : readYaml(decoded.text, file);
  if ('problems' in source) return source;
  if (isPlan(source.data)) return refusal(file, problem('plan-file', [], basename(file), {}));
  return judge(source.data, source.map, [], []);
}

/** Reads tables given as bytes by file name (`regions.csv`); `folder` stands in problems of the whole. */
export function readPortfolioTables(files: ReadonlyMap<string, Uint8Array>, folder: string): FileReading {
  const problems: LocatedProblem[] = [];
  const tables = new Map<string, Table>();
  for (const [file, bytes] of files) {
    const decoded = decodeText(bytes, file);
    if ('problems' in decoded) problems.push(...decoded.problems);
    else
      tables.set(
        basename(file, extname(file)).toLowerCase().replaceAll('-', '_'),
        readTable(decoded.text, file),
      );
  }
  return joined(tables, folder, problems, []);
}

/** Sheets whose names start so hold notes, and are not read. */
const NOTES = '_';

/**
 * Reads a workbook with a sheet per table: `projects`, `Live capacity`. Sheets of a name that starts with `_` and
 * hidden ones that are no table are left out.
 */
async function readPortfolioWorkbook(bytes: Uint8Array, file: string): Promise<FileReading> {
  const reading = await readSheets(bytes, file);
  if ('problems' in reading) return reading;
  const problems: LocatedProblem[] = [];
  const tables = new Map<string, Table>();
  const sheets = new Map<string, string>();
  for (const sheet of reading.sheets) {
    const name = tableNames.find((table) => plainName(table) === plainName(sheet.name.replaceAll('-', '_')));
    const first = name && sheets.get(name);
    const location = { file, sheet: sheet.name, cell: 'A1' };
    if (first !== undefined) {
      problems.push({ ...problem('sheet-twice', [], sheet.name, { first }), location });
    } else if (name !== undefined) {
      const isFigure = (column: string) => isFigureColumn(name, column);
      tables.set(name, sheetTable(sheet, file, { columns: tableColumns(name), isFigure }));
      sheets.set(name, sheet.name);
    } else if (!sheet.hidden && !sheet.name.startsWith(NOTES)) {
      const terms = { allowed: tableNames, nearest: nearest(sheet.name, tableNames) };
      problems.push({ ...problem('sheet-unknown', [], sheet.name, terms), location });
    }
  }
  return joined(tables, file, [], problems);
}

/** Tables as one portfolio. Files that could not be read (`broken`) end the reading; other faults are told with the rest. */
function joined(
  tables: ReadonlyMap<string, Table>,
  whole: string,
  broken: readonly LocatedProblem[],
  faults: readonly LocatedProblem[],
): FileReading {
  // A table that could not be read would only raise false alarms about what refers to it.
  const unreadable = [...tables.values()].filter((table) =>
    table.problems.some(({ code }) => unreadableCodes.has(code)),
  );
  if (broken.length + unreadable.length > 0) {
    const problems = [...broken, ...faults, ...unreadable.flatMap((table) => table.problems)];
    return { problems: inFileOrder(problems) };
  }
  const { data, map, problems, notices } = joinTables(tables, whole);
  return judge(data, map, [...faults, ...problems], notices);
}

const unreadableCodes = new Set<ProblemCode>([
  'syntax',
  'cell-error',
  'cell-uncalculated',
  'cells-merged',
  'cell-nameless',
]);

async function readFolder(folder: string): Promise<FileReading> {
  const names = (await readdir(folder)).filter((name) => extname(name).toLowerCase() === '.csv').sort();
  if (names.length === 0)
    return refusal(folder, problem('table-missing', [], undefined, { table: 'settings.csv' }));
  const files = new Map<string, Uint8Array>();
  const problems: LocatedProblem[] = [];
  for (const name of names) {
    const path = join(folder, name);
    try {
      files.set(path, await readFile(path));
    } catch (error) {
      problems.push({ ...accessProblem(error, path), location: { file: path } });
    }
  }
  return problems.length > 0 ? { problems } : readPortfolioTables(files, folder);
}

/** A plan file, or the envelope of one. */
function isPlan(data: unknown): boolean {
  if (typeof data !== 'object' || data === null) return false;
  return 'kadenzPlan' in data || ('result' in data && isPlan(data.result));
}

function judge(
  data: unknown,
  map: SourceMap,
  faults: readonly LocatedProblem[],
  notices: readonly LocatedProblem[],
): FileReading {
  const reading = readPortfolio(data);
  const problems = [...faults, ...('problems' in reading ? map.place(reading.problems) : [])];
  if ('problems' in reading || problems.length > 0) return { problems: inFileOrder(problems) };
  return { document: reading.document, locate: (path) => map.locate(path), notices };
}

function refusal(file: string, found: LocatedProblem): FileReading {
  return { problems: [{ ...found, location: { file } }] };
}

function accessProblem(error: unknown, path: string): LocatedProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ENOENT' || code === 'ENOTDIR') return problem('file-missing', [], path, {});
  return problem('file-unreadable', [], path, { reason: code });
}
