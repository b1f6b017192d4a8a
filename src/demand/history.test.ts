import { describe, expect, it } from 'vitest';
import { formatQuarter } from '../units/quarter.ts';
import { readDecimal } from './decimal.ts';
import { quarterlySeries, readHistory, type TableRow } from './history.ts';

const columns = { series: ['workload'], period: 'period', value: 'value', knownAt: 'known' };
const rows = (...lines: [period: string, value: string, known?: string][]): TableRow[] =>
  lines.map(([period, value, known], i) => ({
    line: i + 2,
    cells: { workload: 'chat', period, value, known: known ?? '' },
  }));
const quarterly = (table: TableRow[], aggregate: 'mean' | 'sum' | 'last' = 'sum', asOf?: string) => {
  const { points, gaps, treatments, faults } = quarterlySeries(
    readHistory(table, columns).series[0]!,
    aggregate,
    asOf,
  );
  const text = points.map(({ quarter, value }) => `${formatQuarter(quarter)}=${value}`).join(' ');
  return { text, gaps: gaps.map(formatQuarter), treatments, faults };
};
const outcome = (table: TableRow[], format = {}) => {
  const { treatments, faults } = readHistory(table, columns, format);
  const brief = (list: typeof faults) => list.map(({ code, line }) => `${line}:${code.split('.').at(-1)}`);
  return { treated: brief(treatments), refused: brief(faults) };
};

describe('readHistory', () => {
  it('keeps missing quarters as gaps', () => {
    const table = rows(['2024Q1', '5'], ['2024Q4', '8'], ['2024Q2', '']);
    expect(quarterly(table)).toMatchObject({ text: '2024Q1=5 2024Q4=8', gaps: ['2024Q2', '2024Q3'] });
    expect(outcome(table)).toEqual({ treated: ['4:gap'], refused: [] });
  });

  it('takes zeros and says so, refuses negatives with their line', () => {
    expect(outcome(rows(['2024Q1', '0'], ['2024Q2', '-3']))).toEqual({
      treated: ['2:zero'],
      refused: ['3:negative'],
    });
  });

  it('counts equal rows once and refuses two values for one period', () => {
    const table = rows(['2024Q1', '5'], ['2024Q1', '5.0'], ['CY2024Q1', '6']);
    expect(outcome(table)).toEqual({ treated: ['3:repeated'], refused: ['4:contradiction'] });
    expect(quarterly(table).text).toBe('2024Q1=5');
  });

  it('reads decimal commas where the table has them, and refuses commas elsewhere', () => {
    const table = rows(['2024Q1', '12,5'], ['2024Q2', '1.234,5']);
    const { series, treatments } = readHistory(table, columns, { decimalComma: true });
    expect(series[0]!.observations.map(({ value }) => value)).toEqual([12.5, 1234.5]);
    expect(treatments.map(({ code }) => code)).toEqual(Array(2).fill('demand.history.decimal-comma'));
    expect(outcome(table).refused).toEqual(['2:number-comma', '3:number-comma']);
  });

  it('drops a byte-order mark before the first column', () => {
    const [row] = rows(['2024Q1', '5']);
    const { workload, ...rest } = row!.cells;
    const marked = [{ line: 2, cells: { '\ufeffworkload': workload!, ...rest } }];
    expect(quarterly(marked).text).toBe('2024Q1=5');
  });

  it('refuses periods and numbers that it cannot read, and rows without a column', () => {
    const table = [...rows(['2024', '5'], ['2024Q1', 'many'], ['2024Q1', '1e999']), { line: 9, cells: {} }];
    expect(outcome(table).refused).toEqual([
      '2:period',
      '3:number-malformed',
      '4:number-malformed',
      '9:column',
    ]);
  });

  it('takes the newest vintage that was known on a date', () => {
    const table = rows(
      ['2024Q1', '5', '2024-04-20'],
      ['2024Q1', '6', '2024-07-20'],
      ['2024Q2', '7', '2024-07-20'],
    );
    expect(quarterly(table, 'sum', '2024-05-01').text).toBe('2024Q1=5');
    expect(quarterly(table, 'sum', '2024-08-01').text).toBe('2024Q1=6 2024Q2=7');
    expect(quarterly(table).text).toBe('2024Q1=6 2024Q2=7');
  });

  it('refuses undated observations where a date cut is asked for', () => {
    const { faults, text } = quarterly(
      rows(['2024Q1', '5'], ['2024Q2', '6', '2024-07-20']),
      'sum',
      '2025-01-01',
    );
    expect(faults.map(({ code, line }) => [code, line])).toEqual([['demand.history.undated', 2]]);
    expect(text).toBe('2024Q2=6');
  });

  it('makes quarters of months, and a gap of a sum with a month missing', () => {
    const table = rows(
      ['2024-01', '1'],
      ['2024-02', '2'],
      ['2024-03', '6'],
      ['2024-04', '4'],
      ['2024-07', '5'],
      ['2024-08', '5'],
      ['2024-09', '5'],
    );
    expect(quarterly(table, 'sum')).toMatchObject({ text: '2024Q1=9 2024Q3=15', gaps: ['2024Q2'] });
    expect(quarterly(table, 'mean').text).toBe('2024Q1=3 2024Q2=4 2024Q3=5');
    expect(quarterly(table, 'last').text).toBe('2024Q1=6 2024Q2=4 2024Q3=5');
  });

  it('takes the last reading of several in a quarter', () => {
    expect(quarterly(rows(['2025-09-30', '43'], ['2025-07-23', '33'])).text).toBe('2025Q3=43');
  });
});

describe('readDecimal', () => {
  const value = (text: string, comma = false) => {
    const reading = readDecimal(text, comma);
    return reading.kind === 'number' ? reading.value : reading.kind;
  };

  it('reads plain, spaced and scientific numbers', () => {
    const texts = ['1234.5', '1 234.5', '1.2e9', '0.125', '.5', '-2', '5.'];
    expect(texts.map((text) => value(text))).toEqual([1234.5, 1234.5, 1.2e9, 0.125, 0.5, -2, 5]);
  });

  it('takes points as thousands beside decimal commas', () => {
    const texts = ['12,5', '1.234.567', '1.234,5', '1,234', '3.14'];
    expect(texts.map((text) => value(text, true))).toEqual([12.5, 1234567, 1234.5, 1.234, 3.14]);
  });

  it('refuses what is no number, and commas without leave', () => {
    for (const text of ['1.23.456', '--1', '1e', 'NaN', 'Infinity', '0x10'])
      expect(value(text), text).toBe('malformed');
    expect(['12,34,5', '1,2.3'].map((text) => value(text, true))).toEqual(['malformed', 'malformed']);
    expect([value(' '), value('1,234'), value('1.234', true)]).toEqual(['empty', 'comma', 'ambiguous']);
  });
});
