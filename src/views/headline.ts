/** A plan in one sentence. */
import type { PlanFile } from '../domain/plan-file.ts';
import { messages } from '../messages/catalogue.ts';
import { formatFor } from '../messages/format.ts';
import type { Language } from '../messages/language.ts';
import { type ActionFamily, familyOf } from './action-word.ts';

/** `Pause 2, slow 3, continue 5: worth 6.4 bn USD more than retreating; within 0.7 % of the best possible, proven.` */
export function headlineSentence(plan: PlanFile, language: Language): string {
  return `${countsPhrase(plan, language)}: ${worthPhrase(plan, language)}; ${gapPhrase(plan, language)}.`;
}

/** How many options do what today: the actions that change something first. */
function actionCounts({ decisionsNow }: PlanFile): readonly (readonly [ActionFamily, number])[] {
  const order: readonly ActionFamily[] = [
    ...(['cancel', 'lapse', 'hand-over', 'sublet', 're-purpose', 'pause', 'slow', 'resume'] as const),
    ...(['waive', 'exercise-half', 'exercise', 'renew', 'start', 'continue', 'live', 'wait'] as const),
  ];
  return order
    .map((family) => {
      const count = decisionsNow.filter(({ action }) => familyOf(action) === family).length;
      return [family, count] as const;
    })
    .filter(([, count]) => count > 0);
}

function countsPhrase(plan: PlanFile, language: Language): string {
  const say = messages(language).plan;
  const phrase = actionCounts(plan)
    .map(([family, count]) => say.countOf(count, say.actions[family]))
    .join(', ');
  return phrase ? phrase[0]!.toUpperCase() + phrase.slice(1) : say.nothingToDecide;
}

/** Worth against retreating, or in itself where retreating is impossible. */
function worthPhrase({ headline }: PlanFile, language: Language): string {
  const say = messages(language).plan;
  const format = formatFor(language);
  const { valueUsd, retreatUsd, objective } = headline;
  const costs = objective === 'cost';
  if (retreatUsd === null) return costs ? say.cost(-valueUsd, format) : say.worth(valueUsd, format);
  const more = valueUsd - retreatUsd;
  if (more <= 1e-6 * Math.abs(valueUsd) + 1) return say.sameAsRetreat;
  return costs ? say.cheaperThanRetreat(more, format) : say.worthMoreThanRetreat(more, format);
}

/** How far the best possible may lie above; in money where the stake is too small for a share to tell anything. */
export function gapPhrase({ headline }: PlanFile, language: Language): string {
  const say = messages(language).plan;
  const { gapUsd, gapShareOfStake } = headline;
  if (isClosed(headline)) return say.noGap;
  if (gapShareOfStake <= 1) return say.gapShare(gapShareOfStake, formatFor(language));
  return say.gapUsd(gapUsd, formatFor(language));
}

/** Whether to say that the search was stopped: it was, and a gap remains. */
export function wasStopped({ headline }: PlanFile): boolean {
  return headline.status === 'stopped' && !isClosed(headline);
}

/** A gap of a USD, or of the last digits of the value, is none. */
export function isClosed({ gapUsd, valueUsd }: PlanFile['headline']): boolean {
  return gapUsd <= 1e-9 * Math.abs(valueUsd) + 1;
}
