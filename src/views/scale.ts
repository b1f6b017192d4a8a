/** Linear scales with round ticks, the axis of quarters, and paths. */

/** Maps a domain to pixels. */
export interface Scale {
  (value: number): number;
  readonly ticks: readonly number[];
}

/** A scale over at least `[low, high]`, widened to round ticks (about `count` of them). */
export function linearScale(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
  count = 5,
): Scale {
  const step = roundStep((high - low || 1) / count);
  const first = Math.floor(low / step + 1e-9) * step;
  const last = Math.max(first + step, Math.ceil(high / step - 1e-9) * step);
  const ticks = Array.from({ length: Math.round((last - first) / step) + 1 }, (_, i) =>
    Number((first + i * step).toPrecision(12)),
  );
  const map = (value: number) => from + ((value - first) / (last - first)) * (to - from);
  return Object.assign(map, { ticks });
}

/** 1, 2 or 5 times a power of ten, not below `step`. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= step * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Where quarters stand: the left edge of each, their width, and the edges of the whole. */
export interface QuarterAxis {
  readonly left: number;
  readonly right: number;
  readonly step: number;
  /** The left edge of a quarter; `x(t + 0.5)` is its middle. */
  x(quarter: number): number;
}

/** `count` quarters of equal width from `left` to `right`, in pixels. */
export function quarterAxis(left: number, right: number, count: number): QuarterAxis {
  const step = (right - left) / count;
  return { left, right, step, x: (quarter) => left + quarter * step };
}

/** A line through points. */
export function linePath(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
}

/** The area between an upper and a lower line over the same x. */
export function bandPath(
  upper: readonly (readonly [number, number])[],
  lower: readonly (readonly [number, number])[],
): string {
  return `${linePath(upper)}${linePath(lower.toReversed()).replace('M', 'L')}Z`;
}

/** Steps: each value holds from its x to the next; `end` closes the last. */
export function stepPoints(
  xs: readonly number[],
  ys: readonly number[],
  end: number,
): (readonly [number, number])[] {
  return xs.flatMap((x, i) => [[x, ys[i]!] as const, [xs[i + 1] ?? end, ys[i]!] as const]);
}

/** Tenths of a pixel are enough. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
