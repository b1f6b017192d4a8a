/** What to do with each option today, what that is worth, and why. */
import type { DecisionNow } from '../domain/plan-file.ts';
import { moneyColumn } from '../messages/column.ts';
import { actionWord, familyOf, toneOf } from '../views/action-word.ts';
import { certaintyOf, certaintyTally } from '../views/certainty.ts';
import { horizonSentences } from '../views/horizon-sentences.ts';
import type { PlanFacts } from '../views/plan-facts.ts';
import { flipSentences } from '../views/reason.ts';
import { someWorthIsPriced } from '../views/worth-origin.ts';
import { assumedMark } from './assumptions-section.ts';
import { section } from './figure.ts';
import { iconInText } from './icon.ts';
import { html, type Markup } from './markup.ts';
import { reasonPanel } from './reason-panel.ts';

/** One row per option that has a choice now. */
export function decisionsSection(facts: PlanFacts): Markup {
  const { plan, say, words, format, language } = facts;
  const { decisionsNow } = plan;
  const most = decisionsNow[0];
  return section(facts, {
    id: 'decisions',
    title: say.decisions.title(plan.tree.firstQuarter),
    takeaway: most
      ? say.decisions.takeaway(
          certaintyTally(plan, language),
          decisionsNow.length,
          most.name,
          format.money(most.advantageUsd),
        )
      : say.decisions.none,
    body: most && decisionTable(facts),
    footnote: [
      say.decisions.footnote,
      words.certaintyNote,
      ...(someWorthIsPriced(plan) ? [words.worthPriced] : []),
      ...horizonSentences(plan, language),
    ].join(' '),
  });
}

function decisionTable(facts: PlanFacts): Markup {
  const { plan, say, language } = facts;
  const { decisionsNow } = plan;
  const amounts = decisionsNow.map(({ advantageUsd }) => advantageUsd);
  const worth = moneyColumn(amounts, language);
  const largest = Math.max(1, ...amounts.map(Math.abs));
  return html`<div class="scroll"><table class="decisions">
<thead><tr><th scope="col">${say.decisions.option}</th><th scope="col">${say.decisions.action}</th><th scope="col" class="number">${say.decisions.power}</th><th scope="col">${say.decisions.pool}</th><th scope="colgroup" colspan="2" class="worth">${say.decisions.worth(worth.unit)}</th><th scope="col">${say.decisions.nextBest}</th><th scope="col">${say.decisions.certainty}</th></tr></thead>
${decisionsNow.map((decision) => decisionRows(facts, decision, worth.cell(decision.advantageUsd), Math.max(0, decision.advantageUsd) / largest))}
</table></div>`;
}

function decisionRows(facts: PlanFacts, decision: DecisionNow, worth: string, share: number): Markup {
  const { plan, say, words, format, language } = facts;
  const { option, name, action, itPowerMw, pool, nextBest } = decision;
  const certainty = certaintyOf(plan.headline, decision);
  const family = familyOf(action);
  const reason = plan.reasons.find((one) => one.option === option && one.node === 0);
  const [flip] = reason ? flipSentences(reason, plan, language) : [];
  return html`<tbody><tr>
<th scope="row">${name}${assumedMark(facts, option)}<small>${words.kinds[decision.kind]}</small></th>
<td><span class="tag ${toneOf(family)}">${iconInText(family)}${actionWord(action, language)}</span></td>
<td class="number">${itPowerMw === null ? '–' : format.number(itPowerMw)}</td>
<td>${pool ?? '–'}</td>
<td class="number">${nextBest === null ? '–' : worth}</td>
<td class="bar"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="worth" width="${(share * 100).toFixed(1)}" height="10"/></svg></td>
<td>${nextBest === null ? '–' : actionWord(nextBest, language)}</td>
<td><span class="${certainty}">${words.certainties[certainty]}</span></td>
</tr>${flip && html`<tr class="flip"><td colspan="8">${flip}</td></tr>`}${reason && html`<tr class="why"><td colspan="8"><details><summary>${say.decisions.reasons}</summary>${reasonPanel(facts, reason)}</details></td></tr>`}</tbody>`;
}
