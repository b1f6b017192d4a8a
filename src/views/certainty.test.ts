import { describe, expect, it } from 'vitest';
import { certaintyOf, certaintyTally, type WeighedDecision } from './certainty.ts';

const headline = { gapUsd: 66e6, stakeUsd: 5.6e9 };
const of = (advantageUsd: number, proven = false, gapUsd = headline.gapUsd) =>
  certaintyOf({ ...headline, gapUsd }, { proven, advantageUsd });

describe('how certain a decision is', () => {
  it('calls no decision a toss-up whose next best action loses more than 0.1 % of the stake', () => {
    expect([5.5e6, 5.7e6, 29e6].map((usd) => of(usd))).toEqual(['toss-up', 'unproven', 'unproven']);
  });

  it('calls none a toss-up that loses more than the gap, down to what nobody would call a difference', () => {
    expect([2e6, 900].map((usd) => of(usd, false, 1e6))).toEqual(['unproven', 'toss-up']);
    expect(of(0, false, 0)).toBe('toss-up');
  });

  it('calls one a toss-up where another action is worth more, and proven what is proven', () => {
    expect([of(-3e6), of(0, true), of(29e6, true)]).toEqual(['toss-up', 'proven', 'proven']);
  });

  it('counts them in words', () => {
    const decisions: WeighedDecision[] = [
      ...[171e6, 9e6].map((advantageUsd) => ({ advantageUsd, proven: true })),
      ...[
        { advantageUsd: 29e6, proven: false },
        { advantageUsd: 0, proven: false },
      ],
    ];
    const plan = { headline, decisionsNow: decisions } as unknown as Parameters<typeof certaintyTally>[0];
    expect(certaintyTally(plan, 'en')).toBe('2 are proven, 1 is unproven, 1 is a toss-up');
    expect(certaintyTally(plan, 'de')).toBe('2 bewiesen, 1 unbewiesen, 1 unentschieden');
  });
});
