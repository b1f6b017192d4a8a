/** Tables of aligned columns that fit a width. */
import type { Style } from './terminal.ts';

/** A column and how its cells are set; the widest that may be cut gives way first. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Never cut: what stands there is typed again, as an id. */
  readonly isWhole?: boolean;
  /** Styles a cell after it has been padded. */
  style?(text: string, row: number): string;
}

const GAP = '  ';
/** No column is cut below this. */
const NARROWEST = 6;

/** Lines of the table. Where it is wider than `width`, the widest left-aligned columns are cut with `…`. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
  style: Style,
): string[] {
  const widths = fittedWidths(columns, rows, width);
  const line = (cells: readonly string[], paint: (text: string, column: number) => string) =>
    cells
      .map((cell, c) => paint(pad(cell, widths[c]!, columns[c]!.align ?? 'left'), c))
      .join(GAP)
      .trimEnd();
  return [
    line(
      columns.map(({ title }) => title),
      (text) => style.dim(text),
    ),
    ...rows.map((row, r) => line(row, (text, c) => columns[c]!.style?.(text, r) ?? text)),
  ];
}

function fittedWidths(columns: readonly Column[], rows: readonly (readonly string[])[], width: number) {
  const widths = columns.map(({ title }, c) =>
    Math.max(lengthOf(title), ...rows.map((row) => lengthOf(row[c]!))),
  );
  const total = () => widths.reduce((sum, one) => sum + one + GAP.length, -GAP.length);
  while (total() > width) {
    const widest = columns.reduce(
      (best, { align, isWhole }, c) =>
        align !== 'right' && !isWhole && widths[c]! > (widths[best] ?? 0) ? c : best,
      -1,
    );
    if (widest < 0 || widths[widest]! <= NARROWEST) break;
    widths[widest]! -= 1;
  }
  return widths;
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const characters = [...text];
  const cut = characters.length > width ? `${characters.slice(0, width - 1).join('')}…` : text;
  const space = ' '.repeat(width - lengthOf(cut));
  return align === 'right' ? space + cut : cut + space;
}

function lengthOf(text: string): number {
  return [...text].length;
}
