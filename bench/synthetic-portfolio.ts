/** Made-up portfolios of any size for benches: figures are drawn, within ranges of real projects, and stand for nothing. */
import type { Portfolio } from '../src/domain/portfolio.ts';
import { randomStream } from '../src/units/random.ts';

/** How many of each, and the shape of time. */
export interface SyntheticSize {
  readonly projects: number;
  readonly pools: number;
  readonly accelerators: number;
  readonly workloads: number;
  readonly horizonQuarters: number;
  readonly branching: readonly number[];
  readonly periodQuarters: number;
  readonly seed: number;
}

const stageNames = ['site-control', 'permitted', 'construction', 'powered'] as const;

/** The same size and seed give the same portfolio. */
export function syntheticPortfolio(size: SyntheticSize): Portfolio {
  const stream = randomStream(size.seed, 'synthetic');
  const between = (low: number, high: number) => low + (high - low) * stream.uniform();
  const pools = Array.from({ length: size.pools }, (_, k) => ({
    id: `pool-${k}`,
    region: `region-${k % 3}`,
    kind: k % 2 === 0 ? ('campus' as const) : ('zone' as const),
  }));
  const stage = (name: (typeof stageNames)[number], costUsd: number) => ({
    stage: name,
    quarters: Math.max(1, Math.round(between(1, 4))),
    costUsd,
    cancelFeeUsd: costUsd * between(0, 0.1),
    salvageUsd: 0,
    holdingUsdPerQuarter: costUsd * between(0.005, 0.03),
    restartFeeUsd: costUsd * between(0, 0.05),
    slowCostShare: 0.6,
  });
  const totalMw = size.projects * 60;
  return {
    kadenz: 1,
    name: 'Synthetic',
    asOf: '2025-04-01',
    calendar: {
      fiscalYearStartMonth: 1,
      horizonQuarters: size.horizonQuarters,
      periodQuarters: size.periodQuarters,
    },
    finance: {
      discountRatePerYear: 0.1,
      costInflationPerYear: 0.03,
      terminalUsdPerMw: 7e6,
      partBuiltShare: 0.3,
    },
    risk: { cvarWeight: 0, cvarLevel: 0.9 },
    uncertainty: {
      seed: size.seed,
      branching: [...size.branching],
      ...{ paths: 10_000, eventShare: 0.4, correlations: [] },
    },
    ...{ demandHistory: [], events: [], growthViews: [], evidence: [] },
    sources: [],
    budget: [2025, 2026, 2027, 2028].map((fiscalYear) => ({
      fiscalYear,
      capexUsd: totalMw * 9e6,
      spentUsd: 0,
    })),
    regions: [0, 1, 2].map((r) => ({
      id: `region-${r}`,
      name: `Region ${r}`,
      powerUsdPerMwh: between(45, 95),
      powerGrowthPerYear: 0.03,
      pue: between(1.12, 1.3),
      carbonKgPerMwh: between(80, 420),
    })),
    pools,
    liveCapacity: pools.map((pool, k) => ({
      id: `live-${k}`,
      pool: pool.id,
      itPowerMw: Math.round(between(10, 30)),
      opexUsdPerMwYear: 2e5,
      rentUsdPerKwMonth: 0,
      escalatorPerYear: 0,
    })),
    powerContracts: [],
    accelerators: Array.from({ length: size.accelerators }, (_, g) => ({
      id: `gen-${g}`,
      name: `Generation ${g}`,
      itKwPerUnit: 1.2 + 0.25 * g,
      priceUsd: 30_000 + 9_000 * g,
      priceGrowthPerYear: -0.12,
      leadTimeQuarters: 2,
      usefulLifeQuarters: 24,
      supplyPerQuarter: totalMw * 60,
      supplyGrowthPerYear: 0.2,
      residualSharePerYear: 0.65,
    })),
    installedFleet: pools.map((pool) => ({
      pool: pool.id,
      accelerator: 'gen-0',
      units: 8000,
      arrived: 8090 as Portfolio['installedFleet'][number]['arrived'],
    })),
    orders: [],
    workloads: Array.from({ length: size.workloads }, (_, w) => {
      const training = w % 2 === 0;
      return {
        id: `work-${w}`,
        name: `Workload ${w}`,
        kind: training ? ('pre-training' as const) : ('interactive-inference' as const),
        unit: 'H100-hours',
        ratePerAcceleratorHour: Object.fromEntries(
          Array.from({ length: size.accelerators }, (_, g) => [
            `gen-${g}`,
            0.6 * 1.9 ** g * (training ? 1 : 1.1),
          ]),
        ),
        peakFactor: training ? 1 : 1.5,
        priceUsdPerUnit: between(1.8, 2.6),
        priceGrowthPerYear: -0.18,
        committedShare: 0.5,
        shortfallUsdPerUnit: 0.8,
        returnSharePerYear: 0,
        efficiencyGrowthPerYear: 0.1,
        efficiencyVolatilityPerYear: 0,
        demand: {
          now: (between(0.7, 1.3) * totalMw * 250) / size.workloads,
          growthPerYear: between(0.4, 0.8),
          volatilityPerYear: 0.4,
        },
      };
    }),
    projects: Array.from({ length: size.projects }, (_, i) => {
      const itPowerMw = Math.round(between(20, 110));
      const total = itPowerMw * between(9e6, 13e6);
      const from = Math.floor(between(0, 3));
      const shares = [0.03, 0.04, 0.38, 0.55];
      return {
        id: `project-${i}`,
        name: `Project ${i}`,
        pool: pools[i % size.pools]!.id,
        itPowerMw,
        spentUsd: total * 0.05 * from,
        maxPauseQuarters: 4,
        slow: true,
        opexUsdPerMwYear: 2e5,
        stages: stageNames.slice(from).map((name, s) => stage(name, total * shares[from + s]!)),
      };
    }),
    leases: [],
    substations: [],
    counterparties: [],
    contracts: [],
    bursts: [],
    rentOuts: [],
    trainingRuns: [],
    carbonBudget: [],
  };
}
