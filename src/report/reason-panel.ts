/** The reason of one decision: its alternatives, what it is worth and of what, what binds it, and what would flip it. */
import type { DecisionReason } from '../domain/plan-file.ts';
import { messages } from '../messages/catalogue.ts';
import { moneyColumn } from '../messages/column.ts';
import { addQuarters } from '../units/quarter.ts';
import { actionWord } from '../views/action-word.ts';
import { subjectName } from '../views/gantt-view.ts';
import type { PlanFacts } from '../views/plan-facts.ts';
import {
  EQUAL_USD,
  flipSentences,
  isPlannedAnew,
  orderedAlternatives,
  otherRowsUsd,
  rowsByLabel,
} from '../views/reason.ts';
import { dataTable } from './figure.ts';
import { html, type Markup } from './markup.ts';

/** Of a later decision all amounts are present values if its future comes. */
export function reasonPanel(facts: PlanFacts, reason: DecisionReason): Markup {
  return html`<div class="reason">${alternativesTable(facts, reason)}${partsTable(facts, reason)}${bindingTable(facts, reason)}${flipList(facts, reason)}</div>`;
}

function alternativesTable({ plan, say, tree, language }: PlanFacts, reason: DecisionReason): Markup {
  const { valueUsd: planUsd } = plan.headline;
  const alternatives = orderedAlternatives(reason);
  const isToday = reason.node === 0 && isPlannedAnew(reason);
  const share = tree.probability[reason.node]!;
  const amounts = alternatives.map(({ valueUsd, lossUsd }) =>
    isToday ? (valueUsd === undefined ? Number.NaN : valueUsd - planUsd) : -lossUsd / share,
  );
  const atBest = alternatives.map(({ boundUsd }) => boundUsd - planUsd);
  const [found, bound] = [moneyColumn(amounts, language, 'm USD'), moneyColumn(atBest, language, 'm USD')];
  return dataTable({
    head: [
      say.decisions.action,
      isToday ? say.decisions.againstPlan(found.unit) : say.turns.atPrices(found.unit),
      say.decisions.atBest(bound.unit),
    ],
    rows: alternatives.map(({ action }, i) => [
      actionWord(action, language),
      found.cell(amounts[i]!, true),
      bound.cell(atBest[i]!, true),
    ]),
  });
}

function partsTable(
  { say, words, tree, language }: PlanFacts,
  { parts, totalUsd, node }: DecisionReason,
): Markup {
  const share = tree.probability[node]!;
  const column = moneyColumn(
    [...parts.map(({ usd }) => usd), totalUsd].map((usd) => usd / share),
    language,
  );
  const named: Readonly<Record<string, string>> = words.headings;
  return dataTable({
    head: [say.decisions.parts, column.unit],
    rows: [
      ...parts.map(({ heading, usd }) => [named[heading] ?? heading, column.cell(usd / share, true)]),
      [say.decisions.total, column.cell(totalUsd / share, true)],
    ],
  });
}

function bindingTable(facts: PlanFacts, reason: DecisionReason): Markup | null {
  const { say, words, tree, format, language } = facts;
  const share = tree.probability[reason.node]!;
  const named: Readonly<Record<string, string>> = words.rules;
  const listed = rowsByLabel(reason, ({ rule, subject, node }) => {
    const quarter = format.quarter(addQuarters(tree.firstQuarter, tree.depth[node]!));
    return `${named[rule] ?? rule} ${subjectName(facts.plan, subject)}, ${quarter}`;
  });
  if (listed.length === 0) return null;
  const rest = otherRowsUsd(reason);
  const rows: [string, number][] =
    Math.abs(rest) < EQUAL_USD * share ? listed : [...listed, [messages(language).reasons.otherRows, rest]];
  const column = moneyColumn(
    rows.map(([, usd]) => usd / share),
    language,
    'm USD',
  );
  return dataTable({
    head: [say.decisions.binding, column.unit],
    rows: rows.map(([label, usd]) => [label, column.cell(usd / share, true)]),
  });
}

function flipList({ plan, language }: PlanFacts, reason: DecisionReason): Markup | null {
  const sentences = flipSentences(reason, plan, language);
  const say = messages(language).reasons.flips;
  if (sentences.length === 0) return null;
  return html`<div class="flips"><h3>${say.title}</h3><ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul><p class="footnote">${say.note}</p></div>`;
}
