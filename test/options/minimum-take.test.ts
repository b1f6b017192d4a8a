import { describe, expect, it } from 'vitest';
import {
  bestPlan,
  chain,
  energyPerMwQuarter,
  expectOptimum,
  fork,
  highOrLow,
  live,
  perMwQuarter,
  region,
  served,
  site,
} from './tiny-portfolio.ts';

describe('the minimum take of a site', () => {
  /** 2 MW that cost 1 to finish. They owe 0.8·2·1.25 = 2 utility MW at 0.5 in their first three quarters with power. */
  const owing = (exitFeeUsd: number) => ({
    regions: [region('here', { pue: 1.25 })],
    projects: [
      site('site', 2, [{ costUsd: 1e6 }], {
        minimumTake: {
          ...{ shareOfPower: 0.8, termQuarters: 3 },
          ...{ priceUsdPerMwh: energyPerMwQuarter(0.5), exitFeeUsd },
        },
      }),
    ],
  });

  it('is bought off where nothing will be used', async () => {
    const plan = await bestPlan(highOrLow([2, 2, 2, 2, 2], [2, 0, 0, 0, 0]), owing(0.6e6));
    // High: 2 MW draw 2.5 ≥ 2 and earn 4·2 = 8. Low: 1 a quarter is owed; leaving at once costs 0.6.
    // −1 + ½·8 − ½·0.6 = 2.7.
    expectOptimum(plan, 2.7);
    expect(plan.actions('site', 0)).toEqual(['continue', 'live', 'live', 'live', 'live']);
    expect(plan.actions('site', 1)).toEqual(['continue', 'cancel', 'cancelled', 'cancelled', 'cancelled']);
  });

  it('is paid for its three quarters where leaving costs more', async () => {
    const plan = await bestPlan(highOrLow([2, 2, 2, 2, 2], [2, 0, 0, 0, 0]), owing(3.5e6));
    // Low: 3·1 = 3 < 3.5, and nothing in the fourth quarter with power. −1 + ½·8 − ½·3 = 1.5.
    expectOptimum(plan, 1.5);
    expect(plan.actions('site', 1)).toEqual(['continue', 'live', 'live', 'live', 'live']);
  });

  it('is lessened by what the pool uses', async () => {
    const plan = await bestPlan(highOrLow([2, 2, 2, 2, 2], [2, 1, 1, 1, 1]), owing(0.6e6));
    // Low: 1 MW draws 1.25 and earns 1; the other 0.75 cost 0.375 in three quarters: 4 − 1.125 = 2.875 > −0.6.
    // −1 + ½·8 + ½·2.875 = 4.4375.
    expectOptimum(plan, 4.4375);
    expect(plan.actions('site', 1)).toEqual(['continue', 'live', 'live', 'live', 'live']);
  });

  it('follows a site that is re-purposed, and counts only quarters with power', async () => {
    const plan = await bestPlan(
      fork(1, [
        { probability: 0.5, demand: { train: [2, 2, 2, 2, 2], chat: [1.5, 1.5, 1.5, 1.5, 1.5] } },
        { probability: 0.5, demand: { train: [2, 0, 0, 0, 0], chat: [1.5, 1.5, 1.5, 1.5, 1.5] } },
      ]),
      {
        workloads: [served('train', { pools: ['campus'] }), served('chat', { pools: ['zone'] })],
        projects: [
          site('site', 2, [{}], {
            minimumTake: {
              ...{ shareOfPower: 1, termQuarters: 2 },
              ...{ priceUsdPerMwh: energyPerMwQuarter(0.5), exitFeeUsd: 5e6 },
            },
            repurpose: { pool: 'zone', costUsd: 0.1e6, delayQuarters: 1 },
          }),
        ],
      },
    );
    // Training stays: 4·2 = 8. It ends: re-purposed at once the campus owes 2 MW once more, −1 − 0.1; nothing while converting;
    // then 1.5 MW of chat leave 0.5 of the second quarter owed, 1.5 − 0.25; then 1.5: 1.65 (kept −2).
    // ½·8 + ½·1.65 = 4.825. (Re-purposed at the root: −0.1, then two quarters at 1.25: 2.4.)
    expectOptimum(plan, 4.825);
    expect(plan.actions('site', 0)).toEqual(['continue', 'live', 'live', 'live', 'live']);
    expect(plan.actions('site', 1)).toEqual(['continue', 're-purpose', 'convert', 'live', 'live']);
  });
});

describe('the minimum take of a power contract', () => {
  it('makes it worth to serve at a loss while it lasts', async () => {
    const plan = await bestPlan(chain([1, 2, 1]), {
      regions: [region('here', { pue: 1.5, powerUsdPerMwh: energyPerMwQuarter(0.2) })],
      workloads: [served('chat', { priceUsdPerUnit: perMwQuarter(0.2) })],
      liveCapacity: [live('campus', 2)],
      powerContracts: [
        {
          ...{ id: 'utility', region: 'here', minimumTakeMw: 3 },
          ...{ priceUsdPerMwh: energyPerMwQuarter(0.5), until: '2025Q2' },
        },
      ],
    });
    // A MW earns 0.2, pays 1.5·0.2 = 0.3 for energy and saves 1.5·0.5 = 0.75 of the take.
    // 1st quarter: −0.1 − (3 − 1.5)·0.5 = −0.85. 2nd: −0.2, the take is used up. 3rd: nothing is owed, so nothing runs.
    expectOptimum(plan, -1.05);
    expect(plan.fleet.running.map(({ node, units }) => [node, units])).toEqual([
      [0, expect.closeTo(1000, 6)],
      [1, expect.closeTo(2000, 6)],
    ]);
  });

  it('is owed for the quarters of a period that it covers, on the mean use of the period', async () => {
    const plan = await bestPlan(chain([1, 3, 1, 1]), {
      calendar: { periodQuarters: 2 },
      liveCapacity: [live('campus', 2)],
      powerContracts: [
        {
          ...{ id: 'utility', region: 'here', minimumTakeMw: 4 },
          ...{ priceUsdPerMwh: energyPerMwQuarter(0.5), until: '2025Q1' },
        },
      ],
    });
    // First half-year: mean demand 2, served with 2 MW in both quarters: 4; 4 − 2 = 2 MW of take in its first quarter: −1.
    // Second: 1 MW twice: 2. 4 − 1 + 2 = 5.
    expectOptimum(plan, 5);
  });
});
