import { describe, expect, it } from 'vitest';
import {
  bestPlan,
  chain,
  expectOptimum,
  fork,
  highOrLow,
  minusTenPercentPerQuarter,
  perMwQuarter,
  served,
  site,
  tenPercentPerQuarter,
} from './tiny-portfolio.ts';

describe('the limit on pauses', () => {
  /** A site of 2 MW whose quarter of work costs 2, a pause 0.1, a restart 0.3, its cancellation 1. */
  const pausable = (maxPauseQuarters: number) => ({
    projects: [
      site(
        'site',
        2,
        [{ costUsd: 2e6, holdingUsdPerQuarter: 0.1e6, restartFeeUsd: 0.3e6, cancelFeeUsd: 1e6 }],
        { maxPauseQuarters },
      ),
    ],
  });
  const tree = highOrLow([2, 2, 2, 2], [2, 0, 0, 0], 0.3);

  it('allows to wait for better demand to the end of the horizon', async () => {
    const plan = await bestPlan(tree, pausable(4));
    // Paused at once: −0.1. High: resumed −2.3, served twice 4: 1.7. Low: three pauses more, −0.3, the fourth being the last
    // allowed. −0.1 + 0.3·1.7 − 0.7·0.3 = 0.2. Built at once: −2 + 0.3·6 = −0.2.
    expectOptimum(plan, 0.2);
    expect(plan.actions('site', 0)).toEqual(['pause', 'resume', 'live', 'live']);
    expect(plan.actions('site', 1)).toEqual(['pause', 'pause', 'pause', 'pause']);
  });

  it('makes building at once the better choice when it is one quarter too short', async () => {
    const plan = await bestPlan(tree, pausable(3));
    // In the low world waiting now ends in a cancellation, so it is cancelled at once for 1:
    // −0.1 + 0.3·1.7 − 0.7·1 = −0.29 < −0.2 of building at once.
    expectOptimum(plan, -0.2);
    for (const world of [0, 1])
      expect(plan.actions('site', world)).toEqual(['continue', 'live', 'live', 'live']);
  });
});

describe('the restart fee', () => {
  /** Two quarters of work at 2 each, a pause at 0.05, 3 a quarter once demand comes in the fifth; 10 % a quarter. */
  const delayable = (restartFeeUsd: number) => ({
    finance: { discountRatePerYear: tenPercentPerQuarter },
    workloads: [served('chat', { priceUsdPerUnit: perMwQuarter(3) })],
    projects: [
      site('site', 1, [{ quarters: 2, costUsd: 4e6, holdingUsdPerQuarter: 0.05e6, restartFeeUsd }], {
        maxPauseQuarters: 4,
      }),
    ],
  });
  const demand = chain([1, 0, 0, 0, 1, 1]);
  const income = 3 / 1.1 ** 4 + 3 / 1.1 ** 5;

  it('of little lets the work wait until it is needed', async () => {
    const plan = await bestPlan(demand, delayable(0.1e6));
    // Costs at present value: at once 2 + 2/1.1 = 3.818; two pauses first 0.05 + 0.05/1.1 + 2.1/1.21 + 2/1.331 = 3.334; one
    // pause first 0.05 + 2.1/1.1 + 2/1.21 = 3.612; two pauses between 2 + 0.05/1.1 + 0.05/1.21 + 2.1/1.331 = 3.665.
    // A third pause loses 3/1.4641 = 2.049 of the income. Income 3.912.
    expectOptimum(plan, income - (0.05 + 0.05 / 1.1 + 2.1 / 1.21 + 2 / 1.331));
    expect(plan.actions('site')).toEqual(['pause', 'pause', 'resume', 'continue', 'live', 'live']);
  });

  it('of much makes it start at once', async () => {
    const plan = await bestPlan(demand, delayable(1e6));
    // At once 3.818; two pauses first 0.05 + 0.05/1.1 + 3/1.21 + 2/1.331 = 4.077; one 0.05 + 3/1.1 + 2/1.21 = 4.430.
    expectOptimum(plan, income - (2 + 2 / 1.1));
    expect(plan.actions('site')).toEqual(['continue', 'continue', 'live', 'live', 'live', 'live']);
  });
});

describe('slowing', () => {
  it('spends six tenths of a quarter for half of its work until demand is known', async () => {
    const plan = await bestPlan(highOrLow([2, 0, 2], [2, 0, 0]), {
      workloads: [served('chat', { priceUsdPerUnit: perMwQuarter(4.5) })],
      projects: [site('site', 2, [{ costUsd: 4e6 }], { slow: true })],
    });
    // Only the third quarter earns, 9. Slow −2.4; high: the half that is left costs 2 (slow again 2.4), 9 − 2 = 7; low:
    // cancelled. −2.4 + ½·7 = 1.1. At full pace −4 + ½·9 = 0.5.
    expectOptimum(plan, 1.1);
    expect(plan.actions('site', 0)).toEqual(['slow', 'continue', 'live']);
    expect(plan.actions('site', 1)).toEqual(['slow', 'cancel', 'cancelled']);
  });

  /** A stage of a quarter and a half that costs 3: 2 for its first quarter, 1 for the half that is left. */
  const halves = {
    workloads: [served('chat', { priceUsdPerUnit: perMwQuarter(3) })],
    projects: [site('site', 2, [{ quarters: 1.5, costUsd: 3e6 }], { slow: true })],
  };

  it('puts off the larger part of a stage with a half-quarter where success is uncertain', async () => {
    const plan = await bestPlan(highOrLow([2, 0, 2], [2, 0, 0]), halves);
    // The third quarter earns 6. Slow first: −1.2, then 2 for a full quarter: −1.2 + ½·(6 − 2) = 0.8.
    // Full first: −2, then 1 for the half: −2 + ½·(6 − 1) = 0.5.
    expectOptimum(plan, 0.8);
    expect(plan.actions('site', 0)).toEqual(['slow', 'continue', 'live']);
  });

  it('is not worth its surcharge where success is likely', async () => {
    const plan = await bestPlan(highOrLow([2, 0, 2], [2, 0, 0], 0.9), halves);
    // −1.2 + 0.9·4 = 2.4; −2 + 0.9·5 = 2.5.
    expectOptimum(plan, 2.5);
    expect(plan.actions('site', 0)).toEqual(['continue', 'continue', 'live']);
    expect(plan.actions('site', 1)).toEqual(['continue', 'cancel', 'cancelled']);
  });

  it('does not cross into the next stage', async () => {
    const plan = await bestPlan(chain([2, 2, 2, 2]), {
      projects: [
        site('site', 2, [
          { stage: 'permitted', quarters: 0.5, costUsd: 0.2e6 },
          { quarters: 1, costUsd: 1e6 },
        ]),
      ],
    });
    // A quarter of pace would do both halves of 1.5, but the first quarter ends with its stage: 0.2, then 1, then 2·2.
    expectOptimum(plan, 2.8);
    expect(plan.actions('site')).toEqual(['continue', 'continue', 'live', 'live']);
  });

  it('is not allowed in the quarter after a pause', async () => {
    const plan = await bestPlan(
      fork(2, [
        { probability: 0.5, demand: { chat: [2, 0, 0, 2] } },
        { probability: 0.5, demand: { chat: [2, 0, 0, 0] } },
      ]),
      {
        finance: { costInflationPerYear: minusTenPercentPerQuarter },
        workloads: halves.workloads,
        projects: [
          site('site', 2, [{ quarters: 1.5, costUsd: 3e6, restartFeeUsd: 0.05e6 }], {
            slow: true,
            maxPauseQuarters: 1,
          }),
        ],
      },
    );
    // The fourth quarter earns 6 or nothing, known in the third; costs fall by 10 % a quarter. Two quarters of work are needed:
    // slow, pause, resume 1.2 + ½·0.81·2.05 = 2.03025; pause, resume, half 0.9·2.05 + ½·0.81·1 = 2.25; slow, slow, half
    // 1.2 + 1.08 + ½·0.81 = 2.685. (Pause, then slow, would be 0.9·1.25 + ½·0.81·2 = 1.935.) 3 − 2.03025 = 0.96975.
    expectOptimum(plan, 0.96975);
    expect(plan.actions('site', 0)).toEqual(['slow', 'pause', 'resume', 'live']);
    expect(plan.actions('site', 1)).toEqual(['slow', 'pause', 'cancel', 'cancelled']);
  });
});
