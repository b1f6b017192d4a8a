/** What every form of a list of projects has to hold: run over CSV and workbooks. */
import { describe, expect, it } from 'vitest';
import type { ProjectRowsReading } from '../domain/from-projects.ts';
import { renderProblem } from '../messages/render-problem.ts';
import { quarter } from '../units/quarter.ts';

const header = ['name', 'region', 'kind', 'MW', 'stage', 'Live_Quarter', 'spent', 'remaining'];

/** `through` writes a table of texts in the form, its header first, and reads that; `at` is how the form calls a cell. */
export function projectRowsConformance(
  form: string,
  through: (table: readonly (readonly string[])[]) => Promise<ProjectRowsReading>,
  at: (row: number, column: number) => string,
): void {
  const problemsOf = async (table: readonly (readonly string[])[]) => {
    const reading = await through(table);
    return 'problems' in reading ? reading.problems : [];
  };

  describe(`a list of projects as ${form}`, () => {
    it('is read with units, days, defaults, and whatever case and underscores its header has', async () => {
      const reading = await through([
        header,
        ['Heath', 'Ohio', '', '0.06 GW', 'permitted', '2027Q2', '5 m USD', '600000000'],
        ['Newark', 'Ohio', 'lease zone', '12.5', 'loi', '2026-02-10', '', '0'],
      ]);
      if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
      expect(reading.rows).toEqual([
        {
          ...{ name: 'Heath', region: 'Ohio', kind: { lease: false, pool: undefined }, itPowerMw: 60 },
          ...{ stage: 'permitted', liveQuarter: quarter(2027, 2), spentUsd: 5e6, remainingUsd: 6e8 },
        },
        {
          ...{ name: 'Newark', region: 'Ohio', kind: { lease: true, pool: 'zone' }, itPowerMw: 12.5 },
          ...{ stage: 'loi', liveQuarter: quarter(2026, 1), spentUsd: 0, remainingUsd: 0 },
        },
      ]);
      expect(reading.lines).toEqual([2, 3]);
      expect(reading.notices).toEqual([]);
    });

    it('tells all that is wrong with it, each with its place', async () => {
      const problems = await problemsOf([
        header,
        ['Heath', '', 'shed', '-3 MW', 'permited', 'soon', '5 EUR', ''],
        ['Newark', 'Ohio', 'build', '1,500', 'live', '', '0', '0'],
      ]);
      expect(problems.map((found) => renderProblem(found, 'en').split(';')[0]).sort()).toEqual(
        [
          `${at(2, 5)}: stage: got "permited"`,
          `${at(2, 2)}: region: got nothing`,
          `${at(2, 3)}: kind: got "shed"`,
          `${at(2, 4)}: MW: got "-3 MW"`,
          `${at(2, 6)}: live quarter: got "soon"`,
          `${at(2, 7)}: spent: got "5 EUR"`,
          `${at(3, 4)}: MW: got "1,500"`,
        ].sort(),
      );
      const stage = problems.find(({ path }) => path[0] === 'stage')!;
      expect(renderProblem(stage, 'en')).toContain('Did you mean permitted?');
    });

    it('is refused without its columns, with others, and without a row', async () => {
      const told = (
        await problemsOf([
          ['name', 'regio'],
          ['Heath', 'Ohio'],
        ])
      ).map(({ code, path, got }) => `${code} ${path} ${got ?? ''}`.trim());
      expect(told).toContain('missing region');
      expect(told).toContain('unknown-column  regio');
      expect(await problemsOf([header])).toHaveLength(1);
    });
  });
}
