/**
 * History: what was observed of each series, for which period, and when it became known.
 *
 * Rows come from a file's reader with their line numbers; every row is taken with a stated treatment or refused
 * with its line. Nothing is dropped in silence.
 */
import { formatQuarter, parseQuarter, type Quarter, quarterOfDate } from '../units/quarter.ts';
import { readDecimal } from './decimal.ts';
import type { CodeOf, DemandFault } from './fault.ts';

/** One row of a table, as text. */
export interface TableRow {
  /** Line in the file, counted from 1. */
  readonly line: number;
  /** Text by column name. */
  readonly cells: Readonly<Record<string, string>>;
}

/** Which columns hold what. */
export interface HistoryColumns {
  /** Columns whose texts, joined by `/`, name the series, such as workload and market. */
  readonly series: readonly string[];
  /** `2025Q1`, `CY2025Q1`, `FY25Q3`, a month `2025-03`, or a date `2025-03-31` of a reading. */
  readonly period: string;
  /** The observed value, ≥ 0, in the series' own unit. */
  readonly value: string;
  /** Date `2025-04-30` on which the value became known; left out where the file does not say. */
  readonly knownAt?: string;
}

/** How the table was written. */
export interface TableFormat {
  /** Whether figures may use decimal commas: in tables separated by `;` or tabs. False by default. */
  readonly decimalComma?: boolean;
  /** Month in which the fiscal year begins, for periods such as `FY25Q3`; 1 by default. */
  readonly fiscalYearStartMonth?: number;
}

/** One observed value. */
export interface Observation {
  readonly quarter: Quarter;
  /** What the value is of: the whole quarter, one month of it, or a reading on one day. */
  readonly span: 'quarter' | 'month' | 'day';
  /** The period as written, in one form: equal texts are equal periods. */
  readonly period: string;
  readonly value: number;
  /** ISO date; absent where the file does not say. */
  readonly knownAt?: string;
  readonly line: number;
}

/** One series as it was told over time. */
export interface SeriesHistory {
  readonly name: string;
  /** All vintages, by quarter, period, then date known. */
  readonly observations: readonly Observation[];
}

/** What rows say, and what is wrong with the others. */
export interface HistoryReading {
  readonly series: readonly SeriesHistory[];
  /** What was done to rows that needed a treatment. */
  readonly treatments: readonly DemandFault[];
  /** Rows that were refused; the series hold the others. */
  readonly faults: readonly DemandFault[];
}

/**
 * Reads a history from rows.
 *
 * Treatments: byte-order marks in column names are dropped; decimal commas are read where the table may have them;
 * empty values are gaps;
 * equal rows count once; a second value for a period that became known later is a revision (a new vintage).
 * Refused: negative or malformed numbers, commas where the table has none, unknown periods, two values for one period and one date.
 */
export function readHistory(
  rows: readonly TableRow[],
  columns: HistoryColumns,
  format: TableFormat = {},
): HistoryReading {
  const treatments: DemandFault[] = [];
  const faults: DemandFault[] = [];
  const series = new Map<string, Map<string, Observation>>();
  for (const row of rows) {
    const cells = withoutMarks(row.cells);
    const missing = [...columns.series, columns.period, columns.value].find((column) => !(column in cells));
    if (missing !== undefined) {
      faults.push({ code: 'demand.history.column', path: missing, line: row.line });
      continue;
    }
    const read = readRow({ ...row, cells }, columns, format);
    treatments.push(...read.treatments);
    faults.push(...read.faults);
    if (!read.observation) continue;
    const name = columns.series.map((column) => cells[column]!.trim()).join('/');
    const known = series.get(name) ?? new Map<string, Observation>();
    series.set(name, known);
    const key = `${read.observation.period}|${read.observation.knownAt ?? ''}`;
    const former = known.get(key);
    if (!former) known.set(key, read.observation);
    else
      (former.value === read.observation.value ? treatments : faults).push(twice(former, read.observation));
  }
  return {
    series: [...series]
      .map(([name, known]) => ({ name, observations: [...known.values()].sort(inOrder) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    treatments,
    faults,
  };
}

/** A quarter with its value. */
export interface QuarterValue {
  readonly quarter: Quarter;
  readonly value: number;
}

/** A series by quarters, ascending, without the quarters for which nothing is known. */
export interface QuarterlySeries {
  readonly name: string;
  readonly points: readonly QuarterValue[];
  /** Quarters between the first and the last point for which nothing is known. */
  readonly gaps: readonly Quarter[];
  readonly treatments: readonly DemandFault[];
  readonly faults: readonly DemandFault[];
}

/**
 * The series by quarters as it was known on `asOf` (an ISO date; everything when left out), newest vintage first.
 *
 * `aggregate` says how months make a quarter: `mean` for rates, `sum` for flows, `last` for stocks; a sum needs
 * all three months, or the quarter is a gap. Of several readings on days the last in the quarter counts. With
 * `asOf`, observations without a date known are faults, since they may be hindsight.
 */
export function quarterlySeries(
  history: SeriesHistory,
  aggregate: 'mean' | 'sum' | 'last',
  asOf?: string,
): QuarterlySeries {
  const treatments: DemandFault[] = [];
  const faults: DemandFault[] = [];
  const newest = new Map<string, Observation>();
  for (const observation of history.observations) {
    const { knownAt, line, period } = observation;
    if (asOf !== undefined && knownAt === undefined) {
      faults.push({ code: 'demand.history.undated', path: history.name, line, value: period });
    } else if (asOf === undefined || knownAt! <= asOf) newest.set(period, observation);
  }
  const byQuarter = new Map<Quarter, Observation[]>();
  for (const one of newest.values()) byQuarter.set(one.quarter, [...(byQuarter.get(one.quarter) ?? []), one]);
  const points: QuarterValue[] = [];
  for (const [quarter, parts] of [...byQuarter].sort(([a], [b]) => a - b)) {
    const value = quarterValue(parts, aggregate);
    if (value !== undefined) points.push({ quarter, value });
    else {
      const params = { months: parts.length };
      treatments.push({
        code: 'demand.history.incomplete-quarter',
        path: history.name,
        value: formatQuarter(quarter),
        params,
      });
    }
  }
  const known = new Set(points.map(({ quarter }) => quarter));
  const gaps: Quarter[] = [];
  const last = points.at(-1)?.quarter ?? 0;
  for (let q = points[0]?.quarter ?? 1; q < last; q++) if (!known.has(q as Quarter)) gaps.push(q as Quarter);
  return { name: history.name, points, gaps, treatments, faults };
}

function quarterValue(parts: readonly Observation[], aggregate: 'mean' | 'sum' | 'last'): number | undefined {
  const whole = parts.find(({ span }) => span === 'quarter');
  if (whole) return whole.value;
  const months = parts.filter(({ span }) => span === 'month');
  if (months.length === 0 || aggregate === 'last') {
    return parts.reduce((a, b) => (b.period > a.period ? b : a)).value;
  }
  if (aggregate === 'sum' && months.length < 3) return undefined;
  const sum = months.reduce((total, { value }) => total + value, 0);
  return aggregate === 'sum' ? sum : sum / months.length;
}

interface RowReading {
  /** Absent where the row was refused or is a gap. */
  readonly observation?: Observation;
  readonly treatments: readonly DemandFault[];
  readonly faults: readonly DemandFault[];
}

function readRow(row: TableRow, columns: HistoryColumns, format: TableFormat): RowReading {
  const { fiscalYearStartMonth = 1, decimalComma = false } = format;
  const { line, cells } = row;
  const treatments: DemandFault[] = [];
  const refuse = (code: CodeOf<'history'>, path: string): RowReading => ({
    treatments,
    faults: [{ code: `demand.history.${code}`, path, line, value: cells[path]!.trim() }],
  });
  const period = readPeriod(cells[columns.period]!, fiscalYearStartMonth);
  if (!period) return refuse('period', columns.period);
  const treat = (code: CodeOf<'history'>) => {
    treatments.push({
      code: `demand.history.${code}`,
      path: columns.value,
      line,
      value: cells[columns.value]!.trim(),
    });
  };
  const decimal = readDecimal(cells[columns.value]!, decimalComma);
  if (decimal.kind === 'empty') treat('gap');
  if (decimal.kind === 'empty') return { treatments, faults: [] };
  if (decimal.kind !== 'number') return refuse(`number-${decimal.kind}`, columns.value);
  if (decimal.value < 0) return refuse('negative', columns.value);
  if (cells[columns.value]!.includes(',')) treat('decimal-comma');
  if (decimal.value === 0) treat('zero');
  const knownAt = columns.knownAt === undefined ? '' : (cells[columns.knownAt] ?? '').trim();
  if (knownAt !== '' && quarterOfDate(knownAt) === undefined) return refuse('known-at', columns.knownAt!);
  const observation = { ...period, value: decimal.value, line, ...(knownAt !== '' && { knownAt }) };
  return { observation, treatments, faults: [] };
}

function readPeriod(text: string, fiscalYearStartMonth: number) {
  const bare = text.trim();
  const quarter = parseQuarter(bare.replace(/^CY/i, ''), fiscalYearStartMonth);
  if (quarter !== undefined) return { quarter, span: 'quarter' as const, period: formatQuarter(quarter) };
  const ofDay = quarterOfDate(bare);
  if (ofDay !== undefined) return { quarter: ofDay, span: 'day' as const, period: bare };
  const ofMonth = quarterOfDate(`${bare}-01`);
  return ofMonth === undefined ? undefined : { quarter: ofMonth, span: 'month' as const, period: bare };
}

function withoutMarks(cells: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(cells).map(([name, text]) => [name.replace(/^\ufeff/, '').trim(), text]),
  );
}

function twice(former: Observation, { line, period, value }: Observation): DemandFault {
  const code = former.value === value ? 'demand.history.repeated' : 'demand.history.contradiction';
  return { code, path: period, line, value, params: { firstLine: former.line, firstValue: former.value } };
}

function inOrder(a: Observation, b: Observation): number {
  if (a.quarter !== b.quarter) return a.quarter - b.quarter;
  const [left, right] = [`${a.period}|${a.knownAt ?? ''}`, `${b.period}|${b.knownAt ?? ''}`];
  return left < right ? -1 : left > right ? 1 : 0;
}
