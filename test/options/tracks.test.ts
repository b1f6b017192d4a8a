import { describe, expect, it } from 'vitest';
import {
  bestPlan,
  chain,
  expectOptimum,
  highOrLow,
  minusTenPercentPerQuarter,
  perMwQuarter,
  served,
  site,
  stageOf,
  tenPercentPerQuarter,
} from './tiny-portfolio.ts';

describe('parallel tracks', () => {
  /** The grid takes three quarters at 1, the building one at 4; 2 MW earn 4 a quarter, discounted by 10 % a quarter. */
  const waitingForTheGrid = (maxPauseQuarters: number) => ({
    finance: { discountRatePerYear: tenPercentPerQuarter },
    workloads: [served('chat', { priceUsdPerUnit: perMwQuarter(2) })],
    projects: [
      site('site', 2, [], {
        maxPauseQuarters,
        tracks: [
          {
            id: 'interconnection',
            stages: [stageOf({ quarters: 3, costUsd: 3e6, holdingUsdPerQuarter: 0.5e6 })],
          },
          {
            id: 'building',
            stages: [stageOf({ costUsd: 4e6, holdingUsdPerQuarter: 0.1e6, restartFeeUsd: 0.2e6 })],
          },
        ],
      }),
    ],
  });
  const grid = 1 + 1 / 1.1 + 1 / 1.21;
  const income = 4 / 1.1 ** 3 + 4 / 1.1 ** 4 + 4 / 1.1 ** 5;

  it('let the shell wait for the grid, which keeps its place', async () => {
    const plan = await bestPlan(chain([2, 2, 2, 2, 2, 2]), waitingForTheGrid(2));
    // The building at present value: at once 4; after one pause 0.1 + 4.2/1.1 = 3.918; after two 0.1 + 0.1/1.1 + 4.2/1.21 =
    // 3.662. A quarter of delay of all would lose 4/1.1⁵ = 2.484 of the income of 8.221 and save at most a tenth of 6.4.
    expectOptimum(plan, income - grid - (0.1 + 0.1 / 1.1 + 4.2 / 1.21));
    expect(plan.actions('site')).toEqual([
      'pause:building',
      'pause:building',
      'resume',
      'live',
      'live',
      'live',
    ]);
  });

  it('count a quarter in which one of them waits as a pause', async () => {
    const plan = await bestPlan(chain([2, 2, 2, 2, 2, 2]), waitingForTheGrid(1));
    // One pause only: 3.918.
    expectOptimum(plan, income - grid - (0.1 + 4.2 / 1.1));
    expect(plan.actions('site')).toEqual(['pause:building', 'resume', 'continue', 'live', 'live', 'live']);
  });

  /** Permits of two stages, the first dear to hold, and a building of two quarters; every quarter of work costs 1 and 10 % less a quarter later. */
  const fallingCosts = (restartFeeUsd: number) => ({
    finance: { costInflationPerYear: minusTenPercentPerQuarter },
    workloads: [served('chat', { priceUsdPerUnit: perMwQuarter(3) })],
    projects: [
      site('site', 2, [], {
        maxPauseQuarters: 2,
        tracks: [
          {
            id: 'permits',
            stages: [
              stageOf({ stage: 'site-control', costUsd: 1e6, holdingUsdPerQuarter: 0.5e6 }),
              stageOf({ stage: 'permitted', costUsd: 1e6 }),
            ],
          },
          { id: 'building', stages: [stageOf({ quarters: 2, costUsd: 2e6, restartFeeUsd })] },
        ],
      }),
    ],
  });

  it('owe the restart fee of one that advances again while another is paused', async () => {
    const plan = await bestPlan(chain([2, 0, 0, 2]), fallingCosts(0.1e6));
    // The fourth quarter earns 2·3 = 6. Work costs 1, 0.9, 0.81 a quarter and track; f = 0.1:
    // building later, permits apart 1 + 0.9·(1 + f) + 0.81·2 = 3.52 + 0.9·f = 3.61;
    // building later, permits at once 1 + 0.9·(2 + f) + 0.81 = 3.61 + 0.9·f = 3.70;
    // building at once, permits apart 1·2 + 0.9 + 0.81 = 3.71; both paused between 2 + 0.81·(2 + f) = 3.62 + 0.81·f = 3.701;
    // no pause 2 + 1.8 = 3.80; both later 0.5 + 0.9·(2 + f) + 1.62 = 3.92 + 0.9·f.
    expectOptimum(plan, 6 - 3.61);
    expect(plan.actions('site')).toEqual(['pause:building', 'pause:permits', 'resume', 'live']);
  });

  it('take turns differently where that fee is higher', async () => {
    const plan = await bestPlan(chain([2, 0, 0, 2]), fallingCosts(0.3e6));
    // As above with f = 0.3: 3.79, 3.88, 3.71, 3.863, 3.80.
    expectOptimum(plan, 6 - 3.71);
    expect(plan.actions('site')).toEqual(['continue', 'pause:permits', 'resume', 'live']);
  });

  it('are left at the price of those that are unfinished', async () => {
    const plan = await bestPlan(highOrLow([2, 2, 2, 2], [2, 0, 0, 0]), {
      projects: [
        site('site', 2, [], {
          tracks: [
            { id: 'interconnection', stages: [stageOf({ costUsd: 0.5e6, cancelFeeUsd: 1e6 })] },
            {
              id: 'building',
              stages: [stageOf({ quarters: 2, costUsd: 2e6, cancelFeeUsd: 0.3e6, salvageUsd: 0.1e6 })],
            },
          ],
        }),
      ],
    });
    // First quarter −0.5 − 1. High: −1, then 2 + 2: 3. Low: only the building is left to cancel, −0.3 + 0.1 (finished −1).
    // −1.5 + ½·3 − ½·0.2 = −0.1. Cancelled at once: −1 − 0.3 + 0.1 = −1.2.
    expectOptimum(plan, -0.1);
    expect(plan.actions('site', 0)).toEqual(['continue', 'continue', 'live', 'live']);
    expect(plan.actions('site', 1)).toEqual(['continue', 'cancel', 'cancelled', 'cancelled']);
  });
});

describe('tranches', () => {
  it('that are delivered stay, are operated and keep their worth when the rest is cancelled', async () => {
    const plan = await bestPlan(highOrLow([2, 2, 2, 2], [2, 1, 1, 1]), {
      finance: { terminalUsdPerMw: 0.2e6 },
      projects: [
        site(
          'site',
          2,
          [
            { costUsd: 2e6, deliversMw: 1 },
            { stage: 'powered', costUsd: 1.5e6, deliversMw: 1 },
          ],
          { opexUsdPerMwYear: 0.4e6 },
        ),
      ],
    });
    // After −2 the first MW serves from the second quarter. A MW costs 0.1 a quarter and is worth 0.2 at the end.
    // High: the second −1.5; 0.9 + 1.8 + 1.8 + 0.4 = 4.9: 3.4 (cancelled 2.9). Low: cancelled 3·0.9 + 0.2 = 2.9
    // (continued 3·0.9 − 2·0.1 − 1.5 + 0.4 = 1.4). −2 + ½·3.4 + ½·2.9 = 1.15.
    expectOptimum(plan, 1.15);
    expect(plan.actions('site', 0)).toEqual(['continue', 'continue', 'live', 'live']);
    expect(plan.actions('site', 1)).toEqual(['continue', 'cancel', 'cancelled', 'cancelled']);
  });

  it('power only what every track has delivered, and leave the rest part-built', async () => {
    const plan = await bestPlan(chain([3, 3, 3]), {
      finance: { terminalUsdPerMw: 1e6, partBuiltShare: 0.5 },
      workloads: [served('chat', { priceUsdPerUnit: perMwQuarter(5) })],
      projects: [
        site('site', 3, [], {
          spentUsd: 0.4e6,
          tracks: [
            { id: 'interconnection', stages: [stageOf({ quarters: 2, costUsd: 1e6 })] },
            {
              id: 'building',
              stages: [
                stageOf({ costUsd: 2e6, deliversMw: 1 }),
                stageOf({ stage: 'powered', quarters: 3, costUsd: 3e6, deliversMw: 2 }),
              ],
            },
          ],
        }),
      ],
    });
    // The building's first MW waits a quarter for the grid: 1 MW serves in the third quarter, 5. Costs 2.5 + 1.5 + 1 = 5.
    // At the end 1 MW is worth 1, and of the other two thirds half of 0.4 + 1 + 4 = 5.4: 1.8. 5 − 5 + 1 + 1.8 = 2.8.
    // Cancelled in the third quarter: 5 − 4 + 1 = 2; in the second, before any power: −2.5.
    expectOptimum(plan, 2.8);
    expect(plan.actions('site')).toEqual(['continue', 'continue', 'continue']);
  });
});

describe('a substation', () => {
  it('of 3 MW carries one of two sites of 2 MW', async () => {
    const plan = await bestPlan(chain([4, 4, 4]), {
      substations: [{ id: 'yard', itPowerMw: 3 }],
      projects: [
        site('cheap', 2, [{ costUsd: 1e6 }], { substation: 'yard' }),
        site('dear', 2, [{ costUsd: 1.5e6 }], { substation: 'yard' }),
      ],
    });
    // Each would serve two quarters for 4. Only one may be live: 4 − 1 = 3 or 4 − 1.5 = 2.5 (both: 5.5).
    expectOptimum(plan, 3);
    expect(plan.actions('cheap')).toEqual(['continue', 'live', 'live']);
    expect(plan.actions('dear')).toEqual(['cancel', 'cancelled', 'cancelled']);
  });

  it('has room for the first tranche of a second site', async () => {
    const plan = await bestPlan(chain([4, 4, 4]), {
      substations: [{ id: 'yard', itPowerMw: 3 }],
      projects: [
        site('whole', 2, [{ costUsd: 1e6 }], { substation: 'yard' }),
        site(
          'halves',
          2,
          [
            { costUsd: 0.5e6, deliversMw: 1 },
            { stage: 'powered', costUsd: 0.5e6, deliversMw: 1 },
          ],
          { substation: 'yard' },
        ),
      ],
    });
    // Whole and the first half: −1 − 0.5 + 2·3 = 4.5; the second half would add 1 − 0.5 but make 4 MW. Whole alone 3;
    // both halves alone −1 + 1 + 2 = 2.
    expectOptimum(plan, 4.5);
    expect(plan.actions('whole')).toEqual(['continue', 'live', 'live']);
    expect(plan.actions('halves')).toEqual(['continue', 'cancel', 'cancelled']);
  });
});
