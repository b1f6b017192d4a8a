import { type LoopParts, loopParts, loopTimes } from '../../src/serving/closed-loop.ts';
import { schedulingOf } from '../../src/serving/engine-scheduling.ts';
import {
  type EngineTerm,
  engineTerms,
  type ModifierTerm,
  modifierTerms,
  type ResolvedCoefficients,
  resolveCoefficients,
  type ServingCoefficients,
} from '../../src/serving/serving-coefficients.ts';
import type { UtilisationTable } from '../../src/serving/step-work.ts';
import { type CalibratedKernel, utilisationsFor } from '../../src/serving/utilisation-table.ts';
import { releaseYear } from './engine-releases.ts';
import { fitLeastSquares } from './least-squares.ts';
import type { ServingPoint } from './serving-points.ts';

/** A measured point with the kernel times that the model splits it into. */
export interface Observation {
  readonly point: ServingPoint;
  readonly parts: LoopParts;
  readonly year: number;
  /** The same for observations with the same coefficients. */
  readonly kind: string;
  /** Speculative decoding is inferred (see {@link inferredSpeculation}). */
  readonly speculative: boolean;
  /** Kernels that are inferred to be started one by one (see {@link inferredStarts}); 0: as a captured graph. */
  readonly startedKernels: number;
}

/** Fraction of a GPU's memory that the measured engines were mostly given. */
const memoryShare = 0.95;

/**
 * Whether a row was measured with multi-token prediction, which no column says.
 *
 * Of the DeepSeek-R1 rows on TensorRT-LLM, those of these two versions are faster per token than memory
 * traffic allows without it and by one factor; the same rows under DeepSeek-V3's name, from a collection that
 * leaves speculative runs out, lack them.
 */
export function inferredSpeculation(point: ServingPoint): boolean {
  return (
    /R1/.test(point.modelName) &&
    point.engine === 'trtllm' &&
    /1\.1\.0rc2\.post2|rc6\.post3/.test(point.version)
  );
}

/**
 * Kernels that the host starts one by one in a decode step because no captured graph covers its batch, which no column says.
 *
 * In one release of TensorRT-LLM, DeepSeek-R1 takes 85 to 92 ms per token whether 5 or 56 requests run, and Qwen3-32B 21 ms and
 * more where two run but 8 ms where one does: the time of a host, and a graph captured for one sequence alone.
 */
function inferredStarts({ engine, version }: ServingPoint, { running, decode }: LoopParts): number {
  return engine === 'trtllm' && version === '1.3.0rc1' && running > 1 ? decode.kernels : 0;
}

/** Splits every point into kernel times with utilisations from `kernels`. */
export function observe(
  points: readonly ServingPoint[],
  kernels: readonly CalibratedKernel[],
  infer = true,
): Observation[] {
  const tables = new Map<string, UtilisationTable>();
  return points.map((point) => {
    const { unit } = point.deployment;
    const table = tables.get(unit.id) ?? utilisationsFor(unit, kernels).table;
    tables.set(unit.id, table);
    const year = releaseYear(point.engine, point.version);
    const parts = loopParts(point.deployment, table, point, {
      ...{ scheduling: schedulingOf(point.engine), memoryShare },
    });
    return {
      point,
      parts,
      year,
      kind: `${point.group}|${point.deployment.precision.weights}|${year}`,
      speculative: infer && inferredSpeculation(point),
      startedKernels: infer ? inferredStarts(point, parts) : 0,
    };
  });
}

/** Coefficients with what only the measured rows need. */
export interface ServingFit {
  readonly coefficients: ServingCoefficients;
  /** Factor that speculation multiplies times per token by. */
  readonly speculation: number;
  /** Clients whose prompts are computed anew where prompts are reused. */
  readonly freshClients: number;
  /** Seconds of the host per modelled kernel where kernels are started one by one. */
  readonly hostKernelS: number;
}

const us = 1e-6;
/** Prior mean and spread (log) of the common coefficients, and the spread of an engine's deviation. */
const priors: Readonly<Record<EngineTerm, readonly [mean: number, spread: number, engine: number]>> = {
  gemm: [1, 0.05, 0.02],
  experts: [1, 0.3, 0.02],
  decodeAttention: [1, 0.2, 0.02],
  prefillAttention: [1, 0.3, 0.02],
  communication: [1, 0.3, 0.02],
  launches: [0.37, 0.5, 0.1],
  denseLayerS: [8 * us, 0.7, 0.1],
  expertLayerS: [20 * us, 0.7, 0.1],
  stepS: [500 * us, 0.7, 0.1],
  sequenceS: [10 * us, 0.7, 0.1],
  interference: [1, 0.15, 0.02],
  synchrony: [0.22, 1, 1],
  fixedSynchrony: [2.7, 1.5, 1],
  prefillStepS: [5000 * us, 0.7, 0.1],
  requestS: [50_000 * us, 0.5, 0.6],
  firstPrefill: [1, 0.1, 0.1],
  queueing: [1, 0.3, 1],
  intakeS: [1000 * us, 1, 1],
};

const modifierSpread: Readonly<Record<ModifierTerm, number>> = {
  'gemm:bf16': 0.05,
  'gemm:fp8': 0.05,
  'gemm:fp4': 0.05,
  'gemm:int4': 0.05,
  'experts:bf16': 0.3,
  'experts:fp8': 0.3,
  'experts:fp4': 0.3,
  'experts:int4': 0.3,
  'overhead:blackwell': 0.3,
  'gemm:blackwell': 0.15,
  'attention:blackwell': 0.3,
  'experts:blackwell': 0.3,
  'attention:latent': 0.3,
  'prefill:experts': 0.4,
  'prefill:latent': 0.4,
  year: 0.4,
};

/** Engines that have deviations of their own. */
export const fittedEngines = ['trtllm', 'vllm', 'sglang'] as const;

/**
 * Prior means of deviations that are known from how engines schedule: SGLang runs waiting prompts before it goes on
 * decoding, so that equally long requests stay in step; the others mix prompts into the steps of decodes.
 */
const scheduling: Readonly<Record<(typeof fittedEngines)[number], number>> = {
  trtllm: -1,
  vllm: -1,
  sglang: 2,
};

/** Training rows: every measurement once, though two models' names may stand over it. */
export function trainingRows(observations: readonly Observation[]): Observation[] {
  const seen = new Set<string>();
  return observations.filter(({ point }) => {
    if (seen.has(point.measurement)) return false;
    seen.add(point.measurement);
    return true;
  });
}

const termCount = engineTerms.length;
const ttftTerms: ReadonlySet<EngineTerm> = new Set(['requestS', 'firstPrefill', 'queueing', 'intakeS']);

function unpack(theta: readonly number[]): ServingFit {
  const block = (offset: number) =>
    Object.fromEntries(engineTerms.map((name, i) => [name, theta[offset + i]])) as Record<EngineTerm, number>;
  const modifiersAt = termCount * (1 + fittedEngines.length);
  const modifiers = Object.fromEntries(
    modifierTerms.map((name, i) => [name, theta[modifiersAt + i]]),
  ) as Record<ModifierTerm, number>;
  const engines = Object.fromEntries(fittedEngines.map((name, i) => [name, block(termCount * (1 + i))]));
  return {
    coefficients: { common: block(0), modifiers, engines },
    speculation: Math.exp(theta[theta.length - 3]),
    freshClients: Math.exp(theta[theta.length - 2]),
    hostKernelS: Math.exp(theta[theta.length - 1]),
  };
}

/** Predicted times of an observation; speculation is applied where the row is marked. */
export function predict(fit: ServingFit, o: Observation): { ttftS: number; tpotS: number } {
  return predictor(fit)(o);
}

/** {@link predict} that resolves the coefficients once per kind of deployment, which is what takes the time. */
function predictor(fit: ServingFit): (o: Observation) => { ttftS: number; tpotS: number } {
  const resolved = new Map<string, ResolvedCoefficients>();
  return (o) => {
    let c = resolved.get(o.kind);
    if (!c) {
      c = resolveCoefficients(fit.coefficients, o.point.engine, o.point.deployment, o.year);
      resolved.set(o.kind, c);
    }
    const { fixedLengths, reusedPrompts, concurrency } = o.point;
    const computedShare = reusedPrompts ? Math.min(1, fit.freshClients / concurrency) : 1;
    const times = loopTimes(o.parts, c, { fixedLengths, computedShare });
    const hostS = Math.max(0, o.startedKernels * fit.hostKernelS - times.decodeStepS);
    return {
      ttftS: times.ttftS + hostS / 2,
      tpotS: times.tpotS * (o.speculative ? fit.speculation : 1) + hostS,
    };
  };
}

/** Noise of one TPOT and one TTFT (log, or relative to the measured), and the rows of a group that count in full. */
const noise = { tpot: 0.15, ttft: 0.4, rows: 15 };

/**
 * Fits the serving coefficients to `rows`: a robust maximum a posteriori in log space, in two stages.
 *
 * Times per token fix all but the four terms of the first token, which follow from TTFT alone, so that the
 * noisier TTFT cannot pull on the rest. Groups of more than 15 rows are scaled down to 15. Times per token under Cauchy's
 * loss: some rows were measured with speculation that no column tells, and one release's long prompts take ten times as
 * long as all others'. TTFT, whose errors are wide everywhere, under Huber's and in errors relative to the measured time,
 * as it is judged.
 */
export function fitServing(rows: readonly Observation[]): ServingFit {
  const size = new Map<string, number>();
  for (const { point } of rows) size.set(point.group, (size.get(point.group) ?? 0) + 1);
  const weight = rows.map(({ point }) => Math.sqrt(Math.min(1, noise.rows / size.get(point.group)!)));
  const names = [...engineTerms, ...fittedEngines.flatMap(() => engineTerms)];
  const mean = [
    ...engineTerms.map((name) => Math.log(priors[name][0])),
    ...fittedEngines.flatMap((engine) =>
      engineTerms.map((name) => (name === 'fixedSynchrony' ? scheduling[engine] : 0)),
    ),
    ...modifierTerms.map(() => 0),
    Math.log(0.65),
    Math.log(10),
    Math.log(100 * us),
  ];
  const spread = [
    ...engineTerms.map((name) => priors[name][1]),
    ...fittedEngines.flatMap(() => engineTerms.map((name) => priors[name][2])),
    ...modifierTerms.map((name) => modifierSpread[name]),
    0.2,
    0.7,
    0.5,
  ];
  const isTtft = mean.map((_, i) => i < names.length && ttftTerms.has(names[i]));
  let theta: readonly number[] = mean;
  for (const stage of ['tpot', 'ttft'] as const) {
    const free = mean.map((_, i) => i).filter((i) => isTtft[i] === (stage === 'ttft'));
    const place = (values: readonly number[]) => {
      const full = [...theta];
      free.forEach((index, i) => {
        full[index] = values[i];
      });
      return full;
    };
    const key = stage === 'tpot' ? 'tpotS' : 'ttftS';
    const residuals = (values: readonly number[]) => {
      const times = predictor(unpack(place(values)));
      return Float64Array.from(rows, (o, i) => {
        const error = Math.log(times(o)[key] / o.point[key]);
        const counted = stage === 'tpot' ? error : Math.expm1(Math.max(-4, Math.min(1.2, error)));
        return (weight[i] / noise[stage]) * counted;
      });
    };
    const solution = fitLeastSquares(residuals, {
      prior: free.map((i) => mean[i]),
      spread: free.map((i) => spread[i]),
      loss: stage === 'tpot' ? 'cauchy' : 'huber',
      iterations: 15,
    });
    theta = place(solution.theta);
  }
  return unpack(theta);
}
