/** Forecasts of observed series in a CSV table. */
import type { Fan } from '../demand/fan.ts';
import type { DemandFault } from '../demand/fault.ts';
import { forecastSeries } from '../demand/forecast.ts';
import type { Forecaster } from '../demand/forecaster.ts';
import { type QuarterlySeries, type QuarterValue, quarterlySeries, readHistory } from '../demand/history.ts';
import { type RollingOriginScore, rollingOrigin } from '../demand/rolling-origin.ts';
import type { LocatedProblem } from '../units/problem.ts';
import type { InvalidInput } from './open-portfolio.ts';
import type { Ports } from './ports.ts';
import { type NamedColumns, seriesColumns } from './series-columns.ts';

export type { DemandFault, Fan, QuarterValue };

/** How the table is read: `aggregate` says how rows of one quarter become its value. */
export interface ForecastSeriesRequest {
  readonly path: string;
  readonly quartersAhead: number;
  readonly aggregate: 'mean' | 'sum' | 'last';
  readonly columns: NamedColumns;
  /** ISO date: only what was known then counts. */
  readonly asOf?: string | undefined;
  readonly fiscalYearStartMonth: number;
}

/** A series with its fan and how earlier fans of it held. */
export interface SeriesForecast {
  readonly name: string;
  readonly history: readonly QuarterValue[];
  readonly fan: Fan;
  readonly methods: readonly string[];
  /** How earlier fans of the same method held, made at each past quarter; absent with too few quarters. */
  readonly past?: Pick<RollingOriginScore, 'pairs' | 'covered'>;
}

/** Forecasts of what can be forecast, the rest with reasons; or why there are none. */
export type ForecastSeriesOutcome =
  | {
      readonly status: 'forecast';
      readonly series: readonly SeriesForecast[];
      /** Why series are missing that the table holds. */
      readonly leftOut: readonly DemandFault[];
      /** What was done to rows and series that needed it. */
      readonly treatments: readonly DemandFault[];
      readonly notices: readonly LocatedProblem[];
    }
  | { readonly status: 'refused'; readonly faults: readonly DemandFault[] }
  | {
      readonly status: 'no-column';
      readonly missing: 'period' | 'value' | 'known' | 'by';
      readonly columns: readonly string[];
    }
  | InvalidInput;

/** Whether a path leads to a table of series rather than to a portfolio. */
export function isSeriesTable(path: string): boolean {
  return /\.(csv|tsv|txt|parquet)$/i.test(path);
}

/** Points that must be known before a past fan counts, and how far it is judged. */
const FIRST_POINTS = 8;
const JUDGED_AHEAD = 4;

/**
 * Forecasts every series of the table that can be. A row that cannot be read refuses the file, with all that is wrong; a
 * series with too little history is left out and told of, unless none is left.
 */
export async function forecastTable(
  request: ForecastSeriesRequest,
  ports: Pick<Ports, 'readSeriesTable' | 'loadForecaster'>,
): Promise<ForecastSeriesOutcome> {
  const table = await ports.readSeriesTable(request.path);
  if ('problems' in table) return { status: 'invalid', problems: table.problems };
  const columns = seriesColumns(table.columns, request.columns);
  if ('missing' in columns) return { status: 'no-column', ...columns, columns: table.columns };
  const { fiscalYearStartMonth, aggregate, asOf } = request;
  const { where } = request.columns;
  const rows = where ? table.rows.filter(({ cells }) => cells[where.column] === where.text) : table.rows;
  const reading = readHistory(rows, columns, { fiscalYearStartMonth });
  // A table of one series may leave it without a name: then it has that of its column.
  const named = reading.series.map((one) => ({ ...one, name: one.name || columns.value }));
  const quarterly = named.map((one) => quarterlySeries(one, aggregate, asOf));
  const forecaster = await ports.loadForecaster();
  const results = quarterly.map((one) => ({
    known: one,
    result: forecastSeries(one, request.quartersAhead, forecaster),
  }));
  const unread = [...reading.faults, ...quarterly.flatMap((known) => known.faults)];
  const leftOut = results.flatMap(({ result }) => (result.kind === 'refused' ? result.faults : []));
  const none = results.every(({ result }) => result.kind === 'refused');
  const faults = [...unread, ...(unread.length === 0 && none ? leftOut : [])];
  if (quarterly.length === 0 && faults.length === 0) {
    const params = { needed: 2 };
    faults.push({ code: 'demand.forecast.too-few-points', path: columns.value, value: 0, params });
  }
  if (faults.length > 0) return { status: 'refused', faults };
  const series = results.flatMap(({ known, result }): SeriesForecast[] => {
    if (result.kind === 'refused') return [];
    const { fan, methods } = result.forecast;
    const past = pastFans(known, forecaster);
    return [{ name: known.name, history: known.points, fan, methods, ...(past && { past }) }];
  });
  const treatments = [
    ...reading.treatments,
    ...results.flatMap(({ known, result }) => [
      ...known.treatments,
      ...(result.kind === 'forecast' ? result.forecast.treatments : []),
    ]),
  ];
  return { status: 'forecast', series, leftOut, treatments, notices: table.notices };
}

function pastFans(known: QuarterlySeries, forecaster: Forecaster): SeriesForecast['past'] {
  const positive = { ...known, points: known.points.filter(({ value }) => value > 0) };
  if (positive.points.length <= FIRST_POINTS) return undefined;
  const method = (series: QuarterlySeries, ahead: number) => {
    const result = forecastSeries(series, ahead, forecaster);
    return result.kind === 'forecast' ? result.forecast.fan : undefined;
  };
  return rollingOrigin(positive, method, { firstPoints: FIRST_POINTS, quartersAhead: JUDGED_AHEAD });
}
