import { describe, expect, it } from 'vitest';
import { fiscalYearOf, formatQuarter, parseQuarter, quarter, quarterOfDate } from './quarter.ts';

describe('quarter', () => {
  it('names a fiscal year after the calendar year in which it ends', () => {
    expect(parseQuarter('FY25Q3', 7)).toBe(quarter(2025, 1));
    expect(parseQuarter('FY25Q1', 7)).toBe(quarter(2024, 3));
    expect(parseQuarter('FY2025Q1', 10)).toBe(quarter(2024, 4));
    expect(fiscalYearOf(quarter(2025, 2), 7)).toBe(2025);
    expect(fiscalYearOf(quarter(2025, 3), 7)).toBe(2026);
    expect(fiscalYearOf(quarter(2025, 3), 1)).toBe(2025);
  });

  it('writes what it reads', () => {
    for (const text of ['2025Q1', '1999Q4', '2040Q3']) expect(formatQuarter(parseQuarter(text)!)).toBe(text);
  });

  it('refuses what is not a quarter', () => {
    for (const text of ['2025Q5', '25Q1', '2025', 'Q1 2025', '', '2025Q12', '9999Q1']) {
      expect(parseQuarter(text), text).toBeUndefined();
    }
  });

  it('finds the quarter of a date and refuses dates that do not exist', () => {
    expect(quarterOfDate('2025-04-01')).toBe(quarter(2025, 2));
    expect(quarterOfDate('2025-02-30')).toBeUndefined();
    expect(quarterOfDate('2025-13-01')).toBeUndefined();
  });
});
