/** Value of a ledger over the leaf paths (V1, T3). */
import type { Ledger } from './ledger.ts';
import type { Timeline } from './timeline.ts';

/** What a plan is worth, in present values at the root unless they are called nominal. */
export interface Objective {
  readonly valueUsd: number;
  readonly expectedNpvUsd: number;
  readonly cvarUsd: number;
  /** Expected size of the discounted flows: sets the tolerance of the value. */
  readonly sizeUsd: number;
  /** Expected, nominal and discounted. */
  readonly capexUsd: number;
  readonly discountedCapexUsd: number;
  /** NPV of the leaf paths in USD, from the lowest to the highest. */
  readonly outcomes: readonly Outcome[];
}

/** What one future brings, in USD or in MW. */
export interface Outcome {
  readonly probability: number;
  readonly amount: number;
}

/** The objective (V1), its distribution and the sums that gaps and tolerances are measured by, from cash alone. */
export function objectiveOf(
  ledger: Ledger,
  timeline: Timeline,
  risk: { readonly cvarWeight: number; readonly cvarLevel: number },
): Objective {
  const { tree, discount, leaves } = timeline;
  const npv = new Float64Array(ledger.cash.length);
  const sums = { sizeUsd: 0, capexUsd: 0, discountedCapexUsd: 0, expectedNpvUsd: 0 };
  for (let n = 0; n < npv.length; n++) {
    const above = n === 0 ? 0 : npv[tree.parent[n]!]!;
    const weight = tree.probability[n]! * discount[n]!;
    npv[n] = above + discount[n]! * ledger.cash[n]!;
    sums.sizeUsd += weight * ledger.size[n]!;
    sums.capexUsd += tree.probability[n]! * ledger.capex[n]!;
    sums.discountedCapexUsd += weight * ledger.capex[n]!;
    sums.expectedNpvUsd += weight * ledger.cash[n]!;
  }
  const outcomes = leaves
    .map((leaf) => ({ probability: tree.probability[leaf]!, amount: npv[leaf]! }))
    .sort((a, b) => a.amount - b.amount);
  const cvarUsd = meanOfWorst(outcomes, 1 - risk.cvarLevel);
  const valueUsd = (1 - risk.cvarWeight) * sums.expectedNpvUsd + risk.cvarWeight * cvarUsd;
  return { ...sums, valueUsd, cvarUsd, outcomes };
}

/** Mean of the worst `share` of outcomes that stand in ascending order; the last one counts in part. */
export function meanOfWorst(outcomes: readonly Outcome[], share: number): number {
  let left = share;
  let sum = 0;
  for (const { probability, amount } of outcomes) {
    const taken = Math.min(left, probability);
    sum += taken * amount;
    left -= taken;
  }
  return sum / (share - left);
}

/** The smallest outcome that is not exceeded with probability `level` (K8), of outcomes in ascending order. */
export function quantileOf(outcomes: readonly Outcome[], level: number): number {
  let mass = 0;
  for (const { probability, amount } of outcomes) {
    mass += probability;
    if (mass >= level - 1e-12) return amount;
  }
  return outcomes.at(-1)!.amount;
}
