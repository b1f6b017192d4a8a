/** What is decided later: where an option turns in some futures, how much hangs on it there, and why. */
import { moneyColumn } from '../messages/column.ts';
import { actionWord, familyOf, toneOf } from '../views/action-word.ts';
import { certaintyOf } from '../views/certainty.ts';
import { optionName } from '../views/gantt-view.ts';
import type { PlanFacts } from '../views/plan-facts.ts';
import { EQUAL_USD, flipSentences } from '../views/reason.ts';
import { type Turn, turnsOf } from '../views/turns.ts';
import { section } from './figure.ts';
import { iconInText } from './icon.ts';
import { html, type Markup } from './markup.ts';
import { reasonPanel } from './reason-panel.ts';

/** Turns that are listed: those on which most hangs, in expectation. */
const LISTED = 24;

/** The turns on which most hangs, weighted with their probability, in order of time. */
export function turnsSection(facts: PlanFacts): Markup {
  const { plan, say, format } = facts;
  const turns = turnsOf(plan);
  const weight = ({ advantageUsd, probability }: Turn) => Math.abs(advantageUsd) * probability;
  const listed = turns
    .toSorted((a, b) => weight(b) - weight(a))
    .slice(0, LISTED)
    .sort((a, b) => a.quarter - b.quarter || a.node - b.node);
  const first = turns.toSorted((a, b) => a.quarter - b.quarter)[0];
  const options = new Set(turns.map(({ option }) => option)).size;
  return section(facts, {
    id: 'turns',
    title: say.turns.title,
    takeaway: first
      ? say.turns.takeaway(options, plan.policy.length, turns.length, format.quarter(first.quarter))
      : say.turns.none,
    body: first && turnsTable(facts, listed),
    footnote: `${say.turns.footnote}${listed.length < turns.length ? ` ${say.turns.abridged(listed.length, turns.length)}` : ''}`,
  });
}

function turnsTable(facts: PlanFacts, turns: readonly Turn[]): Markup {
  const { say, language } = facts;
  const amounts = turns.map(({ advantageUsd }) => (Math.abs(advantageUsd) < EQUAL_USD ? 0 : advantageUsd));
  const worth = moneyColumn(amounts, language, 'm USD');
  return html`<div class="scroll"><table class="decisions">
<thead><tr><th scope="col">${say.chart.quarter}</th><th scope="col" class="number">${say.turns.reached}</th><th scope="col" class="number">${say.turns.need}</th><th scope="col">${say.decisions.option}</th><th scope="col">${say.decisions.action}</th><th scope="col" class="number">${say.decisions.worth(worth.unit)}</th><th scope="col">${say.decisions.nextBest}</th><th scope="col">${say.decisions.certainty}</th></tr></thead>
${turns.map((turn, i) => turnRows(facts, turn, worth.cell(amounts[i]!)))}
</table></div>`;
}

function turnRows(facts: PlanFacts, turn: Turn, worth: string): Markup {
  const { plan, say, words, format, language } = facts;
  const { option, node, quarter, probability, action, nextBest, reason } = turn;
  const certainty = certaintyOf(plan.headline, turn);
  const family = familyOf(action);
  const [flip] = flipSentences(reason, plan, language);
  return html`<tbody><tr>
<th scope="row">${format.quarter(quarter)}<small>${say.turns.node(node)}</small></th>
<td class="number">${format.percent(probability)}</td>
<td class="number">${needThere(facts, turn)}</td>
<td>${optionName(facts.plan, option)}</td>
<td><span class="tag ${toneOf(family)}">${iconInText(family)}${actionWord(action, language)}</span></td>
<td class="number">${worth}</td>
<td>${actionWord(nextBest, language)}</td>
<td><span class="${certainty}">${words.certainties[certainty]}</span></td>
</tr>${flip && html`<tr class="flip"><td colspan="8">${flip}</td></tr>`}<tr class="why"><td colspan="8"><details><summary>${say.decisions.reasons}</summary>${reasonPanel(facts, reason)}</details></td></tr></tbody>`;
}

/** Need for power at the node beside its mean over all futures of the quarter: by which of them the turn is recognised. */
function needThere({ capacity, tree, say, format }: PlanFacts, { node }: Turn): string {
  let mean = 0;
  tree.depth.forEach((depth, n) => {
    if (depth === tree.depth[node]) mean += tree.probability[n]! * capacity.needMw[n]!;
  });
  return say.turns.needOf(format.power(capacity.needMw[node]!), format.power(mean));
}
