/** The scenario tree that a portfolio's outlooks and seed imply. */
import { type GeneratedTree, generateTree } from '../../demand/generate-tree.ts';
import type { SeriesOutlook } from '../../demand/outlook.ts';
import { firstQuarterOf, type Portfolio, type Workload } from '../../domain/portfolio.ts';

/** Series are `demand:<workload>` and, where it grows or varies, `efficiency:<workload>` (1 at the root). */
export function portfolioTree(portfolio: Portfolio): GeneratedTree {
  const firstQuarter = firstQuarterOf(portfolio);
  const series = portfolio.workloads.flatMap((workload) => [
    demandSeries(workload, firstQuarter),
    ...efficiencySeries(workload),
  ]);
  const { branching, correlations, seed } = portfolio.uncertainty;
  const correlation = series.map((a) =>
    series.map((b) =>
      a === b
        ? 1
        : (correlations.find(({ between }) => between.includes(a.name) && between.includes(b.name))
            ?.correlation ?? 0),
    ),
  );
  return generateTree({
    firstQuarter,
    horizonQuarters: portfolio.calendar.horizonQuarters,
    branchesPerYear: branching,
    series,
    correlation,
    seed,
  });
}

function demandSeries({ id, demand }: Workload, firstQuarter: number): SeriesOutlook {
  const name = `demand:${id}`;
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

function efficiencySeries({
  id,
  efficiencyGrowthPerYear,
  efficiencyVolatilityPerYear,
}: Workload): SeriesOutlook[] {
  if (efficiencyGrowthPerYear === 0 && efficiencyVolatilityPerYear === 0) return [];
  const outlook = {
    kind: 'growth',
    growthPerYear: efficiencyGrowthPerYear,
    volatilityPerYear: efficiencyVolatilityPerYear,
  } as const;
  return [{ name: `efficiency:${id}`, initial: 1, outlook }];
}
