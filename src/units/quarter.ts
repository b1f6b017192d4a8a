/**
 * Calendar quarters as whole numbers, so that they can be added, compared and used as array indices.
 *
 * A {@link Quarter} counts quarters since year 0: `2025Q1` is `2025 × 4 + 0 = 8100`.
 */

/** A calendar quarter: `year × 4 + (0…3)`. Differences are numbers of quarters. */
export type Quarter = number & { readonly __quarter: unique symbol };

/**
 * Makes the quarter `quarterOfYear` (1…4) of `year`. Throws a `RangeError` outside 1900…2200 or 1…4.
 *
 * ```ts
 * quarter(2026, 1) - quarter(2025, 2); // → 3
 * ```
 */
export function quarter(year: number, quarterOfYear: number): Quarter {
  const whole = Number.isInteger(year) && Number.isInteger(quarterOfYear);
  if (!whole || year < 1900 || year > 2200 || quarterOfYear < 1 || quarterOfYear > 4) {
    throw new RangeError(`not a quarter: ${year}Q${quarterOfYear}`);
  }
  return (year * 4 + quarterOfYear - 1) as Quarter;
}

/**
 * The quarter `count` quarters after `from` (before it, if negative).
 *
 * ```ts
 * formatQuarter(addQuarters(quarter(2025, 2), -6)); // → '2023Q4'
 * ```
 */
export function addQuarters(from: Quarter, count: number): Quarter {
  return (from + count) as Quarter;
}

/**
 * Reads `2025Q1`, `2025-Q1`, or a fiscal quarter `FY25Q3` / `FY2025Q3`.
 *
 * A fiscal year is named after the calendar year in which it ends: with `fiscalYearStartMonth` 7,
 * `FY25Q3` is `2025Q1`. Fiscal quarters need a start month of 1, 4, 7 or 10, so that they coincide with
 * calendar quarters. Returns `undefined` for anything else.
 *
 * ```ts
 * parseQuarter('FY25Q3', 7); // → quarter(2025, 1)
 * parseQuarter('25Q3'); // → undefined
 * ```
 */
export function parseQuarter(text: string, fiscalYearStartMonth = 1): Quarter | undefined {
  const match = /^\s*(FY)?(\d{4}|\d{2})-?Q([1-4])\s*$/i.exec(text);
  if (!match) return undefined;
  const [, fiscal, yearText, quarterText] = match as unknown as [string, string | undefined, string, string];
  if (yearText.length === 2 && !fiscal) return undefined;
  const year = yearText.length === 2 ? 2000 + Number(yearText) : Number(yearText);
  if (year < 1900 || year > 2200) return undefined;
  const calendar = quarter(year, Number(quarterText));
  if (!fiscal || fiscalYearStartMonth === 1) return calendar;
  if (![4, 7, 10].includes(fiscalYearStartMonth)) return undefined;
  return addQuarters(calendar, (fiscalYearStartMonth - 1) / 3 - 4);
}

/** The quarter that holds an ISO date such as `2025-04-01`; `undefined` when it is not a calendar date. */
export function quarterOfDate(isoDate: string): Quarter | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(isoDate);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 1900 || year > 2200) {
    return undefined;
  }
  return quarter(year, Math.floor((month - 1) / 3) + 1);
}

/** Writes a quarter as `2025Q1`. */
export function formatQuarter(value: Quarter): string {
  return `${Math.floor(value / 4)}Q${(value % 4) + 1}`;
}

/** The fiscal year (named after the calendar year in which it ends) that holds `value`. */
export function fiscalYearOf(value: Quarter, fiscalYearStartMonth: number): number {
  if (fiscalYearStartMonth === 1) return Math.floor(value / 4);
  return Math.floor((value - (fiscalYearStartMonth - 1) / 3) / 4) + 1;
}
