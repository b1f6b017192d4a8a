import { describe, expect, it } from 'vitest';
import {
  bestPlan,
  chain,
  expectOptimum,
  fork,
  highOrLow,
  rented,
  served,
  site,
  stageOf,
  tenPercentPerQuarter,
} from './tiny-portfolio.ts';

describe('handing over', () => {
  it('takes a live site out of the world without demand, before it costs another quarter', async () => {
    const plan = await bestPlan(highOrLow([2, 2, 2], [2, 0, 0]), {
      projects: [site('site', 2, [{ costUsd: 1.5e6 }], { opexUsdPerMwYear: 0.4e6 })],
      counterparties: [
        {
          ...{ id: 'buyer', name: 'Buyer', absorbsMw: 2, from: '2025Q2' },
          ...{ usdPerMw: { live: 0.5e6 }, growthPerYear: tenPercentPerQuarter },
        },
      ],
    });
    // Operation costs 0.2 a quarter. High: kept 2·(2 − 0.2) = 3.6; given away in the third quarter 1.8 + 2·0.5·1.21.
    // Low: given away in the second quarter 2·0.5·1.1 = 1.1 and nothing to operate; in the third 1.21 − 0.2 = 1.01.
    // −1.5 + ½·3.6 + ½·1.1 = 0.85 > 0 of cancelling at once.
    expectOptimum(plan, 0.85);
    expect(plan.actions('site', 0)).toEqual(['continue', 'live', 'live']);
    expect(plan.actions('site', 1)).toEqual(['continue', 'hand-over:buyer', 'handed-over']);
  });

  it('gives the one that is dearer to cancel to a counterparty that cannot take both', async () => {
    const talks = (cancelFeeUsd: number) => ({
      stage: 'exploratory' as const,
      quarters: 4,
      costUsd: 4e6,
      cancelFeeUsd,
    });
    const plan = await bestPlan(chain([1, 1]), {
      projects: [site('cheap', 2, [talks(0.6e6)]), site('dear', 2, [talks(0.9e6)])],
      counterparties: [{ id: 'buyer', name: 'Buyer', absorbsMw: 3, usdPerMw: { exploratory: 0.2e6 } }],
    });
    // Neither is done by the horizon; a quarter more costs 1. Each hand-over earns 2·0.2 = 0.4, but 3 MW hold only one:
    // dear handed over, cheap cancelled 0.4 − 0.6 = −0.2; the other way round 0.4 − 0.9 = −0.5.
    expectOptimum(plan, -0.2);
    expect(plan.actions('cheap')).toEqual(['cancel', 'cancelled']);
    expect(plan.actions('dear')).toEqual(['hand-over:buyer', 'handed-over']);
  });

  it('counts what a counterparty absorbs along each path by itself', async () => {
    const plan = await bestPlan(
      fork(1, [
        { probability: 0.5, demand: { train: [1, 2], chat: [1, 0] } },
        { probability: 0.5, demand: { train: [1, 0], chat: [1, 2] } },
      ]),
      {
        workloads: [served('train', { pools: ['campus'] }), served('chat', { pools: ['zone'] })],
        projects: [site('block', 2, [{}]), site('edge', 2, [{}], { pool: 'zone' })],
        counterparties: [{ id: 'buyer', name: 'Buyer', absorbsMw: 2, usdPerMw: { live: 0.7e6 } }],
      },
    );
    // Both are live in the second quarter. In each world one serves 2 MW for 2 and the other is handed over for
    // 2·0.7 = 1.4, which fills the counterparty's 2 MW on that path: 3.4 in either world.
    expectOptimum(plan, 3.4);
    expect([plan.actions('block', 0), plan.actions('edge', 0)]).toEqual([
      ['continue', 'live'],
      ['continue', 'hand-over:buyer'],
    ]);
    expect([plan.actions('block', 1), plan.actions('edge', 1)]).toEqual([
      ['continue', 'hand-over:buyer'],
      ['continue', 'live'],
    ]);
  });

  it('pays to be rid of a lease that cannot be terminated', async () => {
    const lease = rented('lease', 2, {
      ...{ commenced: { ageQuarters: 0 }, termQuarters: 4, terminable: false },
    });
    const buyer = { id: 'buyer', name: 'Buyer', absorbsMw: 2, usdPerMw: { live: -0.5e6 } };
    const plan = await bestPlan(chain([2, 0]), { leases: [lease], counterparties: [buyer] });
    // Rent is 0.6 a quarter. Kept: 2 − 0.6 − 0.6, and two quarters of rent owed at the horizon, −1.2: −0.4. Handed over
    // at once −1.0; after a quarter of service 2 − 0.6 − 2·0.5 = 0.4.
    expectOptimum(plan, 0.4);
    expect(plan.actions('lease')).toEqual(['continue', 'hand-over:buyer']);
  });

  it('is over when the counterparty stops taking', async () => {
    const lease = rented('lease', 2, {
      ...{ commenced: { ageQuarters: 0 }, termQuarters: 4, terminable: false },
    });
    const buyer = { id: 'buyer', name: 'Buyer', absorbsMw: 2, until: '2025Q1', usdPerMw: { live: -0.5e6 } };
    const plan = await bestPlan(chain([2, 0]), { leases: [lease], counterparties: [buyer] });
    // As above without the second quarter: kept −0.4, handed over at once −1.0.
    expectOptimum(plan, -0.4);
    expect(plan.actions('lease')).toEqual(['continue', 'continue']);
  });

  it('is priced by the earliest stage that any track has still to finish', async () => {
    const plan = await bestPlan(chain([1, 1]), {
      projects: [
        site('site', 2, [], {
          tracks: [
            { id: 'interconnection', stages: [stageOf({ stage: 'powered', quarters: 4, costUsd: 0.8e6 })] },
            { id: 'permits', stages: [stageOf({ stage: 'site-control', costUsd: 0.3e6 })] },
          ],
        }),
      ],
      counterparties: [
        {
          ...{ id: 'buyer', name: 'Buyer', absorbsMw: 2 },
          usdPerMw: { 'site-control': 0.1e6, powered: 0.5e6 },
        },
      ],
    });
    // Site control is missing in the first quarter: 2·0.1 = 0.2. A quarter of work later only power is: 2·0.5 − 0.2 − 0.3 = 0.5.
    expectOptimum(plan, 0.5);
    expect(plan.actions('site')).toEqual(['continue', 'hand-over:buyer']);
  });
});
