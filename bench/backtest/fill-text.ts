/** Figures in a text that name the place they come from: `73.1 bn USD<!-- small / boundUsd -->`. */

/** Number, unit, and the place in the figures. */
export const statedFigure = /(−?[\d.,]+)( bn USD| GW| MW| %)?<!-- ([^>]+?) -->/g;

const factor: Readonly<Record<string, number>> = { ' bn USD': 1e-9, ' GW': 1e-3, ' %': 100 };

/** The figure at a path such as `small / boundUsd`; throws where there is none. */
export function figureAt(figures: unknown, path: string): number {
  const value = path
    .split(' / ')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], figures);
  if (typeof value !== 'number') throw new Error(`docs/backtest.json has no figure at ${path}`);
  return value;
}

/** `text` with every figure as `figures` have it: three digits, whole where it is above a hundred. */
export function fillText(text: string, figures: unknown): string {
  return text.replace(statedFigure, (_, __, unit: string | undefined, path: string) => {
    return `${written(figureAt(figures, path) * (factor[unit ?? ''] ?? 1), unit)}${unit ?? ''}<!-- ${path} -->`;
  });
}

/** How a figure is written in the text. */
export function written(value: number, unit: string | undefined): string {
  if (unit === undefined && Math.abs(value) >= 10_000) return plain(Number(value.toPrecision(3)), 0);
  if (unit === undefined && Number.isInteger(value)) return plain(value, 0);
  if (unit === ' %') return plain(value, Math.abs(value) < 10 ? 1 : 0);
  if (unit === ' bn USD') return plain(value, Math.abs(value) < 10 ? 2 : 1);
  const size = Math.abs(value);
  return size >= 1000 ? plain(Math.round(value / 10) * 10, 0) : plain(value, size < 10 && size > 0 ? 1 : 0);
}

function plain(value: number, digits: number): string {
  return value
    .toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    .replace('-', '−');
}
