import { describe, expect, it } from 'vitest';
import { everyKind } from '../../test/verify/portfolios.ts';
import type { Lease } from '../domain/portfolio.ts';
import { leaseMachine } from './lease-machine.ts';

const [talks, running] = everyKind().leases as [Lease, Lease];
const baseRentUsd = 1000 * 110 * 4;

/** Heading, cash and MW of each action of a sequence. */
function run(lease: Lease, ...actions: string[]) {
  const machine = leaseMachine(lease);
  let state = machine.initial;
  return actions.map((action) => {
    const step = machine.step(state, action);
    if (!step) throw new Error(`${action} is not allowed after ${machine.key(state)}`);
    state = step.next;
    const [amount] = step.amounts;
    return {
      ...amount,
      mw: step.poweredMw,
      open: machine.actions(state),
      terminalUsd: machine.terminalUsd(state),
    };
  });
}

describe('leaseMachine', () => {
  it('passes talks, fit-out and its term, with MW and rent from the quarter of commencement (L1, L2, L5)', () => {
    const steps = run({ ...talks, termQuarters: 5 }, 'continue', ...Array(6).fill('continue'), 'ended');
    expect(steps.map(({ heading, mw }) => `${heading} ${mw}`)).toEqual([
      ...['holding 0', 'fit-out 0', 'rent 4', 'rent 4', 'rent 4', 'rent 4', 'rent 4', 'undefined 0'],
    ]);
    expect(steps[1]).toMatchObject({ usd: -4e6, capex: true, growth: 0 });
    expect(steps[5]).toMatchObject({ usd: -3 * baseRentUsd, capex: false, growth: 0 });
    expect(steps[6]!.usd).toBeCloseTo(-3 * baseRentUsd * 1.02, 6);
  });

  it('defers at a share of the base rent, as often as allowed, and then resumes (L3)', () => {
    const [, pause, resume] = run(talks, 'continue', 'pause', 'resume');
    expect(pause).toMatchObject({ usd: -0.5 * 3 * baseRentUsd, open: ['resume', 'cancel'] });
    expect(resume!.heading).toBe('fit-out');
  });

  it('walks away cheaply from talks and pays months of rent later, at most those that are left (L4)', () => {
    expect(run(talks, 'cancel')[0]).toMatchObject({ usd: -20_000, mw: 0, open: ['cancelled'] });
    expect(run(talks, 'continue', 'cancel')[1]!.usd).toBe(-12 * baseRentUsd);
    expect(run(running, 'cancel')[0]!.usd).toBe(-6 * 1000 * 100 * 3);
    expect(run(running, 'continue', 'continue', 'cancel')[2]!.usd).toBeCloseTo(-3 * 1000 * 100 * 3 * 1.04, 6);
  });

  it('owes its exit at the horizon, or all the rent that remains where it has none (L6)', () => {
    const [loi, signed] = run(talks, 'continue', 'continue');
    expect([loi!.terminalUsd, signed!.terminalUsd]).toEqual([-12 * baseRentUsd, -12 * baseRentUsd]);
    const bound = { ...running, terminable: false };
    expect(run(bound, 'continue')[0]!.terminalUsd).toBeCloseTo(-3 * 2 * 1000 * 100 * 3 * 1.04, 6);
    expect(leaseMachine(bound).actions({ kind: 'commenced', age: 3, renewals: 0, sublet: 0 })).toEqual([
      'continue',
    ]);
    expect(leaseMachine(talks).terminalUsd(leaseMachine(talks).initial)).toBeCloseTo(0, 9);
  });
});
