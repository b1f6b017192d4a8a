import { describe, expect, it } from 'vitest';
import {
  bestPlan,
  chain,
  expectOptimum,
  live,
  PER_MW,
  perMwQuarter,
  served,
  tenPercentPerQuarter,
} from './tiny-portfolio.ts';

describe('burst', () => {
  it('is rented in its quarters while it costs less than it earns', async () => {
    const plan = await bestPlan(chain([3, 3, 3, 3, 3]), {
      liveCapacity: [live('campus', 1)],
      bursts: [
        {
          ...{ id: 'cloud', name: 'Cloud', workload: 'chat', maxUnitsPerHour: 1.5 * PER_MW },
          ...{ priceUsdPerUnit: perMwQuarter(0.8), priceGrowthPerYear: tenPercentPerQuarter },
          from: '2025Q2',
        },
      ],
    });
    // The own MW earns 5·1. A rented MW costs 0.88, 0.968, 1.0648, … from the second quarter: worth it in two of them.
    // 5 + 1.5·(0.12 + 0.032) = 5.228.
    expectOptimum(plan, 5.228);
    expect(plan.fleet.bursts).toMatchObject([
      { node: 1, unitsPerHour: expect.closeTo(1500, 6) },
      { node: 2, unitsPerHour: expect.closeTo(1500, 6) },
    ]);
  });

  it('serves at a loss what is promised under a penalty, and no more', async () => {
    const plan = await bestPlan(chain([4, 4]), {
      workloads: [served('chat', { committedShare: 0.5, shortfallUsdPerUnit: perMwQuarter(0.4) })],
      liveCapacity: [live('campus', 1)],
      bursts: [
        {
          ...{ id: 'cloud', name: 'Cloud', workload: 'chat', maxUnitsPerHour: 3 * PER_MW },
          priceUsdPerUnit: perMwQuarter(1.3),
        },
      ],
    });
    // 2 MW are promised and one is there. A rented MW loses 0.3, and saves 0.4 while it is promised: one MW a quarter.
    // 1 + 1 − 1.3 = 0.7 a quarter (without: 1 − 0.4 = 0.6).
    expectOptimum(plan, 1.4);
    expect(plan.fleet.bursts).toMatchObject([
      { node: 0, unitsPerHour: expect.closeTo(1000, 6) },
      { node: 1, unitsPerHour: expect.closeTo(1000, 6) },
    ]);
  });
});

describe('churn', () => {
  /**
   * All demand is promised, 2 MW are live. Half of what is not served is lost from the next quarter on; a fifth of it comes
   * back a quarter (1 − 0.5904 = 0.8⁴). More can be rented in the first quarter only.
   */
  const losing = (burstPrice: number) => ({
    workloads: [served('chat', { committedShare: 1, churnShare: 0.5, returnSharePerYear: 0.5904 })],
    liveCapacity: [live('campus', 2)],
    bursts: [
      {
        ...{ id: 'cloud', name: 'Cloud', workload: 'chat', maxUnitsPerHour: 2 * PER_MW, until: '2025Q1' },
        priceUsdPerUnit: perMwQuarter(burstPrice),
      },
    ],
  });
  const demand = chain([4, 4, 2]);

  it('makes a loss now worth the demand that it keeps', async () => {
    const plan = await bestPlan(demand, losing(1.05));
    // Not served now are 2 − b for b MW rented. Then 1 − b/2 are lost, and 4 − lost − 2 = 1 + b/2 not served; then
    // 0.8·(1 − b/2) + 0.5·(1 + b/2) = 1.3 − 0.15·b would be lost of the same demand, and half of it of half the demand:
    // 0.65 − 0.075·b; 2 − lost = 1.35 + 0.075·b are served. b costs 0.05 and brings 0.075 a MW: b = 2.
    // 2 − 2·0.05 + 2 + 1.5 = 5.4.
    expectOptimum(plan, 5.4);
    expect(plan.fleet.bursts).toMatchObject([{ node: 0, unitsPerHour: expect.closeTo(2000, 6) }]);
  });

  it('is suffered where keeping the demand costs more', async () => {
    const plan = await bestPlan(demand, losing(1.2));
    // b costs 0.2 and brings 0.075 a MW: b = 0. 2 + 2 + 1.35 = 5.35.
    expectOptimum(plan, 5.35);
    expect(plan.fleet.bursts).toEqual([]);
  });
});
