import { describe, expect, it } from 'vitest';
import {
  bestPlan,
  chain,
  expectOptimum,
  fork,
  highOrLow,
  perMwQuarter,
  rented,
  served,
} from './tiny-portfolio.ts';

// Every lease has 2 MW at 0.1 M USD a MW and month: 0.6 a quarter, 0.2 a month. Serving them earns 2 a quarter.

describe('a sublet', () => {
  it('bridges two quarters without demand', async () => {
    const lease = rented('lease', 2, {
      ...{ commenced: { ageQuarters: 0 }, termQuarters: 8, terminationRentMonths: 6 },
      sublet: { rentUsdPerKwMonth: 80, quarters: 2, costUsd: 0.1e6 },
    });
    const plan = await bestPlan(chain([2, 0, 0, 2, 2, 2]), { leases: [lease] });
    // Served: 4·(2 − 0.6) = 5.6. Sublet in the 2nd and 3rd quarter: 2·(0.48 − 0.6) − 0.1 = −0.34 (left empty −1.2). At the
    // horizon 6 months are left: the exit costs 6·0.2 = 1.2. 5.6 − 0.34 − 1.2 = 4.06.
    // Cancelled in the 2nd quarter: 1.4 − 1.2 = 0.2; sublet at once: 0.48 − 0.6 twice, then empty once.
    expectOptimum(plan, 4.06);
    expect(plan.actions('lease')).toEqual([
      'continue',
      'sublet',
      'sublet',
      'continue',
      'continue',
      'continue',
    ]);
  });

  it('of three quarters is taken before the demand is known, though it cannot be undone', async () => {
    const plan = await bestPlan(highOrLow([1, 2, 2], [1, 0, 0]), { leases: [subletFor(3)] });
    // Sublet, a quarter earns 1.8 − 0.6 = 1.2. At once for three: 3.6 − 0.1 = 3.5, also where demand is high. Waiting:
    // 1 − 0.6 = 0.4, then high 2·1.4 = 2.8, low sublet to the end of the term 2·1.2 − 0.1 = 2.3: 0.4 + 1.4 + 1.15 = 2.95.
    expectOptimum(plan, 3.5);
    expect(plan.actions('lease', 0)).toEqual(['sublet', 'sublet', 'sublet']);
    expect(plan.actions('lease', 1)).toEqual(['sublet', 'sublet', 'sublet']);
  });

  it('of a single quarter leaves the choice open', async () => {
    const plan = await bestPlan(highOrLow([1, 2, 2], [1, 0, 0]), { leases: [subletFor(1)] });
    // First quarter 1.2 − 0.1 = 1.1 (own use 0.4). High: 2·1.4 = 2.8 (sublet 2.2). Low: 2·1.1 = 2.2.
    // 1.1 + ½·2.8 + ½·2.2 = 3.6.
    expectOptimum(plan, 3.6);
    expect(plan.actions('lease', 0)).toEqual(['sublet', 'continue', 'continue']);
    expect(plan.actions('lease', 1)).toEqual(['sublet', 'sublet', 'sublet']);
  });
});

/** A lease with three quarters to run that a subtenant would pay 0.9 a MW and quarter for. */
function subletFor(quarters: number) {
  return rented('lease', 2, {
    ...{ commenced: { ageQuarters: 0 }, termQuarters: 3, terminable: false },
    sublet: { rentUsdPerKwMonth: 300, quarters, costUsd: 0.1e6 },
  });
}

describe('a renewal', () => {
  const ending = { commenced: { ageQuarters: 2 }, termQuarters: 3 };

  it('is taken in the last quarter of the term as a bet that can be left for three months of the new rent', async () => {
    const lease = rented('lease', 2, {
      ...ending,
      renewal: { termQuarters: 2, rentUsdPerKwMonth: 150 },
    });
    const plan = await bestPlan(highOrLow([2, 2, 2, 2], [2, 0, 0, 0]), { leases: [lease] });
    // This quarter 2 − 0.6 = 1.4. The new term costs 0.9 a quarter. High: 2·(2 − 0.9) = 2.2. Low: cancelled at once,
    // 3 months of 0.3 = 0.9 (after a quarter 0.9 + 0.9, held 1.8). 1.4 + ½·2.2 − ½·0.9 = 2.05 > 1.4.
    expectOptimum(plan, 2.05);
    expect(plan.actions('lease', 0)).toEqual(['renew', 'continue', 'continue', 'ended']);
    expect(plan.actions('lease', 1)).toEqual(['renew', 'cancel', 'cancelled', 'cancelled']);
  });

  it('is left where the new term would bind at a higher rent', async () => {
    const lease = rented('lease', 2, {
      ...{ ...ending, terminable: false },
      renewal: { termQuarters: 2, rentUsdPerKwMonth: 200 },
    });
    const plan = await bestPlan(highOrLow([2, 2, 2, 2], [2, 0, 0, 0]), { leases: [lease] });
    // High 2·(2 − 1.2) = 1.6, low −2.4: ½·1.6 − ½·2.4 = −0.4 < 0. The term ends with 1.4.
    expectOptimum(plan, 1.4);
    expect(plan.actions('lease', 0)).toEqual(['continue', 'ended', 'ended', 'ended']);
  });

  it('starts its rent afresh and escalates it from its own start', async () => {
    const lease = rented('lease', 2, {
      ...{ commenced: { ageQuarters: 7 }, termQuarters: 8, escalatorPerYear: 0.1 },
      renewal: { termQuarters: 5, rentUsdPerKwMonth: 150 },
    });
    const plan = await bestPlan(chain([2, 2, 2, 2, 2, 2, 2]), { leases: [lease] });
    // Age 7 has one step: 2 − 0.66. Then four quarters at 0.9 and one, at age 4, at 0.99; the seventh finds it ended:
    // 1.34 + 4·1.1 + 1.01 = 6.75.
    expectOptimum(plan, 6.75);
    expect(plan.actions('lease')).toEqual(['renew', ...Array(5).fill('continue'), 'ended']);
  });

  it('can be had as often as agreed', async () => {
    const lease = rented('lease', 2, {
      ...{ commenced: { ageQuarters: 0 }, termQuarters: 1 },
      renewal: { termQuarters: 1, rentUsdPerKwMonth: 150, times: 2 },
    });
    const plan = await bestPlan(chain([2, 2, 2, 2]), { leases: [lease] });
    // 2 − 0.6, then 2 − 0.9 twice: 3.6.
    expectOptimum(plan, 3.6);
    expect(plan.actions('lease')).toEqual(['renew', 'renew', 'continue', 'ended']);
  });
});

describe('a letter of intent', () => {
  const talks = { quarters: 1, costUsdPerQuarter: 0.05e6, walkAwayUsd: 0.5e6, until: '2025Q2' };

  it('is held until it lapses where the lease would not pay', async () => {
    const plan = await bestPlan(
      fork(2, [
        { probability: 0.1, demand: { chat: [2, 2, 2, 2] } },
        { probability: 0.9, demand: { chat: [2, 2, 0, 0] } },
      ]),
      { leases: [rented('lease', 2, { ...signing, loi: talks })] },
    );
    // Talks cost 0.05 a quarter, paused or not. Held for two quarters it lapses: −0.1; walking away −0.5.
    // Signed at once: −0.05, then high 2·1.4 − 0.6 of exit = 2.2, low cancelled 0.6: −0.05 + 0.22 − 0.54 = −0.37.
    // Signed a quarter later: −0.1, high 1.4 − 0.6 = 0.8, low −0.6: −0.56.
    expectOptimum(plan, -0.1);
    for (const world of [0, 1])
      expect(plan.actions('lease', world)).toEqual(['pause', 'pause', 'lapse', 'lapsed']);
  });

  it('is signed in its last quarter only in the world that pays', async () => {
    const plan = await bestPlan(highOrLow([2, 2, 2, 2], [2, 0, 0, 0], 0.2), {
      workloads: [served('chat', { priceUsdPerUnit: perMwQuarter(3) })],
      leases: [rented('lease', 2, { ...signing, terminationRentMonths: 12, loi: talks })],
    });
    // Served, the lease earns 6 a quarter; leaving it costs 12·0.2 = 2.4. Held a quarter: −0.05. High: signed −0.05,
    // fitted out, served once 6 − 0.6 and left 2.4: 2.95. Low: held −0.05, lapsed.
    // −0.05 + 0.2·2.95 − 0.8·0.05 = 0.5. At once: −0.05 + 0.2·(2·5.4 − 2.4) − 0.8·2.4 = −0.29.
    expectOptimum(plan, 0.5);
    expect(plan.actions('lease', 0)).toEqual(['pause', 'resume', 'continue', 'continue']);
    expect(plan.actions('lease', 1)).toEqual(['pause', 'pause', 'lapse', 'lapsed']);
  });
});

/** Signed for a quarter, then eight quarters. */
const signing = { signed: { quarters: 1 }, termQuarters: 8, maxPauseQuarters: 2 };

describe('a signed lease', () => {
  it('is deferred while a quarter of deferral is cheaper than a quarter of empty rent', async () => {
    const plan = await bestPlan(chain([2, 0, 0, 2, 2]), {
      leases: [rented('lease', 2, { ...signing, deferralRentShare: 0.5 })],
    });
    // The exit at the horizon costs 0.6 whenever it commenced. Commenced at once: 4 − 4·0.6 − 0.6 = 1.0. Each of two
    // deferrals costs 0.3 and saves 0.6: 1.6.
    expectOptimum(plan, 1.6);
    expect(plan.actions('lease')).toEqual(['pause', 'pause', 'resume', 'continue', 'continue']);
  });

  it('is not deferred where that costs more than the rent', async () => {
    const plan = await bestPlan(chain([2, 0, 0, 2, 2]), {
      leases: [rented('lease', 2, { ...signing, deferralRentShare: 1.2 })],
    });
    // A deferral costs 0.72 and saves 0.6: 1.0 without any.
    expectOptimum(plan, 1);
    expect(plan.actions('lease')).toEqual(Array(5).fill('continue'));
  });
});

describe('a termination', () => {
  const lease = rented('lease', 2, {
    ...{ commenced: { ageQuarters: 5 }, termQuarters: 8, terminationRentMonths: 4, escalatorPerYear: 0.1 },
  });

  it('comes at once where nothing is earned any more', async () => {
    const plan = await bestPlan(chain([2, 0, 0, 0]), { leases: [lease] });
    // One step of the escalator: 0.66 a quarter, 0.22 a month. 2 − 0.66, then 4 months: 0.88. A quarter later the fee is
    // min(4, 3)·0.22 = 0.66, but the rent of that quarter 0.66 comes first: 1.32. 2 − 0.66 − 0.88 = 0.46.
    expectOptimum(plan, 0.46);
    expect(plan.actions('lease')).toEqual(['continue', 'cancel', 'cancelled', 'cancelled']);
  });

  it('costs only the months that are left', async () => {
    const plan = await bestPlan(chain([2, 1.3, 0.1, 0]), { leases: [lease] });
    // 2nd quarter: 1.3 − 0.66 = 0.64 (left: −0.88). 3rd, the last of the term: three months are left, so leaving costs the
    // 0.66 that staying does, and staying earns 0.1: −0.56. 1.34 + 0.64 − 0.56 = 1.42.
    expectOptimum(plan, 1.42);
    expect(plan.actions('lease')).toEqual(['continue', 'continue', 'continue', 'ended']);
  });

  it('before a step of the rent costs the months that are left at the rent before it', async () => {
    const plan = await bestPlan(chain([1, 1]), {
      workloads: [served('chat', { pools: ['zone'] })],
      leases: [
        rented('empty', 2, {
          ...{ commenced: { ageQuarters: 3 }, termQuarters: 5, escalatorPerYear: 0.1 },
          terminationRentMonths: 12,
        }),
      ],
    });
    // Nobody uses it. Left now: min(12, 6)·0.2 = 1.2. Held: 0.6 and, after the step, 0.66.
    expectOptimum(plan, -1.2);
    expect(plan.actions('empty')).toEqual(['cancel', 'cancelled']);
  });
});
