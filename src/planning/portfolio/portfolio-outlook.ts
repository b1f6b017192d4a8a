/** What a portfolio says of the future, as the demand layer takes it: series, events, evidence. */
import type { EventRegime } from '../../demand/event-regime.ts';
import type { EvidenceEntry } from '../../demand/evidence.ts';
import type { EvidenceBase, GrowthVariable } from '../../demand/evidence-effect.ts';
import type { SeriesOutlook } from '../../demand/outlook.ts';
import type { PathRequest } from '../../demand/paths.ts';
import {
  type EvidenceRecord,
  firstQuarterOf,
  type GrowthView,
  type Portfolio,
  type PortfolioEvent,
  type Workload,
} from '../../domain/portfolio.ts';
import { type SeriesKind, seriesName } from '../../domain/uncertain-series.ts';

/** What paths are drawn from: series and events, and the evidence that moves them. */
export interface PortfolioOutlook {
  /** Before any evidence. */
  readonly request: PathRequest;
  readonly evidence: EvidenceBase;
}

/**
 * The outlook of `portfolio`: `demand:<workload>` for each workload, `efficiency:<workload>` (1 at the root) where it
 * grows, varies, or is named by an event or a view on growth, and prices (T6), as shares of the price path that the
 * portfolio states, where they vary or are named.
 *
 * Throws a `RangeError` where a workload's demand is the forecast of its history: `resolveForecasts` comes first.
 */
export function portfolioOutlook(portfolio: Portfolio): PortfolioOutlook {
  const firstQuarter = firstQuarterOf(portfolio);
  const { events, growthViews, evidence, asOf, calendar, uncertainty } = portfolio;
  const named = new Set([
    ...events.flatMap(({ effects }) => effects.map((effect) => effect.series)),
    ...growthViews.map(({ series }) => series),
  ]);
  const series = portfolio.workloads.flatMap((workload) => [
    demandSeries(workload, firstQuarter),
    ...efficiencySeries(workload, named),
  ]);
  series.push(...priceSeries(portfolio, named));
  return {
    request: {
      firstQuarter,
      horizonQuarters: calendar.horizonQuarters,
      pathCount: uncertainty.paths,
      series,
      correlation: correlationOf(series, uncertainty.correlations),
      events: events.map((event) => eventRegime(event, firstQuarter)),
      seed: uncertainty.seed,
    },
    evidence: {
      variables: [
        ...events.map(({ id }) => ({ kind: 'event' as const, event: id })),
        ...growthViews.map(growthVariable),
      ],
      log: evidence.map(evidenceEntry),
      asOf,
    },
  };
}

function correlationOf(
  series: readonly SeriesOutlook[],
  pairs: Portfolio['uncertainty']['correlations'],
): number[][] {
  const between = (a: string, b: string) =>
    pairs.find((pair) => pair.between.includes(a) && pair.between.includes(b))?.correlation ?? 0;
  return series.map((a) => series.map((b) => (a === b ? 1 : between(a.name, b.name))));
}

function demandSeries({ id, demand }: Workload, firstQuarter: number): SeriesOutlook {
  const name = `demand:${id}`;
  if ('forecast' in demand) throw new RangeError(`the forecast of ${name} is not resolved`);
  if ('now' in demand) {
    const { now, growthPerYear, volatilityPerYear } = demand;
    return { name, initial: now, outlook: { kind: 'growth', growthPerYear, volatilityPerYear } };
  }
  const points = demand.fan.map(({ quarter, ...quantiles }) => ({
    quartersAhead: quarter - firstQuarter,
    ...quantiles,
  }));
  const initial = points.find((point) => point.quartersAhead === 0)?.p50 ?? points[0]!.p50;
  return {
    name,
    initial,
    outlook: { kind: 'quantiles', points: points.filter((point) => point.quartersAhead > 0) },
  };
}

function efficiencySeries(
  { id, efficiencyGrowthPerYear: growthPerYear, efficiencyVolatilityPerYear: volatilityPerYear }: Workload,
  named: ReadonlySet<string>,
): SeriesOutlook[] {
  const name = `efficiency:${id}`;
  if (growthPerYear === 0 && volatilityPerYear === 0 && !named.has(name)) return [];
  return [{ name, initial: 1, outlook: { kind: 'growth', growthPerYear, volatilityPerYear } }];
}

/** Mean 1 in every quarter without events, so that the stated path of the price is its mean. */
function priceSeries(
  { accelerators, regions, bursts, rentOuts }: Portfolio,
  named: ReadonlySet<string>,
): SeriesOutlook[] {
  const stated: (readonly [SeriesKind, string, number | undefined])[] = [
    ...accelerators.map((one) => ['price', one.id, one.priceVolatilityPerYear] as const),
    ...regions.map((one) => ['power', one.id, one.powerVolatilityPerYear] as const),
    ...bursts.map((one) => ['rent', one.id, one.priceVolatilityPerYear] as const),
    ...rentOuts.map((one) => ['rent-out', one.accelerator, one.volatilityPerYear] as const),
  ];
  return stated.flatMap(([kind, id, volatilityPerYear = 0]) => {
    const name = seriesName(kind, id);
    if (volatilityPerYear === 0 && !named.has(name)) return [];
    return [{ name, initial: 1, outlook: { kind: 'growth' as const, growthPerYear: 0, volatilityPerYear } }];
  });
}

function eventRegime(
  { id, hazardPerQuarter, from, until, lastsQuarters, effects, influences }: PortfolioEvent,
  firstQuarter: number,
): EventRegime {
  return {
    name: id,
    hazardPerQuarter,
    ...(from !== undefined && { from: Math.max(1, from - firstQuarter) }),
    ...(until !== undefined && { until: until - firstQuarter }),
    ...(lastsQuarters !== undefined && { lastsQuarters }),
    effects,
    hazardFactors: influences,
  };
}

/** Priors are scaled to the sum 1, which priors drawn from ranges need not have. */
function growthVariable({ id, series, states }: GrowthView): GrowthVariable {
  const sum = states.reduce((total, { prior }) => total + prior, 0);
  return {
    ...{ kind: 'growth', name: id, series },
    states: states.map(({ id: name, prior, extraGrowthPerYear }) => ({
      ...{ name, extraGrowthPerYear },
      prior: Math.abs(sum - 1) < 1e-9 ? prior : prior / sum,
    })),
  };
}

function evidenceEntry({ about, note: _, retracted, ...entry }: EvidenceRecord): EvidenceEntry {
  return { ...entry, variable: about, ...(retracted && { retracted }) };
}
