/** Reads what serving commands are given: a model, accelerators, formats, a layout and a trace. */
import { type Accelerator, acceleratorById, accelerators } from '../serving/accelerator.ts';
import type { ModelArchitecture } from '../serving/architecture.ts';
import { knownModel, knownModelNames } from '../serving/known-models.ts';
import type { Layout } from '../serving/layout.ts';
import { knownModelTypes, readModelConfig } from '../serving/model-config.ts';
import type { Precision, ServingPrecision } from '../serving/precision.ts';
import type { RequestTrace } from '../serving/request-trace.ts';
import { ServingError } from '../serving/serving-error.ts';
import { conversationProfile, generateTrace, scaledProfile } from '../serving/trace-generator.ts';
import type { TraceScan } from '../serving/trace-rows.ts';
import { randomStream } from '../units/random.ts';
import type { Ports } from './ports.ts';

/** Ids of the accelerators that serving knows, as a user writes them. */
export const hardwareNames: readonly string[] = accelerators.map(({ id }) => id.replaceAll('_', '-'));

export { knownModelNames, knownModelTypes, ServingError };

/** Formats of weights and of the KV cache. */
export const weightFormats: readonly Precision[] = ['bf16', 'fp8', 'fp4', 'int8', 'int4'];

/** Formats of the KV cache that may be asked for. */
export const cacheFormats: readonly ServingPrecision['kvCache'][] = ['bf16', 'fp8', 'int8'];

/** Engines whose deviations are calibrated. */
export const engines = ['vllm', 'trtllm', 'sglang'] as const;

/** A model by its known name, or by the path of its `config.json`. Throws a ServingError. */
export async function readModel(
  name: string,
  { readText }: Pick<Ports, 'readText'>,
): Promise<ModelArchitecture> {
  if (!/[/\\]|\.json$/i.test(name)) return knownModel(name);
  const text = await readText(name);
  if (text === undefined) throw new ServingError('model-missing', 'model', name, '', '');
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch {
    throw new ServingError('model-not-json', 'model', name, '', '');
  }
  return readModelConfig(config);
}

/** Accelerators by id. Throws a ServingError. */
export function readAccelerators(ids: readonly string[]): Accelerator[] {
  return ids.map(acceleratorById);
}

/** The layout of a name such as `TP4`, `TP4-PP2`, `DP8·EP8`. Throws a ServingError. */
export function readLayout(name: string): Layout {
  const layout = { tensor: 1, pipeline: 1, data: 1, expert: 1 };
  const axes = { TP: 'tensor', PP: 'pipeline', DP: 'data', EP: 'expert' } as const;
  const parts = name.toUpperCase().split(/[·\-+x,\s]+/);
  for (const part of parts) {
    const [, axis, ways] = /^(TP|PP|DP|EP)(\d{1,3})$/.exec(part) ?? [];
    if (axis === undefined) throw new ServingError('bad-layout', 'layout', name, '', '');
    layout[axes[axis as keyof typeof axes]] = Number(ways);
  }
  return layout;
}

/** Where the requests come from: a file, or the shipped traffic at a rate and with mean lengths. */
export interface TrafficRequest {
  readonly trace?: string | undefined;
  readonly lenient?: boolean | undefined;
  /** Requests after which reading or generating ends. */
  readonly limit?: number | undefined;
  readonly requestsPerS?: number | undefined;
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  readonly seed?: number | undefined;
}

/** The requests, from a file or generated. */
export interface TrafficReading {
  readonly trace: RequestTrace;
  /** What reading a file found; absent for generated traffic. */
  readonly scan?: TraceScan;
}

/** Requests that are generated where no trace is given: about ten minutes, at least 2,000. */
function generatedRequests(requestsPerS: number): number {
  return Math.min(100_000, Math.max(2000, Math.round(600 * requestsPerS)));
}

/** Reads or generates the requests. Throws a ServingError for a row that cannot be read. */
export async function readTraffic(
  request: TrafficRequest,
  { readTrace }: Pick<Ports, 'readTrace'>,
): Promise<TrafficReading> {
  const { trace: path, lenient, limit, requestsPerS, inputTokens, outputTokens, seed } = request;
  if (path !== undefined) {
    const { trace, ...scan } = await readTrace(path, { lenient: lenient ?? false, ...(limit && { limit }) });
    if (trace.arrivalS.length === 0) throw new ServingError('empty-trace', path, 0, '', '');
    return { trace, scan };
  }
  const profile = scaledProfile(conversationProfile, {
    ...(requestsPerS === undefined ? {} : { requestsPerS }),
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
  });
  const count = limit ?? generatedRequests(profile.requestsPerS);
  return { trace: generateTrace(profile, count, randomStream(seed ?? 1, 'traffic')) };
}
