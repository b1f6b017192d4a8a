import { describe, expect, it } from 'vitest';
import {
  bestPlan,
  chain,
  expectOptimum,
  highOrLow,
  live,
  PER_MW,
  perMwQuarter,
  served,
  site,
  type TinyChanges,
} from './tiny-portfolio.ts';

type Terms = 'exclusive' | 'right-of-first-refusal' | 'none';

/** 4 MW are live. The tenant asks in the second quarter for 3 MW over two quarters at 0.6. */
function anchored(terms: Terms, penalty: number): TinyChanges {
  return {
    liveCapacity: [live('campus', 4)],
    contracts: [
      {
        ...{ id: 'anchor', name: 'Anchor', workload: 'chat', terms },
        offers: [
          {
            ...{ quarter: '2025Q2', unitsPerHour: 3 * PER_MW, termQuarters: 2 },
            ...{ priceUsdPerUnit: perMwQuarter(0.6), penaltyUsdPerUnit: perMwQuarter(penalty) },
          },
        ],
      },
    ],
  };
}

/** Demand of 4 MW that either stays or falls to 1 MW from the second quarter. */
const tree = highOrLow([4, 4, 4], [4, 1, 1]);

describe('a right of first refusal', () => {
  it('is exercised only in the world where the block does not displace better demand', async () => {
    const plan = await bestPlan(tree, anchored('right-of-first-refusal', 0.5));
    // First quarter: 4. High: waived 4 + 4 = 8; taken, a MW of the block is worth 0.6 + 0.5 penalty = 1.1 > 1, so
    // 3·0.6 + 1·1 = 2.8 a quarter, 5.6 < 8. Low: waived 1 + 1 = 2; taken 1 + 3·0.6 = 2.8 a quarter, 5.6 > 2.
    // 4 + ½·8 + ½·5.6 = 10.8.
    expectOptimum(plan, 10.8);
    expect(plan.actions('anchor:1', 0)).toEqual(['wait', 'waive', 'waived']);
    expect(plan.actions('anchor:1', 1)).toEqual(['wait', 'exercise', 'serve']);
  });

  it('takes half of a block where the whole could not be served', async () => {
    const plan = await bestPlan(chain([2, 2, 2]), {
      liveCapacity: [live('campus', 4)],
      contracts: [
        {
          ...{ id: 'anchor', name: 'Anchor', workload: 'chat', terms: 'right-of-first-refusal' },
          offers: [
            {
              ...{ quarter: '2025Q1', unitsPerHour: 4 * PER_MW, termQuarters: 2, partial: true },
              ...{ priceUsdPerUnit: perMwQuarter(0.7), penaltyUsdPerUnit: perMwQuarter(0.2) },
            },
          ],
        },
      ],
    });
    // A MW of the block is worth 0.7 + 0.2 = 0.9 < 1: the 2 MW of chat go first. Per quarter of the term: waived 2;
    // half 2 + 2·0.7 = 3.4; whole 2 + 2·0.7 − 2·0.2 = 3.0. Half in two quarters and chat alone in the third: 8.8.
    expectOptimum(plan, 8.8);
    expect(plan.actions('anchor:1')).toEqual(['exercise-half', 'serve', 'ended']);
  });

  it('makes a site worth building for the block', async () => {
    const plan = await bestPlan(chain([1, 1, 1, 1]), builtForTenant('right-of-first-refusal'));
    // Chat earns 4·1 on the live MW. Built for 3, the site serves 2 MW in three quarters: 6 − 3 = 3. Cancelled, −0.5,
    // and the block is better waived. 4 + 3 = 7.
    expectOptimum(plan, 7);
    expect(plan.actions('site')).toEqual(['continue', 'live', 'live', 'live']);
    expect(plan.actions('anchor:1')).toEqual(['wait', 'exercise', 'serve', 'serve']);
  });

  it('is served at its mean over periods that its term covers in part', async () => {
    const plan = await bestPlan(chain([1, 1, 1, 1]), {
      calendar: { periodQuarters: 2 },
      workloads: [served('chat', { priceUsdPerUnit: perMwQuarter(0.1) })],
      liveCapacity: [live('campus', 1)],
      contracts: [
        {
          ...{ id: 'anchor', name: 'Anchor', workload: 'chat', terms: 'right-of-first-refusal' },
          offers: [
            {
              ...{ quarter: '2025Q2', unitsPerHour: 2 * PER_MW, termQuarters: 2 },
              ...{ priceUsdPerUnit: perMwQuarter(1), penaltyUsdPerUnit: perMwQuarter(1) },
            },
          ],
        },
      ],
    });
    // 2 MW in the second and third quarter are 1 MW on average in either half-year, which the live MW serves: 4·1. Waived: 4·0.1.
    expectOptimum(plan, 4);
    expect(plan.actions('anchor:1')).toEqual(['wait', 'exercise', 'serve', 'ended']);
  });
});

describe('exclusive terms', () => {
  it('take the block even where it displaces better demand', async () => {
    const plan = await bestPlan(tree, anchored('exclusive', 0.5));
    // As above, but taken in the high world too, where the block is served first (1.1 > 1): 2.8 a quarter.
    // 4 + ½·5.6 + ½·5.6 = 9.6.
    expectOptimum(plan, 9.6);
    expect(plan.actions('anchor:1', 0)).toEqual(['wait', 'exercise', 'serve']);
    expect(plan.actions('anchor:1', 1)).toEqual(['wait', 'exercise', 'serve']);
  });

  it('pay the penalty where it is cheaper than to serve', async () => {
    const plan = await bestPlan(tree, anchored('exclusive', 0.3));
    // A MW of the block is now worth 0.6 + 0.3 = 0.9 < 1. High: 4 of chat − 3·0.3 = 3.1 a quarter, 6.2 (serving the
    // block: 2.8). Low: 5.6. 4 + ½·6.2 + ½·5.6 = 9.9.
    expectOptimum(plan, 9.9);
    expect(
      plan.fleet.running.filter(({ workload }) => workload === 'anchor:1').map(({ node }) => node),
    ).toEqual([2, 4]);
  });
});

describe('the worth of a right', () => {
  it('is what re-solving under other terms loses: to choose is worth more than to be bound, to be bound more than nothing', async () => {
    const [none, first, exclusive] = await Promise.all(
      (['none', 'right-of-first-refusal', 'exclusive'] as const).map((terms) =>
        bestPlan(tree, anchored(terms, 0.5)),
      ),
    );
    // Derived above and below: 9, 10.8 and 9.6. The right is worth 1.8, of which its obligation in the high world would take
    // ½·(8 − 5.6) = 1.2 away.
    expect(first!.value - none!.value).toBeCloseTo(1.8, 9);
    expect(first!.value - exclusive!.value).toBeCloseTo(1.2, 9);
  });

  it('is nothing where the block never pays, and exclusivity then is worth less than nothing', async () => {
    const high = chain([4, 4, 4]);
    const [none, first, exclusive] = await Promise.all(
      (['none', 'right-of-first-refusal', 'exclusive'] as const).map((terms) =>
        bestPlan(high, anchored(terms, 0.5)),
      ),
    );
    // Waived 4 a quarter, 12. Taken 4 + 2·2.8 = 9.6.
    expectOptimum(none!, 12);
    expectOptimum(first!, 12);
    expectOptimum(exclusive!, 9.6);
  });
});

describe('no terms at all', () => {
  it('let the tenant go elsewhere', async () => {
    const plan = await bestPlan(tree, anchored('none', 0.5));
    // 4 + ½·(4 + 4) + ½·(1 + 1) = 9.
    expectOptimum(plan, 9);
    expect(plan.actions('anchor:1', 1)).toEqual(['wait', 'waive', 'waived']);
  });

  it('leave nothing to build for', async () => {
    const plan = await bestPlan(chain([1, 1, 1, 1]), builtForTenant('none'));
    // Chat earns 4. The site would serve nobody: finished −3, cancelled −0.5. 3.5.
    expectOptimum(plan, 3.5);
    expect(plan.actions('site')).toEqual(['cancel', 'cancelled', 'cancelled', 'cancelled']);
    expect(plan.actions('anchor:1')).toEqual(['wait', 'waive', 'waived', 'waived']);
  });
});

/** 1 MW is live for chat. A site of 2 MW, built in a quarter for 3, could serve the tenant's 2 MW over three quarters at 1. */
function builtForTenant(terms: Terms): TinyChanges {
  return {
    liveCapacity: [live('campus', 1)],
    projects: [site('site', 2, [{ costUsd: 3e6, cancelFeeUsd: 0.5e6 }])],
    contracts: [
      {
        ...{ id: 'anchor', name: 'Anchor', workload: 'chat', terms },
        offers: [
          {
            ...{ quarter: '2025Q2', unitsPerHour: 2 * PER_MW, termQuarters: 3 },
            ...{ priceUsdPerUnit: perMwQuarter(1), penaltyUsdPerUnit: perMwQuarter(1) },
          },
        ],
      },
    ],
  };
}
