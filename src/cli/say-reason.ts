/** The reasons of one decision on the terminal. */
import type { OptionExplanation } from '../app/explain-plan.ts';
import {
  actionIcon,
  actionWord,
  certaintyOf,
  EQUAL_USD,
  familyOf,
  flipSentences,
  isPlannedAnew,
  orderedAlternatives,
  otherRowsUsd,
  type PlanFile,
  rowsByLabel,
  subjectName,
} from '../app/plan-overview.ts';
import { messages } from '../messages/catalogue.ts';
import { moneyColumn } from '../messages/column.ts';
import type { Context } from './context.ts';
import { tableLines } from './table.ts';
import { wrap } from './wrap.ts';

/** The decision in a sentence, its alternatives, what would flip it, its worth in parts, what binds it, and what it does later. */
export function reasonLines(explanation: OptionExplanation, plan: PlanFile, context: Context): string[] {
  const { style, say, format } = context;
  const { at, decidedAt, reason } = explanation;
  const goesOn = at.node !== decidedAt.node;
  return [
    ...(goesOn ? [say.explain.decidedAt(decidedAt.node, format.quarter(decidedAt.quarter)), ''] : []),
    ...wrap(sentence(explanation, plan, context), context.terminal.width).map(style.bold),
    ...(reason.alternatives.length > 1 ? ['', ...alternativeLines(explanation, plan, context)] : []),
    ...flipLines(explanation, plan, context),
    ...partLines(explanation, context),
    ...bindingLines(explanation, plan, context),
    ...turnLines(explanation, context),
    ...(at.node === 0 ? ['', ...futureLines(explanation, context)] : []),
  ];
}

function sentence(explanation: OptionExplanation, plan: PlanFile, context: Context): string {
  const { decision, decidedAt } = explanation;
  return decision && decidedAt.node === 0
    ? sentenceToday(explanation, decision, plan, context)
    : sentenceLater(explanation, plan, context);
}

/** `Newark (40 MW): cancel; worth 25 m USD more than to continue; toss-up` */
function sentenceToday(
  { name, reason }: OptionExplanation,
  decision: NonNullable<OptionExplanation['decision']>,
  { headline }: PlanFile,
  { say, format, language }: Context,
): string {
  const words = messages(language).plan;
  const { action, itPowerMw, advantageUsd, nextBest, kind } = decision;
  const power = itPowerMw === null ? words.kinds[kind] : format.power(itPowerMw);
  const subject = say.explain.decision(name, actionWord(action, language), power);
  if (nextBest === null) return `${subject}; ${say.explain.only}.`;
  const certainty = words.certainties[certaintyOf(headline, decision)];
  const next = actionWord(nextBest, language);
  const { valueUsd } = reason.alternatives.find((one) => one.action === nextBest) ?? {};
  if (valueUsd === undefined) return `${subject}; ${atPrices(advantageUsd, next, certainty, say, format)}.`;
  const comparison =
    advantageUsd >= 0
      ? say.explain.worthMore(format.money(advantageUsd), next, certainty)
      : say.explain.closeCall(format.money(-advantageUsd), next, certainty);
  return `${subject}; ${comparison}.`;
}

/** `Newark, 2026Q2, if this future comes (33 %): cancel; at the plan’s prices worth 25 m USD more than to continue; proven` */
function sentenceLater(
  { name, reason, decidedAt, turns }: OptionExplanation,
  { headline }: PlanFile,
  { say, format, language }: Context,
): string {
  const words = messages(language).plan;
  const action = actionWord(reason.action, language);
  const next = reason.alternatives.find((one) => one.action !== reason.action);
  if (!next) {
    const first = turns[0];
    const until = first ? say.explain.waits(format.quarter(first.quarter)) : say.explain.only;
    return `${name}: ${action}; ${until}.`;
  }
  const place = format.quarter(decidedAt.quarter);
  const share = decidedAt.probability < 1 - 1e-9 ? format.percent(decidedAt.probability) : undefined;
  // The name of an offer ends in its quarter.
  const called = name.endsWith(` ${place}`) ? name.slice(0, -place.length - 1) : name;
  const subject = say.explain.later(called, action, place, share);
  const own = reason.alternatives.find((one) => one.action === reason.action)!;
  const ahead = (next.lossUsd - own.lossUsd) / decidedAt.probability;
  const certainty = words.certainties[certaintyOf(headline, { proven: reason.proven, advantageUsd: ahead })];
  const other = actionWord(next.action, language);
  return `${subject}; ${atPrices(ahead, other, certainty, say, format)}.`;
}

/** What the next best action is worth less, or more, at the plan's prices. */
function atPrices(
  aheadUsd: number,
  next: string,
  certainty: string,
  say: Context['say'],
  format: Context['format'],
): string {
  if (Math.abs(aheadUsd) < EQUAL_USD) return say.explain.laterEqual(next, certainty);
  const money = format.money(Math.abs(aheadUsd));
  return aheadUsd > 0
    ? say.explain.laterWorth(money, next, certainty)
    : say.explain.laterClose(money, next, certainty);
}

function alternativeLines(
  { reason, decidedAt }: OptionExplanation,
  { headline }: PlanFile,
  { say, style, language, terminal }: Context,
): string[] {
  const alternatives = orderedAlternatives(reason);
  const against = (usd: number | undefined) => (usd === undefined ? Number.NaN : usd - headline.valueUsd);
  const isToday = decidedAt.node === 0;
  const columns = [
    ...(isToday && isPlannedAnew(reason)
      ? [{ title: say.explain.against, amounts: alternatives.map(({ valueUsd }) => against(valueUsd)) }]
      : []),
    { title: say.explain.bound, amounts: alternatives.map(({ boundUsd }) => against(boundUsd)) },
    { title: say.explain.loss, amounts: alternatives.map(({ lossUsd }) => -lossUsd / decidedAt.probability) },
  ].map((column) => ({ ...column, money: moneyColumn(column.amounts, language, 'm USD') }));
  const paint = (text: string, row: number) => style.action(familyOf(alternatives[row]!.action), text);
  return [
    style.bold(say.explain.alternatives),
    ...tableLines(
      [
        { title: say.plan.action, style: paint },
        ...columns.map(({ title, money }) => ({ title: title(money.unit), align: 'right' as const })),
      ],
      alternatives.map(({ action }, row) => [
        `${actionIcon(action)} ${actionWord(action, language)}${action === reason.action ? ' ←' : ''}`,
        ...columns.map(({ amounts, money }) => money.cell(amounts[row]!, true)),
      ]),
      terminal.width,
      style,
    ),
    ...wrap(noteOf(isToday, isPlannedAnew(reason), say), terminal.width).map(style.dim),
    ...(isToday && pricesMislead(reason) ? wrap(say.explain.misleadNote, terminal.width).map(style.dim) : []),
  ];
}

/** Whether the plan's prices rank an action above the one taken that is worth less once the plan is made anew with it. */
function pricesMislead({ alternatives, action }: OptionExplanation['reason']): boolean {
  const own = alternatives.find((one) => one.action === action)!;
  return alternatives.some(
    ({ lossUsd, valueUsd }) =>
      valueUsd !== undefined && lossUsd < own.lossUsd - EQUAL_USD && valueUsd < own.valueUsd! - EQUAL_USD,
  );
}

function noteOf(isToday: boolean, isAnew: boolean, { explain }: Context['say']): string {
  if (!isToday) return explain.laterNote;
  return isAnew ? explain.alternativesNote : explain.pricesNote;
}

function flipLines(
  { reason }: OptionExplanation,
  plan: PlanFile,
  { style, language, terminal }: Context,
): string[] {
  const say = messages(language).reasons.flips;
  const sentences = flipSentences(reason, plan, language);
  if (sentences.length === 0) return [];
  return [
    '',
    style.bold(say.title),
    ...sentences.flatMap((line) => wrap(line, terminal.width)),
    ...wrap(say.note, terminal.width).map(style.dim),
  ];
}

function turnLines({ turns }: OptionExplanation, context: Context): string[] {
  const { say, style, format, language, terminal } = context;
  if (turns.length === 0) return [];
  const words = messages(language).reasons.turns;
  const amounts = turns.map(({ advantageUsd }) => (Math.abs(advantageUsd) < EQUAL_USD ? 0 : advantageUsd));
  const money = moneyColumn(amounts, language, 'm USD');
  const paint = (text: string, row: number) => style.action(familyOf(turns[row]!.action), text);
  return [
    '',
    style.bold(words.title),
    ...tableLines(
      [
        { title: words.node, align: 'right' },
        { title: words.quarter },
        { title: words.share, align: 'right' },
        { title: say.plan.action, style: paint },
        { title: words.worth(money.unit), align: 'right' },
        { title: say.plan.nextBest },
      ],
      turns.map(({ node, quarter, probability, action, nextBest }, i) => [
        String(node),
        format.quarter(quarter),
        format.percent(probability),
        `${actionIcon(action)} ${actionWord(action, language)}`,
        money.cell(amounts[i]!),
        actionWord(nextBest, language),
      ]),
      terminal.width,
      style,
    ),
    ...wrap(words.note, terminal.width).map(style.dim),
  ];
}

/** Parts whose amounts matter beside the largest; of a later decision, as present values if its future comes. */
function partLines(
  { reason, decidedAt }: OptionExplanation,
  { say, style, language, terminal }: Context,
): string[] {
  const largest = Math.max(0, ...reason.parts.map(({ usd }) => Math.abs(usd)));
  const parts = reason.parts
    .filter(({ usd }) => Math.abs(usd) > 1e-9 * largest)
    .map(({ heading, usd }) => ({ heading, usd: usd / decidedAt.probability }));
  const totalUsd = reason.totalUsd / decidedAt.probability;
  if (parts.length === 0) return [];
  const column = moneyColumn([...parts.map(({ usd }) => usd), totalUsd], language, 'm USD');
  const words: Readonly<Record<string, string>> = messages(language).plan.headings;
  const rows = parts.map(({ heading, usd }) => [words[heading] ?? heading, column.cell(usd, true)]);
  return [
    '',
    style.bold(say.explain.parts),
    ...tableLines(
      [{ title: '' }, { title: column.unit, align: 'right' }],
      [...rows, [say.explain.total, column.cell(totalUsd, true)]],
      terminal.width,
      style,
    ),
  ];
}

/** What the dearest rows charge or pay, and the rest in one line. */
function bindingLines(
  { reason, bindingQuarters, decidedAt }: OptionExplanation,
  plan: PlanFile,
  { say, style, language, terminal, format }: Context,
): string[] {
  const words: Readonly<Record<string, string>> = messages(language).plan.rules;
  const rest = otherRowsUsd(reason);
  const listed = rowsByLabel(reason, ({ rule, subject }, i) =>
    say.explain.bindingRow(
      words[rule] ?? rule,
      subjectName(plan, subject),
      format.quarter(bindingQuarters[i]!),
    ),
  );
  if (listed.length === 0) return [];
  const all: [string, number][] = [...listed, [messages(language).reasons.otherRows, rest]];
  const rows = all
    .map(([label, usd]): [string, number] => [label, usd / decidedAt.probability])
    .filter(([, usd]) => Math.abs(usd) >= EQUAL_USD);
  const column = moneyColumn(
    rows.map(([, usd]) => usd),
    language,
    'm USD',
  );
  return [
    '',
    style.bold(say.explain.binding),
    ...tableLines(
      [{ title: '' }, { title: column.unit, align: 'right' }],
      rows.map(([label, usd]) => [label, column.cell(usd, true)]),
      terminal.width,
      style,
    ),
  ];
}

/** Runs of quarters in which the shares do not change: `2025Q2–2026Q1  pause`. */
function futureLines(
  { quarters, futures }: OptionExplanation,
  { say, style, language, format }: Context,
): string[] {
  const texts = futures.map((shares) =>
    shares
      .map(({ action, probability }) => {
        const word = `${actionIcon(action)} ${actionWord(action, language)}`;
        return shares.length === 1 ? word : `${word} ${format.percent(probability)}`;
      })
      .join('   '),
  );
  const lines: string[] = [];
  for (let from = 0; from < texts.length; ) {
    let to = from;
    while (texts[to + 1] === texts[from]) to += 1;
    const first = format.quarter(quarters[from]!);
    const span = to === from ? first : `${first}–${format.quarter(quarters[to]!)}`;
    lines.push(`${span.padEnd(13)}  ${texts[from]}`);
    from = to + 1;
  }
  return [style.bold(say.explain.futures), ...lines];
}
