/** Forecasts in sentences. */
import type { PortfolioForecast, WorkloadOutlook } from '../app/forecast-portfolio.ts';
import type { DemandFault, SeriesForecast } from '../app/forecast-series.ts';
import type { ForecastFigure } from '../app/forecast-view.ts';
import type { PriceOutlook } from '../app/price-outlook.ts';
import { messages } from '../messages/catalogue.ts';
import type { Context } from './context.ts';
import { LETTERED } from './fan-lines.ts';
import { largeNumber } from './large-number.ts';
import { tableLines } from './table.ts';
import { wrap } from './wrap.ts';

/** Options listed of a stability run: those whose action differs between trees. */
const LISTED_ACTIONS = 3;

/** `prices.csv:3: tokens: got -5; must not be negative. Correct the figure …` */
export function faultLine(
  { code, path, line, value, params }: DemandFault,
  file: string,
  { language }: Context,
) {
  const texts = messages(language).demand;
  const key = code.replace('demand.', '') as keyof typeof texts.faults;
  const { rule, remedy } = texts.faults[key](params ?? {});
  const got = value === undefined || value === '' ? messages(language).terms.nothing : JSON.stringify(value);
  return texts.fault(texts.line(file, line, path), got, rule, remedy);
}

/** Forecasts of a table, each with the methods behind it and how earlier fans held. */
export function seriesFigures(series: readonly SeriesForecast[], context: Context): ForecastFigure[] {
  const { format, language } = context;
  const say = messages(language).demand.forecast;
  return series.map(({ name, history, fan, methods, past }) => {
    const names = methods.map((method) => say.methodNames[method as keyof typeof say.methodNames]);
    const [first, last] = [history[0]!, history.at(-1)!].map(({ quarter }) => format.quarter(quarter));
    return {
      ...{ name, unit: '', history, fan },
      takeaway: headline(name, fan, '', context),
      notes: [
        say.methods(format.and(names), first!, last!, history.length),
        past ? say.past(format.percent(past.covered / past.pairs), past.pairs) : say.noPast,
      ],
    };
  });
}

/** The fans of a portfolio's tree, each held against the older plan where one is given. */
export function workloadFigures(workloads: readonly WorkloadOutlook[], context: Context): ForecastFigure[] {
  const { language } = context;
  const { forecast: say, perHour } = messages(language).demand;
  return workloads.map(({ name, unit, history, fan, over }) => ({
    ...{ name, unit: perHour(unit), history, fan },
    takeaway: headline(name, fan, perHour(unit), context),
    notes:
      over === undefined
        ? []
        : over.covered === undefined
          ? [say.overNone]
          : [
              say.over(
                Math.round(over.covered * over.quarters),
                over.quarters,
                Math.round(over.above! * over.quarters),
                Math.round(over.below! * over.quarters),
              ),
            ],
  }));
}

function headline(
  name: string,
  { points }: ForecastFigure['fan'],
  unit: string,
  { format, language }: Context,
) {
  const say = messages(language).demand;
  const { quarter, p10, p50, p90 } = points.at(-1)!;
  const [low, middle, high] = [p10, p50, p90].map((value, i) =>
    say.amount(largeNumber(value, format.number, LETTERED), i === 1 ? unit : ''),
  );
  return say.forecast.headline(name, format.quarter(quarter), middle!, low!, high!);
}

/** Events, the tree, and how much decisions move when it is drawn anew. */
export function portfolioLines(
  { events, prices, nodes, futures, quantileError, stability }: PortfolioForecast,
  context: Context,
): string[] {
  const { style, format, terminal, language } = context;
  const say = messages(language).demand.forecast;
  const right = 'right' as const;
  const columns = [
    { title: say.event },
    ...[say.prior, say.posterior, say.onBranches].map((title) => ({ title, align: right })),
  ];
  const rows = events.map(({ name, prior, posterior, onBranches }) => [
    name,
    ...[prior, posterior].map(format.percent),
    onBranches === undefined ? '–' : format.percent(onBranches),
  ]);
  return [
    '',
    ...(events.length > 0
      ? [style.bold(say.events), ...tableLines(columns, rows, terminal.width, style), '']
      : []),
    ...(prices.length > 0 ? [...priceLines(prices, context), ''] : []),
    say.tree(nodes, futures, format.percent(quantileError)),
    ...(stability ? stabilityLines(stability, context) : []),
  ];
}

function priceLines(
  prices: readonly PriceOutlook[],
  { style, format, terminal, language }: Context,
): string[] {
  const { forecast: say, priceNames } = messages(language).demand;
  const right = 'right' as const;
  const columns = [
    { title: say.price },
    ...[say.now, 'P10', 'P50', 'P90'].map((title) => ({ title, align: right })),
  ];
  const rows = prices.map(({ kind, name, nowUsd, p10Usd, p50Usd, p90Usd }) => [
    priceNames[kind](name),
    ...[nowUsd, p10Usd, p50Usd, p90Usd].map((usd) => format.money(usd)),
  ]);
  const title = style.bold(say.prices(format.quarter(prices[0]!.quarter)));
  return [title, ...tableLines(columns, rows, terminal.width, style)];
}

function stabilityLines(
  {
    trees,
    nestedDistance,
    value,
    rootDecisions,
    largestGapShare,
  }: NonNullable<PortfolioForecast['stability']>,
  { style, format, terminal, language }: Context,
): string[] {
  const say = messages(language).demand.forecast;
  const gap = largestGapShare <= 1 ? say.stabilityGap(format.percent(largestGapShare)) : say.stabilityLoose;
  const rows = [...rootDecisions].map(([option, actions]) => [
    option,
    actions
      .slice(0, LISTED_ACTIONS)
      .map(({ action, share }) => `${action} ${format.percent(share)}`)
      .join(', '),
  ]);
  return [
    '',
    say.stability(trees, format.number(nestedDistance.mean)),
    value ? say.stabilityValue(format.money(value.mean), format.money(value.deviation)) : say.stabilityNone,
    ...(value ? wrap(gap, terminal.width) : []),
    ...(rows.length > 0
      ? tableLines([{ title: say.option }, { title: say.actions }], rows, terminal.width, style)
      : []),
  ];
}
