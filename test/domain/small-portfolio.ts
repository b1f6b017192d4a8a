/** A sound portfolio as a file would hold it, small enough to read; tests break copies of it. */
import type { PortfolioInput } from '../../src/domain/schema.ts';

type Mutable<T> = T extends object ? { -readonly [Key in keyof T]: Mutable<T[Key]> } : T;

/** A fresh copy: one region, a campus and a zone, two workloads, two projects and two leases, 2 × 4 quarters. */
export function smallPortfolio(): Mutable<Record<string, unknown>> & PortfolioInput {
  return structuredClone(portfolio) as never;
}

const portfolio: PortfolioInput = {
  kadenz: 1,
  name: 'Small',
  asOf: '2025-04-01',
  calendar: { fiscalYearStartMonth: 7, horizonQuarters: 8, periodQuarters: 2 },
  finance: {
    discountRatePerYear: '10 %',
    costInflationPerYear: { value: '3 %', assumed: true },
    terminalUsdPerMw: { low: '5 m USD/MW', typical: '8 m USD/MW', high: 10e6, source: 'guide' },
    partBuiltShare: '0.2 to 0.4',
  },
  risk: { cvarWeight: 0.2, cvarLevel: 0.9 },
  uncertainty: {
    seed: 7,
    branching: [1, 2],
    correlations: [{ between: ['demand:chat', 'demand:train'], correlation: 0.5 }],
  },
  sources: [{ id: 'guide', title: 'A guide', publisher: 'A publisher', date: '2025-01' }],
  budget: [
    { fiscalYear: 2025, capexUsd: '200 m USD', spentUsd: 50e6 },
    { fiscalYear: 2026, capexUsd: '1.2 bn USD', overspendUsdPerUsd: 0.3 },
  ],
  regions: [
    {
      ...{ id: 'ohio', name: 'Ohio', powerUsdPerMwh: '7.13 ct/kWh', powerGrowthPerYear: '2 %', pue: 1.2 },
      carbonKgPerMwh: '480 g/kWh',
    },
  ],
  pools: [
    { id: 'campus', region: 'ohio', kind: 'campus' },
    { id: 'zone', region: 'ohio', kind: 'zone' },
  ],
  liveCapacity: [
    {
      id: 'hall-1',
      pool: 'campus',
      itPowerMw: 20,
      until: 'FY27Q4',
      rentUsdPerKwMonth: 130,
      escalatorPerYear: 0.03,
    },
  ],
  powerContracts: [{ id: 'take', region: 'ohio', minimumTakeMw: 10, priceUsdPerMwh: 60, until: '2027Q4' }],
  accelerators: [
    {
      ...{ id: 'h100', name: 'H100', itKwPerUnit: 1.3, priceUsd: '50 k USD', priceGrowthPerYear: '-15 %' },
      ...{ orderUntil: '2026Q1', leadTimeQuarters: '6 months', usefulLifeQuarters: '5 years' },
      ...{ supplyPerQuarter: 4000, supplyGrowthPerYear: 0, residualSharePerYear: 0.7 },
    },
  ],
  installedFleet: [{ pool: 'campus', accelerator: 'h100', units: 8000, arrived: '2023Q3' }],
  orders: [{ pool: 'zone', accelerator: 'h100', units: 2000, arrives: '2025Q3', outstandingUsd: '40 m USD' }],
  workloads: [
    {
      ...{ id: 'train', name: 'Training', kind: 'pre-training', unit: 'H100-hours' },
      ...{ ratePerAcceleratorHour: { h100: 1 }, priceUsdPerUnit: 2.2 },
      demand: { now: 6000, growthPerYear: '30 %', volatilityPerYear: '25 %' },
    },
    {
      ...{
        id: 'chat',
        name: 'Chat',
        kind: 'interactive-inference',
        unit: 'M tokens',
        pools: ['campus', 'zone'],
      },
      ...{ ratePerAcceleratorHour: { h100: 3 }, peakFactor: 1.5, priceUsdPerUnit: 1.1, committedShare: 0.5 },
      shortfallUsdPerUnit: 0.5,
      demand: {
        fan: [
          { quarter: '2025Q2', p10: 5000, p50: 6000, p90: 7000 },
          { quarter: '2026Q2', p10: 6000, p50: 9000, p90: '14k' },
        ],
      },
    },
  ],
  projects: [
    {
      ...{ id: 'newark', name: 'Newark', pool: 'campus', itPowerMw: '40 MW', spentUsd: '12 m USD' },
      stages: [
        {
          stage: 'permitted',
          quarters: 1,
          costUsd: '10 m USD',
          cancelFeeUsd: '1 m USD',
          salvageUsd: '4 m USD',
        },
        {
          stage: 'construction',
          quarters: 3.5,
          costUsd: '350 to 450 m USD',
          holdingUsdPerQuarter: '3 m USD',
        },
      ],
    },
    {
      ...{ id: 'heath', name: 'Heath', pool: 'zone', itPowerMw: 30, slow: false },
      tracks: [
        { id: 'interconnection', stages: [{ stage: 'powered', quarters: 5, costUsd: '9 m USD' }] },
        {
          id: 'building',
          stages: [
            { stage: 'construction', quarters: 3, costUsd: '150 m USD', deliversMw: 10 },
            { stage: 'powered', quarters: 2, costUsd: '120 m USD', deliversMw: 20, phase: 'power' },
          ],
        },
      ],
    },
  ],
  leases: [
    {
      ...{ id: 'talks', name: 'Talks', pool: 'zone', itPowerMw: 15, termQuarters: '15 years' },
      ...{ loi: { quarters: 2, walkAwayUsd: '0.2 m USD' }, signed: { quarters: 3 } },
      ...{ rentUsdPerKwMonth: '120 to 165', fitOutUsdPerMw: '1 m USD/MW', terminationRentMonths: '12 to 60' },
    },
    {
      ...{ id: 'running', name: 'Running', pool: 'campus', itPowerMw: 10, termQuarters: 40 },
      ...{
        commenced: { ageQuarters: 6 },
        rentUsdPerKwMonth: 125,
        terminationRentMonths: 30,
        terminable: false,
      },
    },
  ],
  demandHistory: [
    { workload: 'chat', quarter: '2024Q3', value: 4000, knownOn: '2024-10-10' },
    { workload: 'chat', quarter: '2024Q4', value: 4800, knownOn: '2025-01-10' },
  ],
  growthViews: [
    {
      ...{ id: 'chat-growth', name: 'How fast chat grows', series: 'demand:chat' },
      states: [
        { id: 'cools', prior: 0.3, extraGrowthPerYear: -0.2 },
        { id: 'goes-on', prior: '70 %', extraGrowthPerYear: 0.1 },
      ],
    },
  ],
  evidence: [
    {
      ...{ id: 'note', about: 'chat-growth', source: 'guide', group: 'survey', reliability: 0.8 },
      ...{ publishedOn: '2025-02-20', reportedOn: '2025-02-21' },
      likelihoods: { cools: 0.6, 'goes-on': '0.2 to 0.4' },
      retracted: { on: '2025-03-20', reason: 'denied' },
    },
  ],
};
