/** Says what a trace looks like and how its replay went. */
import type { Distribution, SimulationOutcome, TraceDescription } from '../app/trace-service.ts';
import { messages } from '../messages/catalogue.ts';
import type { Context } from './context.ts';
import { rowSentence } from './serving-refusal.ts';
import { resampled, sparkline } from './sparkline.ts';
import { tableLines } from './table.ts';
import { wrap } from './wrap.ts';

/** Bad rows that are named one by one. */
const namedRows = 5;

/** Rows that were skipped, the first of them with line and reason; nothing where there were none. */
export function scanLines(
  { skipped, problems }: TraceDescription['scan'],
  { language, format, terminal }: Context,
): string[] {
  if (skipped === 0) return [];
  const { trace } = messages(language).serving;
  const named = problems.slice(0, namedRows).flatMap(({ error: { path, got } }) => {
    const value = typeof got === 'string' ? got : JSON.stringify(got ?? null);
    return wrap(rowSentence(path, value, language), terminal.width - 2).map((line) => `  ${line}`);
  });
  const more = skipped - Math.min(namedRows, problems.length);
  return [
    trace.skipped(format.number(skipped)),
    ...named,
    ...(more > 0 ? [`  ${trace.skippedMore(format.number(more))}`] : []),
  ];
}

/** Lines of a description; of a generated trace with where it was written. */
export function statisticsLines(
  { statistics, scan }: TraceDescription,
  context: Context,
  generated?: { readonly output: string; readonly like?: string | undefined },
): string[] {
  const { format, language, style, terminal } = context;
  const { trace } = messages(language).serving;
  const { number } = format;
  const { requests, durationS, requestsPerS, requestsPerMinute, sharedPrefix, outOfOrder } = statistics;
  const headline = trace.headline(number(requests), duration(durationS, context), number(requestsPerS));
  const minutes = resampled(requestsPerMinute, Math.max(20, terminal.width - 50));
  const label = Math.max(
    ...[trace.perMinute, trace.peak, trace.burstiness, trace.prefix].map(({ length }) => length),
  );
  const row = (name: string, value: string) => `${name.padEnd(label)}  ${value}`;
  const [least, most] = extremes(requestsPerMinute);
  return [
    style.bold(headline),
    ...(generated ? [trace.written(number(requests), generated.output)] : []),
    ...(generated?.like ? wrap(trace.profileOf(generated.like), terminal.width) : []),
    ...scanLines(scan, context),
    ...(outOfOrder > 0 ? [trace.outOfOrder(number(outOfOrder))] : []),
    '',
    style.bold(trace.lengths),
    ...distributionTable(
      [
        [trace.input, statistics.inputTokens],
        [trace.output, statistics.outputTokens],
      ],
      context,
    ),
    '',
    style.bold(trace.shape),
    ...(minutes.length > 1
      ? [row(trace.perMinute, `${sparkline(minutes, most)}  ${number(least)}–${number(most)}`)]
      : []),
    row(trace.peak, number(statistics.peakFactor)),
    row(trace.burstiness, number(statistics.burstiness)),
    ...(sharedPrefix === undefined ? [] : [row(trace.prefix, format.percent(sharedPrefix))]),
  ];
}

/** Lines of a replay. */
export function simulationLines(outcome: SimulationOutcome, context: Context): string[] {
  const { format, language, style } = context;
  const { trace, obtained, explain } = messages(language).serving;
  const { number } = format;
  const accelerators = `${number(outcome.accelerators)} × ${outcome.accelerator} (${outcome.replicas} × ${outcome.layout}, ${outcome.weights})`;
  const work: (readonly [string, string])[] = [
    [trace.throughputIn, number(outcome.inputTokensPerS)],
    [trace.throughput, number(outcome.outputTokensPerS)],
    [trace.perAccelerator, number(outcome.outputTokensPerS / outcome.accelerators)],
    [trace.utilisation, format.percent(outcome.utilisation)],
    [trace.steps, number(outcome.steps)],
    [trace.preemptions, number(outcome.preemptions)],
    [trace.cached, format.percent(outcome.cachedShare)],
    ...(outcome.neverFit > 0 ? [[trace.neverFit, number(outcome.neverFit)] as const] : []),
    [trace.power, number(outcome.itKw)],
    [trace.perMillion, number(outcome.usdPerMillionTokens)],
  ];
  const label = Math.max(...work.map(([name]) => name.length));
  return [
    ...wrap(
      trace.simulated(number(outcome.requests), accelerators, duration(outcome.makespanS, context)),
      context.terminal.width,
    ).map(style.bold),
    ...(outcome.scan ? scanLines(outcome.scan, context) : []),
    '',
    style.bold(`${trace.percentiles} (${obtained[outcome.obtained]})`),
    ...distributionTable(
      [
        [trace.ttft, outcome.ttftS],
        [trace.tpot, outcome.tpotS],
        [trace.endToEnd, outcome.endToEndS],
      ],
      context,
    ),
    '',
    style.bold(trace.work),
    ...work.map(([name, value]) => `${name.padEnd(label)}  ${value}`),
    '',
    ...wrap(explain.words, context.terminal.width).map(style.dim),
  ];
}

function distributionTable(
  rows: readonly (readonly [string, Distribution])[],
  { format: { number }, language, terminal, style }: Context,
): string[] {
  const { trace } = messages(language).serving;
  const right = (title: string) => ({ title, align: 'right' as const });
  return tableLines(
    [{ title: '' }, right(trace.mean), right('P50'), right('P90'), right('P99'), right(trace.highest)],
    rows.map(([name, { mean, p50, p90, p99, max }]) => [name, ...[mean, p50, p90, p99, max].map(number)]),
    terminal.width,
    style,
  );
}

function extremes(values: readonly number[]): readonly [number, number] {
  let [least, most] = [Infinity, 0];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}

function duration(seconds: number, { format: { number }, language }: Context): string {
  const { trace } = messages(language).serving;
  if (seconds >= 3600) return `${number(seconds / 3600)} ${trace.hours}`;
  if (seconds >= 120) return `${number(seconds / 60)} ${trace.minutes}`;
  return `${number(seconds)} ${trace.seconds}`;
}
