/** Workbooks on the command line: written, read as portfolios, and in agreement with the plan file. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWorkbook } from '../../src/adapters/excel/read-workbook.ts';
import { workbookBytes } from '../../src/adapters/excel/write-workbook.ts';
import type { PlanFile } from '../../src/domain/plan-file.ts';
import { publishedSchema } from '../../src/domain/schema.ts';
import { repositoryFile, Workplace } from './program.ts';

const place = new Workplace();
let plan: PlanFile;

/** The texts of a written workbook by sheet, row by row. */
async function sheetsOf(name: string): Promise<Map<string, string[][]>> {
  const reading = await readWorkbook(readFileSync(place.path(name)));
  if ('fault' in reading) throw new Error(reading.fault);
  return new Map(
    reading.sheets.map((sheet) => [
      sheet.name,
      sheet.rows.map(({ cells }) => [...cells.values()].map(({ text }) => text)),
    ]),
  );
}

beforeAll(async () => {
  await place.run(['init', 'portfolio.xlsx']);
  await place.run(['plan', 'portfolio.xlsx', '-o', 'plan.json', '--report', 'report.xlsx']);
  plan = JSON.parse(readFileSync(place.path('plan.json'), 'utf8'));
});
afterAll(() => place.remove());

describe('a starter in a workbook', () => {
  it('is the starter, and its plan is verified with the text', async () => {
    await place.run(['init', 'portfolio.yaml']);
    expect(await place.run(['verify', 'plan.json', 'portfolio.yaml'])).toMatchObject({ code: 0 });
  });

  it('says beside its tables what every column may hold', async () => {
    const rows = (await sheetsOf('portfolio.xlsx')).get('_columns')!;
    const found = rows.find(([sheet, column]) => sheet === 'projects' && column === 'itPowerMw');
    expect(found?.slice(0, 4)).toEqual(['projects', 'itPowerMw', 'figure, MW', '> 0, ≤ 1e6']);
    expect(found?.at(-1)).toBe(
      publishedSchema().properties!['projects']!.items!.properties!['itPowerMw']!.description,
    );
  });
});

describe('the report as a workbook', () => {
  it('holds the figures of the plan file in full precision', async () => {
    const sheets = await sheetsOf('report.xlsx');
    const { figures } = plan.headline;
    const value = (label: string) => Number(sheets.get('Summary')!.find(([name]) => name === label)?.[1]);
    expect(value('NPV, expected')).toBeCloseTo(figures.expectedNpvUsd / 1e6, 8);
    expect(value('Capital over the horizon, expected')).toBeCloseTo(figures.capexUsd / 1e6, 8);
    expect(value('Gap to the best possible, at most')).toBeCloseTo(plan.headline.gapUsd / 1e6, 8);
    const decisions = sheets.get('Decisions now')!.slice(2);
    expect(decisions.map(([name, id]) => [name, id])).toEqual(
      plan.decisionsNow.map(({ name, option }) => [name, option]),
    );
    const orders = sheets.get('Accelerator orders')!.slice(1);
    const ordered = orders.reduce((sum, row) => sum + Number(row.at(-1)), 0);
    expect(ordered).toBeCloseTo(
      plan.fleet.purchases.reduce((sum, { units }) => sum + units, 0),
      6,
    );
    const total = sheets
      .get('Capital by fiscal year')!
      .slice(1)
      .reduce((sum, row) => sum + Number(row[6]), 0);
    expect(total).toBeCloseTo(figures.capexUsd / 1e6, 6);
    const cash = sheets.get('Cash by fiscal year')!;
    expect(cash[0]!.at(-1)).toBe('Total, m USD');
    const nominal = plan.cashFlows.reduce(
      (sum, { node, usd }) => sum + plan.tree.probability[node]! * usd,
      0,
    );
    const years = cash.slice(1).reduce((sum, row) => sum + Number(row.at(-1)), 0);
    expect(years).toBeCloseTo(nominal / 1e6, 6);
  });

  it('speaks German, and is refused for another portfolio', async () => {
    const run = await place.run([
      'report',
      'plan.json',
      'portfolio.xlsx',
      '-o',
      'bericht.xlsx',
      '--lang',
      'de',
    ]);
    expect(run).toMatchObject({ code: 0 });
    expect([...(await sheetsOf('bericht.xlsx')).keys()]).toEqual([
      ...['Überblick', 'Entscheidungen jetzt', 'Strategie', 'Bestellte Accelerators', 'Kapazität und Bedarf'],
      ...['Investitionen je Geschäftsjahr', 'Zahlungen je Geschäftsjahr', 'Zukünfte', 'Annahmen'],
    ]);
  });
});

describe('export', () => {
  it('writes the portfolio as a workbook, and wants a file for it', async () => {
    const run = await place.run([
      'export',
      'portfolio.yaml',
      '--format',
      'xlsx',
      '-o',
      'again.xlsx',
      '--json',
    ]);
    expect(JSON.parse(run.stdout).result.sheets).toContain('projects');
    expect(await sheetsOf('again.xlsx')).toEqual(await sheetsOf('portfolio.xlsx'));
    expect(await place.run(['export', 'portfolio.yaml', '--format', 'xlsx'])).toMatchObject({ code: 1 });
  });
});

describe('tables in workbooks', () => {
  it('are histories to forecast, with days, and decisions to value', async () => {
    const quarters = Array.from({ length: 12 }, (_, t) => ({
      day: `${2022 + Math.floor(t / 4)}-${['01', '04', '07', '10'][t % 4]}-01`,
    }));
    const columns = [
      { head: 'period', width: 12 },
      { head: 'tokens', width: 12 },
    ];
    const history = quarters.map((day, t) => [day, 100 + 10 * t]);
    const bytes = await workbookBytes([{ name: 'Tokens', columns, rows: history }]);
    writeFileSync(place.path('history.xlsx'), bytes);
    const forecast = await place.run([
      'forecast',
      'history.xlsx',
      '--period',
      'period',
      '--value',
      'tokens',
      '--json',
    ]);
    expect(JSON.parse(forecast.stdout).result.series).toHaveLength(1);
    const decided = [
      { head: 'option', width: 12 },
      { head: 'action', width: 12 },
    ];
    const decisions = await workbookBytes([
      {
        name: 'Mine',
        columns: decided,
        rows: [
          ['newark', 'continue'],
          ['nowhere', 'pause'],
        ],
      },
    ]);
    writeFileSync(place.path('decisions.xlsx'), decisions);
    const valued = await place.run(['evaluate', 'portfolio.xlsx', 'decisions.xlsx']);
    expect(valued.code).toBe(4);
    expect(valued.stderr).toContain('decisions.xlsx:3: ');
  });
});

describe('init --from a workbook', () => {
  it('reads the sheet that is named and tells where a doubt stands', async () => {
    copyFileSync(repositoryFile('test/workbooks/projects.xlsx'), place.path('projects.xlsx'));
    const args = [
      'init',
      'mine.yaml',
      '--from',
      'projects.xlsx',
      '--sheet',
      'build list 2025',
      '--as-of',
      '2026-04-01',
    ];
    const run = await place.run([...args, '--json']);
    expect(run.code).toBe(0);
    expect(run.stderr).toContain("projects.xlsx › 'Build list 2025'!A5: live quarter");
    const missing = await place.run([
      'init',
      'other.yaml',
      '--from',
      'projects.xlsx',
      '--sheet',
      'Lists 2025',
    ]);
    expect(missing.code).toBe(4);
  });
});
