/** Which figures nobody measured, and which of them to find out first. */
import { worthFindingOut } from '../domain/assumed.ts';
import { messages } from '../messages/catalogue.ts';
import { assumedCount, assumptionsOf } from '../views/assumptions.ts';
import type { PlanFacts } from '../views/plan-facts.ts';
import { dataTable, section } from './figure.ts';
import { html, type Markup } from './markup.ts';

/** The few most worth finding out, then all assumed figures, folded. */
export function assumptionsSection(facts: PlanFacts): Markup {
  const { document, say, format, language } = facts;
  const assumed = assumptionsOf(document);
  const why = messages(language).worth;
  const worth = worthFindingOut(document);
  return section(facts, {
    id: 'assumptions',
    title: say.assumptions.title,
    takeaway: assumed.length === 0 ? say.assumptions.none : say.assumptions.takeaway(assumed.length),
    body: html`<ol class="worth-list">${worth.map(
      ({ field, paths }) =>
        html`<li>${why[field]} <small>${say.assumptions.places(paths.length)}</small></li>`,
    )}</ol>
${
  assumed.length > 0 &&
  html`<details class="data"><summary>${say.assumptions.all(assumed.length)}</summary>${dataTable({
    head: [
      say.assumptions.path,
      say.assumptions.low,
      say.assumptions.typical,
      say.assumptions.high,
      say.assumptions.note,
    ],
    rows: assumed.map(({ path, low, typical, high, note }) => [
      path,
      ...[low, typical, high].map((value) => format.number(value)),
      note,
    ]),
  })}</details>`
}`,
  });
}

/** A mark beside what rests on an assumed figure of `option`; it leads to the list. */
export function assumedMark({ document, say }: PlanFacts, option: string): Markup | null {
  if (assumedCount(document, option) === 0) return null;
  return html`<a class="assumed" href="#assumptions" title="${say.chart.assumedMark}" aria-label="${say.chart.assumedMark}">◇</a>`;
}
