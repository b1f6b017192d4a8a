import { describe, expect, it } from 'vitest';
import { quarter } from '../../src/units/quarter.ts';
import {
  bestPlan,
  chain,
  energyPerMwQuarter,
  expectOptimum,
  highOrLow,
  live,
  region,
  served,
  tenPercentPerQuarter,
} from './tiny-portfolio.ts';

/** Half a tonne a MWh: 1,095.75 t for a MW and quarter. */
const dirty = { carbonKgPerMwh: 500 };
const tonnesPerMwQuarter = 2191.5 / 2;

describe('a carbon budget', () => {
  it('goes to the quarters that earn most, and begins anew with the calendar year', async () => {
    const plan = await bestPlan(chain([2, 2, 2, 2, 2]), {
      regions: [region('here', dirty)],
      workloads: [served('chat', { priceGrowthPerYear: tenPercentPerQuarter })],
      liveCapacity: [live('campus', 2)],
      carbonBudget: [
        { year: 2025, tonnes: 5 * tonnesPerMwQuarter },
        { year: 2026, tonnes: tonnesPerMwQuarter },
      ],
    });
    // Five of eight MW-quarters of 2025, the last first: 2·1.331 + 2·1.21 + 1·1.1 = 6.182. One MW in 2026: 1.4641.
    expectOptimum(plan, 7.6461);
    expect(plan.fleet.running.map(({ node, units }) => [node, units])).toEqual(
      [
        [1, 1000],
        [2, 2000],
        [3, 2000],
        [4, 1000],
      ].map(([node, units]) => [node, expect.closeTo(units!, 6)]),
    );
  });

  it('is kept for the world that needs it, along each path by itself', async () => {
    const plan = await bestPlan(highOrLow([2, 3], [2, 2]), {
      regions: [
        region('coal', { ...dirty, powerUsdPerMwh: energyPerMwQuarter(0.1) }),
        region('wind', { powerUsdPerMwh: energyPerMwQuarter(0.3) }),
      ],
      pools: [
        { id: 'campus', region: 'coal', kind: 'campus' },
        { id: 'zone', region: 'wind', kind: 'zone' },
      ],
      liveCapacity: [live('campus', 2), live('zone', 2)],
      carbonBudget: [{ year: 2025, tonnes: tonnesPerMwQuarter }],
    });
    // Coal earns 0.9 a MW, wind 0.7. One MW-quarter of coal is allowed on each path. Used now it adds 0.2: 1.6 + ½·1.4 + ½·1.4 =
    // 3.0. Kept: 1.4, then high 2·0.7 + 0.9 = 2.3, low 0.7 + 0.9 = 1.6: 3.35.
    expectOptimum(plan, 3.35);
    expect(plan.fleet.running.filter(({ pool }) => pool === 'campus')).toMatchObject([
      { node: 1, units: expect.closeTo(1000, 6) },
      { node: 2, units: expect.closeTo(1000, 6) },
    ]);
  });

  it('counts its share of a period that reaches into the next year', async () => {
    const plan = await bestPlan(chain([2, 2], quarter(2025, 4)), {
      asOf: '2025-10-01',
      calendar: { periodQuarters: 2 },
      regions: [region('here', dirty)],
      liveCapacity: [live('campus', 2)],
      carbonBudget: [{ year: 2025, tonnes: tonnesPerMwQuarter }],
    });
    // One level for both quarters, of which one lies in 2025: 1 MW, twice.
    expectOptimum(plan, 2);
  });
});
