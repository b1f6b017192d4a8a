/** Problems as sentences. */
import { formatPath, type LocatedProblem, type Location, type ProblemCode } from '../units/problem.ts';
import { messages } from './catalogue.ts';
import { type Format, formatFor } from './format.ts';
import type { Language } from './language.ts';
import type { RuleAndRemedy } from './problem-texts.ts';

/** The parts of a rendered problem, for tables and structured output. */
export interface ProblemParts extends RuleAndRemedy {
  /** `portfolio.yaml:12:5` or `portfolio.xlsx › Projects!C4`; empty when unknown. */
  readonly location: string;
  /** `projects[3].pool`; a word for the whole document or sheet at its root. */
  readonly path: string;
  /** The value as written, shortened. */
  readonly got: string;
}

/** The parts of one problem in a language. */
export function problemParts(found: LocatedProblem, language: Language): ProblemParts {
  const { problems, terms } = messages(language);
  const inSheet = found.location !== undefined && 'sheet' in found.location;
  const say = problems[found.code] as (params: unknown, format: Format) => RuleAndRemedy;
  return {
    ...say(found.params, formatFor(language)),
    location: found.location ? formatLocation(found.location) : '',
    path: formatPath(found.path) || (inSheet ? terms.sheet : terms.document),
    got: writeValue(found.got, terms.nothing),
  };
}

/**
 * A problem as a sentence, with its place where that is known.
 *
 * ```ts
 * const reading = readPortfolio({ ...data, uncertainty: { branching: [1, -2] } });
 * const [found] = 'problems' in reading ? reading.problems : [];
 * renderProblem(found!, 'en'); // → 'uncertainty.branching[1]: got -2; must be ≥ 1 and ≤ 1,000. Check the figure and its unit.'
 * ```
 */
export function renderProblem(found: LocatedProblem, language: Language): string {
  const { location, path, got, rule, remedy } = problemParts(found, language);
  const place = location ? `${location}: ` : '';
  return `${place}${path}: ${messages(language).terms.got} ${got}; ${rule}. ${remedy}`;
}

/** `file:line:column` as editors open it, or `file › sheet!cell`, whose end Excel's name box takes. */
function formatLocation(location: Location): string {
  if ('cell' in location) {
    const { file, sheet, cell } = location;
    const plain = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(sheet);
    return `${file} › ${plain ? sheet : `'${sheet.replaceAll("'", "''")}'`}!${cell}`;
  }
  return [location.file, location.line, location.column].filter((part) => part !== undefined).join(':');
}

/** A value as a person wrote it, on one line of at most 60 characters; control characters are escaped. */
function writeValue(value: unknown, nothing: string): string {
  if (value === undefined || value === null) return nothing;
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? JSON.stringify(value) : summary(value);
  return text.length <= 60 ? text : `${text.slice(0, 58)}…`;
}

function summary(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Array.isArray(value) ? '[…]' : '{…}';
  }
}

/** Every code that a problem may carry has a sentence in each language; for tests and documentation. */
export function problemCodes(): readonly ProblemCode[] {
  return Object.keys(messages('en').problems) as ProblemCode[];
}
