/** A reason as it is shown: alternatives in the order of their worth, what would flip the decision, and the priced rows down to the last dollar. */
import type { DecisionReason, PlanFile } from '../domain/plan-file.ts';
import { messages } from '../messages/catalogue.ts';
import { formatFor } from '../messages/format.ts';
import type { Language } from '../messages/language.ts';
import { actionWord } from './action-word.ts';

type Alternative = DecisionReason['alternatives'][number];

/** What nobody would call a difference. */
export const EQUAL_USD = 1000;
/** A change of the worth of megawatts that nobody would call one. */
const EQUAL_SHARE = 1e-4;

/** Parts of an option's worth that are prices of rows, not cash. */
const pricedHeadings: ReadonlySet<string> = new Set([
  ...['powered-mw', 'budget', 'block', 'held', 'owed', 'substation', 'absorbed', 'utility'],
]);

/** The action taken first; then those for which the plan was made anew, the best first; then the others by what they lose at the plan's prices. */
export function orderedAlternatives({ alternatives, action }: DecisionReason): readonly Alternative[] {
  const rank = (one: Alternative) => (one.action === action ? 0 : one.valueUsd === undefined ? 2 : 1);
  return alternatives.toSorted(
    (a, b) => rank(a) - rank(b) || (b.valueUsd ?? 0) - (a.valueUsd ?? 0) || a.lossUsd - b.lossUsd,
  );
}

/** Whether the plan was made anew with another action; in large portfolios it is not. */
export function isPlannedAnew({ alternatives, action }: DecisionReason): boolean {
  return alternatives.some((one) => one.action !== action && one.valueUsd !== undefined);
}

/**
 * What would flip the decision, a sentence each: first the actions that the plan's prices rank as high or higher, with what the plan loses when it is made anew with
 * them, then the thresholds. Empty where the plan file says nothing of it.
 */
export function flipSentences(reason: DecisionReason, { headline }: PlanFile, language: Language): string[] {
  const say = messages(language).reasons.flips;
  const format = formatFor(language);
  const own = reason.alternatives.find(({ action }) => action === reason.action);
  const rivals =
    own && reason.node === 0
      ? reason.alternatives.filter(
          ({ action, lossUsd }) => action !== reason.action && lossUsd < own.lossUsd + EQUAL_USD,
        )
      : [];
  const usd = (amount: number) => (amount < EQUAL_USD ? undefined : format.money(amount));
  const thresholds = (reason.flips ?? []).filter(
    ({ change, action }) =>
      Math.abs(change) >= EQUAL_SHARE || !rivals.some((rival) => rival.action === action),
  );
  return [
    ...rivals.map(({ action, lossUsd, valueUsd }) => {
      const word = actionWord(action, language);
      const more = usd(own!.lossUsd - lossUsd);
      if (valueUsd !== undefined) return say.rival(word, more, usd(headline.valueUsd - valueUsd));
      return more ? say.better(word, more) : say.equal(word);
    }),
    ...thresholds.map(({ lever, change, action }) => {
      const word = actionWord(action, language);
      const size = Math.abs(change);
      if (size < EQUAL_SHARE) return say.equal(word);
      return lever === 'powered-mw'
        ? say.megawatts(word, format.percent(size), change > 0)
        : say.price(word, format.number(size), change > 0);
    }),
  ];
}

/** USD of the priced rows that the reason does not list: with them the rows add up to the priced parts. */
export function otherRowsUsd({ parts, bindingRows }: DecisionReason): number {
  const priced = parts.filter(({ heading }) => pricedHeadings.has(heading));
  const total = priced.reduce((sum, { usd }) => sum + usd, 0);
  return total - bindingRows.reduce((sum, { worthUsd }) => sum + worthUsd, 0);
}

/** USD of the listed rows by what they are called, the dearest first; rows of one rule in one quarter, of different futures, are one. */
export function rowsByLabel(
  { bindingRows }: DecisionReason,
  label: (row: DecisionReason['bindingRows'][number], index: number) => string,
): [label: string, usd: number][] {
  const byLabel = new Map<string, number>();
  for (const [i, row] of bindingRows.entries()) {
    const name = label(row, i);
    byLabel.set(name, (byLabel.get(name) ?? 0) + row.worthUsd);
  }
  return [...byLabel].sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
}

/** The listed rows of one rule and subject, of all quarters and futures. */
export interface BindingRule {
  readonly rule: string;
  readonly subject: string;
  /** Of all of them together. */
  readonly worthUsd: number;
  /** Where they stand in the tree, ascending. */
  readonly nodes: readonly number[];
}

/** The listed rows by rule and subject, the dearest first. */
export function bindingRules({ bindingRows }: Pick<DecisionReason, 'bindingRows'>): BindingRule[] {
  const byName = new Map<string, BindingRule>();
  for (const { rule, subject, node, worthUsd } of bindingRows) {
    const name = `${rule} ${subject}`;
    const known = byName.get(name);
    byName.set(name, {
      ...{ rule, subject, worthUsd: (known?.worthUsd ?? 0) + worthUsd },
      nodes: [...(known?.nodes ?? []), node].sort((a, b) => a - b),
    });
  }
  return [...byName.values()].sort((a, b) => Math.abs(b.worthUsd) - Math.abs(a.worthUsd));
}

/** Runs of consecutive numbers, each by its first and last: `[3, 4, 5, 8]` gives 3 to 5 and 8 to 8. */
export function spansOf(numbers: readonly number[]): [first: number, last: number][] {
  const spans: [number, number][] = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const span = spans.at(-1);
    if (span && span[1] === number - 1) span[1] = number;
    else spans.push([number, number]);
  }
  return spans;
}
