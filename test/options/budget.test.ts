import { describe, expect, it } from 'vitest';
import { quarter } from '../../src/units/quarter.ts';
import {
  bestPlan,
  chain,
  expectOptimum,
  perMwQuarter,
  served,
  site,
  tenPercentPerQuarter,
} from './tiny-portfolio.ts';

describe('a budget', () => {
  /**
   * From the third quarter of 2025: `large` costs 2 in each of two quarters and brings 2 MW, `small` costs 2 in one, brings
   * 1 MW and may be paused twice for 0.1. The budget of 2025 has 4.5 left.
   */
  const rivals = (overspendUsdPerUsd?: number) => ({
    asOf: '2025-07-01',
    budget: [
      { fiscalYear: 2025, capexUsd: 5e6, spentUsd: 0.5e6, ...(overspendUsdPerUsd && { overspendUsdPerUsd }) },
    ],
    projects: [
      site('large', 2, [{ quarters: 2, costUsd: 4e6 }]),
      site('small', 1, [{ costUsd: 2e6, holdingUsdPerQuarter: 0.1e6 }], { maxPauseQuarters: 2 }),
    ],
  });
  const tree = chain([3, 3, 3, 3, 3, 3], quarter(2025, 3));

  it('that is hard moves the smaller site into the next year', async () => {
    const plan = await bestPlan(tree, rivals());
    // Large: −4 + 4·2 = 4. Small at once: −2 + 5 = 3, but 4 + 2 > 4.5. Small in 2026: −0.2 − 2 + 3 = 0.8. Small alone 3.
    // 4 + 0.8 = 4.8.
    expectOptimum(plan, 4.8);
    expect(plan.actions('large')).toEqual(['continue', 'continue', 'live', 'live', 'live', 'live']);
    expect(plan.actions('small')).toEqual(['pause', 'pause', 'resume', 'live', 'live', 'live']);
  });

  it('that is soft is overspent while that costs less than to wait', async () => {
    const plan = await bestPlan(tree, rivals(0.5));
    // 1.5 over the budget cost 0.75: 4 + 3 − 0.75 = 6.25 > 4.8.
    expectOptimum(plan, 6.25);
    expect(plan.actions('small')).toEqual(['continue', 'live', 'live', 'live', 'live', 'live']);
  });

  it('that is soft at a high price is kept', async () => {
    const plan = await bestPlan(tree, rivals(2));
    // 4 + 3 − 1.5·2 = 4.0 < 4.8.
    expectOptimum(plan, 4.8);
    expect(plan.actions('small')).toEqual(['pause', 'pause', 'resume', 'live', 'live', 'live']);
  });

  it('is paid for at the last quarter of its fiscal year, in nominal capex', async () => {
    const plan = await bestPlan(chain([1, 0, 1], quarter(2025, 1)), {
      calendar: { fiscalYearStartMonth: 7 },
      finance: { discountRatePerYear: tenPercentPerQuarter, costInflationPerYear: tenPercentPerQuarter },
      budget: [{ fiscalYear: 2025, capexUsd: 3e6, overspendUsdPerUsd: 0.5 }],
      workloads: [served('chat', { priceUsdPerUnit: perMwQuarter(10) })],
      projects: [site('site', 1, [{ quarters: 2, costUsd: 4e6 }])],
    });
    // FY2025 ends with 2025Q2, the second quarter. Capex 2 and 2·1.1 = 2.2; discounted by as much 2 + 2. 1.2 over the budget
    // cost 0.6/1.1; the third quarter earns 10/1.21.
    expectOptimum(plan, 10 / 1.21 - 4 - 0.6 / 1.1);
    expect(plan.actions('site')).toEqual(['continue', 'continue', 'live']);
  });

  it('does not count holding costs and fees', async () => {
    const plan = await bestPlan(chain([1, 1, 1, 1], quarter(2025, 3)), {
      asOf: '2025-07-01',
      budget: [{ fiscalYear: 2025, capexUsd: 0 }],
      projects: [
        site(
          'site',
          1,
          [{ costUsd: 0.5e6, holdingUsdPerQuarter: 0.1e6, cancelFeeUsd: 0.4e6, restartFeeUsd: 0.2e6 }],
          {
            maxPauseQuarters: 2,
          },
        ),
      ],
    });
    // No capex in 2025: paused twice −0.2, then resumed −0.5 − 0.2 and one quarter served: 0.1. Cancelled −0.4.
    expectOptimum(plan, 0.1);
    expect(plan.actions('site')).toEqual(['pause', 'pause', 'resume', 'live']);
  });
});
