import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import { signPlan } from '../../src/app/sign-plan.ts';
import { makePlan } from '../../src/planning/plan/make-plan.ts';
import { untimed } from '../../src/planning/solve-clock.ts';
import { verifyPlan } from '../../src/verify/verify-plan.ts';
import {
  chain,
  live,
  PER_MW,
  perMwQuarter,
  rented,
  type TinyChanges,
  tinyPortfolio,
} from '../options/tiny-portfolio.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Returns of a year in which 10 m USD of capital are paid for an order, and that `verify` finds right. */
async function returnsOf(demand: readonly number[], changes: TinyChanges) {
  const tree = chain(demand);
  const order = { pool: 'zone', accelerator: 'chip', units: 1, arrives: '2025Q1' };
  const portfolio = tinyPortfolio(tree, { orders: [{ ...order, outstandingUsd: 10e6 }], ...changes });
  const outcome = makePlan({ portfolio, tree, solver: await highsSolver(), clock: untimed() });
  if (outcome.status !== 'planned') throw new Error(outcome.status);
  const plan = signPlan(outcome.plan, portfolio, { sha256, engineVersion: 'test' });
  const { checks } = verifyPlan(portfolio, plan, tree, sha256);
  expect(checks.filter(({ status }) => status === 'failed')).toEqual([]);
  return plan.headline.figures;
}

describe('the return on capital (K6)', () => {
  it('is what own power earns over what was paid', async () => {
    // A MW earns 1 a quarter: 4 of 10.
    const { roicShare, irrPerYear, paybackYears } = await returnsOf([2, 2, 2, 2], {
      liveCapacity: [live('campus', 1)],
    });
    expect([roicShare, paybackYears]).toEqual([expect.closeTo(0.4, 9), null]);
    // -9 + x + x² + x³ is worth nothing at x = 1.6608: 1.6608⁻⁴ − 1 a year.
    expect(irrPerYear).toBeCloseTo(-0.8686, 4);
  });

  it('takes the rent of what another cloud serves from its revenue', async () => {
    const { roicShare } = await returnsOf([2, 2, 2, 2], {
      liveCapacity: [live('campus', 1)],
      bursts: [
        {
          ...{ id: 'cloud', name: 'Cloud', workload: 'chat', maxUnitsPerHour: PER_MW },
          priceUsdPerUnit: perMwQuarter(0.8),
        },
      ],
    });
    // 4·(1 + 1 − 0.8); without the rent it would be 0.8.
    expect(roicShare).toBeCloseTo(0.48, 9);
  });

  it('counts what others pay for accelerators', async () => {
    const { roicShare } = await returnsOf([1, 1, 1, 1], {
      liveCapacity: [live('campus', 1.5)],
      rentOuts: [{ accelerator: 'chip', usdPerAcceleratorHour: perMwQuarter(0.6), maxUnits: 500 }],
    });
    // 4·(1 + 0.5·0.6).
    expect(roicShare).toBeCloseTo(0.52, 9);
  });

  it('counts what a subtenant pays, beside the rent', async () => {
    const { roicShare } = await returnsOf([1, 1, 1, 1], {
      liveCapacity: [live('campus', 1)],
      leases: [
        rented('hall', 1, {
          ...{ termQuarters: 8, commenced: { ageQuarters: 0 }, terminable: false },
          sublet: { quarters: 4, rentUsdPerKwMonth: 80, costUsd: 0 },
        }),
      ],
    });
    // 4·(1 − 0.3 + 0.24).
    expect(roicShare).toBeCloseTo(0.376, 9);
  });
});
