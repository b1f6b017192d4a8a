import { describe, expect, it } from 'vitest';
import {
  bestPlan,
  chain,
  chip,
  expectOptimum,
  fork,
  highOrLow,
  live,
  minusTenPercentPerQuarter,
  perMwQuarter,
  served,
  tenPercentPerQuarter,
} from './tiny-portfolio.ts';

describe('supply', () => {
  it('is shared over the pools', async () => {
    const plan = await bestPlan(
      fork(3, [{ probability: 1, demand: { train: [2, 2, 2], chat: [2, 2, 2] } }]),
      {
        workloads: [
          served('train', { pools: ['campus'] }),
          served('chat', { pools: ['zone'], priceUsdPerUnit: perMwQuarter(0.8) }),
        ],
        liveCapacity: [live('campus', 2), live('zone', 2)],
        installedFleet: [],
        accelerators: [chip({ priceUsd: 300, supplyPerQuarter: 1000 })],
      },
    );
    // A MW of accelerators costs 0.3 and one can be had a quarter. The campus earns 1, the zone 0.8; the campus has room for
    // two. Campus, campus, zone: 3 + 2 + 0.8 − 0.9 = 4.9; with the zone second 3 + 1.6 + 1 − 0.9 = 4.7.
    expectOptimum(plan, 4.9);
    expect(plan.fleet.purchases).toMatchObject([
      { node: 0, pool: 'campus', units: expect.closeTo(1000, 6) },
      { node: 1, pool: 'campus', units: expect.closeTo(1000, 6) },
      { node: 2, pool: 'zone', units: expect.closeTo(1000, 6) },
    ]);
  });

  it('counts every quarter of a period at its level in the first', async () => {
    const plan = await bestPlan(chain([5, 5, 5, 5]), {
      calendar: { periodQuarters: 2 },
      liveCapacity: [live('campus', 5)],
      installedFleet: [],
      accelerators: [
        chip({ priceUsd: 300, supplyPerQuarter: 500, supplyGrowthPerYear: tenPercentPerQuarter }),
      ],
    });
    // First half-year: 2·0.5 MW for 0.3, serving four quarters: 3.7. Second: 2·0.5·1.21 MW for 0.363, serving two: 2.057.
    expectOptimum(plan, 5.757);
    expect(plan.fleet.purchases).toMatchObject([
      { node: 0, units: expect.closeTo(1000, 6) },
      { node: 2, units: expect.closeTo(1210, 6) },
    ]);
  });
});

describe('lead time and life', () => {
  it('make orders follow each other, each while its two quarters lie ahead', async () => {
    const plan = await bestPlan(chain([1, 1, 1, 1, 1, 1]), {
      workloads: [served('chat', { priceUsdPerUnit: perMwQuarter(0.6) })],
      liveCapacity: [live('campus', 1)],
      installedFleet: [],
      accelerators: [
        chip({
          ...{ priceUsd: 900, priceGrowthPerYear: minusTenPercentPerQuarter, supplyPerQuarter: 5000 },
          ...{ leadTimeQuarters: 2, usefulLifeQuarters: 2 },
        }),
      ],
    });
    // Ordered in quarter t at 0.9·0.9^t, a MW serves in t+2 and t+3 for 0.6 each. In the 1st 1.2 − 0.9 = 0.3 and in the 3rd
    // 1.2 − 0.729 = 0.471: 0.771. In the 2nd alone 1.2 − 0.81 = 0.39; in the 4th 0.6 − 0.6561 < 0.
    expectOptimum(plan, 0.771);
    expect(plan.fleet.purchases).toMatchObject([
      { node: 0, units: expect.closeTo(1000, 6) },
      { node: 2, units: expect.closeTo(1000, 6) },
    ]);
  });

  /** Demand of 2 MW or 1 MW from the second quarter; ordered a quarter ahead; a quarter takes a tenth of their worth. */
  const ordered = (millionsPerMw: number) => ({
    liveCapacity: [live('campus', 2)],
    installedFleet: [],
    accelerators: [
      chip({
        ...{ priceUsd: millionsPerMw * 1000, supplyPerQuarter: 5000, leadTimeQuarters: 1 },
        residualSharePerYear: 0.6561,
      }),
    ],
  });
  const tree = highOrLow([1, 2, 2], [1, 1, 1]);

  it('make it order ahead of what it knows while accelerators are cheap', async () => {
    const plan = await bestPlan(tree, ordered(1.1));
    // Ordered at once a MW is worth 0.81·1.1 at the end, a quarter later 0.9·1.1. First MW: 2 − 1.1 + 0.891 = 1.791. Second:
    // ½·2 − 1.1 + 0.891 = 0.791; waiting ½·(1 − 1.1 + 0.99) = 0.445.
    expectOptimum(plan, 1.791 + 0.791);
    expect(plan.fleet.purchases).toMatchObject([{ node: 0, units: expect.closeTo(2000, 6) }]);
  });

  it('make it wait for the demand while they are dear', async () => {
    const plan = await bestPlan(tree, ordered(4));
    // First MW: 2 − 4 + 3.24 = 1.24 (waiting 1 − 4 + 3.6 = 0.6). Second: 1 − 4 + 3.24 = 0.24; waiting ½·0.6 = 0.3.
    expectOptimum(plan, 1.54);
    expect(plan.fleet.purchases).toMatchObject([
      { node: 0, units: expect.closeTo(1000, 6) },
      { node: 1, units: expect.closeTo(1000, 6) },
    ]);
  });
});
