/** Which columns of a table of observed series hold what. */
import type { HistoryColumns } from '../demand/history.ts';

/** Columns as the user names them. */
export interface NamedColumns {
  readonly period?: string | undefined;
  readonly value?: string | undefined;
  readonly known?: string | undefined;
  /** Columns whose texts name the series. */
  readonly by?: readonly string[] | undefined;
  /** Only rows that hold this text in this column count. */
  readonly where?: { readonly column: string; readonly text: string } | undefined;
}

const usual = {
  period: ['period', 'quarter', 'calendarquarter', 'month', 'date'],
  value: ['value', 'demand', 'units', 'tokens', 'amount'],
  known: ['known', 'knownon', 'knownat', 'reported', 'published'],
  by: ['series', 'workload', 'company', 'market', 'metric', 'region'],
};

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The columns meant: those named, else those with usual names; `missing` says which could not be found. */
export function seriesColumns(
  columns: readonly string[],
  named: NamedColumns,
): HistoryColumns | { readonly missing: 'period' | 'value' | 'known' | 'by' } {
  const find = (names: readonly string[]) =>
    names.flatMap((name) => columns.filter((column) => plain(column) === plain(name)))[0];
  const chosen = (key: 'period' | 'value' | 'known') => {
    const own = named[key];
    return own === undefined ? find(usual[key]) : find([own]);
  };
  const by = named.by
    ? named.by.map((name) => find([name]))
    : columns.filter((column) => usual.by.includes(plain(column)));
  if (by.some((name) => name === undefined)) return { missing: 'by' };
  const [period, value, known] = [chosen('period'), chosen('value'), chosen('known')];
  if (period === undefined) return { missing: 'period' };
  if (value === undefined) return { missing: 'value' };
  if (known === undefined && named.known !== undefined) return { missing: 'known' };
  return { series: by as string[], period, value, ...(known !== undefined && { knownAt: known }) };
}
