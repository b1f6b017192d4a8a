/** The plan's outcomes over the futures, with retreat and full speed always beside it. */
import { moneyColumn } from '../messages/column.ts';
import { binsOf, type OutcomeBin, outcomesOf } from '../views/capital.ts';
import { outcomeSentence } from '../views/money-view.ts';
import type { PlanFacts } from '../views/plan-facts.ts';
import { linearScale, round } from '../views/scale.ts';
import { spread } from './capacity-section.ts';
import { CHART_WIDTH, chart, section } from './figure.ts';
import { html, type Markup } from './markup.ts';

const HEIGHT = 190;
const TOP = 62;
const LEFT = 56;
const RIGHT = CHART_WIDTH - 20;

/** The distribution of NPV, its quantiles and the baselines. */
export function outcomesSection(facts: PlanFacts): Markup {
  const { plan, portfolio, tree, say, format, language } = facts;
  const { figures, retreatUsd, fullSpeedUsd } = plan.headline;
  const outcomes = outcomesOf(portfolio, plan, tree);
  const column = moneyColumn(
    outcomes.map(({ npvUsd }) => npvUsd),
    language,
  );
  const bins = binsOf(outcomes);
  return section(facts, {
    id: 'value',
    title: say.outcomes.title,
    takeaway: outcomeSentence(facts, outcomes),
    body: outcomeChart(facts, bins, column),
    footnote: say.outcomes.footnote,
    table: {
      head: [`${say.outcomes.axis} (${column.unit})`, say.outcomes.probability],
      rows: [
        ...bins
          .filter(({ probability }) => probability > 0)
          .map(({ from, to, probability }) => [
            `${column.cell(from)} ${say.outcomes.to} ${column.cell(to)}`,
            format.percent(probability),
          ]),
        [
          'P10 / P50 / P90',
          [figures.npvP10Usd, figures.npvP50Usd, figures.npvP90Usd]
            .map((usd) => column.cell(usd))
            .join(' / '),
        ],
        [say.outcomes.retreat, retreatUsd === null ? '–' : column.cell(retreatUsd)],
        [say.outcomes.fullSpeed, fullSpeedUsd === null ? '–' : column.cell(fullSpeedUsd)],
      ],
    },
  });
}

function outcomeChart(
  facts: PlanFacts,
  bins: readonly OutcomeBin[],
  { unit, cell, tick: axisText }: ReturnType<typeof moneyColumn>,
): Markup {
  const { plan, say } = facts;
  const { figures, retreatUsd, fullSpeedUsd } = plan.headline;
  const baselines = [
    ...(retreatUsd === null ? [] : [{ usd: retreatUsd, text: say.outcomes.retreat }]),
    ...(fullSpeedUsd === null ? [] : [{ usd: fullSpeedUsd, text: say.outcomes.fullSpeed }]),
  ];
  const known = [bins[0]!.from, bins.at(-1)!.to, ...baselines.map(({ usd }) => usd)];
  const x = linearScale([Math.min(...known), Math.max(...known)], [LEFT, RIGHT], 8);
  const y = linearScale([0, Math.max(...bins.map(({ probability }) => probability))], [HEIGHT, TOP], 3);
  const bars = bins.map(
    ({ from, to, probability }) =>
      probability > 0 &&
      html`<rect class="outcome" x="${round(x(from)) + 0.5}" y="${round(y(probability))}" width="${round(Math.max(2, x(to) - x(from) - 1))}" height="${round(HEIGHT - y(probability))}"/>`,
  );
  const marks = [
    { usd: figures.npvP10Usd, text: `P10 ${cell(figures.npvP10Usd)}` },
    {
      usd: figures.expectedNpvUsd,
      text: `${say.chart.expected} ${cell(figures.expectedNpvUsd)}`,
      strong: true,
    },
    { usd: figures.npvP90Usd, text: `P90 ${cell(figures.npvP90Usd)}` },
  ];
  return chart(
    HEIGHT + 40,
    say.outcomes.title,
    html`${x.ticks.map((tick) => html`<line class="${tick === 0 ? 'zero' : 'grid'}" x1="${round(x(tick))}" x2="${round(x(tick))}" y1="${TOP}" y2="${HEIGHT}"/><text class="tick" x="${round(x(tick))}" y="${HEIGHT + 17}" text-anchor="middle">${axisText(tick)}</text>`)}
<line class="zero" x1="${LEFT}" x2="${RIGHT}" y1="${HEIGHT}" y2="${HEIGHT}"/>${bars}
${baselines.map(({ usd, text }) => html`<line class="baseline" x1="${round(x(usd))}" x2="${round(x(usd))}" y1="${TOP - 14}" y2="${HEIGHT}"/><text class="label muted" x="${round(x(usd))}" y="${TOP - 20}" text-anchor="${x(usd) < LEFT + 60 ? 'start' : 'middle'}">${text} ${cell(usd)}</text>`)}
${markLabels(marks, x)}
<text class="axis-title" x="${RIGHT}" y="${HEIGHT + 34}" text-anchor="end">${say.outcomes.axis}, ${unit}</text>`,
  );
}

interface Mark {
  readonly usd: number;
  readonly text: string;
  readonly strong?: boolean;
}

/** Marks of the plan's own figures, their labels side by side. */
function markLabels(marks: readonly Mark[], x: (usd: number) => number): Markup[] {
  const placed = spread(
    marks.map((mark) => ({ ...mark, y: x(mark.usd) })),
    104,
  );
  const shift = placed[1]!.y - x(placed[1]!.usd);
  return placed.map(({ usd, text, strong, y: at }) => {
    const label = at - shift;
    return html`<line class="mark${strong ? ' strong' : ''}" x1="${round(x(usd))}" x2="${round(x(usd))}" y1="${TOP - 6}" y2="${HEIGHT}"/><path class="leader" d="M${round(x(usd))} ${TOP - 6}L${round(label)} 22"/><text class="label${strong ? ' strong' : ''}" x="${round(label)}" y="16" text-anchor="middle">${text}</text>`;
  });
}
