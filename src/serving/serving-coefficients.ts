import type { Deployment } from './deployment.ts';
import type { EngineCoefficients } from './engine.ts';

/** Coefficients that every engine has and that may deviate a little from engine to engine. */
export const engineTerms = [
  'gemm',
  'experts',
  'decodeAttention',
  'prefillAttention',
  'communication',
  'launches',
  'denseLayerS',
  'expertLayerS',
  'stepS',
  'sequenceS',
  'interference',
  'synchrony',
  'fixedSynchrony',
  'prefillStepS',
  'requestS',
  'firstPrefill',
  'queueing',
  'intakeS',
] as const;

/** Factors for what a deployment is, shared by all engines; 1 where they do not apply. */
export const modifierTerms = [
  'gemm:bf16',
  'gemm:fp8',
  'gemm:fp4',
  'gemm:int4',
  'experts:bf16',
  'experts:fp8',
  'experts:fp4',
  'experts:int4',
  'overhead:blackwell',
  'gemm:blackwell',
  'attention:blackwell',
  'experts:blackwell',
  'attention:latent',
  'prefill:experts',
  'prefill:latent',
  'year',
] as const;

/** A name of {@link engineTerms}. */
export type EngineTerm = (typeof engineTerms)[number];

/** A name of {@link modifierTerms}. */
export type ModifierTerm = (typeof modifierTerms)[number];

/**
 * The serving layer's shipped coefficients; natural logarithms, seconds for terms that end in `S`, odds for the
 * two of synchrony.
 */
export interface ServingCoefficients {
  readonly common: Readonly<Record<EngineTerm, number>>;
  readonly modifiers: Readonly<Record<ModifierTerm, number>>;
  /** Deviations from `common` by engine; an engine that is not listed has none. */
  readonly engines: Readonly<Record<string, Readonly<Record<EngineTerm, number>>>>;
}

/** What is needed to price a deployment's steps and its closed loop. */
export interface ResolvedCoefficients {
  readonly step: EngineCoefficients;
  /** Seconds of per-layer overhead in all layers of one step. */
  readonly layersS: number;
  /** Factor on the time that prompt tokens add to a step. */
  readonly prefill: number;
  /** Fixed seconds that a step with prompt tokens takes more than one without. */
  readonly prefillStepS: number;
  /** Factor on the time by which others' prompts delay a request. */
  readonly interference: number;
  /**
   * How far the clients of a closed loop move in step (0: their prompts come one by one, 1: in one burst), where
   * lengths vary and where every request is equally long.
   */
  readonly synchrony: { readonly varied: number; readonly fixed: number };
  /** Seconds per request outside of the engine's steps. */
  readonly requestS: number;
  /** Share of a prompt's own prefill time that precedes its first token. */
  readonly firstPrefill: number;
  /** Factor on the wait of a burst's prompts for each other. */
  readonly queueing: number;
  /** Seconds by which every other client delays a first token before any prompt runs: the engine takes requests in one by one. */
  readonly intakeS: number;
}

/** The year that age effects are counted from. */
export const referenceYear = 2026;

/**
 * Coefficients of `deployment` on `engine`.
 *
 * `releaseYear` is when the engine's version came out (2026.25: end of March 2026); engines became faster by
 * the fitted yearly factor. It is limited to a quarter beyond the calibrated range (2025.5…2026.5).
 */
export function resolveCoefficients(
  table: ServingCoefficients,
  engine: string,
  deployment: Deployment,
  releaseYear: number,
): ResolvedCoefficients {
  const deviation = table.engines[engine];
  const term = (name: EngineTerm) => Math.exp(table.common[name] + (deviation?.[name] ?? 0));
  const modifier = (name: ModifierTerm, applies: boolean) => (applies ? Math.exp(table.modifiers[name]) : 1);
  const { model, precision, unit } = deployment;
  const weights = precision.weights === 'int8' ? 'fp8' : precision.weights;
  const blackwell = unit.generation === 'blackwell';
  const latent = model.groups[0].attention.kind === 'mla';
  const expertLayers = model.groups.reduce((n, g) => n + (g.feedForward.kind === 'moe' ? g.count : 0), 0);
  const denseLayers = model.groups.reduce((n, g) => n + g.count, 0) - expertLayers;
  const overhead = modifier('overhead:blackwell', blackwell);
  const year = Math.min(2026.5, Math.max(2025.5, releaseYear)) - referenceYear;
  // Younger engines have less overhead and better expert kernels; matrix products and attention were mature.
  const age = Math.exp(table.modifiers.year * year);
  // Every pipeline stage schedules and starts its part of a step.
  const stages = deployment.layout.pipeline;
  const prompts =
    modifier('prefill:experts', expertLayers > 0) * modifier('prefill:latent', latent && expertLayers > 0);
  return {
    step: {
      gemm: term('gemm') * modifier(`gemm:${weights}`, true) * modifier('gemm:blackwell', blackwell),
      experts:
        age *
        term('experts') *
        modifier(`experts:${weights}`, true) *
        modifier('experts:blackwell', blackwell),
      decodeAttention:
        term('decodeAttention') *
        modifier('attention:blackwell', blackwell) *
        modifier('attention:latent', latent),
      prefillAttention: term('prefillAttention'),
      communication: term('communication'),
      launches: age * term('launches') * overhead,
      stepS: age * term('stepS') * overhead * stages,
      sequenceS: age * term('sequenceS'),
    },
    layersS: age * overhead * (denseLayers * term('denseLayerS') + expertLayers * term('expertLayerS')),
    prefill: prompts,
    prefillStepS: age * term('prefillStepS') * stages,
    interference: term('interference'),
    synchrony: {
      varied: shareOfOdds(term('synchrony')),
      fixed: shareOfOdds(term('synchrony') * term('fixedSynchrony')),
    },
    requestS: term('requestS'),
    firstPrefill: term('firstPrefill'),
    queueing: term('queueing'),
    intakeS: term('intakeS'),
  };
}

function shareOfOdds(odds: number): number {
  return odds / (1 + odds);
}
