import { describe, it } from 'vitest';
import { bestPlan, chain, expectOptimum, live, perMwQuarter, served, site } from './tiny-portfolio.ts';

describe('churn', () => {
  it('takes nothing from the promise before anybody was turned away', async () => {
    const plan = await bestPlan(chain([4, 4]), {
      workloads: [
        served('chat', {
          ...{ committedShare: 1, shortfallUsdPerUnit: perMwQuarter(0.2) },
          ...{ churnShare: 0.25, returnSharePerYear: 1 },
        }),
      ],
      liveCapacity: [live('campus', 2)],
      projects: [site('site', 2, [{}])],
    });
    // F17: nothing is lost in the first period. 4 MW are promised and 2 served: 2 − 2·0.2 = 1.6. With the site there are 4 MW in
    // the second quarter, when a quarter of the 2 MW is lost: 3.5. 1.6 + 3.5 = 5.1. (Were demand given up at will in the first
    // quarter, no penalty would be due and nobody be lost: 2 + 4 = 6.)
    expectOptimum(plan, 5.1);
  });
});
