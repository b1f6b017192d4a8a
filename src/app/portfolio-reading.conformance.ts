/** What every form in which a portfolio may be written has to hold: run over YAML, JSON, workbooks and folders of tables. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { smallPortfolio } from '../../test/domain/small-portfolio.ts';
import type { PortfolioDocument, PortfolioInput } from '../domain/schema.ts';
import { readPortfolio } from '../domain/validate.ts';
import { portfolioToInput } from '../domain/write.ts';
import { renderProblem } from '../messages/render-problem.ts';
import { formatPath, type LocatedProblem } from '../units/problem.ts';
import type { PortfolioReading } from './ports.ts';

/** `through` writes data in the form, sound or not, and reads that. */
export function portfolioReadingConformance(
  form: string,
  through: (data: PortfolioInput) => Promise<PortfolioReading>,
): void {
  const problemsOf = async (data: PortfolioInput): Promise<readonly LocatedProblem[]> => {
    const reading = await through(data);
    return 'problems' in reading ? reading.problems : [];
  };
  const again = async (document: PortfolioDocument): Promise<PortfolioDocument> => {
    const reading = await through(portfolioToInput(document));
    if ('problems' in reading)
      throw new Error(reading.problems.map((found) => renderProblem(found, 'en')).join('\n'));
    expect(reading.notices).toEqual([]);
    return reading.document;
  };

  describe(`a portfolio as ${form}`, () => {
    it.each(['examples/neocloud/portfolio', 'examples/cadence-2025/portfolio', 'test/verify/all-kinds'])(
      'is read as what it was written from: %s',
      async (path) => {
        const document = soundDocument(
          parse(readFileSync(new URL(`../../${path}.yaml`, import.meta.url), 'utf8')),
        );
        expect(await again(document)).toEqual(document);
      },
    );

    it('keeps any figures, ranges, sources, notes and names', async () => {
      await fc.assert(
        fc.asyncProperty(figure, origin, name, async (range, provenance, called) => {
          const raw = smallPortfolio();
          const figures = typeof range === 'number' ? { value: range } : range;
          raw.projects![0]!.itPowerMw = { ...figures, ...provenance };
          raw.projects![0]!.name = called;
          const document = soundDocument(raw);
          expect(await again(document)).toEqual(document);
        }),
        { seed: 17, numRuns: 25 },
      );
    });

    it('tells all that is wrong at once, each with its place', async () => {
      const raw = smallPortfolio();
      raw.projects![1]!.itPowerMw = -40;
      raw.pools![1]!.region = 'ohoi';
      raw.leases![0]!.rentUsdPerKwMonth = '12 EUR';
      const problems = await problemsOf(raw);
      const told = problems.map(({ code, path }) => `${code} ${formatPath(path)}`.trim()).sort();
      expect(told).toEqual([
        'range projects[1].itPowerMw',
        'reference pools[1].region',
        'unit leases[0].rentUsdPerKwMonth',
      ]);
      for (const { location } of problems) {
        expect(location).toHaveProperty('file');
        expect('cell' in location! ? location.cell : location!.line).toBeTruthy();
      }
    });

    it('says where a value stands, also one of a list in a list', async () => {
      const reading = await through(smallPortfolio());
      if ('problems' in reading) throw new Error('the small portfolio is sound');
      const places = [
        ['asOf'],
        ['projects', 0, 'stages', 0, 'costUsd'],
        ['projects', 0, 'stages', 1, 'costUsd'],
      ].map((path) => JSON.stringify(reading.locate(path)));
      expect(new Set(places).size).toBe(3);
      expect(places).not.toContain(undefined);
    });

    it('is refused without a throw when it says nothing', async () => {
      expect(await problemsOf({} as PortfolioInput)).not.toHaveLength(0);
    });
  });
}

function soundDocument(raw: unknown): PortfolioDocument {
  const reading = readPortfolio(raw);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.document;
}

const value = fc.double({ min: 0.001, max: 1e6, noNaN: true });
const figure = fc.oneof(
  value,
  fc.tuple(value, value, value).map((values) => {
    const [low, typical, high] = values.sort((a, b) => a - b);
    return { low, typical, high };
  }),
);
const origin = fc.record(
  {
    source: fc.constant('guide'),
    assumed: fc.boolean(),
    note: fc.constantFrom('2,5 MW', 'true', '=A1', '5', 'ä\nb', '"'),
  },
  { requiredKeys: [] },
);
const name = fc.constantFrom(
  ...['2025', '1,5', 'Größe & <Maß>', '2025-04-01', '=SUM(A1)', '_x0041_', '100 %', 'null', '- a: b', '#c'],
);
