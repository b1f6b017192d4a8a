/** `kadenz forecast`: fans over history, of a table of series or of a portfolio. */
import { forecastPortfolio } from '../app/forecast-portfolio.ts';
import { forecastTable, isSeriesTable } from '../app/forecast-series.ts';
import { type ForecastFigure, forecastHtml } from '../app/forecast-view.ts';
import { messages } from '../messages/catalogue.ts';
import type { Context } from './context.ts';
import { printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { fanLines } from './fan-lines.ts';
import { Refusal } from './refusal.ts';
import { faultLine, portfolioLines, seriesFigures, workloadFigures } from './say-forecast.ts';
import { sayInvalid, sayNotices } from './say-problems.ts';
import { wrap } from './wrap.ts';

/** Columns of a table by name, ISO dates, `timeLimit` in seconds per plan. */
export interface ForecastOptions {
  readonly quarters: number;
  readonly aggregate: 'mean' | 'sum' | 'last';
  readonly period?: string;
  readonly value?: string;
  readonly known?: string;
  readonly by?: string;
  readonly where?: string;
  readonly asOf?: string;
  readonly fiscalYearStart: number;
  readonly html?: string;
  readonly over?: string;
  readonly stability?: number;
  readonly timeLimit: number;
}

/** A CSV table is one of series; a workbook is one where `--value` names a column. */
export async function forecastCommand(
  file: string,
  options: ForecastOptions,
  context: Context,
): Promise<ExitCode> {
  // A workbook may be either; a portfolio has no column of values.
  const isTable = isSeriesTable(file) || (/\.xlsx$/i.test(file) && options.value !== undefined);
  return isTable
    ? await tableForecast(file, options, context)
    : await portfolioForecast(file, options, context);
}

async function tableForecast(file: string, options: ForecastOptions, context: Context): Promise<ExitCode> {
  const { ports, flags, terminal, language } = context;
  const say = messages(language).demand;
  const { period, value, known, by, where, asOf } = options;
  const [column, text] = where?.split('=', 2) ?? [];
  const outcome = await forecastTable(
    {
      ...{ path: file, quartersAhead: options.quarters, aggregate: options.aggregate, asOf },
      columns: {
        ...{ period, value, known, by: by?.split(',').map((name) => name.trim()) },
        ...(column !== undefined && text !== undefined && { where: { column, text } }),
      },
      fiscalYearStartMonth: options.fiscalYearStart,
    },
    ports,
  );
  if (outcome.status === 'invalid') return sayInvalid(outcome, file, 'forecast', context);
  if (outcome.status === 'no-column') {
    throw new Refusal(
      say.noColumn(say.columnNames[outcome.missing], outcome.columns.join(', ')),
      exitCodes.invalid,
    );
  }
  if (outcome.status === 'refused') {
    terminal.err(`${say.refused(outcome.faults.length, file)}\n`);
    for (const fault of outcome.faults) terminal.err(`  ${faultLine(fault, file, context)}\n`);
    if (flags.json) {
      const error = { code: 'invalid', problems: outcome.faults };
      printEnvelope(context, { command: 'forecast', result: null, error });
    }
    return exitCodes.invalid;
  }
  sayNotices(outcome.notices, context);
  for (const treatment of [...outcome.treatments, ...outcome.leftOut]) {
    terminal.err(`${context.say.invalid.notice}: ${faultLine(treatment, file, context)}\n`);
  }
  const { series, leftOut, treatments } = outcome;
  const figures = seriesFigures(series, context);
  await writeChart(figures, file, options, context);
  if (flags.json) printEnvelope(context, { command: 'forecast', result: { series, leftOut, treatments } });
  else show(figures, [], options, context);
  return exitCodes.ok;
}

async function portfolioForecast(
  file: string,
  options: ForecastOptions,
  context: Context,
): Promise<ExitCode> {
  const { ports, flags, language } = context;
  const stability = options.stability && { trees: options.stability, seconds: options.timeLimit };
  const outcome = await forecastPortfolio(
    { path: file, seed: flags.seed, over: options.over, ...(stability && { stability }) },
    ports,
  );
  if (outcome.status === 'invalid') return sayInvalid(outcome, file, 'forecast', context);
  if (outcome.status === 'not-a-plan') throw new Refusal(messages(language).demand.notAPlan(options.over!));
  sayNotices(outcome.notices, context);
  const figures = workloadFigures(outcome.workloads, context);
  await writeChart(figures, file, options, context);
  if (flags.json) {
    const { status: _, notices: __, seed, stability: found, ...result } = outcome;
    const resampled = found && {
      ...found,
      horizon: [...found.horizon],
      rootDecisions: [...found.rootDecisions],
    };
    printEnvelope(context, {
      command: 'forecast',
      seed,
      result: { ...result, ...(resampled && { stability: resampled }) },
    });
  } else show(figures, portfolioLines(outcome, context), options, context);
  return exitCodes.ok;
}

async function writeChart(
  figures: readonly ForecastFigure[],
  file: string,
  { html }: ForecastOptions,
  { ports, language }: Context,
): Promise<void> {
  if (html === undefined) return;
  await ports.prepareFolder(html);
  await ports.writeWhole(html, [forecastHtml(figures, file, language)]);
}

function show(
  figures: readonly ForecastFigure[],
  more: readonly string[],
  { html }: ForecastOptions,
  context: Context,
): void {
  const { terminal, style, language } = context;
  const say = messages(language).demand.forecast;
  const written = html === undefined ? [] : ['', say.written(html)];
  const lines = figures.flatMap((figure, i) => [
    ...(i > 0 ? [''] : []),
    style.bold(figure.takeaway),
    ...fanLines(figure, context),
    ...figure.notes.flatMap((note) => wrap(note, terminal.width)),
  ]);
  terminal.out(`${[...lines, ...more, ...written].join('\n')}\n`);
}
