/** Numbers as people type them into tables. */

/**
 * A number, or why the text is none: `empty`, `malformed`, or a sign that could mean thousands or decimals: `comma`, or
 * with decimal commas a single point before three digits, `ambiguous`.
 */
export type DecimalReading =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'empty' | 'comma' | 'ambiguous' | 'malformed' };

/**
 * Reads `1234.5`, `1.2e9`, `1 234.5`; with `decimalComma` also `12,5` and `1.234,5`, where points group thousands.
 *
 * Without `decimalComma` any comma is refused, since no one can tell what it means.
 */
export function readDecimal(text: string, decimalComma: boolean): DecimalReading {
  const bare = text.replace(/[\s\u00a0\u202f]/g, '');
  if (bare === '') return { kind: 'empty' };
  if (!decimalComma && bare.includes(',')) return { kind: 'comma' };
  if (decimalComma && /^[-+]?[1-9]\d{0,2}\.\d{3}$/.test(bare)) return { kind: 'ambiguous' };
  const grouped = /^[-+]?\d{1,3}(\.\d{3})+(,\d*)?$/.test(bare);
  const plain = decimalComma ? (grouped ? bare.replaceAll('.', '') : bare).replace(',', '.') : bare;
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain)) return { kind: 'malformed' };
  const value = Number(plain);
  return Number.isFinite(value) ? { kind: 'number', value } : { kind: 'malformed' };
}
