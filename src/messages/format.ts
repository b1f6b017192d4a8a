/**
 * Figures as people read them, per language: three significant digits, m and bn USD, MW and GW.
 *
 * Files and `--json` hold full precision; these are for screens and paper.
 */
import { formatQuarter, type Quarter } from '../units/quarter.ts';
import type { Language } from './language.ts';

const locales: Readonly<Record<Language, string>> = { en: 'en-US', de: 'de-DE' };

const germanUnits: Readonly<Record<string, string>> = {
  ...{ quarters: 'Quartale', months: 'Monate', units: 'Stück', 'units/quarter': 'Stück/Quartal' },
  ...{ 'per year': 'je Jahr', 'per hour': 'je Stunde', 'USD/quarter': 'USD/Quartal' },
  ...{ tokens: 'Tokens', 'tokens/s': 'Tokens/s' },
  ...{ 'USD/kW/month': 'USD/kW/Monat', 'USD/MW/year': 'USD/MW/Jahr' },
};

/** The writers of one language. Figures that are not finite are written as a dash. */
export interface Format {
  /** Three significant digits with the language's separators: `1,230`. */
  number(value: number): string;
  /** All digits that matter (15), for limits and values that somebody must type. */
  exact(value: number): string;
  /** `1.2 bn USD`, `41 m USD`, `12,300 USD`; a fixed `scale` for columns. */
  money(usd: number, scale?: MoneyScale): string;
  /** `250 MW`, `1.2 GW`; a fixed `scale` for columns. */
  power(mw: number, scale?: PowerScale): string;
  /** `12.5 %` for 0.125. */
  percent(share: number): string;
  /** The language's word for a unit that is a word: `Quartale` for `quarters`; others as they are. */
  unit(unit: string): string;
  /** `2025Q1`. */
  quarter(value: Quarter): string;
  /** `a, b or c`. */
  or(items: readonly string[]): string;
  /** `a, b and c`. */
  and(items: readonly string[]): string;
}

/** The unit of an amount or a column of money. */
export type MoneyScale = 'USD' | 'm USD' | 'bn USD';

/** The unit of an amount or a column of power. */
export type PowerScale = 'MW' | 'GW';

/** The one scale for a column of amounts: that of the largest. */
export function moneyScaleOf(amounts: readonly number[]): MoneyScale {
  const largest = rounded(Math.max(0, ...amounts.filter(Number.isFinite).map(Math.abs)));
  return largest >= 1e9 ? 'bn USD' : largest >= 1e6 ? 'm USD' : 'USD';
}

/** The one scale for a column of powers: that of the largest. */
export function powerScaleOf(powers: readonly number[]): PowerScale {
  return rounded(Math.max(0, ...powers.filter(Number.isFinite).map(Math.abs))) >= 1000 ? 'GW' : 'MW';
}

const made = new Map<Language, Format>();

/** The writers of a language; made once, as number formats are slow to make. */
export function formatFor(language: Language): Format {
  const known = made.get(language) ?? newFormat(language);
  made.set(language, known);
  return known;
}

function newFormat(language: Language): Format {
  const locale = locales[language];
  const withDigits = (maximumSignificantDigits: number) => {
    // Made when it first writes: a browser's first one takes 30 ms.
    let format: Intl.NumberFormat | undefined;
    return (value: number) => {
      if (!Number.isFinite(value)) return '–';
      format ??= new Intl.NumberFormat(locale, { maximumSignificantDigits });
      return format.format(value === 0 ? 0 : value).replace('-', '−');
    };
  };
  const number = withDigits(3);
  const units: Readonly<Record<MoneyScale, readonly [number, string]>> = {
    USD: [1, 'USD'],
    'm USD': [1e6, language === 'de' ? 'Mio. USD' : 'm USD'],
    'bn USD': [1e9, language === 'de' ? 'Mrd. USD' : 'bn USD'],
  };
  const list = (items: readonly string[], last: string) =>
    items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
  return {
    number,
    exact: withDigits(15),
    money: (usd, scale = moneyScaleOf([usd])) => `${number(usd / units[scale][0])} ${units[scale][1]}`,
    power: (mw, scale = powerScaleOf([mw])) => `${number(scale === 'GW' ? mw / 1000 : mw)} ${scale}`,
    percent: (share) => `${number(share * 100)} %`,
    unit: (unit) => (language === 'de' ? (germanUnits[unit] ?? unit) : unit),
    quarter: formatQuarter,
    or: (items) => list(items, language === 'de' ? 'oder' : 'or'),
    and: (items) => list(items, language === 'de' ? 'und' : 'and'),
  };
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
