/** The recorded series on which forecasts are checked, read from the folder of facts. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import {
  type HistoryColumns,
  type QuarterlySeries,
  quarterlySeries,
  readHistory,
  type TableRow,
} from '../../src/demand/history.ts';

/** Series by what they measure. */
export interface RecordedSeries {
  /** Quarterly cash purchases of property and equipment, USD million: AMZN, GOOGL, META, MSFT. */
  readonly capex: readonly QuarterlySeries[];
  /** Tokens per day of every product with three quarters or more. */
  readonly tokens: readonly QuarterlySeries[];
}

/** Reads `capex_quarterly.csv` and `token_volumes.csv` below `facts`. */
export function recordedSeries(facts: string): RecordedSeries {
  const capexRows = rowsOf(`${facts}/capex_quarterly.csv`).filter(
    ({ cells }) => cells['basis'] === 'cash PP&E purchases',
  );
  const capexColumns = { series: ['company'], period: 'period', value: 'usd_m' };
  const tokenColumns = { series: ['company', 'product'], period: 'as_of', value: 'tokens_per_day' };
  return {
    capex: seriesOf(capexRows, capexColumns, 'sum'),
    tokens: seriesOf(rowsOf(`${facts}/token_volumes.csv`), tokenColumns, 'last').filter(
      ({ points }) => points.length >= 3,
    ),
  };
}

function seriesOf(rows: readonly TableRow[], columns: HistoryColumns, aggregate: 'sum' | 'last') {
  const { series, faults } = readHistory(rows, columns);
  if (faults.length > 0) throw new Error(`unreadable rows: ${JSON.stringify(faults)}`);
  return series.map((history) => quarterlySeries(history, aggregate));
}

function rowsOf(file: string): TableRow[] {
  const records = parse(readFileSync(file), { columns: true, info: true }) as unknown;
  return (records as { info: { lines: number }; record: Record<string, string> }[]).map((one) => ({
    line: one.info.lines,
    cells: one.record,
  }));
}
