/** The frame of a section: a question, its answer in a sentence, the picture, where it is from, and the numbers as a table. */

import type { PlanFacts } from '../views/plan-facts.ts';
import { type QuarterAxis, round } from '../views/scale.ts';
import { html, type Insert, type Markup } from './markup.ts';

/** Width of every chart in its own units; charts scale with the page. */
export const CHART_WIDTH = 1040;

/** What a section shows. */
export interface Section {
  /** For links. */
  readonly id: string;
  /** The question. */
  readonly title: string;
  /** The answer, computed. */
  readonly takeaway: string;
  readonly body: Insert;
  /** Source and how obtained. */
  readonly footnote?: string;
  readonly table?: DataTable;
}

/** The numbers of a section as texts. */
export interface DataTable {
  readonly head: readonly string[];
  /** The first cell of a row is its header; numbers are right-aligned by the style sheet. */
  readonly rows: readonly (readonly string[])[];
}

/** A section of the report; its table is folded away under the picture. */
export function section({ say }: PlanFacts, { id, title, takeaway, body, footnote, table }: Section): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
<p class="takeaway">${takeaway}</p>
${body}
${footnote && html`<p class="footnote">${footnote}</p>`}
${table && html`<details class="data"><summary>${say.chart.table}</summary>${dataTable(table)}</details>`}
</section>`;
}

/** A table that scrolls within its own frame where the page is narrow. */
export function dataTable({ head, rows }: DataTable): Markup {
  return html`<div class="scroll"><table class="numbers"><thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map(([first, ...rest]) => html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}

/** An SVG that says in `label` what it shows. */
export function chart(height: number, label: string, content: Insert, width = CHART_WIDTH): Markup {
  return html`<div class="scroll"><svg class="chart" viewBox="0 0 ${width} ${round(height)}" role="img" aria-label="${label}">${content}</svg></div>`;
}

/** Quarters as `Q2`, fiscal years bracketed below; about 34 high. */
export function quarterLabels(
  { fiscalYears, quarters, say }: PlanFacts,
  axis: QuarterAxis,
  y: number,
): Markup {
  const narrow = axis.step < 22;
  const labels = quarters.map((quarter, t) =>
    narrow && t % 2 === 1
      ? null
      : html`<text class="tick" x="${round(axis.x(t + 0.5))}" y="${y + 13}" text-anchor="middle">Q${(quarter % 4) + 1}</text>`,
  );
  const brackets = fiscalYears.map(({ year, from, count }) => {
    const [x1, x2] = [axis.x(from) + 2, axis.x(from + count) - 2];
    return html`<path class="bracket" d="M${round(x1)} ${y + 18}v3H${round(x2)}v-3"/><text class="tick strong" x="${round((x1 + x2) / 2)}" y="${y + 34}" text-anchor="middle">${count * axis.step > 30 ? say.chart.fiscalYear(year) : ''}</text>`;
  });
  return html`<g>${labels}${brackets}</g>`;
}

/** Horizontal grid lines with their values at the left; the line at 0 is stronger. */
export function valueGrid(
  ticks: readonly number[],
  y: (value: number) => number,
  { left, right }: Pick<QuarterAxis, 'left' | 'right'>,
  write: (value: number) => string,
): Markup {
  return html`<g>${ticks.map(
    (tick) =>
      html`<line class="${tick === 0 ? 'zero' : 'grid'}" x1="${round(left)}" x2="${round(right)}" y1="${round(y(tick))}" y2="${round(y(tick))}"/><text class="tick" x="${round(left) - 6}" y="${round(y(tick)) + 4}" text-anchor="end">${write(tick)}</text>`,
  )}</g>`;
}
