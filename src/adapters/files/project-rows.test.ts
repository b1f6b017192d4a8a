import { describe, expect, it } from 'vitest';
import { renderProblem } from '../../messages/render-problem.ts';
import { quarter } from '../../units/quarter.ts';
import { readProjectRows } from './project-rows.ts';

const read = (text: string) => readProjectRows(new TextEncoder().encode(text), 'projects.csv');
const header = 'name,region,kind,MW,stage,live quarter,spent,remaining\n';

describe('the eight columns', () => {
  it('reads units, blanks in headers and a spreadsheet’s byte order mark', async () => {
    const reading = await read(
      `\uFEFF${header.replace('live quarter', 'Live_Quarter')}Heath,Ohio,,0.06 GW,permitted,2027Q2,5 m USD,600000000\n`,
    );
    expect(reading).toEqual({
      notices: [],
      lines: [2],
      places: [{ file: 'projects.csv', line: 2 }],
      rows: [
        {
          ...{ name: 'Heath', region: 'Ohio', kind: { lease: false, pool: undefined }, itPowerMw: 60 },
          ...{ stage: 'permitted', liveQuarter: quarter(2027, 2), spentUsd: 5e6, remainingUsd: 6e8 },
        },
      ],
    });
  });

  it('reads decimal commas between semicolons and says so', async () => {
    const reading = await read(
      `${header.replaceAll(',', ';')}Heath;Ohio;lease zone;12,5;loi;2026Q1;0;1.250,5\n`,
    );
    if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
    expect(reading.rows[0]).toMatchObject({
      itPowerMw: 12.5,
      remainingUsd: 1250.5,
      kind: { lease: true, pool: 'zone' },
    });
    expect(reading.notices.map((notice) => renderProblem(notice, 'de'))).toEqual([
      'projects.csv:2: das Dokument: Wert "12,5"; enthält in 2 Zellen Dezimalkommas, die als Dezimalpunkte gelesen werden. Zur Sicherheit Dezimalpunkte schreiben.',
    ]);
  });

  it('tells all that is wrong, with lines', async () => {
    const reading = await read(
      `${header}Heath,,shed,-3 MW,permited,soon,5 EUR,\nNewark,Ohio,build,"1,5",live,,0,0\n`,
    );
    const problems = 'problems' in reading ? reading.problems.map((found) => renderProblem(found, 'en')) : [];
    expect(problems.map((text) => text.split(';')[0])).toEqual([
      'projects.csv:2: stage: got "permited"',
      'projects.csv:2: region: got nothing',
      'projects.csv:2: kind: got "shed"',
      'projects.csv:2: MW: got "-3 MW"',
      'projects.csv:2: live quarter: got "soon"',
      'projects.csv:2: spent: got "5 EUR"',
      'projects.csv:3: MW: got "1,5"',
    ]);
    expect(problems[0]).toContain('Did you mean permitted?');
  });

  it('names missing and unknown columns, and an empty table', async () => {
    const reading = await read('name,regio\nHeath,Ohio\n');
    const problems =
      'problems' in reading
        ? reading.problems.map(({ code, path, got }) => `${code} ${path} ${got ?? ''}`.trim())
        : [];
    expect(problems).toContain('missing region');
    expect(problems).toContain('unknown-column  regio');
    expect('problems' in (await read(header))).toBe(true);
  });
});
