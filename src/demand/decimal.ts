/** Numbers as people type them into tables. */

/** A number, or why the text is none: `empty`, `ambiguous` (1,234 may be 1234 or 1.234) or `malformed`. */
export type DecimalReading =
  | { readonly kind: 'number'; readonly value: number; readonly comma: boolean }
  | { readonly kind: 'empty' | 'ambiguous' | 'malformed' };

/**
 * Reads `1234.5`, `1.2e9`, `1 234,5`, `1.234,5`, `1,234.5`, `12,5`.
 *
 * Where both signs occur the last one is the decimal sign; one comma before three digits with nothing else to
 * tell by is `ambiguous`, any other single comma is a decimal comma (`comma` is true then).
 */
export function readDecimal(text: string): DecimalReading {
  const bare = text.replace(/[\s\u00a0\u202f'’_]/g, '');
  if (bare === '') return { kind: 'empty' };
  const commas = bare.split(',').length - 1;
  const points = bare.split('.').length - 1;
  if (commas === 0) return plain(points > 1 ? ungrouped(bare, '.') : bare, false);
  if (points > 0) {
    const decimalComma = bare.lastIndexOf(',') > bare.lastIndexOf('.');
    if ((decimalComma ? commas : points) > 1) return { kind: 'malformed' };
    const whole = ungrouped(bare, decimalComma ? '.' : ',');
    return plain(whole.replace(',', '.'), decimalComma);
  }
  if (commas > 1) return plain(ungrouped(bare, ','), false);
  if (/^[-+]?[1-9]\d{0,2},\d{3}$/.test(bare)) return { kind: 'ambiguous' };
  return plain(bare.replace(',', '.'), true);
}

function plain(text: string, comma: boolean): DecimalReading {
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) return { kind: 'malformed' };
  const value = Number(text);
  return Number.isFinite(value) ? { kind: 'number', value, comma } : { kind: 'malformed' };
}

/** Takes the thousands signs out; leaves text that is not grouped in threes as it is, hence malformed. */
function ungrouped(text: string, sign: '.' | ','): string {
  const whole = text.split(sign === '.' ? ',' : '.')[0]!;
  const groups = whole.replace(/^[-+]/, '').split(sign);
  const inThrees = /^\d{1,3}$/.test(groups[0]!) && groups.slice(1).every((group) => /^\d{3}$/.test(group));
  return inThrees ? text.replaceAll(sign, '') : text;
}
