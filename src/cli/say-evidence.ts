/** Evidence in sentences and tables. */
import type { EvidenceEffect, LoggedEvidence, StateEffect } from '../app/evidence-log.ts';
import { messages } from '../messages/catalogue.ts';
import type { Context } from './context.ts';
import { tableLines } from './table.ts';

/** The log as a table, then the probabilities that it leaves. */
export function logLines({ entries, effects }: LoggedEvidence, file: string, context: Context): string[] {
  const { style, format, terminal, language, say } = context;
  const texts = messages(language).demand.evidence;
  if (entries.length === 0) return [texts.none];
  const rows = entries.map(({ id, about, reportedOn, group, reliability, likelihoods, retracted }) => [
    ...[id, about, reportedOn, group, format.percent(reliability)],
    Object.entries(likelihoods)
      .map(([state, likelihood]) => `${state} ${format.number(likelihood)}`)
      .join(', '),
    retracted ? texts.retracted(retracted.on) : texts.stands,
  ]);
  const titles = [
    texts.id,
    texts.about,
    texts.reported,
    texts.group,
    texts.reliability,
    texts.says,
    texts.state,
  ];
  const columns = titles.map((title, c) => ({
    ...{ title, isWhole: c === 0 },
    ...(c === 4 && { align: 'right' as const }),
  }));
  const standing = entries.filter(({ retracted }) => !retracted).length;
  return [
    style.bold(texts.headline(entries.length, standing)),
    '',
    ...tableLines(columns, rows, terminal.width, style),
    '',
    ...effectLines(effects, context),
    '',
    style.dim(say.plan.next(`kadenz forecast ${file}`)),
  ];
}

/** What the change would move: probabilities, demand, and decisions where plans were asked for. */
export function previewLines(
  { effects, demand, plans, planned }: EvidenceEffect & { readonly planned: boolean },
  context: Context,
): string[] {
  const { style, format, terminal, language } = context;
  const texts = messages(language).demand.evidence;
  const moved = effects.filter(({ before, after }) => before !== after);
  const first = moved[0];
  const right = 'right' as const;
  const columns = [
    { title: texts.series },
    ...[texts.before, texts.after].flatMap((title) =>
      ['P10', 'P50', 'P90'].map((quantile) => ({ title: `${title} ${quantile}`, align: right })),
    ),
  ];
  const rows = demand.map(({ series, before, after }) => [
    series,
    ...[before, after].flatMap(({ p10, p50, p90 }) => [p10, p50, p90].map(format.number)),
  ]);
  return [
    style.bold(
      first
        ? texts.effect(first.about, first.state, format.percent(first.before), format.percent(first.after))
        : texts.noEffect,
    ),
    '',
    ...effectLines(effects, context),
    '',
    style.bold(texts.demand),
    ...tableLines(columns, rows, terminal.width, style),
    ...(planned ? ['', ...planLines(plans, context)] : []),
  ];
}

function planLines(plans: EvidenceEffect['plans'], { style, format, terminal, language }: Context): string[] {
  const { evidence: texts, forecast } = messages(language).demand;
  if (!plans) return [texts.notPlanned];
  const { decisions, valueUsd } = plans;
  const columns = [forecast.option, texts.before, texts.after].map((title) => ({ title }));
  const rows = decisions.map(({ option, before, after }) => [option, before, after]);
  return [
    style.bold(texts.decisions(decisions.length)),
    texts.value(format.money(valueUsd.before), format.money(valueUsd.after)),
    ...(rows.length > 0 ? tableLines(columns, rows, terminal.width, style) : []),
  ];
}

function effectLines(
  effects: readonly StateEffect[],
  { style, format, terminal, language }: Context,
): string[] {
  const texts = messages(language).demand.evidence;
  const right = 'right' as const;
  const columns = [
    ...[texts.variable, texts.state].map((title) => ({ title })),
    ...[texts.before, texts.after].map((title) => ({ title, align: right })),
    { title: '' },
  ];
  const rows = effects.map(({ about, state, before, after, capped }) => [
    ...[about, state, format.percent(before), format.percent(after)],
    capped ? texts.capped : '',
  ]);
  return tableLines(columns, rows, terminal.width, style);
}
