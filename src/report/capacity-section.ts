/** Power against need: how long or short, quarter by quarter, and what is under way. */

import type { Quantiles } from '../domain/plan-file.ts';
import { powerColumn } from '../messages/column.ts';
import { capacityView, pipeline } from '../views/capacity-view.ts';
import type { PlanFacts } from '../views/plan-facts.ts';
import { bandPath, linearScale, linePath, quarterAxis, round, stepPoints } from '../views/scale.ts';
import { CHART_WIDTH, chart, quarterLabels, section, valueGrid } from './figure.ts';
import { html, type Markup } from './markup.ts';

const HEIGHT = 300;
const LEFT = 56;
/** Room for direct labels at the right. */
const RIGHT = CHART_WIDTH - 150;

/** Fans of need and power over the horizon. */
export function capacitySection(facts: PlanFacts): Markup {
  const { say, format, quarters, language } = facts;
  const { sentence, need, powered, live } = capacityView(facts);
  const column = powerColumn([...need.p90, ...powered.p90], language);
  return section(facts, {
    id: 'capacity',
    title: say.capacity.title,
    takeaway: sentence,
    body: fanChart(facts, { need, powered, live, write: column.tick, unit: column.unit }),
    footnote: say.capacity.footnote,
    table: {
      head: [
        `${say.chart.quarter} (${column.unit})`,
        ...['P10', 'P50', 'P90'].map((quantile) => `${say.capacity.need} ${quantile}`),
        say.capacity.powered,
        say.capacity.live,
      ],
      rows: quarters.map((quarter, t) => [
        format.quarter(quarter),
        ...[need.p10[t]!, need.p50[t]!, need.p90[t]!, powered.p50[t]!, live[t]!].map((mw) => column.cell(mw)),
      ]),
    },
  });
}

interface FanSeries {
  readonly need: Quantiles;
  readonly powered: Quantiles;
  readonly live: readonly number[];
  readonly unit: string;
  write(mw: number): string;
}

function fanChart(facts: PlanFacts, { need, powered, live, unit, write }: FanSeries): Markup {
  const { quarters, say } = facts;
  const axis = quarterAxis(LEFT, RIGHT, quarters.length);
  const y = linearScale([0, Math.max(...need.p90, ...powered.p90)], [HEIGHT, 26]);
  const middle = (series: readonly number[]) => series.map((mw, t) => [axis.x(t + 0.5), y(mw)] as const);
  const edges = quarters.map((_, t) => axis.x(t));
  const steps = (series: readonly number[]) =>
    stepPoints(
      edges,
      series.map((mw) => y(mw)),
      axis.right,
    );
  const ground = quarters.map(() => y(0));
  const flat = stepPoints(edges, ground, axis.right);
  const labels = spread(
    [
      { y: y(need.p90.at(-1)!), text: 'P90', css: 'need' },
      { y: y(need.p50.at(-1)!), text: say.capacity.needP50, css: 'need strong' },
      { y: y(need.p10.at(-1)!), text: 'P10', css: 'need' },
      { y: y(powered.p50.at(-1)!), text: say.capacity.powered, css: 'strong' },
    ],
    14,
  );
  return chart(
    HEIGHT + 40,
    say.capacity.title,
    html`${valueGrid(y.ticks, y, axis, write)}
<path class="band" d="${bandPath(middle(need.p90), middle(need.p10))}"/>
<path class="area added" d="${bandPath(steps(powered.p50), flat)}"/>
<path class="area live-area" d="${bandPath(steps(live.map((mw, t) => Math.min(mw, powered.p50[t]!))), flat)}"/>
<path class="line band-edge" d="${linePath(middle(need.p90))}"/><path class="line band-edge" d="${linePath(middle(need.p10))}"/>
<path class="line need-line" d="${linePath(middle(need.p50))}"/>
<path class="line plan-line" d="${linePath(steps(powered.p50))}"/>
<text class="area-label light" x="${axis.left + 8}" y="${round(y(0)) - 5}">${y(0) - y(live[0]!) > 16 && say.capacity.live}</text>
<text class="area-label light" x="${axis.right - 8}" y="${round(y(live.at(-1)!)) - 8}" text-anchor="end">${powered.p50.at(-1)! - live.at(-1)! > y.ticks.at(-1)! / 12 && say.capacity.added}</text>
${labels.map(({ y: at, text, css }) => html`<text class="label ${css}" x="${axis.right + 8}" y="${round(at) + 4}">${text}</text>`)}
<text class="axis-title" x="0" y="11">IT ${unit}</text>
${quarterLabels(facts, axis, HEIGHT + 2)}`,
  );
}

interface EndLabel {
  readonly y: number;
  readonly text: string;
  readonly css: string;
}

/** Moves labels down so that none lies on another. */
export function spread<Label extends Pick<EndLabel, 'y'>>(labels: readonly Label[], gap: number): Label[] {
  let last = -Infinity;
  return labels
    .toSorted((a, b) => a.y - b.y)
    .map((label) => {
      last = Math.max(label.y, last + gap);
      return { ...label, y: last };
    });
}

const PIPELINE_HEIGHT = 150;

/** What is under way: committed MW beside exploratory ones, never added. */
export function pipelineSection(facts: PlanFacts): Markup {
  const { quarters, say, format, language } = facts;
  const { committed, exploratory } = pipeline(facts);
  const column = powerColumn([...committed, ...exploratory], language);
  return section(facts, {
    id: 'pipeline',
    title: say.pipeline.title,
    takeaway: say.pipeline.takeaway(format.power(committed[0]!), format.power(exploratory[0]!)),
    body: pipelineChart(facts, committed, exploratory, column),
    footnote: say.pipeline.footnote,
    table: {
      head: [`${say.chart.quarter} (${column.unit})`, say.pipeline.committed, say.pipeline.exploratory],
      rows: quarters.map((quarter, t) => [
        format.quarter(quarter),
        column.cell(committed[t]!),
        column.cell(exploratory[t]!),
      ]),
    },
  });
}

/** Committed as bars; exploratory beside them, outlined only. */
function pipelineChart(
  facts: PlanFacts,
  committed: readonly number[],
  exploratory: readonly number[],
  { unit, tick }: ReturnType<typeof powerColumn>,
): Markup {
  const { quarters, say } = facts;
  const axis = quarterAxis(LEFT, RIGHT, quarters.length);
  const y = linearScale([0, Math.max(1, ...committed, ...exploratory)], [PIPELINE_HEIGHT, 26], 3);
  const width = axis.step / 2 - 3;
  const bar = (mw: number, x: number, css: string) =>
    mw > 0 &&
    html`<rect class="${css}" x="${round(x)}" y="${round(y(mw))}" width="${round(width)}" height="${round(y(0) - y(mw))}"/>`;
  return chart(
    PIPELINE_HEIGHT + 40,
    say.pipeline.title,
    html`${valueGrid(y.ticks, y, axis, tick)}
${committed.map((mw, t) => bar(mw, axis.x(t) + 2, 'committed'))}
${exploratory.map((mw, t) => bar(mw, axis.x(t) + axis.step / 2 + 1, 'exploratory'))}
<rect class="committed" x="${axis.right + 8}" y="20" width="10" height="10"/><text class="label" x="${axis.right + 23}" y="29">${say.pipeline.committed.split(',')[0]!}</text>
<rect class="exploratory" x="${axis.right + 8}" y="38" width="10" height="10"/><text class="label" x="${axis.right + 23}" y="47">${say.pipeline.exploratory}</text>
<text class="axis-title" x="0" y="11">IT ${unit}</text>
${quarterLabels(facts, axis, PIPELINE_HEIGHT + 2)}`,
  );
}
