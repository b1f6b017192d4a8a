/** How a plan differs from the one before. */
import type { PlanFile } from '../domain/plan-file.ts';

/** Relative difference of values below which two runs count as the same. */
const SAME_VALUE = 1e-6;

export interface PlanDifference {
  readonly differs: boolean;
  /** Options whose action at the root is new, with both actions; `undefined` where the option was not there. */
  readonly decisions: readonly {
    readonly option: string;
    readonly before: string | undefined;
    readonly now: string;
  }[];
  readonly valueUsd: number;
}

/**
 * Compares what the plans decide and what they are worth. They differ when an action at any node differs, when an option came or
 * went, or when the value moved by more than a millionth; times, hashes and the solver's last digits do not count.
 */
export function comparePlans(before: PlanFile, now: PlanFile): PlanDifference {
  const old = new Map(before.policy.map((policy) => [policy.option, policy.actions]));
  const decisions = now.policy
    .map(({ option, actions }) => ({ option, before: old.get(option)?.[0], now: actions[0]! }))
    .filter((decision) => decision.before !== decision.now);
  const samePolicy =
    before.policy.length === now.policy.length &&
    now.policy.every(({ option, actions }) => {
      const former = old.get(option);
      return former?.length === actions.length && actions.every((action, n) => action === former[n]);
    });
  const valueUsd = now.headline.valueUsd - before.headline.valueUsd;
  const sameValue = Math.abs(valueUsd) <= SAME_VALUE * Math.max(1, Math.abs(before.headline.valueUsd));
  return { differs: !samePolicy || !sameValue, decisions, valueUsd };
}
