import { describe, expect, it } from 'vitest';
import { bestPlan, expectOptimum, fork, highOrLow, perMwQuarter, served, site } from './tiny-portfolio.ts';

describe('the conditional value at risk', () => {
  /** A site that costs 3 and earns 8 or nothing; cancelled it costs 0.1. */
  const gamble = (cvarWeight: number) => ({
    risk: { cvarWeight, cvarLevel: 0.5 },
    workloads: [served('chat', { priceUsdPerUnit: perMwQuarter(4) })],
    projects: [site('site', 2, [{ costUsd: 3e6, cancelFeeUsd: 0.1e6 }])],
  });

  it('of weight one half cancels a gamble that is good on average', async () => {
    const plan = await bestPlan(highOrLow([1, 2], [1, 0]), gamble(0.5));
    // Built: 5 or −3, mean 1, mean of the worst half −3: ½·1 − ½·3 = −1. Cancelled: −0.1 for sure.
    expectOptimum(plan, -0.1);
    expect(plan.actions('site', 0)).toEqual(['cancel', 'cancelled']);
  });

  it('of weight one fifth takes it', async () => {
    const plan = await bestPlan(highOrLow([1, 2], [1, 0]), gamble(0.2));
    // 0.8·1 − 0.2·3 = 0.2.
    expectOptimum(plan, 0.2);
    expect(plan.actions('site', 0)).toEqual(['continue', 'live']);
  });

  /** A site that earns 1, 4 or 7 for 2, with probability 0.2, 0.3 and 0.5; a buyer takes it at once. */
  const offered = (usdPerMw: number) => ({
    risk: { cvarWeight: 0.25, cvarLevel: 0.6 },
    projects: [site('site', 10, [{ costUsd: 2e6 }])],
    counterparties: [
      { id: 'buyer', name: 'Buyer', absorbsMw: 10, until: '2025Q1', usdPerMw: { construction: usdPerMw } },
    ],
  });
  const tree = fork(
    1,
    [
      { mw: 1, probability: 0.2 },
      { mw: 4, probability: 0.3 },
      { mw: 7, probability: 0.5 },
    ].map(({ mw, probability }) => ({ probability, demand: { chat: [1, mw] } })),
  );

  it('counts the world at its edge in part', async () => {
    const plan = await bestPlan(tree, offered(0.22e6));
    // Kept: −1, 2, 5; mean −0.2 + 0.6 + 2.5 = 2.9; worst 40 %: (0.2·(−1) + 0.2·2) / 0.4 = 0.5. 0.75·2.9 + 0.25·0.5 = 2.3 > 2.2
    // of the buyer.
    expectOptimum(plan, 2.3);
    for (const world of [0, 1, 2]) expect(plan.actions('site', world)).toEqual(['continue', 'live']);
  });

  it('prefers a sure price above that', async () => {
    const plan = await bestPlan(tree, offered(0.24e6));
    // 2.4 > 2.3.
    expectOptimum(plan, 2.4);
    expect(plan.actions('site', 0)).toEqual(['hand-over:buyer', 'handed-over']);
  });
});
