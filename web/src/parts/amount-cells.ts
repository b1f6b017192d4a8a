/** The cells of a column of amounts. */
import type { AmountColumn } from '../../../src/messages/column.ts';

/** Writes an amount of a column as a cell whose figure is found at `path` below `root`. */
export function amountCells({ cell, factor }: AmountColumn, root = '') {
  return (path: string, raw: number, signed = false) => ({
    ...{ of: `${root}${path}`, raw, text: cell(raw, signed), factor },
  });
}
