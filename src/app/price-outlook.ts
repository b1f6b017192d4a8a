/** What an uncertain price may be at the horizon, in money. */
import { fanOfTree } from '../demand/fan.ts';
import type { ScenarioTree } from '../demand/scenario-tree.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import { type SeriesKind, seriesName } from '../domain/uncertain-series.ts';
import type { Quarter } from '../units/quarter.ts';

/** A price today and its quantiles at the horizon, in USD per accelerator (`price`), MWh (`power`), unit (`rent`) or accelerator-hour (`rent-out`). */
export interface PriceOutlook {
  readonly kind: Exclude<SeriesKind, 'demand' | 'efficiency'>;
  /** Of the accelerator, region or cloud. */
  readonly name: string;
  readonly nowUsd: number;
  readonly quarter: Quarter;
  /** Of the last quarter, USD. */
  readonly p10Usd: number;
  readonly p50Usd: number;
  readonly p90Usd: number;
}

/** Of every price that `tree` holds. */
export function priceOutlooks(portfolio: Portfolio, tree: ScenarioTree): PriceOutlook[] {
  return statedPrices(portfolio).flatMap(({ kind, id, name, nowUsd, growthPerYear }) => {
    const series = seriesName(kind, id);
    if (!tree.values.has(series)) return [];
    const { quarter, p10, p50, p90 } = fanOfTree(tree, series).points.at(-1)!;
    const statedUsd = nowUsd * (1 + growthPerYear) ** ((quarter - tree.firstQuarter) / 4);
    const [p10Usd, p50Usd, p90Usd] = [p10 * statedUsd, p50 * statedUsd, p90 * statedUsd];
    return [{ kind, name, nowUsd, quarter, p10Usd, p50Usd, p90Usd }];
  });
}

function statedPrices({ accelerators, regions, bursts, rentOuts }: Portfolio) {
  return [
    ...accelerators.map(({ id, name, priceUsd: nowUsd, priceGrowthPerYear: growthPerYear }) => ({
      ...{ kind: 'price' as const, id, name, nowUsd, growthPerYear },
    })),
    ...regions.map(({ id, name, powerUsdPerMwh: nowUsd, powerGrowthPerYear: growthPerYear }) => ({
      ...{ kind: 'power' as const, id, name, nowUsd, growthPerYear },
    })),
    ...bursts.map(({ id, name, priceUsdPerUnit: nowUsd, priceGrowthPerYear: growthPerYear }) => ({
      ...{ kind: 'rent' as const, id, name, nowUsd, growthPerYear },
    })),
    ...rentOuts.map(({ accelerator: id, usdPerAcceleratorHour: nowUsd, growthPerYear }) => {
      const { name } = accelerators.find((one) => one.id === id)!;
      return { kind: 'rent-out' as const, id, name, nowUsd, growthPerYear };
    }),
  ];
}
