/** Points on the terminal. */

export interface PlotPoint {
  readonly x: number;
  readonly y: number;
  /** Shown beside the point. */
  readonly label: string;
}

const WIDTH = 60;
const HEIGHT = 10;

/** Lines of a plot of `points`: ends of both axes are labelled; a label that would cover another is left out. */
export function pointLines(
  points: readonly PlotPoint[],
  write: { x(value: number): string; y(value: number): string },
): string[] {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const at = (value: number, from: number, to: number, steps: number) =>
    to > from ? Math.round(((value - from) / (to - from)) * steps) : 0;
  const grid = Array.from({ length: HEIGHT }, () => Array<string>(WIDTH + 8).fill(' '));
  const places = points.map(({ x, y, label }) => ({
    ...{
      label,
      column: at(x, left, right, WIDTH - 1),
      line: grid[HEIGHT - 1 - at(y, low, high, HEIGHT - 1)]!,
    },
  }));
  for (const { column, line } of places) line[column] = '●';
  for (const { column, line, label } of places) {
    const text = [...` ${label}`];
    if (text.some((_, i) => line[column + 1 + i] !== ' ')) continue;
    text.forEach((character, i) => {
      line[column + 1 + i] = character;
    });
  }
  const [top, bottom] = [write.y(high), write.y(low)];
  const margin = Math.max(top.length, bottom.length);
  const rows = grid.map((line, i) => {
    const label = i === 0 ? top : i === HEIGHT - 1 ? bottom : '';
    return `${label.padStart(margin)} │${line.join('')}`.trimEnd();
  });
  const [from, to] = [write.x(left), write.x(right)];
  return [
    ...rows,
    `${' '.repeat(margin)} └${'─'.repeat(WIDTH)}`,
    `${' '.repeat(margin + 2)}${from}${' '.repeat(Math.max(1, WIDTH - from.length - to.length))}${to}`,
  ];
}
