import type { Quantity } from '../domain/quantity.ts';
import type { PortfolioDocument } from '../domain/schema.ts';
import type { CountedTokens } from '../domain/token-unit.ts';
import { type Path, type Problem, problem } from '../units/problem.ts';
import { type Accelerator, acceleratorById, accelerators } from './accelerator.ts';
import { type AcceleratorRate, rateOnAccelerator } from './accelerator-rate.ts';
import type { ModelArchitecture } from './architecture.ts';
import { knownModel, knownModelNames } from './known-models.ts';
import { knownModelTypes, readModelConfig } from './model-config.ts';
import type { Precision } from './precision.ts';
import { ServingError } from './serving-error.ts';
import type { Estimate, Objectives } from './steady-state.ts';

type ServedModel = PortfolioDocument['models'][number];

/** Mean lengths of the Azure conversation trace of 2023. */
const conversationShape = { inputTokens: 1155, outputTokens: 211 };

/** First and last release of an engine that the calibration knows. */
const calibratedYears = { first: 2025.5, last: 2026.5 };

/** A model on an accelerator of the portfolio: its best deployment, and the tokens that the workload counts. */
export interface ModelRate {
  readonly model: ServedModel;
  readonly hardware: Accelerator;
  readonly weights: Precision;
  readonly shape: { readonly inputTokens: number; readonly outputTokens: number };
  readonly rate: AcceleratorRate;
  /** Tokens per second and accelerator. */
  readonly counted: Estimate;
}

/** Prices each model on each accelerator once. */
export class ModelRates {
  readonly document: PortfolioDocument;
  /** What is wrong with hardware, configurations and, as they are resolved, workloads. */
  readonly problems: Problem[] = [];
  readonly #year: number;
  readonly #hardware = new Map<string, Accelerator>();
  readonly #models = new Map<string, { model: ServedModel; architecture: ModelArchitecture }>();
  readonly #rates = new Map<string, { rate: AcceleratorRate; weights: Precision } | undefined>();

  constructor(document: PortfolioDocument) {
    this.document = document;
    this.#year = yearOf(document.asOf);
    document.accelerators.forEach(({ id, hardware }, i) => {
      const unit = hardware === undefined ? undefined : readHardware(hardware, i, this.problems);
      if (unit) this.#hardware.set(id, unit);
    });
    document.models.forEach((model, i) => {
      const architecture = readModel(document, i, this.problems);
      if (architecture) this.#models.set(model.id, { model, architecture });
    });
  }

  /** The model's rate on an accelerator; `undefined` where that has no hardware, or cannot serve it. */
  rate(model: string, accelerator: string, counts: CountedTokens): ModelRate | undefined {
    const hardware = this.#hardware.get(accelerator);
    const served = this.#models.get(model);
    const best = hardware && served && this.#best(model, hardware, this.#year);
    if (!best) return undefined;
    const shape = shapeOf(served.model);
    const perOutput = { input: shape.inputTokens, output: shape.outputTokens, total: total(shape) };
    const factor = perOutput[counts] / shape.outputTokens;
    const { value, low, high, obtained } = best.rate.outputTokensPerS;
    const counted = { value: value * factor, low: low * factor, high: high * factor, obtained };
    return { model: served.model, hardware, ...best, shape, counted };
  }

  /**
   * What better engines bring per year: at least what those of the calibration gained after `asOf`, spread over the
   * horizon; at most their yearly pace going on throughout; typically the geometric mean. `undefined` without a rate.
   */
  efficiencyGrowth(model: string | undefined): Quantity | undefined {
    if (model === undefined || !this.#models.has(model)) return undefined;
    const { first, last } = calibratedYears;
    const gains = this.document.accelerators.flatMap(({ id }) => {
      const hardware = this.#hardware.get(id);
      const at = (year: number) =>
        (hardware && this.#best(model, hardware, year))?.rate.outputTokensPerS.value;
      const [now, before, after] = [at(this.#year), at(first), at(last)];
      return now && before && after ? [{ pace: after / before, known: after / now }] : [];
    });
    if (gains.length === 0) return undefined;
    const mean = (of: (gain: (typeof gains)[number]) => number) =>
      Math.max(1, Math.exp(gains.reduce((sum, gain) => sum + Math.log(of(gain)), 0) / gains.length));
    const years = this.document.calendar.horizonQuarters / 4;
    const low = mean(({ known }) => known) ** (1 / Math.max(1, years));
    const high = Math.max(low, mean(({ pace }) => pace) ** (1 / (last - first)));
    const growth = (factor: number) => Number((factor - 1).toFixed(4));
    return { low: growth(low), typical: growth(Math.sqrt(low * high)), high: growth(high), assumed: true };
  }

  /** The precision and layout with the most output tokens per accelerator. */
  #best(id: string, unit: Accelerator, year: number) {
    const release = Math.min(calibratedYears.last, Math.max(calibratedYears.first, year));
    const key = `${id}|${unit.id}|${release}`;
    if (!this.#rates.has(key)) {
      const { model, architecture } = this.#models.get(id)!;
      this.#rates.set(key, bestRate(model, architecture, unit, release));
    }
    return this.#rates.get(key);
  }
}

function bestRate(
  model: ServedModel,
  architecture: ModelArchitecture,
  unit: Accelerator,
  releaseYear: number,
) {
  const { engine, kvCache, maxAccelerators, requests } = model;
  const choices = model.precisions ?? [architecture.publishedPrecision ?? 'bf16'];
  const served = { architecture, objectives: objectivesOf(model) };
  const options = {
    ...{ engine, releaseYear, prefixReuse: requests?.prefixReuse.typical ?? 0 },
    ...(maxAccelerators === undefined ? {} : { maxAccelerators }),
  };
  return choices
    .flatMap((weights) => {
      const precision = { weights, kvCache };
      const rate = rateOnAccelerator(served, { unit, precision }, shapeOf(model), options);
      return rate ? [{ rate, weights }] : [];
    })
    .sort((a, b) => b.rate.outputTokensPerS.value - a.rate.outputTokensPerS.value)[0];
}

function objectivesOf({ objectives: { ttftMs, tpotMs, percentile } }: ServedModel): Objectives {
  return {
    ...(ttftMs ? { ttftS: ttftMs.typical / 1000 } : {}),
    ...(tpotMs ? { tpotS: tpotMs.typical / 1000 } : {}),
    percentile: percentile.typical,
  };
}

function shapeOf({ requests }: ServedModel) {
  if (!requests) return conversationShape;
  return { inputTokens: requests.inputTokens.typical, outputTokens: requests.outputTokens.typical };
}

function total({ inputTokens, outputTokens }: { inputTokens: number; outputTokens: number }): number {
  return inputTokens + outputTokens;
}

/** The year of an ISO date as a decimal: 2025.25 for 2025-04-01. */
function yearOf(date: string): number {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return year + (month - 1) / 12 + (day - 1) / 365;
}

function readHardware(hardware: string, position: number, problems: Problem[]): Accelerator | undefined {
  try {
    return acceleratorById(hardware);
  } catch (error) {
    if (!(error instanceof ServingError)) throw error;
    const options = accelerators.map(({ id }) => id.replaceAll('_', '-'));
    problems.push(problem('choice', ['accelerators', position, 'hardware'], hardware, { options }));
    return undefined;
  }
}

function readModel(document: PortfolioDocument, position: number, problems: Problem[]) {
  const { known, config } = document.models[position]!;
  const path = ['models', position];
  try {
    return known === undefined ? readModelConfig(config) : knownModel(known);
  } catch (error) {
    if (!(error instanceof ServingError)) throw error;
    problems.push(modelProblem(error, path, known));
    return undefined;
  }
}

/** A model that cannot be read, in the words of the portfolio. */
function modelProblem(
  { code, path: key, got }: ServingError,
  path: Path,
  known: string | undefined,
): Problem {
  if (code === 'unknown-model')
    return problem('choice', [...path, 'known'], known, { options: knownModelNames });
  const at = [...path, 'config', ...key.split('.').filter((part) => part !== 'config')];
  if (code === 'unknown-architecture')
    return problem('model-config', at, got, { fault: 'unknown architecture', known: knownModelTypes });
  const fault = code === 'missing-key' ? 'missing key' : 'bad value';
  return problem('model-config', at, got, { fault, known: [key] });
}
