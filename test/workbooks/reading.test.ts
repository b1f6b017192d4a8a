/** Workbooks of other writers and of ours, read as lists and as portfolios. */
import { readFileSync } from 'node:fs';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../src/adapters/excel/read-workbook.ts';
import { readProjectRows } from '../../src/adapters/files/project-rows.ts';
import { readPortfolioFile } from '../../src/adapters/files/read-portfolio.ts';
import { readSeriesTable } from '../../src/adapters/files/series-table.ts';
import { sheetTable } from '../../src/adapters/files/sheet-table.ts';
import { renderProblem } from '../../src/messages/render-problem.ts';
import type { LocatedProblem } from '../../src/units/problem.ts';
import { quarter } from '../../src/units/quarter.ts';

const recorded = (name: string) => new Uint8Array(readFileSync(new URL(name, import.meta.url)));
const columns = ['name', 'region', 'kind', 'MW', 'stage', 'live quarter', 'spent', 'remaining'];
const told = (reading: object) =>
  ('problems' in reading
    ? reading.problems
    : 'notices' in reading
      ? reading.notices
      : []) as LocatedProblem[];
const sentences = (reading: object, language: 'en' | 'de' = 'en') =>
  told(reading).map((found) => renderProblem(found, language));

describe('a list of projects in a workbook of another writer', () => {
  it('is read under its title, with days, units, German texts, saved formulas and hidden rows', async () => {
    const reading = await readProjectRows(recorded('projects.xlsx'), 'projects.xlsx');
    if ('problems' in reading) throw new Error(sentences(reading).join('\n'));
    expect(reading.rows).toMatchObject([
      { name: 'Heath', itPowerMw: 60, liveQuarter: quarter(2027, 2), spentUsd: 5e6, remainingUsd: 600e6 },
      { name: 'Newark', kind: { lease: true, pool: 'zone' }, itPowerMw: 12.5, remainingUsd: 90.5e6 },
      { name: 'Licking', stage: 'construction', liveQuarter: quarter(2026, 4), remainingUsd: 400e6 },
      { name: 'Columbus', stage: 'live', itPowerMw: 24, spentUsd: 0 },
    ]);
    expect(sentences(reading)).toEqual([
      'projects.xlsx › \'Build list 2025\'!A1: the sheet: got "Build list 2025"; is the one that is read; another is Notes. Name it with --sheet if another is meant.',
      'projects.xlsx › \'Build list 2025\'!A7: name: got "Columbus"; stands in a hidden row, and is read. Delete rows that do not belong to the list.',
      'projects.xlsx › \'Build list 2025\'!D5: MW: got "12,5"; has decimal commas in 2 cells, which are read as decimal points. Write decimal points to be safe.',
    ]);
  });

  it('is read of the sheet that is named, which must be there', async () => {
    const reading = await readProjectRows(recorded('projects.xlsx'), 'p.xlsx', { sheet: 'build LIST 2025' });
    expect(told(reading).map(({ code }) => code)).toEqual(['rows-hidden', 'decimal-comma']);
    const missing = await readProjectRows(recorded('projects.xlsx'), 'p.xlsx', { sheet: 'Note' });
    expect(sentences(missing, 'de')).toEqual([
      'p.xlsx: das Dokument: Wert "Note"; muss ein Blatt der Mappe sein. Gemeint ist vielleicht Notes. Blätter: Build list 2025 und Notes.',
    ]);
  });

  it('tells every cell that cannot be read, with its address', async () => {
    expect(sentences(await readProjectRows(recorded('faulty.xlsx'), 'f.xlsx'))).toEqual([
      'f.xlsx › Sheet!D2: MW: got "=SUM(1,2)"; is a formula without its value. Open the workbook in Excel, let it calculate, and save it; or write the value itself.',
      'f.xlsx › Sheet!H2: remaining: got "#DIV/0!"; is an error instead of a value. Mend the formula, or write the value itself.',
      'f.xlsx › Sheet!G3: spent: got "G3:G4"; are merged, so that it is open which of these rows the value is of. Unmerge them and fill each one.',
      'f.xlsx › Sheet!I3: I1: got "call back"; stands under no column name. Name its column in the header, or move it to a sheet whose name starts with "_".',
    ]);
  });
});

describe('days and shares', () => {
  it('are ISO days of the 1904 system and plain numbers; times and serial numbers without a format stay numbers', async () => {
    const reading = await readSeriesTable(recorded('from-1904.xlsx'), 'from-1904.xlsx');
    expect(reading).toMatchObject({
      rows: [
        {
          line: 2,
          cells: { day: '2025-04-01', moment: '2025-04-01', share: '0.105', time: '0.25', serial: '45748' },
        },
      ],
    });
  });
});

describe('a portfolio in a workbook of another writer', () => {
  it('is read whatever case, blanks and dashes are in names, hidden tables too; all faults are told at once', async () => {
    const reading = await readPortfolioFile(recorded('portfolio.xlsx'), 'p.xlsx');
    const found = told(reading).map(({ code, path, location }) => ({ code, path: path.join('.'), location }));
    expect(found.find(({ path }) => path === 'finance.partBuiltShare')?.location).toEqual({
      ...{ file: 'p.xlsx', sheet: 'Settings', cell: 'A1' },
    });
    expect(found.filter(({ code }) => code !== 'missing')).toEqual([
      {
        ...{ code: 'number', path: 'liveCapacity.0.opexUsdPerMwYear' },
        location: { file: 'p.xlsx', sheet: 'Live capacity', cell: 'D2' },
      },
      { code: 'sheet-twice', path: '', location: { file: 'p.xlsx', sheet: 'live_capacity', cell: 'A1' } },
      { code: 'sheet-unknown', path: '', location: { file: 'p.xlsx', sheet: 'projcts', cell: 'A1' } },
    ]);
    // Settings, regions and pools hold what they should: only what no sheet gives is missing.
    expect(found.filter(({ code }) => code === 'missing').map(({ path }) => path)).toEqual([
      'accelerators',
      'workloads',
      'finance.costInflationPerYear',
      'finance.terminalUsdPerMw',
      'finance.partBuiltShare',
    ]);
  });
});

describe('a hidden sheet', () => {
  it('is read with a notice', async () => {
    const reading = await readWorkbook(recorded('portfolio.xlsx'));
    const hidden = 'sheets' in reading ? reading.sheets.find((sheet) => sheet.hidden) : undefined;
    const table = sheetTable(hidden!, 'p.xlsx', { columns: ['id', 'pool'], isFigure: () => true });
    expect(table.rows[0]!.cells.get('pool')).toBe('zone');
    expect(table.notices.map((notice) => renderProblem(notice, 'de'))).toEqual([
      'p.xlsx › \'Live capacity\'!A1: das Blatt: Wert "Live capacity"; ist ausgeblendet und wird gelesen. Den Namen mit „_“ beginnen lassen, damit es außen vor bleibt.',
    ]);
  });
});

describe('a file that is no workbook to read', () => {
  const compound = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  const named = [...'EncryptedPackage'].flatMap((letter) => [letter.charCodeAt(0), 0]);
  const sound = recorded('projects.xlsx');
  it.each([
    ['encrypted', 'p.xlsx', Uint8Array.from([...compound, ...named])],
    ['xls', 'p.xls', compound],
    ['ods', 'p.ods', sound],
    ['xlsb', 'p.xlsb', sound],
    ['damaged', 'p.xlsx', new TextEncoder().encode('name,region\n')],
    ['damaged', 'p.xlsx', sound.slice(0, sound.length / 2)],
  ])('is told to be %s: %s', async (fault, file, bytes) => {
    for (const read of [readProjectRows, readPortfolioFile]) {
      expect(told(await read(bytes, file))).toMatchObject([
        { code: 'workbook', params: { fault }, location: { file } },
      ]);
    }
  });
});

describe('a workbook of our writer', () => {
  const list = (rows: (string | number)[][]) =>
    writeXlsx({ sheets: [{ name: 'Projects', rows: [columns, ...rows] }] });

  it('is read with macros as well, and through standard input', async () => {
    const bytes = await list([['Heath', 'Ohio', '', 60, 'permitted', '2027Q2', 0, 1]]);
    for (const file of ['p.xlsm', '-'])
      expect(await readProjectRows(bytes, file)).toMatchObject({ lines: [2] });
  });

  it('leaves a comma before three digits, which could be thousands, to be mended', async () => {
    const bytes = await list([['Heath', 'Ohio', '', '1,250', 'permitted', '2027Q2', '1.250,5', '5,5 m USD']]);
    const reading = await readProjectRows(bytes, 'p.xlsx');
    expect(told(reading).map(({ code, got, location }) => [code, got, location])).toEqual([
      ['comma', '1,250', { file: 'p.xlsx', sheet: 'Projects', cell: 'D2' }],
    ]);
  });

  it('reads names with commas as they stand', async () => {
    const bytes = await list([['Heath, 2,5', 'Ohio', '', 60, 'permitted', '2027Q2', 0, 1]]);
    expect(await readProjectRows(bytes, 'p.xlsx')).toMatchObject({
      rows: [{ name: 'Heath, 2,5' }],
      notices: [],
    });
  });

  it('skips a hundred thousand rows that hold formats alone', async () => {
    const rows = [columns, ['Heath', 'Ohio', '', 60, 'permitted', '2027Q2', 0, 1]];
    const style = { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFFF00' } } } as const;
    const cells = new Map(Array.from({ length: 100_000 }, (_, i) => [`${i + 2},0`, { value: null, style }]));
    const empty = Array.from(cells, () => []);
    const bytes = await writeXlsx({ sheets: [{ name: 'Projects', rows: [...rows, ...empty], cells }] });
    expect(await readProjectRows(bytes, 'p.xlsx')).toMatchObject({ lines: [2], notices: [] });
  });
});
