/** What `kadenz whatif` is asked to study, by its options. */
import type { Study } from '../app/study.ts';
import { messages } from '../messages/catalogue.ts';
import type { Language } from '../messages/language.ts';
import type { Context } from './context.ts';
import { Refusal } from './refusal.ts';

/** Inputs that a tornado shows where no number is given. */
const BARS = 12;

/** The study that is asked for, if one is. More than one, or one with `-o`, is refused. */
export function studyOf(
  options: {
    readonly draws?: number;
    readonly tornado?: number | true;
    readonly flips?: boolean;
    readonly frontier?: readonly number[] | true;
    readonly output?: string;
  },
  { language }: Context,
): Study | undefined {
  const { errors } = messages(language).studies;
  const { draws, tornado, flips, frontier } = options;
  const asked: Study[] = [
    ...(draws === undefined ? [] : [{ kind: 'draws', count: draws } as const]),
    ...(tornado === undefined ? [] : [{ kind: 'tornado', bars: tornado === true ? BARS : tornado } as const]),
    ...(flips ? [{ kind: 'flips' } as const] : []),
    ...(frontier === undefined
      ? []
      : [{ kind: 'frontier', ...(frontier !== true && { weights: frontier }) } as const]),
  ];
  if (asked.length > 1) throw new Refusal(errors.one);
  if (asked.length === 1 && options.output !== undefined) throw new Refusal(errors.outputs);
  return asked[0];
}

/** Weights of CVaR in [0, 1], each once, rising: `0,0.25,1`. */
export function parseWeights(value: string, language: Language): number[] {
  const parts = value.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (parts.every((weight) => weight >= 0 && weight <= 1)) return [...new Set(parts)].sort((a, b) => a - b);
  const { cli, studies } = messages(language);
  throw new Refusal(cli.errors.badValue('--frontier', value, studies.errors.weights));
}
