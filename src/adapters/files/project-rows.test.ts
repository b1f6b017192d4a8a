import { describe, expect, it } from 'vitest';
import { projectRowsConformance } from '../../app/project-rows.conformance.ts';
import { renderProblem } from '../../messages/render-problem.ts';
import { workbookBytes } from '../excel/write-workbook.ts';
import { readProjectRows } from './project-rows.ts';

const read = (text: string) => readProjectRows(new TextEncoder().encode(text), 'projects.csv');
const quoted = (cell: string) => (cell === '' ? '' : `"${cell}"`);

projectRowsConformance(
  'CSV',
  (table) => read(`\uFEFF${table.map((cells) => cells.map(quoted).join(',')).join('\n')}\n`),
  (row) => `projects.csv:${row}`,
);
projectRowsConformance(
  'a workbook',
  async ([head, ...rows]) => {
    const columns = head!.map((text) => ({ head: text, width: 12 }));
    const cells = rows.map((row) => row.map((text) => (text === '' ? undefined : text)));
    return readProjectRows(await workbookBytes([{ name: 'List', columns, rows: cells }]), 'projects.xlsx');
  },
  (row, column) => `projects.xlsx › List!${String.fromCharCode(64 + column)}${row}`,
);

describe('a list of projects between semicolons', () => {
  it('is read with decimal commas, and says so', async () => {
    const reading = await read(
      'name;region;kind;MW;stage;live quarter;spent;remaining\nHeath;Ohio;lease zone;12,5;loi;2026Q1;0;1.250,5\n',
    );
    if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
    expect(reading.rows[0]).toMatchObject({ itPowerMw: 12.5, remainingUsd: 1250.5 });
    expect(reading.notices.map((notice) => renderProblem(notice, 'de'))).toEqual([
      'projects.csv:2: das Dokument: Wert "12,5"; enthält in 2 Zellen Dezimalkommas, die als Dezimalpunkte gelesen werden. Zur Sicherheit Dezimalpunkte schreiben.',
    ]);
  });
});
