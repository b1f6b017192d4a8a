/** Columns and axes of amounts: one unit in the header, numbers alone in the cells. */
import { formatFor, moneyScaleOf, powerScaleOf } from './format.ts';
import type { Language } from './language.ts';

/** How the cells of one column are written: with the decimals that give its largest amount three digits. */
export interface AmountColumn {
  /** `m USD`, `GW`: for the header or the axis. */
  readonly unit: string;
  /** What the unit is worth in USD or MW: 1e6 for `m USD`. */
  readonly factor: number;
  /** The number of a cell in that unit, with a proper minus; `signed` adds a plus. A dash where it is not finite. */
  cell(amount: number, signed?: boolean): string;
  /** A round number for an axis, without trailing zeros. */
  tick(amount: number): string;
}

const moneyFactors = { USD: 1, 'm USD': 1e6, 'bn USD': 1e9 } as const;
const locales: Readonly<Record<Language, string>> = { en: 'en-US', de: 'de-DE' };

/** A column of money in USD, in the unit of its largest amount, or in `m USD` where small amounts matter beside it. */
export function moneyColumn(amounts: readonly number[], language: Language, most?: 'm USD'): AmountColumn {
  const fitting = moneyScaleOf(amounts);
  const scale = most && fitting === 'bn USD' ? most : fitting;
  const unit = formatFor(language).money(0, scale).slice(2);
  return columnOf(amounts, unit, moneyFactors[scale], language);
}

/** A column of power in MW, in the unit of its largest amount. */
export function powerColumn(powers: readonly number[], language: Language): AmountColumn {
  const scale = powerScaleOf(powers);
  return columnOf(powers, scale, scale === 'GW' ? 1000 : 1, language);
}

function columnOf(
  amounts: readonly number[],
  unit: string,
  factor: number,
  language: Language,
): AmountColumn {
  const largest = Math.max(0, ...amounts.filter(Number.isFinite).map(Math.abs)) / factor;
  // Below that, three decimals would show nothing but zeros.
  const decimals = largest >= 0.0005 ? Math.min(3, Math.max(0, 2 - Math.floor(Math.log10(largest)))) : 0;
  const format = new Intl.NumberFormat(locales[language], {
    ...{ minimumFractionDigits: decimals, maximumFractionDigits: decimals, signDisplay: 'negative' },
  });
  return {
    unit,
    factor,
    tick: (amount) => formatFor(language).number(amount / factor),
    cell(amount, signed = false) {
      if (!Number.isFinite(amount)) return '–';
      const text = format.format(amount / factor).replace('-', '−');
      return signed && amount > 0 && /[1-9]/.test(text) ? `+${text}` : text;
    },
  };
}
