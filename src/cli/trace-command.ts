/** `kadenz trace`: describes, replays and generates traces of requests. */
import {
  describeTrace,
  type GenerationRequest,
  type SimulationRequest,
  simulateTrace,
  writeGeneratedTrace,
} from '../app/trace-service.ts';
import type { Context } from './context.ts';
import { printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { Refusal } from './refusal.ts';
import { simulationLines, statisticsLines } from './say-trace.ts';
import { servingRefusals } from './serving-refusal.ts';

/** `lenient` skips and counts bad rows; `limit` reads the first so many requests. */
export interface TraceStatsOptions {
  readonly lenient?: boolean;
  readonly limit?: number;
}

/** A trace in figures: lengths, rates, burstiness and shared prefixes. */
export async function traceStatsCommand(
  path: string,
  options: TraceStatsOptions,
  context: Context,
): Promise<ExitCode> {
  const { ports, language } = context;
  const described = await servingRefusals(language, () => describeTrace(path, options, ports));
  return print(described, statisticsLines(described, context), context);
}

/** What serves the trace; `on` is an accelerator's id. */
export interface TraceSimulateOptions
  extends Pick<
    SimulationRequest,
    'engine' | 'layout' | 'replicas' | 'router' | 'disaggregate' | 'stepByStep'
  > {
  readonly model: string;
  readonly on: string;
  readonly precision?: SimulationRequest['weights'];
  readonly kv?: SimulationRequest['kvCache'];
  readonly lenient?: boolean;
  readonly limit?: number;
}

/** Replays the trace and prints latencies, throughput and cost. */
export async function traceSimulateCommand(
  path: string,
  options: TraceSimulateOptions,
  context: Context,
): Promise<ExitCode> {
  const { ports, language } = context;
  const { model, on, precision, kv, lenient, limit, ...rest } = options;
  const request = {
    ...rest,
    ...{ model, accelerator: on, weights: precision, kvCache: kv },
    traffic: { trace: path, lenient, limit },
  };
  const outcome = await servingRefusals(language, () => simulateTrace(request, ports));
  return print(outcome, simulationLines(outcome, context), context);
}

/** The trace to write; `rate` in requests per second, lengths in mean tokens per request. */
export interface TraceGenerateOptions extends Pick<GenerationRequest, 'like' | 'lenient'> {
  readonly output: string;
  readonly requests: number;
  readonly rate?: number;
  readonly input?: number;
  readonly outputTokens?: number;
  readonly force?: boolean;
}

/** Writes a trace; without `--seed` it is that of seed 1. */
export async function traceGenerateCommand(
  options: TraceGenerateOptions,
  context: Context,
): Promise<ExitCode> {
  const { ports, language, say, flags } = context;
  const { output, requests, rate, input, outputTokens, like, lenient, force } = options;
  const request = {
    ...{ output, force, requests, requestsPerS: rate, inputTokens: input, outputTokens, like, lenient },
    seed: flags.seed ?? 1,
  };
  const written = await servingRefusals(language, () => writeGeneratedTrace(request, ports));
  if (!written) throw new Refusal(say.errors.exists(output));
  return print(written, statisticsLines(written, context, { output, like }), context);
}

function print(result: unknown, lines: readonly string[], context: Context): ExitCode {
  if (context.flags.json) printEnvelope(context, { command: 'trace', seed: context.flags.seed ?? 1, result });
  else context.terminal.out(`${lines.join('\n')}\n`);
  return exitCodes.ok;
}
