/** How certain a decision is: proven, unproven or a toss-up (G3). */
import type { PlanFile } from '../domain/plan-file.ts';
import { messages } from '../messages/catalogue.ts';
import type { Language } from '../messages/language.ts';
import { EQUAL_USD } from './reason.ts';

/** `unproven`: nothing found with another action is as good, which is not ruled out. */
export type Certainty = 'proven' | 'unproven' | 'toss-up';

/** Share of the stake up to which two actions are worth the same to a planner. */
const TOSS_UP_SHARE = 0.001;

/** A decision and what is known of its runner-up. */
export interface WeighedDecision {
  readonly proven: boolean;
  /** What the runner-up is worth less: as planned anew or, where it was not, at the plan's prices. Below 0 where it is worth more. */
  readonly advantageUsd: number;
}

/**
 * A decision that the bound does not settle is a toss-up only where another action is known to be worth the same: it loses no more than the
 * gap, and no more than 0.1 % of the stake. Otherwise it is unproven: worse in every plan found, though not ruled out.
 */
export function certaintyOf(
  { gapUsd, stakeUsd }: Pick<PlanFile['headline'], 'gapUsd' | 'stakeUsd'>,
  { proven, advantageUsd }: WeighedDecision,
): Certainty {
  if (proven) return 'proven';
  const sameUsd = Math.max(EQUAL_USD, Math.min(gapUsd, TOSS_UP_SHARE * stakeUsd));
  return advantageUsd <= sameUsd ? 'toss-up' : 'unproven';
}

/** How many of today's decisions are how certain: `6 are proven, 3 are unproven, 1 is a toss-up`. */
export function certaintyTally(
  { headline, decisionsNow }: Pick<PlanFile, 'headline' | 'decisionsNow'>,
  language: Language,
): string {
  const words = messages(language).plan;
  const found = decisionsNow.map((decision) => certaintyOf(headline, decision));
  return (['proven', 'unproven', 'toss-up'] as const)
    .map((certainty) => ({ certainty, count: found.filter((one) => one === certainty).length }))
    .filter(({ count }) => count > 0)
    .map(({ certainty, count }) => words.standing(count, certainty))
    .join(', ');
}
