/** The demand that the plan is made for, one small fan per workload, with what is served of it. */

import { type DemandFan, demandView } from '../views/demand-view.ts';
import type { PlanFacts } from '../views/plan-facts.ts';
import { bandPath, linearScale, linePath, quarterAxis, round } from '../views/scale.ts';
import { section } from './figure.ts';
import { html, type Markup } from './markup.ts';

const WIDTH = 500;
const HEIGHT = 150;

/** Demand by workload, units per hour, with what is served of it. */
export function demandSection(facts: PlanFacts): Markup {
  const { say, format, quarters } = facts;
  const { sentence, fans: facets } = demandView(facts);
  return section(facts, {
    id: 'demand',
    title: say.demand.title,
    takeaway: sentence,
    body: html`<div class="facets">${facets.map((facet) => facetChart(facts, facet))}</div>`,
    footnote: say.demand.footnote,
    table: {
      head: [
        say.chart.quarter,
        ...facets.flatMap(({ name }) => [
          ...['P10', 'P50', 'P90'].map((quantile) => `${name} ${quantile}`),
          `${name} ${say.demand.served}`,
        ]),
      ],
      rows: quarters.map((quarter, t) => [
        format.quarter(quarter),
        ...facets.flatMap(({ demand, served }) =>
          [demand.p10[t]!, demand.p50[t]!, demand.p90[t]!, served[t]!].map((value) => format.number(value)),
        ),
      ]),
    },
  });
}

function facetChart(
  { quarters, say, format }: PlanFacts,
  { name, unit: counted, training, demand, served, servedShare }: DemandFan,
): Markup {
  const axis = quarterAxis(52, WIDTH - 8, quarters.length);
  const y = linearScale([0, Math.max(...demand.p90)], [HEIGHT, 12], 3);
  const points = (series: readonly number[]) =>
    series.map((value, t) => [axis.x(t + 0.5), y(value)] as const);
  const unit = say.demand.perHour(counted);
  return html`<figure><figcaption><b>${name}</b> <small>${unit} · ${say.demand.servedShare(format.percent(servedShare))}</small></figcaption>
<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT + 22}" role="img" aria-label="${name}, ${unit}">
${y.ticks.map((tick) => html`<line class="${tick === 0 ? 'zero' : 'grid'}" x1="${axis.left}" x2="${axis.right}" y1="${round(y(tick))}" y2="${round(y(tick))}"/><text class="tick" x="${axis.left - 6}" y="${round(y(tick)) + 4}" text-anchor="end">${compact(tick, format.number)}</text>`)}
<path class="band${training ? ' hatched' : ''}" d="${bandPath(points(demand.p90), points(demand.p10))}"/>
<path class="line need-line" d="${linePath(points(demand.p50))}"/>
<path class="line served-line" d="${linePath(points(served))}"/>
<text class="tick" x="${axis.left}" y="${HEIGHT + 16}">${format.quarter(quarters[0]!)}</text><text class="tick" x="${axis.right}" y="${HEIGHT + 16}" text-anchor="end">${format.quarter(quarters.at(-1)!)}</text>
</svg></figure>`;
}

/** `120 k` for axis labels of large numbers. */
function compact(value: number, write: (value: number) => string): string {
  for (const [factor, suffix] of [
    [1e9, ' G'],
    [1e6, ' M'],
    [1e3, ' k'],
  ] as const) {
    if (Math.abs(value) >= factor) return `${write(value / factor)}${suffix}`;
  }
  return write(value);
}
