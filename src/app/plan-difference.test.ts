import { describe, expect, it } from 'vitest';
import type { PlanFile } from '../domain/plan-file.ts';
import { comparePlans } from './plan-difference.ts';

function planOf(actions: Readonly<Record<string, readonly string[]>>, valueUsd = 1e9): PlanFile {
  const policy = Object.entries(actions).map(([option, taken]) => ({ option, actions: taken }));
  return { policy, headline: { valueUsd } } as unknown as PlanFile;
}

const before = planOf({ newark: ['continue', 'pause'], heath: ['cancel', 'cancelled'] });

describe('two plans', () => {
  it('are the same when only the solver’s last digits differ', () => {
    const now = planOf({ newark: ['continue', 'pause'], heath: ['cancel', 'cancelled'] }, 1e9 + 10);
    expect(comparePlans(before, now)).toMatchObject({ differs: false, decisions: [] });
  });

  it('differ in a decision of today, which is named', () => {
    const now = planOf({ newark: ['slow', 'pause'], heath: ['cancel', 'cancelled'] });
    expect(comparePlans(before, now)).toMatchObject({
      differs: true,
      decisions: [{ option: 'newark', before: 'continue', now: 'slow' }],
    });
  });

  it('differ in what they do later, or in their value', () => {
    const later = planOf({ newark: ['continue', 'resume'], heath: ['cancel', 'cancelled'] });
    expect(comparePlans(before, later)).toMatchObject({ differs: true, decisions: [] });
    const dearer = planOf({ newark: ['continue', 'pause'], heath: ['cancel', 'cancelled'] }, 1.1e9);
    expect(comparePlans(before, dearer)).toMatchObject({ differs: true, decisions: [] });
  });

  it('differ when an option came or went', () => {
    const fewer = planOf({ newark: ['continue', 'pause'] });
    expect(comparePlans(before, fewer).differs).toBe(true);
    expect(comparePlans(fewer, before).decisions).toEqual([
      { option: 'heath', before: undefined, now: 'cancel' },
    ]);
  });
});
