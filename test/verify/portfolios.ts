/** Portfolios and trees that tests of `verify` can be worked out for by hand. */

import type { ScenarioTree } from '../../src/demand/scenario-tree.ts';
import { type Portfolio, typicalPortfolio } from '../../src/domain/portfolio.ts';
import { portfolioSchema } from '../../src/domain/schema.ts';
import { parseQuarter } from '../../src/units/quarter.ts';

/** A tree from parents and probabilities; 2025Q2 is its first quarter. */
export function treeOf(
  parent: readonly number[],
  probability: readonly number[],
  values: Readonly<Record<string, readonly number[]>>,
): ScenarioTree {
  const depth: number[] = [];
  for (const [n, up] of parent.entries()) depth[n] = n === 0 ? 0 : depth[up]! + 1;
  return {
    firstQuarter: parseQuarter('2025Q2')!,
    parent: Int32Array.from(parent),
    depth: Int32Array.from(depth),
    probability: Float64Array.from(probability),
    values: new Map(Object.entries(values).map(([name, of]) => [name, Float64Array.from(of)])),
  };
}

/** Root with two leaves. */
export const threeNodes = treeOf([-1, 0, 0], [1, 0.4, 0.6], { 'demand:chat': [100, 200, 50] });

/** Root, two nodes, four leaves. */
export const sevenNodes = treeOf([-1, 0, 0, 1, 1, 2, 2], [1, 0.5, 0.5, 0.2, 0.3, 0.25, 0.25], {
  'demand:chat': [4000, 6000, 3000, 9000, 6500, 4000, 1500],
  'efficiency:chat': [1, 1.1, 1.05, 1.3, 1.2, 1.1, 1],
  'demand:train': [2000, 3000, 2500, 5000, 3500, 2600, 2400],
});

/** A root year without branches, then two worlds: 13 nodes in periods of two quarters, some cut by the branching. */
export const thirteenNodes = (() => {
  const parent = [-1, 0, 1];
  const probability = [1, 1, 1];
  const chat = [4000, 4400, 4800];
  for (const [share, growth] of [
    [0.45, 1.2],
    [0.55, 0.95],
  ] as const) {
    let level = 4800;
    for (let q = 0; q < 5; q++) {
      parent.push(q === 0 ? 2 : parent.length - 1);
      probability.push(share);
      level *= growth;
      chat.push(level);
    }
  }
  return treeOf(parent, probability, { 'demand:chat': chat, 'demand:train': chat.map((x) => x / 2) });
})();

function read(input: object): Portfolio {
  return typicalPortfolio(portfolioSchema.parse(input));
}

const bare = {
  kadenz: 1,
  asOf: '2025-04-01',
  finance: {
    ...{ discountRatePerYear: 0.1, costInflationPerYear: 0.04, terminalUsdPerMw: 8e6, partBuiltShare: 0.5 },
  },
  regions: [
    {
      ...{ id: 'ohio', name: 'Ohio', powerUsdPerMwh: 60, powerGrowthPerYear: 0.02, pue: 1.25 },
      carbonKgPerMwh: 400,
    },
  ],
  pools: [{ id: 'zone', region: 'ohio', kind: 'zone' }],
  accelerators: [
    {
      ...{ id: 'h100', name: 'H100', itKwPerUnit: 2, priceUsd: 30_000, priceGrowthPerYear: -0.1 },
      ...{ leadTimeQuarters: 1, usefulLifeQuarters: 16, supplyPerQuarter: 1000, supplyGrowthPerYear: 0 },
      residualSharePerYear: 0.7,
    },
  ],
  workloads: [
    {
      ...{ id: 'chat', name: 'Chat', kind: 'interactive-inference', unit: 'M tokens' },
      ...{ ratePerAcceleratorHour: { h100: 2 }, priceUsdPerUnit: 3 },
      demand: { now: 100, growthPerYear: 0.5, volatilityPerYear: 0.3 },
    },
  ],
};

/** One project of one stage, on {@link threeNodes}; what is served earns less than its electricity costs. */
export function oneProject(): Portfolio {
  return read({
    ...bare,
    workloads: [{ ...bare.workloads[0], priceUsdPerUnit: 0.05 }],
    name: 'One project',
    calendar: { horizonQuarters: 2, periodQuarters: 1 },
    projects: [
      {
        ...{ id: 'newark', name: 'Newark', pool: 'zone', itPowerMw: 10, spentUsd: 2e6, maxPauseQuarters: 1 },
        opexUsdPerMwYear: 400_000,
        stages: [
          {
            ...{ stage: 'construction', quarters: 1, costUsd: 40e6, cancelFeeUsd: 1e6, salvageUsd: 3e6 },
            ...{ holdingUsdPerQuarter: 0.5e6, restartFeeUsd: 0.2e6 },
          },
        ],
      },
    ],
  });
}

/** Every kind of thing that a portfolio may hold, small. */
export function everyKind(calendar: object = { horizonQuarters: 3, periodQuarters: 1 }): Portfolio {
  const [h100] = bare.accelerators;
  return read({
    ...bare,
    name: 'Every kind',
    calendar: { fiscalYearStartMonth: 7, ...calendar },
    risk: { cvarWeight: 0.3, cvarLevel: 0.6 },
    budget: [
      { fiscalYear: 2025, capexUsd: 400e6, spentUsd: 10e6 },
      { fiscalYear: 2026, capexUsd: 60e6, overspendUsdPerUsd: 0.2 },
    ],
    pools: [
      { id: 'campus', region: 'ohio', kind: 'campus' },
      { id: 'zone', region: 'ohio', kind: 'zone' },
    ],
    liveCapacity: [
      {
        ...{ id: 'hall', pool: 'campus', itPowerMw: 6, until: '2025Q3', opexUsdPerMwYear: 300_000 },
        ...{ rentUsdPerKwMonth: 120, escalatorPerYear: 0.03 },
      },
    ],
    powerContracts: [{ id: 'take', region: 'ohio', minimumTakeMw: 9, priceUsdPerMwh: 50, until: '2025Q3' }],
    accelerators: [
      { ...h100, leadTimeQuarters: 0 },
      { ...h100, id: 'b200', name: 'B200', itKwPerUnit: 3, priceUsd: 50_000, supplyPerQuarter: 600 },
    ],
    installedFleet: [{ pool: 'campus', accelerator: 'h100', units: 2500, arrived: '2023Q1' }],
    orders: [{ pool: 'zone', accelerator: 'b200', units: 300, arrives: '2025Q3', outstandingUsd: 5e6 }],
    workloads: [
      {
        ...{ ...bare.workloads[0], ratePerAcceleratorHour: { h100: 2, b200: 5 }, peakFactor: 1.4 },
        ...{ committedShare: 0.6, shortfallUsdPerUnit: 1, priceGrowthPerYear: -0.2, serviceLevel: 0.05 },
      },
      {
        ...{ id: 'train', name: 'Training', kind: 'pre-training', unit: 'H100-hours', priceUsdPerUnit: 2 },
        ratePerAcceleratorHour: { h100: 1, b200: 2.5 },
        demand: { now: 2000, growthPerYear: 0.4, volatilityPerYear: 0.2 },
      },
    ],
    projects: [
      {
        ...{
          id: 'newark',
          name: 'Newark',
          pool: 'campus',
          itPowerMw: 10,
          spentUsd: 2e6,
          maxPauseQuarters: 2,
        },
        opexUsdPerMwYear: 400_000,
        stages: [
          {
            stage: 'permitted',
            quarters: 0.5,
            costUsd: 2e6,
            cancelFeeUsd: 0.2e6,
            holdingUsdPerQuarter: 0.1e6,
          },
          {
            ...{ stage: 'construction', quarters: 1.5, costUsd: 60e6, cancelFeeUsd: 1e6, salvageUsd: 3e6 },
            ...{ holdingUsdPerQuarter: 0.5e6, restartFeeUsd: 0.2e6, slowCostShare: 0.7 },
          },
        ],
      },
      {
        ...{ id: 'heath', name: 'Heath', pool: 'zone', itPowerMw: 12, opexUsdPerMwYear: 300_000 },
        tracks: [
          {
            id: 'interconnection',
            stages: [{ stage: 'powered', quarters: 1, costUsd: 3e6, restartFeeUsd: 0.1e6 }],
          },
          {
            id: 'building',
            stages: [
              {
                stage: 'construction',
                quarters: 1,
                costUsd: 30e6,
                deliversMw: 5,
                holdingUsdPerQuarter: 0.3e6,
              },
              { stage: 'powered', quarters: 1, costUsd: 40e6, deliversMw: 7, cancelFeeUsd: 2e6 },
            ],
          },
        ],
      },
    ],
    leases: [
      {
        ...{ id: 'talks', name: 'Talks', pool: 'zone', itPowerMw: 4, termQuarters: 12 },
        ...{ loi: { quarters: 1, costUsdPerQuarter: 50_000, walkAwayUsd: 20_000 }, signed: { quarters: 1 } },
        ...{ rentUsdPerKwMonth: 110, escalatorPerYear: 0.02, fitOutUsdPerMw: 1e6, deferralRentShare: 0.5 },
        ...{ maxPauseQuarters: 1, terminationRentMonths: 12 },
      },
      {
        ...{ id: 'running', name: 'Running', pool: 'zone', itPowerMw: 3, termQuarters: 6 },
        ...{ commenced: { ageQuarters: 3 }, rentUsdPerKwMonth: 100, escalatorPerYear: 0.04 },
        terminationRentMonths: 6,
      },
    ],
  });
}
