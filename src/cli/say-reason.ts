/** The reasons of one decision on the terminal. */
import type { OptionExplanation } from '../app/explain-plan.ts';
import { actionIcon, actionWord, familyOf, type PlanFile } from '../app/plan-overview.ts';
import { messages } from '../messages/catalogue.ts';
import { moneyColumn } from '../messages/column.ts';
import type { Context } from './context.ts';
import { tableLines } from './table.ts';
import { wrap } from './wrap.ts';

/** The decision in a sentence, its alternatives, its worth in parts, what binds it, and what it does in each future. */
export function reasonLines(explanation: OptionExplanation, plan: PlanFile, context: Context): string[] {
  const { style } = context;
  return [
    ...wrap(sentence(explanation, context), context.terminal.width).map(style.bold),
    '',
    ...alternativeLines(explanation, plan, context),
    '',
    ...partLines(explanation, context),
    ...bindingLines(explanation, context),
    '',
    ...futureLines(explanation, context),
  ];
}

/** `Newark (40 MW): cancel; worth 25 m USD more than to continue; toss-up` */
function sentence({ decision }: OptionExplanation, { say, format, language }: Context): string {
  const { name, action, itPowerMw, advantageUsd, nextBest, proven } = decision;
  const words = messages(language).plan;
  const power = itPowerMw === null ? words.kinds[decision.kind] : format.power(itPowerMw);
  const subject = say.explain.decision(name, actionWord(action, language), power);
  if (nextBest === null) return `${subject}; ${say.explain.only}.`;
  const certainty = proven ? words.proven : words.tossUp;
  const next = actionWord(nextBest, language);
  const comparison =
    advantageUsd >= 0
      ? say.explain.worthMore(format.money(advantageUsd), next, certainty)
      : say.explain.closeCall(format.money(-advantageUsd), next, certainty);
  return `${subject}; ${comparison}.`;
}

function alternativeLines(
  { reason }: OptionExplanation,
  { headline }: PlanFile,
  { say, style, language, terminal }: Context,
): string[] {
  const { alternatives } = reason;
  const against = (usd: number | undefined) => (usd === undefined ? Number.NaN : usd - headline.valueUsd);
  const columns = [
    alternatives.map(({ valueUsd }) => against(valueUsd)),
    alternatives.map(({ boundUsd }) => against(boundUsd)),
    alternatives.map(({ lossUsd }) => -lossUsd),
  ].map((amounts) => ({ amounts, column: moneyColumn(amounts, language) }));
  const titles = [say.explain.against, say.explain.bound, say.explain.loss];
  const paint = (text: string, row: number) => style.action(familyOf(alternatives[row]!.action), text);
  return [
    style.bold(say.explain.alternatives),
    ...tableLines(
      [
        { title: say.plan.action, style: paint },
        ...columns.map(({ column }, c) => ({
          title: titles[c]!(column.unit),
          align: 'right' as const,
        })),
      ],
      alternatives.map(({ action }, row) => [
        `${actionIcon(action)} ${actionWord(action, language)}${action === reason.action ? ' ←' : ''}`,
        ...columns.map(({ amounts, column }) => column.cell(amounts[row]!, true)),
      ]),
      terminal.width,
      style,
    ),
    ...wrap(say.explain.alternativesNote, terminal.width).map(style.dim),
  ];
}

function partLines({ reason }: OptionExplanation, { say, style, language, terminal }: Context): string[] {
  const { parts, totalUsd } = reason;
  if (parts.length === 0) return [];
  const column = moneyColumn([...parts.map(({ usd }) => usd), totalUsd], language);
  const words: Readonly<Record<string, string>> = messages(language).plan.headings;
  const rows = parts.map(({ heading, usd }) => [words[heading] ?? heading, column.cell(usd, true)]);
  return [
    style.bold(say.explain.parts),
    ...tableLines(
      [{ title: '' }, { title: column.unit, align: 'right' }],
      [...rows, [say.explain.total, column.cell(totalUsd, true)]],
      terminal.width,
      style,
    ),
  ];
}

function bindingLines(
  { reason, bindingQuarters }: OptionExplanation,
  { say, style, language, terminal, format }: Context,
): string[] {
  const { bindingRows } = reason;
  if (bindingRows.length === 0) return [];
  const column = moneyColumn(
    bindingRows.map(({ worthUsd }) => worthUsd),
    language,
  );
  const words: Readonly<Record<string, string>> = messages(language).plan.rules;
  return [
    '',
    style.bold(say.explain.binding),
    ...tableLines(
      [{ title: '' }, { title: column.unit, align: 'right' }],
      bindingRows.map(({ rule, subject, worthUsd }, i) => [
        say.explain.bindingRow(words[rule] ?? rule, subject, format.quarter(bindingQuarters[i]!)),
        column.cell(worthUsd, true),
      ]),
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
