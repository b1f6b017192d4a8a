/** Portfolios written as workbooks and read back. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workbookBytes } from '../../src/adapters/excel/write-workbook.ts';
import { portfolioSheets } from '../../src/adapters/files/portfolio-sheets.ts';
import { readPortfolioBytes, readPortfolioFile } from '../../src/adapters/files/read-portfolio.ts';
import type { PortfolioDocument } from '../../src/domain/schema.ts';
import { readPortfolio } from '../../src/domain/validate.ts';
import { portfolioToInput } from '../../src/domain/write.ts';
import { renderProblem } from '../../src/messages/render-problem.ts';
import { smallPortfolio } from '../domain/small-portfolio.ts';

async function throughWorkbook(document: PortfolioDocument): Promise<PortfolioDocument> {
  const bytes = await workbookBytes(portfolioSheets(portfolioToInput(document)));
  const reading = await readPortfolioFile(bytes, 'p.xlsx');
  if ('problems' in reading)
    throw new Error(reading.problems.map((found) => renderProblem(found, 'en')).join('\n'));
  expect(reading.notices).toEqual([]);
  return reading.document;
}

describe('a portfolio written as a workbook', () => {
  it.each([
    '../../examples/neocloud/portfolio.yaml',
    '../../examples/cadence-2025/portfolio.yaml',
    '../verify/all-kinds.yaml',
  ])('reads back as the same document: %s', async (path) => {
    const reading = readPortfolioBytes(readFileSync(new URL(path, import.meta.url)), 'p.yaml');
    if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
    expect(await throughWorkbook(reading.document)).toEqual(reading.document);
  });

  it('reads back with any figures, ranges, sources, notes and names', async () => {
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
        note: fc.constantFrom('2,5 MW', 'true', '=A1', '5', 'ä\nb'),
      },
      { requiredKeys: [] },
    );
    const name = fc.constantFrom(
      '2025',
      '1,5',
      'Größe & <Maß>',
      '2025-04-01',
      '=SUM(A1)',
      '_x0041_',
      '100 %',
    );
    await fc.assert(
      fc.asyncProperty(figure, origin, name, async (range, provenance, called) => {
        const raw = smallPortfolio();
        const figures = typeof range === 'number' ? { value: range } : range;
        raw.projects![0]!.itPowerMw = { ...figures, ...provenance };
        raw.projects![0]!.name = called;
        const first = readPortfolio(raw);
        if ('problems' in first) throw new Error(JSON.stringify(first.problems));
        expect(await throughWorkbook(first.document)).toEqual(first.document);
      }),
      { seed: 17, numRuns: 25 },
    );
  });
});
