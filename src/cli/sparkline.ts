/** Series as a line of block characters. */
const blocks = '▁▂▃▄▅▆▇█';

/** One character per value on a scale from 0 to `highest`; `–` where a value is not finite. */
export function sparkline(values: readonly number[], highest: number): string {
  return values
    .map((value) => {
      if (!Number.isFinite(value)) return '–';
      const share = highest > 0 ? Math.min(1, Math.max(0, value / highest)) : 0;
      return blocks[Math.min(blocks.length - 1, Math.floor(share * blocks.length))]!;
    })
    .join('');
}

/** At most `count` values, each the highest of its part of the series. */
export function resampled(values: readonly number[], count: number): number[] {
  if (values.length <= count) return [...values];
  return Array.from({ length: count }, (_, i) => {
    const part = values.slice(
      Math.floor((i * values.length) / count),
      Math.floor(((i + 1) * values.length) / count),
    );
    return part.reduce((most, value) => Math.max(most, value), -Infinity);
  });
}
