/** Describes, replays and generates traces of requests. */
import { acceleratorById } from '../serving/accelerator.ts';
import { acceleratorKw } from '../serving/energy.ts';
import { type Layout, layoutName, layoutSize } from '../serving/layout.ts';
import { type Distribution, LengthHistogram } from '../serving/length-histogram.ts';
import { memoryFit } from '../serving/memory-fit.ts';
import type { Precision, ServingPrecision } from '../serving/precision.ts';
import type { RequestTrace } from '../serving/request-trace.ts';
import { makeService, type Provenance, provenanceOf } from '../serving/service.ts';
import { ServingError } from '../serving/serving-error.ts';
import {
  type Router,
  type SimulationResult,
  simulate,
  simulateDisaggregated,
} from '../serving/simulation/simulate.ts';
import { ticksPerSecond } from '../serving/simulation/step-timer.ts';
import { conversationProfile, fitTraffic, generateTrace, scaledProfile } from '../serving/trace-generator.ts';
import type { TraceReadOptions, TraceScan } from '../serving/trace-rows.ts';
import { type TraceStatistics, TraceSummary } from '../serving/trace-statistics.ts';
import { randomStream } from '../units/random.ts';
import type { Ports } from './ports.ts';
import { readLayout, readModel, readTraffic, type TrafficRequest } from './serving-input.ts';

export type { Distribution, TraceStatistics };

/** What a trace holds, and what reading it found. */
export interface TraceDescription {
  readonly statistics: TraceStatistics;
  readonly scan: TraceScan;
}

/** One pass over a file of any size. Throws a ServingError for a row that cannot be read. */
export async function describeTrace(
  path: string,
  options: TraceReadOptions,
  { scanTrace }: Pick<Ports, 'scanTrace'>,
): Promise<TraceDescription> {
  const summary = new TraceSummary();
  const scan = await scanTrace(path, (row) => summary.add(row), options);
  if (scan.rows === 0) throw new ServingError('empty-trace', path, 0, '', '');
  return { statistics: summary.statistics, scan };
}

/** What serves the traffic. */
export interface SimulationRequest {
  readonly model: string;
  readonly accelerator: string;
  readonly weights?: Precision | undefined;
  readonly kvCache?: ServingPrecision['kvCache'] | undefined;
  readonly engine?: string | undefined;
  /** The smallest that fits when left out. */
  readonly layout?: string | undefined;
  readonly replicas?: number | undefined;
  readonly router?: Router | undefined;
  readonly disaggregate?: { readonly prefill: number; readonly decode: number } | undefined;
  readonly stepByStep?: boolean | undefined;
  readonly traffic: TrafficRequest;
}

/** Percentiles of seconds. */
export type Times = Distribution;

/** What the event simulator measured over the whole trace. */
export interface SimulationOutcome {
  readonly scan?: TraceScan;
  readonly requests: number;
  readonly accelerator: string;
  readonly layout: string;
  readonly weights: string;
  readonly replicas: number;
  readonly accelerators: number;
  /** Seconds from the start of the trace to the last token. */
  readonly makespanS: number;
  readonly ttftS: Times;
  readonly tpotS: Times;
  readonly endToEndS: Times;
  readonly inputTokensPerS: number;
  readonly outputTokensPerS: number;
  /** Share of the time in which replicas work. */
  readonly utilisation: number;
  /** Steps of all replicas. */
  readonly steps: number;
  /** Times that a running request was put back for want of cache. */
  readonly preemptions: number;
  /** Share of input tokens that a prefix cache gave. */
  readonly cachedShare: number;
  /** Requests that are longer than the cache. */
  readonly neverFit: number;
  /** Of all accelerators. */
  readonly itKw: number;
  readonly usdPerMillionTokens: number;
  readonly obtained: Provenance;
}

/** Replays. Throws a ServingError for an input that cannot be used. */
export async function simulateTrace(
  request: SimulationRequest,
  ports: Pick<Ports, 'readText' | 'readTrace'>,
): Promise<SimulationOutcome> {
  const model = await readModel(request.model, ports);
  const unit = acceleratorById(request.accelerator);
  const weights = request.weights ?? model.publishedPrecision ?? 'bf16';
  const precision = { weights, kvCache: request.kvCache ?? ('bf16' as const) };
  const { trace, scan } = await readTraffic(request.traffic, ports);
  const layout: Layout =
    request.layout === undefined
      ? memoryFit(
          { model, precision, unit },
          { maxAccelerators: Math.min(16, unit.scaleUpDomain), tokens: 1 },
        ).layout
      : readLayout(request.layout);
  const service = makeService(
    { model, precision, unit, layout },
    { ...(request.engine && { engine: request.engine }) },
  );
  const { disaggregate, replicas: asked = 1, router, stepByStep } = request;
  const replicas = disaggregate ? disaggregate.prefill + disaggregate.decode : asked;
  const result = disaggregate
    ? simulateDisaggregated(service, service, trace, disaggregate)
    : simulate(service, trace, {
        replicas,
        ...(router && { router }),
        ...(stepByStep && { stepByStep }),
      });
  const accelerators = replicas * layoutSize(layout);
  const totals = totalsOf(result, trace);
  const busyS = totals.busyTicks / ticksPerSecond;
  const utilisation = busyS / (result.makespanS * result.counters.length);
  const tokens = totals.inputTokens + totals.generatedTokens;
  return {
    ...(scan && { scan }),
    ...{ requests: trace.arrivalS.length, accelerator: unit.name, layout: layoutName(layout), weights },
    ...{ replicas, accelerators, makespanS: result.makespanS },
    ...{ ttftS: timesOf(result.ttftS), tpotS: timesOf(result.tpotS), endToEndS: timesOf(result.endToEndS) },
    inputTokensPerS: totals.inputTokens / result.makespanS,
    outputTokensPerS: totals.generatedTokens / result.makespanS,
    ...{ utilisation, steps: totals.steps, preemptions: totals.preemptions, neverFit: totals.neverFit },
    cachedShare: totals.cachedTokens / Math.max(1, totals.inputTokens),
    itKw: accelerators * acceleratorKw(unit, utilisation),
    usdPerMillionTokens: (accelerators * unit.usdPerHour * result.makespanS) / 3600 / (tokens / 1e6),
    obtained: provenanceOf(service),
  };
}

function totalsOf(result: SimulationResult, trace: RequestTrace) {
  let [steps, busyTicks, generatedTokens] = [0, 0, 0];
  for (const counter of result.counters) {
    steps += counter.steps;
    busyTicks += counter.busyTicks;
    generatedTokens += counter.generatedTokens;
  }
  let [inputTokens, neverFit] = [0, 0];
  result.endToEndS.forEach((seconds, i) => {
    if (Number.isFinite(seconds)) inputTokens += trace.inputTokens[i]!;
    else neverFit++;
  });
  const sum = (values: Int32Array) => values.reduce((total, value) => total + value, 0);
  return {
    ...{ steps, busyTicks, generatedTokens, inputTokens, neverFit },
    ...{ cachedTokens: sum(result.cachedTokens), preemptions: sum(result.preemptions) },
  };
}

/** Percentiles to half a per cent: times are counted in microseconds. */
function timesOf(seconds: Float64Array): Times {
  const histogram = new LengthHistogram();
  for (const value of seconds) if (Number.isFinite(value)) histogram.add(Math.round(value * 1e6));
  const { mean, p50, p90, p99, max } = histogram.distribution;
  return { mean: mean / 1e6, p50: p50 / 1e6, p90: p90 / 1e6, p99: p99 / 1e6, max: max / 1e6 };
}

/** What is left out is as in the trace that is imitated. */
export interface GenerationRequest {
  /** Trace to imitate; the shipped profile when left out. */
  readonly like?: string | undefined;
  readonly lenient?: boolean | undefined;
  readonly requests: number;
  readonly requestsPerS?: number | undefined;
  /** Mean per request. */
  readonly inputTokens?: number | undefined;
  /** Mean per request. */
  readonly outputTokens?: number | undefined;
  readonly seed: number;
  /** Replaces a file of that name. */
  readonly force?: boolean | undefined;
  /** `.csv` in the form of Azure's, `.jsonl` in Mooncake's. */
  readonly output: string;
}

/** Writes a seeded trace and describes it; `undefined` when the file exists and is not to be replaced. */
export async function writeGeneratedTrace(
  request: GenerationRequest,
  {
    readTrace,
    readText,
    prepareFolder,
    writeWhole,
  }: Pick<Ports, 'readTrace' | 'readText' | 'prepareFolder' | 'writeWhole'>,
): Promise<TraceDescription | undefined> {
  if (!request.force && (await readText(request.output)) !== undefined) return undefined;
  const { like, lenient, requests, requestsPerS, inputTokens, outputTokens, seed, output } = request;
  const read = like === undefined ? undefined : await readTrace(like, { lenient: lenient ?? false });
  if (read && read.trace.arrivalS.length < 20) throw new ServingError('empty-trace', like!, 0, '', '');
  const profile = scaledProfile(read ? fitTraffic(read.trace) : conversationProfile, {
    ...(requestsPerS === undefined ? {} : { requestsPerS }),
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
  });
  const trace = generateTrace(profile, requests, randomStream(seed, 'traffic'));
  await prepareFolder(output);
  await writeWhole(output, /\.jsonl$/i.test(output) ? jsonLines(trace) : csvLines(trace));
  const summary = new TraceSummary(trace.prefix?.blockTokens);
  for (const row of rowsOf(trace)) summary.add(row);
  const scan = read ?? { rows: requests, skipped: 0, problems: [] };
  return {
    statistics: summary.statistics,
    scan: { rows: scan.rows, skipped: scan.skipped, problems: scan.problems },
  };
}

function* rowsOf({ arrivalS, inputTokens, outputTokens, prefix }: RequestTrace) {
  for (let i = 0; i < arrivalS.length; i++) {
    const row = { arrivalS: arrivalS[i]!, inputTokens: inputTokens[i]!, outputTokens: outputTokens[i]! };
    yield prefix ? { ...row, hashes: prefix.blocks.subarray(prefix.start[i], prefix.start[i + 1]) } : row;
  }
}

/** Seconds from the first request, as `readAzureRow` takes them. */
function* csvLines(trace: RequestTrace): Generator<string> {
  yield 'TIMESTAMP,ContextTokens,GeneratedTokens\n';
  for (const { arrivalS, inputTokens, outputTokens } of rowsOf(trace))
    yield `${arrivalS.toFixed(6)},${inputTokens},${outputTokens}\n`;
}

function* jsonLines(trace: RequestTrace): Generator<string> {
  for (const row of rowsOf(trace)) {
    const hashes = 'hashes' in row ? { hash_ids: [...row.hashes] } : {};
    const record = { timestamp: Math.round(row.arrivalS * 1000), ...lengths(row), ...hashes };
    yield `${JSON.stringify(record)}\n`;
  }
}

function lengths({ inputTokens, outputTokens }: { inputTokens: number; outputTokens: number }) {
  return { input_length: inputTokens, output_length: outputTokens };
}
