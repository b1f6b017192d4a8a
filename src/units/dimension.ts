/**
 * Units of the figures in a portfolio: what a field may be written in, and the factor to its own unit.
 *
 * `250 MW`, `0.25 GW` and `250` are the same `itPowerMw`; `1.2 bn USD` is 1,200,000,000; `30 %` is 0.3.
 */

interface DimensionTerms {
  /** The unit in which the field's plain number is meant; empty for pure numbers. */
  readonly unit: string;
  /** Factor to `unit` by accepted unit, in normal form (lower case, `/` for per). */
  readonly accepts: Readonly<Record<string, number>>;
  /** Whether `k`, `m`, `bn`, `tn` may stand before the unit. */
  readonly scales?: boolean;
  /** Largest believable magnitude in `unit`; anything above is a slip of units. */
  readonly largest: number;
}

const dimensions = {
  power: { unit: 'MW', accepts: { w: 1e-6, kw: 1e-3, mw: 1, gw: 1e3 }, largest: 1e6 },
  unitPower: { unit: 'kW', accepts: { w: 1e-3, kw: 1, mw: 1e3 }, largest: 1e4 },
  money: { unit: 'USD', accepts: { usd: 1 }, scales: true, largest: 1e15 },
  moneyPerQuarter: {
    unit: 'USD/quarter',
    accepts: { usd: 1, 'usd/quarter': 1, 'usd/month': 3, 'usd/year': 0.25 },
    scales: true,
    largest: 1e15,
  },
  moneyPerMw: {
    unit: 'USD/MW',
    accepts: { 'usd/mw': 1, 'usd/kw': 1e3, 'usd/w': 1e6 },
    scales: true,
    largest: 1e12,
  },
  moneyPerMwYear: {
    unit: 'USD/MW/year',
    accepts: { 'usd/mw/year': 1, 'usd/kw/year': 1e3, 'usd/mw/month': 12, 'usd/kw/month': 12e3 },
    scales: true,
    largest: 1e12,
  },
  rent: {
    unit: 'USD/kW/month',
    accepts: { 'usd/kw/month': 1, 'usd/mw/month': 1e-3, 'usd/kw/year': 1 / 12 },
    scales: true,
    largest: 1e6,
  },
  energyPrice: {
    unit: 'USD/MWh',
    accepts: { 'usd/mwh': 1, 'usd/kwh': 1e3, 'ct/kwh': 10, 'cent/kwh': 10, 'cents/kwh': 10 },
    largest: 1e5,
  },
  carbon: { unit: 'kg/MWh', accepts: { 'kg/mwh': 1, 'g/kwh': 1, 't/mwh': 1e3 }, largest: 1e4 },
  share: { unit: '', accepts: { '%': 0.01 }, largest: 1e3 },
  ratePerYear: { unit: 'per year', accepts: { '%': 0.01, '%/year': 0.01, '/year': 1 }, largest: 1e3 },
  quarters: {
    unit: 'quarters',
    accepts: { quarter: 1, quarters: 1, month: 1 / 3, months: 1 / 3, year: 4, years: 4 },
    largest: 400,
  },
  months: {
    unit: 'months',
    accepts: { month: 1, months: 1, quarter: 3, quarters: 3, year: 12, years: 12 },
    largest: 1200,
  },
  units: { unit: 'units', accepts: { unit: 1, units: 1 }, scales: true, largest: 1e9 },
  unitsPerQuarter: {
    unit: 'units/quarter',
    accepts: { '/quarter': 1, 'units/quarter': 1, 'units/year': 0.25, 'units/month': 3 },
    scales: true,
    largest: 1e9,
  },
  latency: { unit: 'ms', accepts: { ms: 1, s: 1e3 }, largest: 1e7 },
  tokens: { unit: 'tokens', accepts: { token: 1, tokens: 1 }, scales: true, largest: 1e8 },
  tokenRate: {
    unit: 'tokens/s',
    accepts: { 'tokens/s': 1, 'tokens/second': 1, '/s': 1, 'tokens/hour': 1 / 3600 },
    scales: true,
    largest: 1e9,
  },
  perHour: { unit: 'per hour', accepts: { '/hour': 1, '/day': 1 / 24 }, scales: true, largest: 1e15 },
  ratio: { unit: '', accepts: { x: 1 }, largest: 1e6 },
  degrees: { unit: '°', accepts: { '°': 1, deg: 1 }, largest: 360 },
} as const satisfies Record<string, DimensionTerms>;

/** The kinds of figures a field may hold. */
export type Dimension = keyof typeof dimensions;

const scales: Readonly<Record<string, number>> = {
  ...{ k: 1e3, thousand: 1e3, tsd: 1e3, m: 1e6, mn: 1e6, mio: 1e6, million: 1e6 },
  ...{ bn: 1e9, b: 1e9, mrd: 1e9, billion: 1e9, tn: 1e12, trillion: 1e12 },
};

/** The unit of a dimension's plain numbers, `MW`; empty for pure numbers. */
export function unitOf(dimension: Dimension): string {
  return dimensions[dimension].unit;
}

/** The largest believable magnitude in the dimension's own unit. */
export function largestOf(dimension: Dimension): number {
  return dimensions[dimension].largest;
}

/** Units that a text of this dimension may carry, as a person would write them. */
export function acceptedUnits(dimension: Dimension): readonly string[] {
  const terms: DimensionTerms = dimensions[dimension];
  const written = Object.keys(terms.accepts).map((unit) =>
    unit
      .replace(/usd/g, 'USD')
      .replace(/mwh/g, 'MWh')
      .replace(/kwh/g, 'kWh')
      .replace(/\bmw\b/g, 'MW')
      .replace(/\bgw\b/g, 'GW')
      .replace(/\bkw\b/g, 'kW')
      .replace(/\bw\b/g, 'W'),
  );
  return terms.scales && terms.accepts['usd'] ? [...written, 'm USD', 'bn USD'] : written;
}

/** A figure read from text, or why it could not be read. */
export type Reading = { readonly value: number } | { readonly fault: 'number' | 'comma' | 'unit' };

/**
 * Reads one figure such as `250 MW`, `$1.2 bn`, `30 %` in the dimension's own unit.
 *
 * Faults: `comma` where a comma stands in the number (it could mean thousands or decimals), `number` where there
 * is none, `unit` where the unit does not belong to the dimension. Never NaN; may be infinite for `1e999`.
 */
export function readMeasure(text: string, dimension: Dimension): Reading {
  const trimmed = text.trim().replace(/^([+-]?)\s*(?:\$|USD\b)\s*/i, '$1¤');
  const match = /^([+-]?)(¤?)((?:\d[\d_]*)?(?:\.\d+)?(?:e[+-]?\d+)?)\s*(.*)$/is.exec(trimmed);
  const [, sign = '', dollar = '', digits = '', rest = ''] = match ?? [];
  if (!/\d/.test(digits)) return { fault: 'number' };
  if (/^,\d/.test(rest)) return { fault: 'comma' };
  const magnitude = Number(digits.replaceAll('_', ''));
  if (Number.isNaN(magnitude)) return { fault: 'number' };
  const factor = factorOf(rest, dollar !== '', dimension);
  if (factor === undefined) return { fault: 'unit' };
  return { value: round((sign === '-' ? -1 : 1) * magnitude * factor) };
}

/**
 * How else a person may have meant `value`, as they would write it: `24000 kW` for 24000 MW, `32 k USD` for 32 USD; of the units and scales whose
 * reading lies within the limits the one nearest to the dimension's own. Nothing where none does.
 */
export function otherReading(
  value: number,
  dimension: Dimension,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
): string | undefined {
  const terms: DimensionTerms = dimensions[dimension];
  const written = acceptedUnits(dimension);
  const units = Object.values(terms.accepts).map((factor, i) => ({
    factor,
    text: `${value} ${written[i]!}`,
  }));
  const scaled = ['k', 'm', 'bn'].map((scale) => ({
    factor: scales[scale]!,
    text: `${value} ${scale} ${terms.unit}`.trim(),
  }));
  return [...units, ...(terms.scales ? scaled : [])]
    .filter(({ factor }) => factor !== 1 && value * factor >= minimum && value * factor <= maximum)
    .sort((a, b) => Math.abs(Math.log(a.factor)) - Math.abs(Math.log(b.factor)))[0]?.text;
}

function factorOf(rest: string, dollar: boolean, dimension: Dimension): number | undefined {
  const terms: DimensionTerms = dimensions[dimension];
  let unit = normalUnit(rest);
  let scale = 1;
  const scaled = /^(thousand|tsd|mio|million|mn|mrd|billion|bn|trillion|tn|k|m|b)\.?(?=$|\s|usd|\/)\s*/.exec(
    unit,
  );
  if (terms.scales && scaled) {
    scale = scales[scaled[1]!]!;
    unit = unit.slice(scaled[0].length);
  }
  if (dollar) unit = `usd${unit}`;
  if (unit === '') return scale;
  const factor = terms.accepts[unit];
  return factor === undefined ? undefined : factor * scale;
}

/** Lower case; `per` and `-` between units as `/`; `yr`, `a`, `p.a.` as year; no spaces around `/`. */
function normalUnit(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll('$', 'usd')
    .replace(/\bp\.\s?a\.?$/, '/year')
    .replace(/\s*(?:\/|\bper\b)\s*/g, '/')
    .replace(/kw-month/, 'kw/month')
    .replace(/\/(?:yr|a|annum|jahr)\b/g, '/year')
    .replace(/\/(?:mo|monat)\b/g, '/month')
    .replace(/\/(?:h|hr|stunde)\b/g, '/hour')
    .replace(/\/(?:q|qtr|quartal)\b/g, '/quarter')
    .replace(/^us\s+(?=cent)/, '');
}

/** Removes the last-digit noise of a unit factor: 0.3, not 0.30000000000000004. */
function round(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(15)) : value;
}
