/** The worlds that the backtest holds against each other, as changes to the portfolio of the day. */
import type { Portfolio, Workload } from '../../src/domain/portfolio.ts';

type Terms = Portfolio['contracts'][number]['terms'];

/** The same portfolio on a smaller tree with the fleet by the year: seconds instead of minutes. */
export function small(portfolio: Portfolio): Portfolio {
  return {
    ...portfolio,
    calendar: { ...portfolio.calendar, periodQuarters: 4 },
    uncertainty: { ...portfolio.uncertainty, ...smallTree },
  };
}

const smallTree = { nodes: 100, paths: 2000 } as const;

/** The anchor tenant under other terms. */
export function withTerms(portfolio: Portfolio, terms: Terms): Portfolio {
  return {
    ...portfolio,
    name: `${portfolio.name}, ${terms}`,
    contracts: portfolio.contracts.map((contract) => ({ ...contract, terms })),
  };
}

/** Readings of early 2025: what may explain what the builder did. Factors are those of rules E1, E2 and D1. */
export const readings = {
  'normal cadence': (portfolio: Portfolio) => portfolio,
  'over-supply': (portfolio: Portfolio) => scaled(portfolio, () => 0.7),
  'tenant left': (portfolio: Portfolio) =>
    scaled(withTerms(portfolio, 'none'), ({ id }) => (id === 'pre-training' ? 0.6 : 1)),
  shortage: (portfolio: Portfolio) => scaled(portfolio, () => 1.5),
} as const satisfies Readonly<Record<string, (portfolio: Portfolio) => Portfolio>>;

/** Every later point of every outlook times a factor; today stays. */
function scaled(portfolio: Portfolio, factor: (workload: Workload) => number): Portfolio {
  return {
    ...portfolio,
    workloads: portfolio.workloads.map((workload) => {
      if (!('fan' in workload.demand)) throw new Error(`${workload.id}: expected a fan`);
      const [today, ...later] = workload.demand.fan;
      const f = factor(workload);
      const points = later.map(({ quarter, p10, p50, p90 }) => ({
        ...{ quarter, p10: f * p10, p50: f * p50, p90: f * p90 },
      }));
      return { ...workload, demand: { ...workload.demand, fan: [today!, ...points] } };
    }),
  };
}
