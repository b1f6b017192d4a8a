/** A fan over history as lines of a terminal: a chart, then its numbers. */
import { type ForecastFigure, fanGrid } from '../app/forecast-view.ts';
import { messages } from '../messages/catalogue.ts';
import type { Context } from './context.ts';
import { largeNumber } from './large-number.ts';
import { tableLines } from './table.ts';

const ROWS = 10;
const cells = { empty: ' ', band: '░', median: '━', history: '●' } as const;

/** Quarters of the fan that the table lists at most; then every second one. */
const LISTED = 12;

/** From here on the table writes thousands as letters. */
export const LETTERED = 1e9;

/** As much history as fits beside the fan; the numbers of long fans every other quarter. */
export function fanLines({ unit, history, fan }: ForecastFigure, context: Context): string[] {
  const { style, format, language, terminal } = context;
  const say = messages(language).demand.forecast;
  // The newest history that fits beside the labels.
  const room = terminal.width - 12 - fan.points.length;
  const grid = fanGrid(history.slice(-Math.max(4, room)), fan, ROWS);
  const labels = grid.rowValues.map((value) => largeNumber(value, format.number));
  const width = Math.max(...labels.map((label) => label.length));
  const chart = grid.cells.map((row, i) => {
    const label = i % 3 === 0 || i === ROWS - 1 ? labels[i]! : '';
    return `${style.dim(label.padStart(width))} ${style.dim('│')}${row.map((cell) => cells[cell]).join('')}`.trimEnd();
  });
  const [first, last] = [grid.quarters[0]!, grid.quarters.at(-1)!].map(format.quarter) as [string, string];
  const axis = `${first}${last.padStart(Math.max(last.length + 1, grid.quarters.length - first.length))}`;
  const step = fan.points.length > LISTED ? 2 : 1;
  const rows = fan.points
    .filter((_, i) => (fan.points.length - 1 - i) % step === 0)
    .map(({ quarter, p10, p50, p90 }) => [
      format.quarter(quarter),
      ...[p10, p50, p90].map((value) => largeNumber(value, format.number, LETTERED)),
    ]);
  return [
    style.dim(say.axis(unit)),
    ...chart,
    style.dim(`${' '.repeat(width + 2)}${axis}`),
    '',
    ...tableLines(
      [{ title: say.quarter }, ...['P10', 'P50', 'P90'].map((title) => ({ title, align: 'right' as const }))],
      rows,
      terminal.width,
      style,
    ),
  ];
}
