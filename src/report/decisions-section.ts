/** What to do with each option today, what that is worth, and why. */
import type { DecisionNow, DecisionReason } from '../domain/plan-file.ts';
import { moneyColumn } from '../messages/column.ts';
import { addQuarters } from '../units/quarter.ts';
import { actionWord, familyOf, toneOf } from '../views/action-word.ts';
import type { PlanFacts } from '../views/plan-facts.ts';
import { assumedMark } from './assumptions-section.ts';
import { dataTable, section } from './figure.ts';
import { iconInText } from './icon.ts';
import { html, type Markup } from './markup.ts';

export function decisionsSection(facts: PlanFacts): Markup {
  const { plan, say, format } = facts;
  const { decisionsNow } = plan;
  const most = decisionsNow[0];
  const proven = decisionsNow.filter((decision) => decision.proven).length;
  return section(facts, {
    id: 'decisions',
    title: say.decisions.title(plan.tree.firstQuarter),
    takeaway: most
      ? say.decisions.takeaway(proven, decisionsNow.length, most.name, format.money(most.advantageUsd))
      : say.decisions.none,
    body: most && decisionTable(facts),
    footnote: say.decisions.footnote,
  });
}

function decisionTable(facts: PlanFacts): Markup {
  const { plan, say, language } = facts;
  const { decisionsNow } = plan;
  const amounts = decisionsNow.map(({ advantageUsd }) => advantageUsd);
  const worth = moneyColumn(amounts, language);
  const largest = Math.max(1, ...amounts.map(Math.abs));
  return html`<div class="scroll"><table class="decisions">
<thead><tr><th scope="col">${say.decisions.option}</th><th scope="col">${say.decisions.action}</th><th scope="col" class="number">${say.decisions.power}</th><th scope="col">${say.decisions.pool}</th><th scope="col" class="number">${say.decisions.worth(worth.unit)}</th><th scope="col"><span class="hidden">${say.decisions.worth(worth.unit)}</span></th><th scope="col">${say.decisions.nextBest}</th><th scope="col">${say.decisions.certainty}</th></tr></thead>
${decisionsNow.map((decision) => decisionRows(facts, decision, worth.cell(decision.advantageUsd), Math.max(0, decision.advantageUsd) / largest))}
</table></div>`;
}

function decisionRows(facts: PlanFacts, decision: DecisionNow, worth: string, share: number): Markup {
  const { plan, say, words, format, language } = facts;
  const { option, name, action, itPowerMw, pool, nextBest, proven } = decision;
  const family = familyOf(action);
  const reason = plan.reasons.find((one) => one.option === option && one.node === 0);
  return html`<tbody><tr>
<th scope="row">${name}${assumedMark(facts, option)}<small>${words.kinds[decision.kind]}</small></th>
<td><span class="tag ${toneOf(family)}">${iconInText(family)}${actionWord(action, language)}</span></td>
<td class="number">${itPowerMw === null ? '–' : format.number(itPowerMw)}</td>
<td>${pool ?? '–'}</td>
<td class="number">${nextBest === null ? '–' : worth}</td>
<td class="bar"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="worth" width="${(share * 100).toFixed(1)}" height="10"/></svg></td>
<td>${nextBest === null ? '–' : actionWord(nextBest, language)}</td>
<td><span class="${proven ? 'proven' : 'toss-up'}">${proven ? words.proven : words.tossUp}</span></td>
</tr>${reason && html`<tr class="why"><td colspan="8"><details><summary>${say.decisions.reasons}</summary>${reasonPanel(facts, reason)}</details></td></tr>`}</tbody>`;
}

function reasonPanel(facts: PlanFacts, reason: DecisionReason): Markup {
  return html`<div class="reason">${alternativesTable(facts, reason)}${partsTable(facts, reason)}${bindingTable(facts, reason)}</div>`;
}

function alternativesTable({ plan, say, language }: PlanFacts, { alternatives }: DecisionReason): Markup {
  const { valueUsd: planUsd } = plan.headline;
  const against = alternatives.map(({ valueUsd }) =>
    valueUsd === undefined ? Number.NaN : valueUsd - planUsd,
  );
  const atBest = alternatives.map(({ boundUsd }) => boundUsd - planUsd);
  const [found, bound] = [moneyColumn(against, language), moneyColumn(atBest, language)];
  return dataTable({
    head: [say.decisions.action, say.decisions.againstPlan(found.unit), say.decisions.atBest(bound.unit)],
    rows: alternatives.map(({ action }, i) => [
      actionWord(action, language),
      found.cell(against[i]!, true),
      bound.cell(atBest[i]!, true),
    ]),
  });
}

function partsTable({ say, words, language }: PlanFacts, { parts, totalUsd }: DecisionReason): Markup {
  const column = moneyColumn([...parts.map(({ usd }) => usd), totalUsd], language);
  const named: Readonly<Record<string, string>> = words.headings;
  return dataTable({
    head: [say.decisions.parts, column.unit],
    rows: [
      ...parts.map(({ heading, usd }) => [named[heading] ?? heading, column.cell(usd, true)]),
      [say.decisions.total, column.cell(totalUsd, true)],
    ],
  });
}

function bindingTable(facts: PlanFacts, { bindingRows }: DecisionReason): Markup | null {
  const { say, words, tree, format, language } = facts;
  if (bindingRows.length === 0) return null;
  const column = moneyColumn(
    bindingRows.map(({ worthUsd }) => worthUsd),
    language,
  );
  const named: Readonly<Record<string, string>> = words.rules;
  return dataTable({
    head: [say.decisions.binding, column.unit],
    rows: bindingRows.map(({ rule, subject, node, worthUsd }) => {
      const quarter = format.quarter(addQuarters(tree.firstQuarter, tree.depth[node]!));
      return [`${named[rule] ?? rule} ${subject}, ${quarter}`, column.cell(worthUsd, true)];
    }),
  });
}
