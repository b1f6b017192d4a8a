import { describe, expect, it } from 'vitest';
import {
  bestPlan,
  chain,
  chip,
  energyPerMwQuarter,
  expectOptimum,
  highOrLow,
  live,
  minusTenPercentPerQuarter,
  PER_MW,
  perMwQuarter,
  region,
} from './tiny-portfolio.ts';

describe('renting out', () => {
  it('takes what demand leaves, up to what others hire', async () => {
    const plan = await bestPlan(chain([1, 2]), {
      regions: [region('here', { powerUsdPerMwh: energyPerMwQuarter(0.1) })],
      liveCapacity: [live('campus', 2)],
      rentOuts: [{ accelerator: 'chip', usdPerAcceleratorHour: perMwQuarter(0.6), maxUnits: 500 }],
    });
    // Net of energy chat earns 0.9 and a tenant pays 0.5. 1st quarter: 1 MW of chat, 0.5 MW of the free one hired:
    // 0.9 + 0.25 = 1.15. 2nd: 2·0.9 = 1.8.
    expectOptimum(plan, 2.95);
    expect(plan.fleet.rentedOut).toMatchObject([{ node: 0, units: expect.closeTo(500, 6) }]);
  });

  it('goes before demand while it pays more, within one limit over all pools', async () => {
    const plan = await bestPlan(chain([2, 2, 2]), {
      liveCapacity: [live('campus', 1), live('zone', 1)],
      rentOuts: [
        {
          ...{ accelerator: 'chip', usdPerAcceleratorHour: perMwQuarter(1.2), maxUnits: 1.5 * PER_MW },
          growthPerYear: minusTenPercentPerQuarter,
        },
      ],
    });
    // The rent is 1.2, 1.08, 0.972. 1.5·1.2 + 0.5 = 2.3; 1.5·1.08 + 0.5 = 2.12; then chat alone: 2.
    expectOptimum(plan, 6.42);
    const units = (at: number) =>
      plan.fleet.rentedOut.filter(({ node }) => node === at).reduce((sum, lot) => sum + lot.units, 0);
    expect([units(0), units(1), units(2)]).toEqual([expect.closeTo(1500, 6), expect.closeTo(1500, 6), 0]);
  });
});

describe('resale', () => {
  /** A new MW of accelerators costs 2; they keep 0.9 of their worth a quarter, and a sale brings half. */
  const sellable = { priceUsd: 2000, resaleShare: 0.5, residualSharePerYear: 0.6561 };

  it('sells what the world without demand leaves idle, as soon as it is idle', async () => {
    const plan = await bestPlan(highOrLow([1, 1, 1], [1, 0.4, 0.4]), {
      accelerators: [chip(sellable)],
      installedFleet: [{ pool: 'campus', accelerator: 'chip', units: PER_MW, arrived: '2024Q1' }],
      liveCapacity: [live('campus', 2)],
    });
    // A MW sells for ½·2·0.9⁴ = 0.6561, a quarter later 0.59049, then 0.531441; it earns 1 a quarter.
    // Low: 0.6 MW sold in the second quarter, 0.4 serve: 0.354294 + 0.8. High: 2. 1 + ½·2 + ½·1.154294 = 2.577147.
    expectOptimum(plan, 2.577147);
    expect(plan.fleet.sales).toMatchObject([{ node: 2, units: expect.closeTo(600, 6) }]);
  });

  it('sells no more than will be left of the installed fleet, whatever is on order', async () => {
    const plan = await bestPlan(chain([0.5, 0]), {
      accelerators: [chip({ ...sellable, usefulLifeQuarters: 8 })],
      installedFleet: [
        { pool: 'campus', accelerator: 'chip', units: PER_MW, arrived: '2023Q2' },
        { pool: 'campus', accelerator: 'chip', units: PER_MW, arrived: '2024Q1' },
      ],
      orders: [{ pool: 'campus', accelerator: 'chip', units: PER_MW, arrives: '2025Q2' }],
      liveCapacity: [live('campus', 2)],
    });
    // The older MW ends its life after the first quarter, the newer one sets the price: 0.6561. One MW is sold, not the 1.5
    // that are idle: 0.5 + 0.6561 = 1.1561.
    expectOptimum(plan, 1.1561);
    expect(plan.fleet.sales).toMatchObject([{ node: 0, units: expect.closeTo(1000, 6) }]);
  });

  it('keeps what will still serve', async () => {
    const plan = await bestPlan(chain([0.5, 0.5]), {
      accelerators: [chip({ ...sellable, usefulLifeQuarters: 8 })],
      installedFleet: [
        { pool: 'campus', accelerator: 'chip', units: PER_MW, arrived: '2023Q2' },
        { pool: 'campus', accelerator: 'chip', units: PER_MW, arrived: '2024Q1' },
      ],
      liveCapacity: [live('campus', 2)],
    });
    // Of the MW that is owned in the second quarter half serves then (1 > 0.6561): 0.5 + ½·0.6561 + 0.5 = 1.32805.
    expectOptimum(plan, 1.32805);
    expect(plan.fleet.sales).toMatchObject([{ node: 0, units: expect.closeTo(500, 6) }]);
  });
});
