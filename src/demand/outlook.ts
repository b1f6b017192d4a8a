/**
 * A series' outlook, and the distribution that it implies in each quarter.
 *
 * The distribution is a two-piece lognormal: ln X = ln median + s·z with z standard normal and s one spread
 * below the median and another above it, so that P10, P50 and P90 are met exactly (Fechner's split normal, in
 * logs). Growth with volatility is the special case of equal spreads.
 */
import { exp, ln, log1p, square } from '../units/elementary.ts';
import type { CodeOf, DemandFault } from './fault.ts';
import { NORMAL_P90, normalCdf } from './normal.ts';

/** The planner's own quantiles of the value `quartersAhead` quarters after the root; 0 < p10 ≤ p50 ≤ p90, or all 0. */
export interface QuantilePoint {
  /** Whole quarters after the root, ≥ 1. */
  readonly quartersAhead: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** Quantiles at some quarters; between them straight lines in logs (in values, from or to 0), level after the last. */
export interface QuantileOutlook {
  readonly kind: 'quantiles';
  /** In any order, one per quarter; without any the series stays at its initial value. */
  readonly points: readonly QuantilePoint[];
}

/** Mean growth with lognormal shocks: E X(t) = initial·(1 + growthPerYear)^(t/4). */
export interface GrowthOutlook {
  readonly kind: 'growth';
  /** Share per year, > −1: 0.3 is 30 % a year. */
  readonly growthPerYear: number;
  /** Standard deviation of the logarithm after one year, 0…5; it grows with the square root of time. */
  readonly volatilityPerYear: number;
}

/** One uncertain series: a demand, a price, an efficiency. */
export interface SeriesOutlook {
  /** Name of the value in the tree, such as `demand:chat`; unique. */
  readonly name: string;
  /** Value in the root's quarter, in the series' own unit, ≥ 0; it is known. */
  readonly initial: number;
  readonly outlook: QuantileOutlook | GrowthOutlook;
}

/** The distribution of a series in one quarter: a two-piece lognormal. */
export interface Marginal {
  /** In the series' unit, ≥ 0. */
  readonly median: number;
  /** Standard deviation of the logarithm below the median, ≥ 0. */
  readonly spreadBelow: number;
  /** Standard deviation of the logarithm above the median, ≥ 0. */
  readonly spreadAbove: number;
}

/** The marginals of the quarters 0…`quarters` − 1; quarter 0 is the initial value without spread. */
export function marginalsOf(series: SeriesOutlook, quarters: number): Marginal[] {
  const { initial, outlook } = series;
  return Array.from({ length: quarters }, (_, t) => {
    if (t === 0) return { median: initial, spreadBelow: 0, spreadAbove: 0 };
    if (outlook.kind === 'quantiles') return fromQuantiles(initial, outlook.points, t);
    const spread = outlook.volatilityPerYear * Math.sqrt(t / 4);
    const mean = initial * exp(log1p(outlook.growthPerYear) * (t / 4));
    return { median: mean * exp((-spread * spread) / 2), spreadBelow: spread, spreadAbove: spread };
  });
}

/** The value at the standard normal position `z`: the median at 0, P90 at 1.2816. */
export function valueAt(marginal: Marginal, z: number): number {
  return marginal.median * exp((z < 0 ? marginal.spreadBelow : marginal.spreadAbove) * z);
}

/**
 * E of {@link valueAt} over z ~ N(`mean`, `deviation`²): the conditional mean when part of the shock is known.
 *
 * With deviation 0 it is the value at `mean`; with mean 0 and deviation 1 the mean of the marginal.
 */
export function expectedValue(marginal: Marginal, mean = 0, deviation = 1): number {
  if (deviation <= 0) return valueAt(marginal, mean);
  const { median, spreadBelow: below, spreadAbove: above } = marginal;
  const variance = deviation * deviation;
  const lower = exp(below * mean + (below * below * variance) / 2);
  const upper = exp(above * mean + (above * above * variance) / 2);
  return (
    median *
    (lower * normalCdf(-(mean + below * variance) / deviation) +
      upper * normalCdf((mean + above * variance) / deviation))
  );
}

/**
 * The clock of a series that has `marginals`: its total log variance by quarter, shape `[quarter]`, never falling.
 *
 * On this clock a Brownian motion W gives the position z = W / √clock of each quarter, so that shocks persist and
 * each quarter has its marginal; a fan that narrows keeps its past shocks and gets no new ones.
 */
export function clockOf(marginals: readonly Marginal[]): number[] {
  let clock = 0;
  return marginals.map(({ spreadBelow, spreadAbove }) => {
    clock = Math.max(clock, (square(spreadBelow) + square(spreadAbove)) / 2);
    return clock;
  });
}

function fromQuantiles(initial: number, points: readonly QuantilePoint[], t: number): Marginal {
  const known = { quartersAhead: 0, p10: initial, p50: initial, p90: initial };
  const ordered = [known, ...points].sort((a, b) => a.quartersAhead - b.quartersAhead);
  const after = ordered.find((point) => point.quartersAhead >= t) ?? ordered.at(-1)!;
  const before = ordered.findLast((point) => point.quartersAhead <= t)!;
  const span = after.quartersAhead - before.quartersAhead;
  const share = span > 0 ? (t - before.quartersAhead) / span : 0;
  const p50 = between(before.p50, after.p50, share);
  if (p50 === 0) return { median: 0, spreadBelow: 0, spreadAbove: 0 };
  return {
    median: p50,
    spreadBelow: ln(p50 / between(before.p10, after.p10, share)) / NORMAL_P90,
    spreadAbove: ln(between(before.p90, after.p90, share) / p50) / NORMAL_P90,
  };
}

function between(a: number, b: number, share: number): number {
  if (share === 0 || a === b) return a;
  if (a > 0 && b > 0) return exp(ln(a) + share * (ln(b) - ln(a)));
  return a + share * (b - a);
}

/** All faults of `series`, with paths below `path`. */
export function outlookFaults(series: SeriesOutlook, path: string): DemandFault[] {
  const faults: DemandFault[] = [];
  const fault = (code: CodeOf<'series'>, at: string, value: number) =>
    faults.push({ code: `demand.series.${code}`, path: `${path}.${at}`, value });
  if (!(series.initial >= 0 && Number.isFinite(series.initial))) fault('initial', 'initial', series.initial);
  const { outlook } = series;
  if (outlook.kind === 'growth') {
    const { growthPerYear, volatilityPerYear } = outlook;
    if (!(growthPerYear > -1 && growthPerYear < 1000))
      fault('growth', 'outlook.growthPerYear', growthPerYear);
    if (!(volatilityPerYear >= 0 && volatilityPerYear <= 5))
      fault('volatility', 'outlook.volatilityPerYear', volatilityPerYear);
    return faults;
  }
  const seen = new Set<number>();
  outlook.points.forEach(({ quartersAhead, p10, p50, p90 }, i) => {
    const at = `outlook.points[${i}]`;
    if (!(Number.isInteger(quartersAhead) && quartersAhead >= 1))
      fault('quarter', `${at}.quartersAhead`, quartersAhead);
    if (seen.has(quartersAhead)) fault('quarter-twice', `${at}.quartersAhead`, quartersAhead);
    seen.add(quartersAhead);
    const nothing = p10 === 0 && p50 === 0 && p90 === 0;
    if (!nothing && !(p10 > 0)) fault('not-positive', `${at}.p10`, p10);
    if (!(p50 >= p10)) fault('not-ordered', `${at}.p50`, p50);
    if (!(p90 >= p50 && Number.isFinite(p90))) fault('not-ordered', `${at}.p90`, p90);
  });
  return faults;
}
