/** What every option does in every quarter of a chosen future, and where futures part. */

import type { OptionPolicy } from '../domain/plan-file.ts';
import { actionFamilies, toneOf } from '../views/action-word.ts';
import { familyAt, type GanttRow, ganttView, type Run, runsOf } from '../views/gantt-view.ts';
import type { PlanFacts } from '../views/plan-facts.ts';
import type { Future } from '../views/plan-tree.ts';
import { type QuarterAxis, quarterAxis, round } from '../views/scale.ts';
import { CHART_WIDTH, chart, quarterLabels, section } from './figure.ts';
import { iconUse } from './icon.ts';
import { embeddedJson, html, type Markup } from './markup.ts';

const LABEL_WIDTH = 184;
const ROW_HEIGHT = 34;
const CELL_HEIGHT = 22;
const STRIP_HEIGHT = 5;
/** Room for icon and margins beside a word, and for each of its letters. */
const WORD_ROOM = 24;
const LETTER_WIDTH = 6.6;

/** The chart of the likeliest future; a script redraws it for another. */
export function ganttSection(facts: PlanFacts): Markup {
  const { say, words, format, quarters, likeliest } = facts;
  const { sentence, rows } = ganttView(facts);
  return section(facts, {
    id: 'portfolio',
    title: say.gantt.title,
    takeaway: sentence,
    body: html`${futureChoice(facts)}
<div id="gantt">${ganttChart(facts, rows, likeliest)}</div>
${smallMultiples(facts)}
<script type="application/json" id="gantt-data">${embeddedJson(scriptData(facts))}</script>`,
    footnote: say.gantt.footnote,
    table: {
      head: [say.decisions.option, ...quarters.map((quarter) => format.quarter(quarter))],
      rows: rows.map(({ name, families }) => [
        name,
        ...likeliest.path.map((n) => words.actions[families[n]!]),
      ]),
    },
  });
}

function futureChoice({ futures, likeliest, say, format }: PlanFacts): Markup | null {
  if (futures.length < 2) return null;
  const name = (future: Future, i: number) => {
    const text = say.gantt.futureName(i + 1, futures.length, format.percent(future.probability));
    return future === likeliest ? `${text} (${say.gantt.likeliest})` : text;
  };
  return html`<div class="choice"><label for="future">${say.gantt.future}</label>
<button type="button" id="future-less" aria-label="${say.gantt.previous}" title="${say.gantt.previous}">−</button>
<select id="future">${futures.map((future, i) => html`<option value="${i}"${future === likeliest ? html` selected` : null}>${name(future, i)}</option>`)}</select>
<button type="button" id="future-more" aria-label="${say.gantt.next}" title="${say.gantt.next}">+</button></div>`;
}

function ganttChart(facts: PlanFacts, rows: readonly GanttRow[], future: Future): Markup {
  const { quarters, say } = facts;
  const axis = quarterAxis(LABEL_WIDTH, CHART_WIDTH, quarters.length);
  const bottom = rows.length * ROW_HEIGHT + 4;
  const content = html`${rows.map((row, r) => ganttRow(facts, row, r * ROW_HEIGHT, future, axis))}${quarterLabels(facts, axis, bottom)}`;
  return chart(bottom + 40, say.gantt.title, content);
}

function ganttRow(facts: PlanFacts, row: GanttRow, y: number, future: Future, axis: QuarterAxis): Markup {
  const { quarters, format, words } = facts;
  const families = future.path.map((n) => row.families[n]!);
  const cells = families.map(
    (family, t) =>
      html`<rect class="cell ${toneOf(family)}" x="${round(axis.x(t))}" y="${y}" width="${round(axis.step)}" height="${CELL_HEIGHT}"><title>${`${format.quarter(quarters[t]!)}: ${words.actions[family]}`}</title></rect>`,
  );
  return html`<text class="row-label" x="${LABEL_WIDTH - 8}" y="${y + 16}" text-anchor="end">${short(row.name)}</text>
<g class="cells">${cells}</g><g class="inks">${runsOf(families).map((run) => runInk(facts, run, y, axis))}</g>
${row.parts && shareStrip(facts, row, y + CELL_HEIGHT + 1, axis)}`;
}

/** Icon and word at the start of a run, the icon alone where the run is too short for the word. */
function runInk(facts: PlanFacts, { family, from, to }: Run, y: number, axis: QuarterAxis): Markup {
  const word = facts.words.actions[family];
  const x = axis.x(from);
  const fits = (to - from) * axis.step > WORD_ROOM + word.length * LETTER_WIDTH;
  return html`<g class="ink ${toneOf(family)}">${iconUse(family, round(fits ? x + 5 : x + axis.step / 2 - 5), y + 6, 10)}${fits && html`<text class="cell-word" x="${round(x + 19)}" y="${y + 15.5}">${word}</text>`}</g>`;
}

/** Share of the futures with each action, quarter by quarter. */
function shareStrip(facts: PlanFacts, row: GanttRow, y: number, axis: QuarterAxis): Markup {
  const { words, format } = facts;
  return html`<g class="strip">${row.shares.map((shares, t) => {
    if (shares.length < 2) return null;
    let x = axis.x(t) + 0.5;
    return shares.map(({ family, share }) => {
      const width = share * (axis.step - 1);
      const rect = html`<rect class="cell ${toneOf(family)}" x="${round(x)}" y="${y}" width="${round(width)}" height="${STRIP_HEIGHT}"><title>${`${words.actions[family]} ${format.percent(share)}`}</title></rect>`;
      x += width;
      return rect;
    });
  })}</g>`;
}

/** Every future as a strip of colours. */
function smallMultiples(facts: PlanFacts): Markup | null {
  const { futures, plan, quarters, say, format, likeliest } = facts;
  if (futures.length < 2) return null;
  const cell = { width: 148 / quarters.length, height: Math.max(3, Math.min(7, 90 / plan.policy.length)) };
  return html`<h3>${say.gantt.allFutures}</h3><div class="multiples">${futures
    .slice(0, 60)
    .map((future, i) => {
      const height = round(cell.height * plan.policy.length);
      const label = say.gantt.futureName(i + 1, futures.length, format.percent(future.probability));
      return html`<figure${future === likeliest ? html` class="chosen"` : null} data-future="${i}"><svg viewBox="0 0 148 ${height}" role="img" aria-label="${label}">${plan.policy.map((row, r) => stripOfRuns(row, r * cell.height, future, cell))}</svg><figcaption>${`${i + 1}`} <small>${format.percent(future.probability)}</small></figcaption></figure>`;
    })}</div>`;
}

function stripOfRuns(
  row: OptionPolicy,
  y: number,
  { path }: Future,
  cell: { readonly width: number; readonly height: number },
): Markup[] {
  return runsOf(path.map((n) => familyAt(row, n))).map(
    ({ family, from, to }) =>
      html`<rect class="cell ${toneOf(family)}" x="${round(from * cell.width)}" y="${round(y)}" width="${round((to - from) * cell.width)}" height="${round(cell.height - 0.6)}"/>`,
  );
}

/** What the page's script redraws the cells from: families by index per option and node, and the paths of the futures. */
function scriptData({ plan, futures, words, quarters, format }: PlanFacts) {
  return {
    families: actionFamilies.map((family) => ({ name: toneOf(family), word: words.actions[family] })),
    rows: plan.policy.map((row) => row.actions.map((_, n) => actionFamilies.indexOf(familyAt(row, n)))),
    paths: futures.map(({ path }) => path),
    quarters: quarters.map((quarter) => format.quarter(quarter)),
    room: [WORD_ROOM, LETTER_WIDTH],
  };
}

/** A name cut to its room; a quarter at its end stays, as it tells the offers of a contract apart. */
function short(name: string): string {
  if (name.length <= 22) return name;
  const [quarter = ''] = /(?: \d{4}Q[1-4])?$/.exec(name)!;
  return `${name.slice(0, 21 - quarter.length).trimEnd()}…${quarter}`;
}
