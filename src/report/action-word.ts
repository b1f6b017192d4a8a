/** Actions for people: icon, word, and the family that decides the colour. */
import { messages } from '../messages/catalogue.ts';
import type { Language } from '../messages/language.ts';

/** Actions and resting states that look the same everywhere. */
export const actionFamilies = [
  'live',
  'continue',
  'resume',
  're-purpose',
  'slow',
  'pause',
  'hand over',
  'sublet',
  'cancel',
  'cancelled',
  'ended',
] as const;
export type ActionFamily = (typeof actionFamilies)[number];

const icons: Readonly<Record<ActionFamily, string>> = {
  live: '●',
  continue: '▶',
  resume: '⏵',
  're-purpose': '⟲',
  slow: '◐',
  pause: '⏸',
  'hand over': '⇄',
  sublet: '⇄',
  cancel: '✕',
  cancelled: '·',
  ended: '·',
};

/** The family of an action as it stands in a plan: `pause` for `pause:interconnection`; `continue` where it is none of ours. */
export function familyOf(action: string): ActionFamily {
  const base = action.split(':')[0]!;
  return actionFamilies.find((family) => family === base) ?? 'continue';
}

/** `⏸` for `pause:interconnection`. */
export function actionIcon(action: string): string {
  return icons[familyOf(action)];
}

/** The word in a language: `pause interconnection + permits` for `pause:interconnection+permits`. */
export function actionWord(action: string, language: Language): string {
  const { plan } = messages(language);
  const [base, tracks] = action.split(':') as [string, string | undefined];
  if (tracks !== undefined) return plan.pauseOf(tracks.replaceAll('+', ' + '));
  return (plan.actions as Readonly<Record<string, string>>)[base] ?? base;
}
