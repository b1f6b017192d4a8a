/** Rolling-origin evaluation: what a method would have said at each past time, against what came. */
import { exp, ln } from '../units/elementary.ts';
import { addQuarters } from '../units/quarter.ts';
import type { Fan } from './fan.ts';
import type { QuarterlySeries } from './history.ts';
import { NORMAL_P90 } from './normal.ts';

/** Says what to expect of a series for some quarters ahead; `undefined` where it cannot. */
export type FanMethod = (known: QuarterlySeries, quartersAhead: number) => Fan | undefined;

/** Where the first forecast of a series starts, and how far each looks. */
export interface RollingOriginOptions {
  /** Points known at the first origin, ≥ 2. */
  readonly firstPoints: number;
  readonly quartersAhead: number;
}

/** Sums over all (origin, quarter) pairs, so that results of several series can be added up. */
export interface RollingOriginScore {
  readonly pairs: number;
  /** Pairs with P10 ≤ actual ≤ P90. */
  readonly covered: number;
  /** Sum of the interval scores of the logarithms, see {@link intervalScore}. */
  readonly scoreSum: number;
  /** Pairs and covered pairs by quarters ahead, index 0 = one quarter ahead. */
  readonly byQuartersAhead: readonly { readonly pairs: number; readonly covered: number }[];
}

/** Share of covered pairs, `undefined` without any. */
export function coverageOf({ pairs, covered }: { pairs: number; covered: number }): number | undefined {
  return pairs > 0 ? covered / pairs : undefined;
}

/**
 * The interval score of a central interval that promises `level`: width + 2/(1 − level) × the distance by which
 * the actual lies outside; lower is better, and honest quantiles minimise its mean (Gneiting and Raftery, 2007).
 */
export function intervalScore(lower: number, upper: number, actual: number, level: number): number {
  const outside = Math.max(0, lower - actual) + Math.max(0, actual - upper);
  return upper - lower + (2 / (1 - level)) * outside;
}

/** Runs `method` at every origin of `series` (positive values) and scores its fans on what came later. */
export function rollingOrigin(
  series: QuarterlySeries,
  method: FanMethod,
  { firstPoints, quartersAhead }: RollingOriginOptions,
): RollingOriginScore {
  const byQuartersAhead = Array.from({ length: quartersAhead }, () => ({ pairs: 0, covered: 0 }));
  const actuals = new Map(series.points.map(({ quarter, value }) => [quarter, value]));
  let scoreSum = 0;
  for (let known = firstPoints; known < series.points.length; known++) {
    const fan = method({ ...series, points: series.points.slice(0, known) }, quartersAhead);
    for (const [h, { quarter, p10, p90 }] of (fan?.points ?? []).entries()) {
      const actual = actuals.get(quarter);
      if (actual === undefined) continue;
      byQuartersAhead[h]!.pairs++;
      if (actual >= p10 && actual <= p90) byQuartersAhead[h]!.covered++;
      scoreSum += intervalScore(ln(p10), ln(p90), ln(actual), 0.8);
    }
  }
  const total = (key: 'pairs' | 'covered') => byQuartersAhead.reduce((sum, one) => sum + one[key], 0);
  return { pairs: total('pairs'), covered: total('covered'), scoreSum, byQuartersAhead };
}

/** Adds up scores of several series. */
export function sumScores(scores: readonly RollingOriginScore[]): RollingOriginScore {
  const longest = Math.max(0, ...scores.map(({ byQuartersAhead }) => byQuartersAhead.length));
  const sum = (pick: (score: RollingOriginScore) => number) =>
    scores.reduce((a, score) => a + pick(score), 0);
  return {
    pairs: sum(({ pairs }) => pairs),
    covered: sum(({ covered }) => covered),
    scoreSum: sum(({ scoreSum }) => scoreSum),
    byQuartersAhead: Array.from({ length: longest }, (_, h) => ({
      pairs: sum(({ byQuartersAhead }) => byQuartersAhead[h]?.pairs ?? 0),
      covered: sum(({ byQuartersAhead }) => byQuartersAhead[h]?.covered ?? 0),
    })),
  };
}

/** Baseline: the last value goes on; spread from the past log changes per √quarter, growing with √quarters. */
export const randomWalkFan: FanMethod = (known, quartersAhead) => {
  const logs = known.points.map(({ quarter, value }) => ({ quarter, value: ln(value) }));
  const changes = logs
    .slice(1)
    .map(({ quarter, value }, i) => (value - logs[i]!.value) / Math.sqrt(quarter - logs[i]!.quarter));
  const last = logs.at(-1)!;
  return naiveFan(known, quartersAhead, changes, (h) => ({ from: last.value, periods: h }));
};

/** Baseline: the value of a year ago comes again; spread from past yearly log changes, growing with √years. */
export const seasonalNaiveFan: FanMethod = (known, quartersAhead) => {
  const logs = new Map(known.points.map(({ quarter, value }) => [quarter as number, ln(value)]));
  const changes = [...logs].flatMap(([quarter, value]) => {
    const before = logs.get(quarter - 4);
    return before === undefined ? [] : [value - before];
  });
  const origin = known.points.at(-1)!.quarter;
  return naiveFan(known, quartersAhead, changes, (h) => {
    const periods = Math.ceil(h / 4);
    return { from: logs.get(origin + h - 4 * periods), periods };
  });
};

function naiveFan(
  known: QuarterlySeries,
  quartersAhead: number,
  changes: readonly number[],
  step: (h: number) => { from: number | undefined; periods: number },
): Fan | undefined {
  if (changes.length === 0) return undefined;
  const spread = Math.sqrt(changes.reduce((sum, change) => sum + change * change, 0) / changes.length);
  const origin = known.points.at(-1)!.quarter;
  const points = [];
  for (let h = 1; h <= quartersAhead; h++) {
    const { from, periods } = step(h);
    if (from === undefined) return undefined;
    const reach = NORMAL_P90 * spread * Math.sqrt(periods);
    points.push({
      quarter: addQuarters(origin, h),
      p10: exp(from - reach),
      p50: exp(from),
      p90: exp(from + reach),
    });
  }
  return { series: known.name, origin, points };
}
