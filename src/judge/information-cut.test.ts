import { describe, expect, it } from 'vitest';
import { smallPortfolio } from '../../test/domain/small-portfolio.ts';
import type { PortfolioDocument } from '../domain/schema.ts';
import { readPortfolio } from '../domain/validate.ts';
import { formatPath } from '../units/problem.ts';
import { leaks } from './information-cut.ts';

/** The small portfolio with its one source dated so. */
function dated(date: string | undefined): PortfolioDocument {
  const raw = smallPortfolio() as unknown as { sources: { date?: string }[] };
  if (date === undefined) delete raw.sources[0]!.date;
  else raw.sources[0]!.date = date;
  const reading = readPortfolio(raw);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.document;
}

const told = (document: PortfolioDocument, asOf = '2025-04-01') =>
  leaks(document, asOf).map(({ code, path }) => `${code} ${formatPath(path)}`);

describe('the information cut', () => {
  it('lets through what was known', () => {
    expect(told(dated('2025-01'))).toEqual([]);
  });

  it('finds a planted later fact, also where only its month or year is told', () => {
    expect(told(dated('2025-04-02'))).toEqual(['known-later sources[0].date']);
    expect(told(dated('2025-04'))).toEqual(['known-later sources[0].date']);
    expect(told(dated('2025'))).toEqual(['known-later sources[0].date']);
  });

  it('finds a source without a date, and says who rests on it', () => {
    expect(leaks(dated(undefined), '2025-04-01')).toMatchObject([
      { code: 'source-undated', params: { citedBy: ['finance', 'terminalUsdPerMw'] } },
    ]);
  });

  it('finds a portfolio that stands at a later date itself', () => {
    expect(told(dated('2025-01'), '2025-03-31')).toEqual(['known-later asOf']);
  });

  it('leaves alone sources that nothing cites', () => {
    const document = dated('2025-01');
    const unused = { id: 'later', title: 'Later', date: '2026' };
    expect(told({ ...document, sources: [...document.sources, unused] })).toEqual([]);
  });
});
