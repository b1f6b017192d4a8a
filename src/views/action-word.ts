/** Actions for people: word, icon, and the tone that decides the colour. */
import { messages } from '../messages/catalogue.ts';
import type { Language } from '../messages/language.ts';

/** Colour and icon, the same everywhere; `gone` is what is over, or has not begun. */
export const actionTones = [
  'live',
  'continue',
  'resume',
  're-purpose',
  'slow',
  'pause',
  'hand-over',
  'sublet',
  'cancel',
  'gone',
] as const;

/** A name of {@link actionTones}. */
export type ActionTone = (typeof actionTones)[number];

const tones = {
  live: 'live',
  serve: 'live',
  train: 'live',
  continue: 'continue',
  renew: 'continue',
  exercise: 'continue',
  'exercise-half': 'continue',
  start: 'continue',
  resume: 'resume',
  're-purpose': 're-purpose',
  convert: 're-purpose',
  slow: 'slow',
  pause: 'pause',
  'hand-over': 'hand-over',
  sublet: 'sublet',
  cancel: 'cancel',
  lapse: 'cancel',
  waive: 'cancel',
  wait: 'gone',
  waived: 'gone',
  cancelled: 'gone',
  'handed-over': 'gone',
  lapsed: 'gone',
  ended: 'gone',
  done: 'gone',
} as const satisfies Readonly<Record<string, ActionTone>>;

/** Actions and resting states without what they act on: `pause` for `pause:interconnection`. */
export type ActionFamily = keyof typeof tones;

/** Every family; the shares of a quarter are listed in this order. */
export const actionFamilies = Object.keys(tones) as readonly ActionFamily[];

const icons: Readonly<Record<ActionTone, string>> = {
  live: '●',
  continue: '▶',
  resume: '⏵',
  're-purpose': '⟲',
  slow: '◐',
  pause: '⏸',
  'hand-over': '⇄',
  sublet: '⇄',
  cancel: '✕',
  gone: '·',
};

/** The family of an action as it stands in a plan; `continue` where it is none of ours. */
export function familyOf(action: string): ActionFamily {
  const end = action.indexOf(':');
  const base = end < 0 ? action : action.slice(0, end);
  return base in tones ? (base as ActionFamily) : 'continue';
}

/** The tone of a family of actions: families that mean the same to a planner share a colour. */
export function toneOf(family: ActionFamily): ActionTone {
  return tones[family];
}

/** `⏸` for `pause:interconnection`. */
export function actionIcon(action: string): string {
  return icons[toneOf(familyOf(action))];
}

/** The word as it stands in a narrow column: without what the action acts on. */
export function actionBrief(action: string, language: Language): string {
  const { plan } = messages(language);
  return action.startsWith('pause:') ? plan.pauseInPart : plan.actions[familyOf(action)];
}

/** The word in a language: `pause interconnection + permits` for `pause:interconnection+permits`, `hand over to bison` for `hand-over:bison`. */
export function actionWord(action: string, language: Language): string {
  const { plan } = messages(language);
  const [base, object, further] = action.split(':') as [string, string | undefined, string | undefined];
  if (object === undefined) return (plan.actions as Readonly<Record<string, string>>)[base] ?? base;
  if (base === 'hand-over') return plan.handOverTo(object);
  if (base === 'start') return plan.startIn(object, further ?? '');
  return plan.pauseOf(object.replaceAll('+', ' + '));
}
