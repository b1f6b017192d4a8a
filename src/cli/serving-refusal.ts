/** Says in the user's language why serving refused an input. */
import { measuredColumns } from '../app/measured-rows.ts';
import { hardwareNames, knownModelNames, knownModelTypes, ServingError } from '../app/serving-input.ts';
import { messages } from '../messages/catalogue.ts';
import type { Language } from '../messages/language.ts';
import { exitCodes } from './exit-code.ts';
import { Refusal } from './refusal.ts';

/** Runs `work`; a ServingError becomes a refusal with exit code 4. */
export async function servingRefusals<Result>(
  language: Language,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ServingError)) throw error;
    throw new Refusal(servingSentence(error, language), exitCodes.invalid);
  }
}

/** One sentence: where, what was found, what is required and what to do. */
function servingSentence({ code, path, got }: ServingError, language: Language): string {
  const { errors } = messages(language).serving;
  const value = typeof got === 'string' ? got : JSON.stringify(got ?? null);
  const list = (names: readonly string[]) => names.join(', ');
  switch (code) {
    case 'unknown-model':
      return errors[code](value, list(knownModelNames));
    case 'unknown-architecture':
      return errors[code](value, list(knownModelTypes));
    case 'unknown-accelerator':
      return errors[code](value, list(hardwareNames));
    case 'missing-key':
      return errors[code](path);
    case 'bad-value':
      return errors[code](path, value);
    case 'empty-trace':
      return errors[code](path);
    case 'measured-column':
      return errors[code](path, list([...measuredColumns.required, ...measuredColumns.optional]));
    case 'measured-row':
      return errors[code](path, value);
    case 'bad-trace-row':
      return `${rowSentence(path, value, language)}; ${errors.lenient}`;
    default:
      return errors[code](value);
  }
}

/** What is wrong with a row of a trace; `path` is `line 3: ContextTokens`. */
export function rowSentence(path: string, got: string, language: Language): string {
  const { errors } = messages(language).serving;
  const [, line = '', name = ''] = /^line (\d+): (.*)$/.exec(path) ?? [];
  const short = got.length > 60 ? `${got.slice(0, 59)}…` : got;
  if (name === 'row') return errors.traceFields(line, short);
  if (/timestamp/i.test(name)) return errors.traceTime(line, name, short);
  if (name === 'hash_ids') return errors.traceHashes(line, short);
  return errors.traceTokens(line, name, short);
}
