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
