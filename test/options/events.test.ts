import { describe, expect, it } from 'vitest';
import type { ScenarioTree } from '../../src/demand/scenario-tree.ts';
import {
  bestPlan,
  chain,
  expectOptimum,
  highOrLow,
  live,
  PER_MW,
  perMwQuarter,
  rented,
  served,
  site,
  stageOf,
  type TinyChanges,
} from './tiny-portfolio.ts';

/** The tree with the share of each node's futures in which the event is active. */
function withEvent(tree: ScenarioTree, shares: readonly number[]): ScenarioTree {
  return { ...tree, values: new Map([...tree.values, ['event:event', Float64Array.from(shares)]]) };
}

const event = { id: 'event', name: 'Event', hazardPerQuarter: 0.1 };

/** The grid takes two quarters at 1, the building one at 4; 2 MW earn 6 a quarter. */
const gridAndBuilding: TinyChanges = {
  workloads: [served('chat', { priceUsdPerUnit: perMwQuarter(3) })],
  projects: [
    site('site', 2, [], {
      tracks: [
        {
          id: 'interconnection',
          stages: [stageOf({ quarters: 2, costUsd: 2e6, holdingUsdPerQuarter: 0.5e6 })],
        },
        { id: 'building', stages: [stageOf({ costUsd: 4e6, holdingUsdPerQuarter: 0.1e6 })] },
      ],
    }),
  ],
};

describe('a delay of the grid', () => {
  const demand = chain([2, 2, 2, 2, 2]);
  const delayed = {
    ...gridAndBuilding,
    events: [{ ...event, delays: [{ projects: ['site'], tracks: ['interconnection'] }] }],
  };

  it('costs its holding and a quarter of income, while the building goes on', async () => {
    const plan = await bestPlan(withEvent(demand, [0, 1, 0, 0, 0]), delayed);
    // 1 + 4 in the first quarter, 0.5 for holding the place in the second, 1 in the third, 6 in the fourth and the fifth: 12 − 6.5.
    expectOptimum(plan, 5.5);
    expect(plan.actions('site')).toEqual(['continue', 'continue', 'continue', 'live', 'live']);
  });

  it('holds up the building too when it began with it', async () => {
    const plan = await bestPlan(withEvent(demand, [1, 1, 0, 0, 0]), {
      ...delayed,
      events: [{ ...event, delays: [{ regions: ['here'] }] }],
    });
    // 0.6 a quarter for both tracks, twice; then 1 + 4, then 1, and 6 in the fifth quarter: 6 − 7.2 < 0. It is left at once.
    expectOptimum(plan, 0);
    expect(plan.actions('site')[0]).toBe('cancel');
  });

  it('of fewer than half of the futures that a node stands for is none', async () => {
    const [less, half] = await Promise.all(
      [0.49, 0.5].map((share) => bestPlan(withEvent(demand, [0, share, 0, 0, 0]), delayed)),
    );
    // Without delay: 1 + 4, 1, and three quarters of 6: 18 − 6 = 12.
    expectOptimum(less!, 12);
    expectOptimum(half!, 5.5);
  });

  it('takes no quarter of pause, and leaves what was paused before with its restart fee', async () => {
    const tree = withEvent(chain([0, 0, 0, 2, 2]), [0, 1, 0, 0, 0]);
    const plan = await bestPlan(tree, {
      workloads: [served('chat', { priceUsdPerUnit: perMwQuarter(3) })],
      finance: { costInflationPerYear: -0.3439 },
      projects: [
        site('site', 2, [{ costUsd: 4e6, holdingUsdPerQuarter: 0.1e6, restartFeeUsd: 1e6 }], {
          maxPauseQuarters: 1,
        }),
      ],
      events: [{ ...event, delays: [{ projects: ['site'] }] }],
    });
    // Prices fall by 10 % a quarter; the income of 12 needs the site by the fourth quarter. Built at once 4. Held in the first
    // quarter (0.1), delayed in the second (0.09), built in the third with its fee 0.81·(4 + 1) = 4.05: 4.24. Not paused but built at once: 12 − 4.
    expectOptimum(plan, 8);
    const cheaper = await bestPlan(tree, {
      workloads: [served('chat', { priceUsdPerUnit: perMwQuarter(3) })],
      finance: { costInflationPerYear: -0.3439 },
      projects: [
        site('site', 2, [{ costUsd: 4e6, holdingUsdPerQuarter: 0.1e6, restartFeeUsd: 0.5e6 }], {
          maxPauseQuarters: 1,
        }),
      ],
      events: [{ ...event, delays: [{ projects: ['site'] }] }],
    });
    // 0.1 + 0.09 + 0.81·4.5 = 3.835 < 4.
    expectOptimum(cheaper, 12 - 3.835);
    expect(cheaper.actions('site')).toEqual(['pause', 'continue', 'resume', 'live', 'live']);
  });

  it('makes a site worth leaving in the world that it strikes', async () => {
    const plan = await bestPlan(withEvent(highOrLow([2, 2, 2], [2, 2, 2]), [0, 1, 0, 0, 0]), {
      workloads: [served('chat', { priceUsdPerUnit: perMwQuarter(2) })],
      projects: [
        site('site', 2, [{ quarters: 2, costUsd: 2e6, cancelFeeUsd: 0.25e6, holdingUsdPerQuarter: 0.5e6 }]),
      ],
      events: [{ ...event, delays: [{ projects: ['site'] }] }],
    });
    // First quarter 1. Without delay 1 more and 2·2 in the third: +3. With it nothing can be live in the third: leaving costs 0.25,
    // less than holding at 0.5. −1 + ½·3 − ½·0.25 = 0.375, more than leaving at once for 0.25.
    expectOptimum(plan, 0.375);
    expect(plan.actions('site', 0)).toEqual(['continue', 'cancel', 'cancelled']);
    expect(plan.actions('site', 1)).toEqual(['continue', 'continue', 'live']);
  });
});

describe('a landlord who delivers late', () => {
  it('puts off rent and income alike', async () => {
    const changes = {
      leases: [rented('hall', 2, { signed: { quarters: 1 }, termQuarters: 4 })],
      events: [{ ...event, delays: [{ leases: ['hall'] }] }],
    };
    const [onTime, late] = await Promise.all(
      [
        [0, 0, 0, 0],
        [1, 0, 0, 0],
      ].map((shares) => bestPlan(withEvent(chain([2, 2, 2, 2]), shares), changes)),
    );
    // A quarter earns 2 and costs 0.6. From the second quarter on 3·1.4, and 0.6 for the months that are left at the end: 3.6.
    expectOptimum(onTime!, 3.6);
    // A quarter later 2·1.4, and three months' rent at the end: 2.2.
    expectOptimum(late!, 2.2);
    expect(late!.actions('hall')).toEqual(['continue', 'continue', 'continue', 'continue']);
  });
});

describe('a tenant who leaves', () => {
  const anchored = (terms: 'exclusive' | 'right-of-first-refusal'): TinyChanges => ({
    liveCapacity: [live('campus', 4)],
    contracts: [
      {
        ...{ id: 'anchor', name: 'Anchor', workload: 'chat', terms },
        offers: [
          {
            ...{ quarter: '2025Q2', unitsPerHour: 3 * PER_MW, termQuarters: 2 },
            ...{ priceUsdPerUnit: perMwQuarter(0.6), penaltyUsdPerUnit: perMwQuarter(0.5) },
          },
        ],
      },
    ],
    events: [{ ...event, withdraws: ['anchor'] }],
  });

  it('asks for nothing any more: what was taken is neither served nor owed', async () => {
    const plan = await bestPlan(withEvent(chain([1, 1, 1]), [0, 0, 1]), anchored('right-of-first-refusal'));
    // Chat earns 1 a quarter, the block 3·0.6 in the second alone: 3 + 1.8.
    expectOptimum(plan, 4.8);
    expect(plan.actions('anchor:1')).toEqual(['wait', 'exercise', 'serve']);
  });

  it('makes no offer, not even under exclusive terms', async () => {
    const plan = await bestPlan(withEvent(chain([1, 1, 1]), [0, 1, 0]), anchored('exclusive'));
    expectOptimum(plan, 3);
    expect(plan.actions('anchor:1')).toEqual(['wait', 'waive', 'waived']);
  });
});
