/** What a what-if changes: a few levels of a portfolio, each by a share. The shape of its tree stays. */
import type { Portfolio } from '../domain/portfolio.ts';

export const whatIfKnobs = ['demand', 'prices', 'power', 'events', 'budget'] as const;
export type WhatIfKnob = (typeof whatIfKnobs)[number];

/** Change of each level in whole percent; 0 or absent leaves it. */
export type WhatIf = Readonly<Partial<Record<WhatIfKnob, number>>>;

/** Least and most of a knob, in percent. */
export const whatIfRange = { least: -60, most: 100, step: 5 } as const;

export function isWhatIf(settings: WhatIf): boolean {
  return whatIfKnobs.some((knob) => (settings[knob] ?? 0) !== 0);
}

/** The portfolio with the changed levels; the same object where nothing changes. */
export function applyWhatIf(portfolio: Portfolio, settings: WhatIf): Portfolio {
  const by = (knob: WhatIfKnob) => 1 + (settings[knob] ?? 0) / 100;
  if (!isWhatIf(settings)) return portfolio;
  const [demand, prices, power, budget] = [by('demand'), by('prices'), by('power'), by('budget')];
  return {
    ...portfolio,
    workloads: portfolio.workloads.map((workload) => ({
      ...workload,
      ...(workload.priceUsdPerUnit !== undefined && { priceUsdPerUnit: workload.priceUsdPerUnit * prices }),
      demand: scaledDemand(workload.demand, demand),
    })),
    regions: portfolio.regions.map((region) => ({
      ...region,
      powerUsdPerMwh: region.powerUsdPerMwh * power,
    })),
    events: portfolio.events.map((event) => ({
      ...event,
      hazardPerQuarter: Math.min(1, event.hazardPerQuarter * by('events')),
    })),
    budget: portfolio.budget.map((year) => ({ ...year, capexUsd: year.capexUsd * budget })),
  };
}

type Demand = Portfolio['workloads'][number]['demand'];

function scaledDemand(demand: Demand, by: number): Demand {
  if ('now' in demand) return { ...demand, now: demand.now * by };
  // A forecast has become a fan when the portfolio was opened.
  if (!('fan' in demand)) return demand;
  const fan = demand.fan.map((point) => ({
    ...point,
    ...{ p10: point.p10 * by, p50: point.p50 * by, p90: point.p90 * by },
  }));
  return { ...demand, fan };
}
