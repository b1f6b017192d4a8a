/** What a language must say about every rule; a code without a sentence does not compile. */
import type { Limits, ProblemCode, ProblemParams } from '../units/problem.ts';
import type { Format } from './format.ts';

/** The rule that is broken, and how to mend it. */
export interface RuleAndRemedy {
  readonly rule: string;
  readonly remedy: string;
}

/** One writer per code, of its rule and its remedy. */
export type ProblemTexts = {
  readonly [Code in ProblemCode]: (params: ProblemParams[Code], format: Format) => RuleAndRemedy;
};

/** The part of it that is about workbooks. */
export type WorkbookProblemTexts = Pick<
  ProblemTexts,
  | 'workbook'
  | 'cell-error'
  | 'cell-uncalculated'
  | 'cell-nameless'
  | 'cells-merged'
  | 'sheet-hidden'
  | 'rows-hidden'
  | 'sheet-twice'
  | 'sheet-unknown'
  | 'sheet-missing'
  | 'sheet-chosen'
>;

/** `≥ 0 and ≤ 1 MW`, `> 0`: a range in signs, the same in every language but for its `and`. */
export function writeLimits({ minimum, maximum, above, unit }: Limits, format: Format): string {
  const bounds: string[] = [];
  if (minimum !== undefined) bounds.push(`${above ? '>' : '≥'} ${format.exact(minimum)}`);
  if (maximum !== undefined) bounds.push(`≤ ${format.exact(maximum)}`);
  return `${format.and(bounds)}${unit ? ` ${format.unit(unit)}` : ''}`;
}
