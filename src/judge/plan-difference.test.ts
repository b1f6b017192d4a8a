import { describe, expect, it } from 'vitest';
import type { PlanFile } from '../domain/plan-file.ts';
import { comparePlans } from './plan-difference.ts';

function planOf(actions: Readonly<Record<string, readonly string[]>>, valueUsd = 1e9): PlanFile {
  const policy = Object.entries(actions).map(([option, taken]) => ({ option, actions: taken }));
  const fan = { p90: [0] };
  const figures = { overBuildMw: fan, underBuildMw: fan, waitingMw: fan, reversibleUsd: [0] };
  const tree = { parent: [-1, 0], probability: [1, 1], values: {} };
  const headline = { valueUsd, boundUsd: valueUsd + 5, figures };
  return { policy, headline, tree, decisionsNow: [], reasons: [], provenance: {} } as unknown as PlanFile;
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

  it('leave the difference of the best plans within both gaps', () => {
    const now = planOf({ newark: ['continue', 'pause'], heath: ['cancel', 'cancelled'] }, 1e9 + 100);
    expect(comparePlans(before, now)).toMatchObject({ valueUsd: 100, lowestUsd: 95, highestUsd: 105 });
  });

  it('differ when an option came or went', () => {
    const fewer = planOf({ newark: ['continue', 'pause'] });
    expect(comparePlans(before, fewer).differs).toBe(true);
    expect(comparePlans(fewer, before).decisions).toMatchObject([
      { option: 'heath', before: undefined, now: 'cancel' },
    ]);
  });
});
