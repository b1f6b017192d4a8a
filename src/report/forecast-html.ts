/** Forecasts as one HTML file: a fan over history for each series, with its numbers as a table. */
import type { Fan } from '../demand/fan.ts';
import type { QuarterValue } from '../demand/history.ts';
import { messages } from '../messages/catalogue.ts';
import { formatFor } from '../messages/format.ts';
import type { Language } from '../messages/language.ts';
import { bandPath, linearScale, linePath, quarterAxis, round } from '../views/scale.ts';
import { CHART_WIDTH, chart, dataTable, valueGrid } from './figure.ts';
import { html, type Markup, trusted } from './markup.ts';
import { style } from './style.ts';

const HEIGHT = 260;

/** A fan over its history. */
export interface ForecastFigure {
  readonly name: string;
  /** Of the values; empty where the table does not say. */
  readonly unit: string;
  /** The answer, in a sentence. */
  readonly takeaway: string;
  /** How earlier fans held, or what the fan rests on. */
  readonly notes: readonly string[];
  readonly history: readonly QuarterValue[];
  readonly fan: Fan;
}

/** The page; `source` names the file that the series are from. */
export function forecastHtml(figures: readonly ForecastFigure[], source: string, language: Language): string {
  const say = messages(language).demand.forecast;
  return html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${say.title}: ${source}</title><style>${trusted(style)}</style></head><body>
<div class="bar"><b>${say.title}</b><span>${source}</span></div><main>
${figures.map((figure) => figureSection(figure, language))}
</main></body></html>\n`.text;
}

function figureSection(
  { name, unit, takeaway, notes, history, fan }: ForecastFigure,
  language: Language,
): Markup {
  const say = messages(language).demand.forecast;
  const format = formatFor(language);
  const quarters = [...history, ...fan.points].map(({ quarter }) => quarter);
  const first = Math.min(...quarters);
  const axis = quarterAxis(72, CHART_WIDTH - 8, Math.max(...quarters) - first + 1);
  const highest = Math.max(...history.map(({ value }) => value), ...fan.points.map(({ p90 }) => p90));
  const y = linearScale([0, highest], [HEIGHT, 12]);
  const at = (quarter: number, value: number) => [axis.x(quarter - first + 0.5), y(value)] as const;
  const last = history.findLast(({ quarter }) => quarter < fan.points[0]!.quarter);
  const from = last ? [at(last.quarter, last.value)] : [];
  const along = (key: 'p10' | 'p50' | 'p90') => [
    ...from,
    ...fan.points.map((point) => at(point.quarter, point[key])),
  ];
  const years = [...new Set(quarters)].filter((quarter) => quarter % 4 === 0);
  const picture = html`${valueGrid(y.ticks, y, axis, format.number)}
<path class="band" d="${bandPath(along('p90'), along('p10'))}"/><path class="line need-line" d="${linePath(along('p50'))}"/>
<path class="line served-line" d="${linePath(history.map(({ quarter, value }) => at(quarter, value)))}"/>
${history.map(({ quarter, value }) => html`<circle cx="${round(at(quarter, value)[0])}" cy="${round(y(value))}" r="2.5" fill="var(--ink)"/>`)}
${years.map((quarter) => html`<text class="tick" x="${round(axis.x(quarter - first + 0.5))}" y="${HEIGHT + 16}" text-anchor="middle">${Math.floor(quarter / 4)}</text>`)}`;
  const rows = fan.points.map(({ quarter, ...values }) => [
    format.quarter(quarter),
    ...[values.p10, values.p50, values.p90].map(format.number),
  ]);
  return html`<section><h2>${name}${unit ? `, ${unit}` : ''}</h2><p class="takeaway">${takeaway}</p>
${chart(HEIGHT + 22, takeaway, picture)}
<p class="footnote">${[...notes, say.footnote].join(' ')}</p>
<details class="data"><summary>${say.table}</summary>${dataTable({ head: [say.quarter, 'P10', 'P50', 'P90'], rows })}</details></section>`;
}
