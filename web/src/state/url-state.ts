/** The state that an address holds: view, language, theme, future, option, comparison and what-if. */
import { type Language, languageOf, languages } from '../../../src/messages/language.ts';
import { type WhatIf, whatIfKnobs, whatIfRange } from '../../../src/views/what-if.ts';
import { type ViewName, viewNames } from './view-names.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface UrlState {
  readonly view: ViewName;
  readonly language: Language;
  readonly theme: Theme;
  /** Rank of the selected future by need, from 0; absent: the likeliest. */
  readonly future: number | undefined;
  /** Option whose reasons are open. */
  readonly option: string | undefined;
  readonly whatIf: WhatIf;
}

/** Reads an address; whatever it holds that is none of ours is left out. */
export function readUrl(path: string, search: string, systemLanguage: string): UrlState {
  const query = new URLSearchParams(search);
  const asked = query.get('lang');
  const future = query.get('future');
  return {
    view: viewNames.find((name) => `/${name}` === path) ?? 'now',
    language: languages.find((language) => language === asked) ?? languageOf(systemLanguage),
    theme: themes.find((theme) => theme === query.get('theme')) ?? 'system',
    future: future !== null && /^\d{1,4}$/.test(future) ? Number(future) : undefined,
    option: query.get('option') ?? undefined,
    whatIf: {
      levels: Object.fromEntries(
        whatIfKnobs.flatMap((knob) => {
          const value = Number(query.get(knob));
          const known = Number.isInteger(value) && value >= whatIfRange.least && value <= whatIfRange.most;
          return known && value !== 0 ? [[knob, value]] : [];
        }),
      ),
      set: query.getAll('set').filter((text) => text.trim() !== ''),
    },
  };
}

/** The address of a state; defaults are left out, so that the same state has one address. */
export function writeUrl(state: UrlState): string {
  const query = new URLSearchParams({ lang: state.language });
  if (state.theme !== 'system') query.set('theme', state.theme);
  if (state.future !== undefined) query.set('future', String(state.future));
  if (state.option !== undefined) query.set('option', state.option);
  for (const knob of whatIfKnobs) {
    const value = state.whatIf.levels[knob] ?? 0;
    if (value !== 0) query.set(knob, String(value));
  }
  for (const text of state.whatIf.set) query.append('set', text);
  return `/${state.view}?${query}`;
}
