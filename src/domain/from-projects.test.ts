import { describe, expect, it } from 'vitest';
import { quarter } from '../units/quarter.ts';
import { assumedFigures, worthFindingOut } from './assumed.ts';
import { doubtfulRows, type ProjectRow, portfolioFromProjects } from './from-projects.ts';
import { typicalPortfolio } from './portfolio.ts';
import { readPortfolio } from './validate.ts';

const row = (changes: Partial<ProjectRow>): ProjectRow => ({
  ...{ name: 'Heath', region: 'Ohio', kind: { lease: false }, itPowerMw: 60, stage: 'permitted' },
  ...{ liveQuarter: quarter(2027, 2), spentUsd: 5e6, remainingUsd: 600e6 },
  ...changes,
});

const rows: readonly ProjectRow[] = [
  row({ name: 'Newark', itPowerMw: 150, stage: 'live' }),
  row({}),
  row({ name: 'Heath', stage: 'construction', liveQuarter: quarter(2025, 3) }),
  row({ name: 'Höfe', region: 'Frankfurt', kind: { lease: true }, stage: 'loi', remainingUsd: 60e6 }),
  row({ name: '***', region: 'Elsewhere', kind: { lease: true, pool: 'campus' }, stage: 'signed' }),
];

function read(input: unknown) {
  const reading = readPortfolio(input);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.document;
}

describe('a portfolio from eight columns', () => {
  const document = read(portfolioFromProjects(rows, { name: 'Mine', asOf: '2025-04-01' }));
  const portfolio = typicalPortfolio(document);

  it('keeps what the rows say: MW, money, and the quarter in which a project is live', () => {
    const [, heath] = [undefined, portfolio.projects[0]!];
    expect([heath.itPowerMw, heath.spentUsd]).toEqual([60, 5e6]);
    const total = (key: 'quarters' | 'costUsd', i: number) =>
      portfolio.projects[i]!.stages!.reduce((sum, stage) => sum + stage[key], 0);
    expect(total('quarters', 0)).toBe(8);
    expect(total('costUsd', 0) / 600e6).toBeCloseTo(1, 2);
    expect(total('quarters', 1)).toBe(1);
    const lease = portfolio.leases[0]!;
    expect(lease.loi!.quarters + lease.signed!.quarters).toBe(8);
    expect(lease.fitOutUsdPerMw).toBe(1e6);
  });

  it('never lets a project that is cancelled at the start of a stage earn more than was paid before it', () => {
    for (const { stages } of portfolio.projects) {
      let paid = 0;
      for (const stage of stages!) {
        expect(stage.salvageUsd - stage.cancelFeeUsd).toBeLessThanOrEqual(paid + 5e6);
        paid += stage.costUsd;
      }
    }
  });

  it('makes distinct ids of equal and of unspeakable names', () => {
    const ids = [...portfolio.projects, ...portfolio.leases].map(({ id }) => id);
    expect(ids).toEqual(['heath', 'heath-2', 'hofe', 'item']);
  });

  it('tells two projects of one name apart, and says which rows they are', () => {
    expect(portfolio.projects.map(({ name }) => name)).toEqual(['Heath', 'Heath (2)']);
    const doubts = doubtfulRows(rows, { asOf: '2025-04-01', lines: [2, 3, 4, 5, 6] });
    expect(doubts.map(({ row, problem }) => [row, problem.code, problem.params])).toEqual([
      [2, 'same-name', { firstLine: 3, called: 'Heath (2)' }],
    ]);
  });

  it('doubts a live quarter that has passed of what is not live', () => {
    const passed = [row({ liveQuarter: quarter(2026, 2) }), row({ name: 'Newark', stage: 'live' })];
    const of = (asOf: string) => doubtfulRows(passed, { asOf, lines: [2, 3] }).map(({ problem }) => problem);
    expect(of('2026-06-30')).toEqual([]);
    expect(of('2026-11-26')).toEqual([
      { code: 'live-past', path: ['live quarter'], got: '2026Q2', params: { asOf: '2026Q4' } },
    ]);
  });

  it('gives every figure that the rows do not state a source or the mark assumed', () => {
    const stated = /spentUsd|itPowerMw|fitOutUsdPerMw|slowCostShare|maxPauseQuarters/;
    const bare: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      if ('typical' in value) {
        const figure = value as { source?: string; assumed: boolean; typical: number };
        const silent = figure.source === undefined && !figure.assumed;
        // Zero and one are the format's own defaults for "none" and "as it is".
        if (silent && figure.typical !== 0 && figure.typical !== 1 && !stated.test(path)) bare.push(path);
        return;
      }
      for (const [key, part] of Object.entries(value)) walk(part, `${path}.${key}`);
    };
    walk(document, '');
    expect(bare).toEqual([]);
  });

  it('lists no source that no figure names', () => {
    const text = JSON.stringify({ ...document, sources: [] });
    expect(document.sources.filter(({ id }) => !text.includes(`"source":"${id}"`))).toEqual([]);
  });

  it('names five assumed figures most worth finding out, each with its places', () => {
    const worth = worthFindingOut(document);
    expect(worth.map(({ field }) => field)).toEqual([
      'demand.growthPerYear',
      'priceUsdPerUnit',
      'ratePerAcceleratorHour',
      'terminalUsdPerMw',
      'terminationRentMonths',
    ]);
    const assumed = assumedFigures(document).map(([path]) => JSON.stringify(path));
    for (const { paths } of worth) for (const path of paths) expect(assumed).toContain(JSON.stringify(path));
  });

  it('takes the power price of a region that it knows, and says that others are assumed', () => {
    expect(
      document.regions.map(({ id, powerUsdPerMwh }) => [id, powerUsdPerMwh.typical, powerUsdPerMwh.source]),
    ).toEqual([
      ['ohio', 70.3, 'eia23'],
      ['frankfurt', 180, undefined],
      ['elsewhere', 85, undefined],
    ]);
  });
});
