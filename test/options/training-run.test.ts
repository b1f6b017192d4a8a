import { describe, expect, it } from 'vitest';
import {
  bestPlan,
  chain,
  chip,
  energyPerMwQuarter,
  expectOptimum,
  fork,
  live,
  minusTenPercentPerQuarter,
  PER_MW,
  region,
  site,
} from './tiny-portfolio.ts';

const run = { id: 'run', name: 'Run', accelerators: ['chip'], quarters: 2 };

describe('a training run of a block', () => {
  it('starts when it displaces little, though its worth falls', async () => {
    const plan = await bestPlan(chain([2, 1, 0, 2]), {
      liveCapacity: [live('campus', 2)],
      trainingRuns: [
        { ...run, units: 2 * PER_MW, valueUsd: 5e6, valueGrowthPerYear: minusTenPercentPerQuarter },
      ],
    });
    // Chat alone earns 2 + 1 + 0 + 2 = 5. The run takes all 2 MW for two quarters and earns 5·0.9^t in the second of them:
    // started in the 1st 4.5 − 3 = 1.5, in the 2nd 4.05 − 1 = 3.05, in the 3rd 3.645 − 2 = 1.645. 5 + 3.05 = 8.05.
    expectOptimum(plan, 8.05);
    expect(plan.actions('run')).toEqual(['wait', 'start:campus:chip', 'train', 'done']);
  });

  it('needs all of its power in one pool, and pays its energy', async () => {
    const plan = await bestPlan(chain([1, 0, 0]), {
      regions: [region('here', { powerUsdPerMwh: energyPerMwQuarter(0.1) })],
      pools: [
        { id: 'campus', region: 'here', kind: 'campus' },
        { id: 'zone', region: 'here', kind: 'campus' },
      ],
      liveCapacity: [live('campus', 2), live('zone', 2)],
      projects: [site('site', 1, [{ costUsd: 1e6 }])],
      trainingRuns: [{ ...run, units: 3 * PER_MW, valueUsd: 4e6 }],
    });
    // Neither pool's 2 MW hold 3 MW; the site's MW makes it 3 in the campus. Chat earns 1 − 0.1 in the first quarter, the run
    // 4 − 2·3·0.1, the site costs 1: 0.9 + 3.4 − 1 = 3.3. Without it 0.9.
    expectOptimum(plan, 3.3);
    expect(plan.actions('site')).toEqual(['continue', 'live', 'live']);
    expect(plan.actions('run')).toEqual(['wait', 'start:campus:chip', 'train']);
  });

  it('needs all of its accelerators in one pool too', async () => {
    const plan = await bestPlan(chain([1, 1, 1]), {
      pools: [
        { id: 'campus', region: 'here', kind: 'campus' },
        { id: 'zone', region: 'here', kind: 'campus' },
      ],
      accelerators: [chip({ priceUsd: 1000, supplyPerQuarter: 4 * PER_MW })],
      installedFleet: [
        { pool: 'campus', accelerator: 'chip', units: 2 * PER_MW, arrived: '2025Q1' },
        { pool: 'zone', accelerator: 'chip', units: 2.5 * PER_MW, arrived: '2025Q1' },
      ],
      liveCapacity: [live('campus', 4), live('zone', 4)],
      trainingRuns: [{ ...run, units: 3 * PER_MW, valueUsd: 4e6 }],
    });
    // 1,000 accelerators cost 1. Half of that in the zone makes its 2,500 up to 3,000: 4 − 0.5 = 3.5 (in the campus 3.0); chat
    // is served in the campus: 3. 6.5.
    expectOptimum(plan, 6.5);
    const started = plan.actions('run').find((action) => action.startsWith('start'));
    expect(started).toBe('start:zone:chip');
    expect(plan.fleet.purchases).toMatchObject([{ pool: 'zone', units: expect.closeTo(500, 6) }]);
  });

  it('is not started where it could not be done, and only in the world that has room for it', async () => {
    const plan = await bestPlan(
      fork(1, [
        { probability: 0.5, demand: { chat: [2, 0, 0] } },
        { probability: 0.5, demand: { chat: [2, 2, 2] } },
      ]),
      {
        liveCapacity: [live('campus', 2)],
        trainingRuns: [{ ...run, units: 2 * PER_MW, valueUsd: 3e6 }],
      },
    );
    // Chat earns 2, then 0 or 2 a quarter. Started in the second quarter the run displaces 0 or 4 of chat; in the first 2, and
    // 0 or 2 more: 3 − 3 on average. 2 + ½·3 + ½·4 = 5.5; in the third quarter it could no longer be done.
    expectOptimum(plan, 5.5);
    expect(plan.actions('run', 0)).toEqual(['wait', 'start:campus:chip', 'train']);
    expect(plan.actions('run', 1)).toEqual(['wait', 'wait', 'wait']);
  });
});
