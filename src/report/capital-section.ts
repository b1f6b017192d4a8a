/** Capital by phase and fiscal year. */
import { moneyColumn } from '../messages/column.ts';
import { type CapitalYear, capitalByYear, capitalPhases } from '../views/capital.ts';
import { capitalSentence } from '../views/money-view.ts';
import type { PlanFacts } from '../views/plan-facts.ts';
import { linearScale, quarterAxis, round } from '../views/scale.ts';
import { CHART_WIDTH, chart, section, valueGrid } from './figure.ts';
import { html, type Markup } from './markup.ts';

const HEIGHT = 260;
const LEFT = 56;
const RIGHT = CHART_WIDTH - 150;

/** Bars by fiscal year against the budget, phases stacked. */
export function capitalSection(facts: PlanFacts): Markup {
  const { portfolio, plan, tree, say, words, language } = facts;
  const years = capitalByYear(portfolio, plan, tree);
  const column = moneyColumn(
    years.map(({ totalUsd, budgetUsd }) => Math.max(totalUsd, budgetUsd ?? 0)),
    language,
  );
  return section(facts, {
    id: 'capital',
    title: say.capital.title,
    takeaway: capitalSentence(facts, years),
    body: capitalChart(facts, years, column),
    footnote: say.capital.footnote,
    table: {
      head: [
        column.unit,
        ...capitalPhases.map((phase) => words.headings[phase]),
        say.capital.total,
        say.capital.budget,
      ],
      rows: years.map(({ fiscalYear, usd, totalUsd, budgetUsd }) => [
        say.chart.fiscalYear(fiscalYear),
        ...capitalPhases.map((phase) => column.cell(usd[phase])),
        column.cell(totalUsd),
        budgetUsd === undefined ? '–' : column.cell(budgetUsd),
      ]),
    },
  });
}

function capitalChart(
  facts: PlanFacts,
  years: readonly CapitalYear[],
  { unit, cell, tick }: ReturnType<typeof moneyColumn>,
): Markup {
  const { say, words } = facts;
  const axis = quarterAxis(LEFT, RIGHT, years.length);
  const highest = Math.max(1, ...years.map(({ totalUsd, budgetUsd }) => Math.max(totalUsd, budgetUsd ?? 0)));
  const y = linearScale([0, highest * 1.04], [HEIGHT, 26]);
  const width = Math.min(90, axis.step * 0.6);
  const used = capitalPhases.filter((phase) => years.some(({ usd }) => usd[phase] > highest / 1000));
  const bars = years.map(({ fiscalYear, usd, totalUsd, budgetUsd }, i) => {
    const x = axis.x(i + 0.5) - width / 2;
    let below = 0;
    const parts = used.map((phase) => {
      const [from, to] = [y(below), y(below + usd[phase])];
      below += usd[phase];
      return html`<rect class="phase-${phase}" x="${round(x)}" y="${round(to)}" width="${round(width)}" height="${round(Math.max(0, from - to))}"><title>${`${words.headings[phase]} ${cell(usd[phase])} ${unit}`}</title></rect>`;
    });
    const budget =
      budgetUsd !== undefined &&
      html`<line class="budget" x1="${round(x - 10)}" x2="${round(x + width + 10)}" y1="${round(y(budgetUsd))}" y2="${round(y(budgetUsd))}"/>${i === 0 && html`<text class="tick" x="${round(x + width + 13)}" y="${round(y(budgetUsd)) + 4}">${say.capital.budget}</text>`}`;
    return html`${parts}<text class="label strong" x="${round(x + width / 2)}" y="${round(labelTop(y(totalUsd), budgetUsd === undefined ? undefined : y(budgetUsd))) - 6}" text-anchor="middle">${totalUsd > 0 ? cell(totalUsd) : tick(0)}</text>${budget}<text class="tick" x="${round(x + width / 2)}" y="${HEIGHT + 17}" text-anchor="middle">${say.chart.fiscalYear(fiscalYear)}</text>`;
  });
  const labels = used
    .toReversed()
    .map(
      (phase, i) =>
        html`<rect class="phase-${phase}" x="${axis.right + 8}" y="${20 + i * 19}" width="10" height="10"/><text class="label" x="${axis.right + 23}" y="${29 + i * 19}">${words.headings[phase]}</text>`,
    );
  return chart(
    HEIGHT + 26,
    say.capital.title,
    html`${valueGrid(y.ticks, y, axis, tick)}${bars}${labels}<text class="axis-title" x="0" y="11">${unit}</text>`,
  );
}

/** Where a bar's total stands on: the bar, or the budget's mark where that would run through the figure. */
function labelTop(barTop: number, budgetTop: number | undefined): number {
  if (budgetTop === undefined) return barTop;
  const above = barTop - budgetTop;
  return above > -2 && above < 20 ? Math.min(barTop, budgetTop) : barTop;
}
