/**
 * Outlooks in shares of each series' level, so that a tree need not be reduced anew where levels alone change.
 *
 * Paths, their grouping and the matching of quantiles do not depend on a series' unit. A tree is therefore built of shares and brought to its
 * levels at the end; what has the same shares has the same tree, to the last bit, whoever builds it.
 */
import type { SeriesOutlook } from '../../demand/outlook.ts';
import type { PathRequest } from '../../demand/paths.ts';
import type { ScenarioTree } from '../../demand/scenario-tree.ts';

/**
 * Digits of a share. Scaling a fan by a factor moves the last of a number's sixteen digits, which must not reach the shares: at ten, one
 * figure in some hundred thousand is told apart by it.
 */
const DIGITS = 10;

/** An outlook in shares, with what brings it back. */
export interface RelativeOutlook {
  readonly request: PathRequest;
  /** What 1 stands for in each series whose shares are not its values: its initial value, or its largest P50 where it starts from 0. */
  readonly levels: ReadonlyMap<string, number>;
}

/** Divides each series by its level. Two outlooks that differ in levels alone have the same shares to the last digit, and so the same tree. */
export function relativeOutlook(request: PathRequest): RelativeOutlook {
  const levels = new Map<string, number>();
  const series = request.series.map((one): SeriesOutlook => {
    const level = levelOf(one);
    if (level === 1) return one;
    levels.set(one.name, level);
    const { outlook, initial } = one;
    return {
      ...one,
      initial: initial / level,
      outlook: outlook.kind === 'growth' ? outlook : { ...outlook, points: sharesOf(outlook.points, level) },
    };
  });
  return { request: { ...request, series }, levels };
}

/** A tree of shares with its values in their series' units. */
export function atLevels(tree: ScenarioTree, levels: ReadonlyMap<string, number>): ScenarioTree {
  const values = new Map(tree.values);
  for (const [name, level] of levels) {
    const shares = values.get(name)!;
    values.set(
      name,
      shares.map((share) => (share === 1 ? level : rounded(share * level))),
    );
  }
  return { ...tree, values };
}

/** 1 where there is nothing to divide by; faulty outlooks stay as they are and are told of where paths are made. */
function levelOf({ initial, outlook }: SeriesOutlook): number {
  const level =
    initial === 0 && outlook.kind === 'quantiles'
      ? Math.max(0, ...outlook.points.map(({ p50 }) => p50))
      : initial;
  return level > 0 && Number.isFinite(level) ? level : 1;
}

function sharesOf<Point extends { readonly p10: number; readonly p50: number; readonly p90: number }>(
  points: readonly Point[],
  level: number,
): Point[] {
  const share = (value: number) => rounded(value / level);
  return points.map((point) => ({
    ...point,
    ...{ p10: share(point.p10), p50: share(point.p50), p90: share(point.p90) },
  }));
}

function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
