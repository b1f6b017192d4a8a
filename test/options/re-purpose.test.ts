import { describe, expect, it } from 'vitest';
import {
  bestPlan,
  chain,
  expectOptimum,
  fork,
  minusTenPercentPerQuarter,
  perMwQuarter,
  served,
  site,
  tenPercentPerQuarter,
} from './tiny-portfolio.ts';

/** Training in the campus at 1 either stays or ends after a quarter; chat in the zone earns 0.8. */
const tree = fork(1, [
  { probability: 0.5, demand: { train: [2, 2, 2, 2], chat: [2, 2, 2, 2] } },
  { probability: 0.5, demand: { train: [2, 0, 0, 0], chat: [2, 2, 2, 2] } },
]);

function campus(delayQuarters: number) {
  return {
    workloads: [
      served('train', { kind: 'post-training' }),
      served('chat', { pools: ['zone'], priceUsdPerUnit: perMwQuarter(0.8) }),
    ],
    projects: [
      site('site', 2, [{ costUsd: 3e6 }], {
        opexUsdPerMwYear: 0.4e6,
        repurpose: { pool: 'zone', costUsd: 0.5e6, delayQuarters },
      }),
    ],
  };
}

/** A campus that nobody wants: its work of two quarters costs 1 each, its conversion 0.5 and a quarter; chat in the zone earns 2. */
function unwanted(costInflationPerYear: number) {
  return {
    finance: { costInflationPerYear },
    workloads: [served('chat', { pools: ['zone'], priceUsdPerUnit: perMwQuarter(2) })],
    projects: [
      site('site', 2, [{ quarters: 2, costUsd: 2e6 }], {
        repurpose: { pool: 'zone', costUsd: 0.5e6, delayQuarters: 1 },
      }),
    ],
  };
}

describe('re-purposing', () => {
  it('turns the campus into a zone where training ends, at the price of a quarter without power', async () => {
    const plan = await bestPlan(tree, campus(1));
    // Operation costs 0.2 a quarter. Training stays: 3·(2 − 0.2) = 5.4. Training ends: re-purposed at once, the old pool is
    // operated once more (−0.2 − 0.5), then a quarter of nothing, then 1.6 − 0.2 = 1.4: 0.7; left as it is −0.6.
    // −3 + ½·5.4 + ½·0.7 = 0.05 > 0 of cancelling. (Re-purposed at the root: −0.5, −3 in the third quarter, 1.4: −2.1.)
    expectOptimum(plan, 0.05);
    expect(plan.actions('site', 0)).toEqual(['continue', 'live', 'live', 'live']);
    expect(plan.actions('site', 1)).toEqual(['continue', 're-purpose', 'convert', 'live']);
  });

  it('without a delay powers the other pool from the next quarter on', async () => {
    const plan = await bestPlan(tree, campus(0));
    // Training ends: −0.2 − 0.5, then 1.4 + 1.4: 2.1. −3 + ½·5.4 + ½·2.1 = 0.75.
    expectOptimum(plan, 0.75);
    expect(plan.actions('site', 1)).toEqual(['continue', 're-purpose', 'live', 'live']);
  });

  it('comes last while costs rise, since the work done before is cheaper', async () => {
    const plan = await bestPlan(chain([2, 2, 2, 2, 2]), unwanted(tenPercentPerQuarter));
    // Work twice, re-purpose once and convert once in any order leave one quarter of service: 2·2 = 4. Costs:
    // first 0.5 + 1·1.21 + 1·1.331 = 3.041; between 1 + 0.5·1.1 + 1·1.331 = 2.881; last 1 + 1.1 + 0.5·1.21 = 2.705.
    // 4 − 2.705 = 1.295.
    expectOptimum(plan, 1.295);
    expect(plan.actions('site')).toEqual(['continue', 'continue', 're-purpose', 'convert', 'live']);
  });

  it('comes first while costs fall, and the work goes on where it stood', async () => {
    const plan = await bestPlan(chain([2, 2, 2, 2, 2]), unwanted(minusTenPercentPerQuarter));
    // As above: first 0.5 + 0.81 + 0.729 = 2.039; between 1 + 0.45 + 0.729 = 2.179; last 1 + 0.9 + 0.405 = 2.305.
    // 4 − 2.039 = 1.961.
    expectOptimum(plan, 1.961);
    expect(plan.actions('site')).toEqual(['re-purpose', 'convert', 'continue', 'continue', 'live']);
  });
});
