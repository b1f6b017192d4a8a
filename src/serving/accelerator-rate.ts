import type { RateStep } from '../domain/rate-origin.ts';
import type { ModelArchitecture } from './architecture.ts';
import type { Deployment } from './deployment.ts';
import { acceleratorKw } from './energy.ts';
import { type Layout, layoutName } from './layout.ts';
import { candidateLayouts } from './layout-search.ts';
import { makeService, type Provenance, type Service, type ServiceOptions, unitFactors } from './service.ts';
import {
  type Estimate,
  estimate,
  maximumThroughput,
  type Objectives,
  type SteadyState,
  type TrafficShape,
} from './steady-state.ts';

/** A model that is to be served, as the plan's workloads name it. */
export interface ServedModel {
  readonly architecture: ModelArchitecture;
  readonly objectives: Objectives;
}

/** What a served model yields per accelerator, and how each figure was obtained. */
export interface AcceleratorRate {
  readonly layout: Layout;
  readonly layoutName: string;
  /** Output tokens per second and accelerator; `low` and `high` are 10 % and 90 % limits. */
  readonly outputTokensPerS: Estimate;
  readonly inputTokensPerS: Estimate;
  /** IT power of one accelerator at this load, kW. */
  readonly itKw: { readonly value: number; readonly obtained: Provenance };
  /** Cost of ownership per million tokens, input and output weighed by the time that they take. */
  readonly usdPerMillionInput: Estimate;
  readonly usdPerMillionOutput: Estimate;
  /** Output tokens per second and MW of IT power. */
  readonly outputTokensPerSPerMw: number;
  readonly ttftS: Estimate;
  readonly tpotS: Estimate;
  /** The chain from tokens to accelerators, one link per entry, for explanations. */
  readonly chain: readonly {
    readonly step: Extract<
      RateStep,
      'concurrency' | 'replica-output' | 'replica-accelerators' | 'accelerator-output' | 'it-power'
    >;
    readonly value: number;
    readonly unit: string;
    readonly obtained: Provenance;
  }[];
}

/**
 * The rate of one accelerator for `served`: over the layouts that fit, the one with the most output tokens per
 * second and accelerator that meets the objectives.
 *
 * `measuredOutputTokensPerS` (per accelerator) replaces the model where the planner has a measurement of their
 * own; `prefixReuse` is the share of input tokens whose prefix is cached. `undefined` where no layout of up to `maxAccelerators` (default: one scale-up domain, at most 16) fits
 * and meets the objectives.
 */
export function rateOnAccelerator(
  served: ServedModel,
  { unit, precision }: Pick<Deployment, 'unit' | 'precision'>,
  shape: TrafficShape,
  options: ServiceOptions & {
    readonly maxAccelerators?: number;
    readonly measuredOutputTokensPerS?: number;
    readonly prefixReuse?: number;
  } = {},
): AcceleratorRate | undefined {
  const most = options.maxAccelerators ?? Math.min(16, unit.scaleUpDomain);
  const resolved = reusingPrefixes(options, options.prefixReuse ?? 0);
  let best: { service: Service; state: SteadyState } | undefined;
  for (const layout of candidateLayouts(served.architecture, unit, most)) {
    const service = makeService({ model: served.architecture, precision, unit, layout }, resolved);
    const state = maximumThroughput(service, shape, served.objectives);
    if (!state) continue;
    const perUnit = state.outputTokensPerS / service.accelerators;
    if (!best || perUnit > best.state.outputTokensPerS / best.service.accelerators) best = { service, state };
  }
  return best && describe(best.service, best.state, shape, options.measuredOutputTokensPerS);
}

/**
 * Options under which a share `reuse` of the input tokens is in the prefix cache: prompts take that share less
 * time. The cache is counted in full for every request, though shared blocks are held once: on the safe side.
 */
export function reusingPrefixes(options: ServiceOptions, reuse: number): ServiceOptions {
  if (reuse === 0) return options;
  const local = options.local ?? unitFactors;
  return { ...options, local: { ...local, prefill: local.prefill * (1 - reuse) } };
}

function describe(
  service: Service,
  state: SteadyState,
  shape: TrafficShape,
  measured: number | undefined,
): AcceleratorRate {
  const { unit, layout } = service.deployment;
  const modelled = estimate(service, state.outputTokensPerS / service.accelerators, 'throughput');
  const output: Estimate =
    measured === undefined
      ? modelled
      : { value: measured, low: measured, high: measured, obtained: 'measured' };
  const perInput = shape.inputTokens / shape.outputTokens;
  const scale = (e: Estimate, factor: number): Estimate => ({
    ...e,
    value: e.value * factor,
    low: e.low * factor,
    high: e.high * factor,
  });
  const itKw = acceleratorKw(unit, state.utilisation);
  type Link = AcceleratorRate['chain'][number];
  const link = (step: Link['step'], value: number, of: string, obtained: Provenance): Link => ({
    ...{ step, value, unit: of, obtained },
  });
  const prices = tokenPrices(service, state, shape, output);
  return {
    layout,
    layoutName: layoutName(layout),
    outputTokensPerS: output,
    inputTokensPerS: scale(output, perInput),
    itKw: { value: itKw, obtained: 'assumed' },
    ...prices,
    outputTokensPerSPerMw: (output.value / itKw) * 1000,
    ttftS: state.ttftS,
    tpotS: state.tpotS,
    chain: [
      link('concurrency', state.concurrency, 'requests', modelled.obtained),
      link('replica-output', state.outputTokensPerS, 'tokens/s', modelled.obtained),
      link('replica-accelerators', service.accelerators, 'accelerators', 'calibrated'),
      link('accelerator-output', output.value, 'tokens/s', output.obtained),
      link('it-power', itKw, 'kW', 'assumed'),
    ],
  };
}

/**
 * Splits the hourly cost between input and output tokens by the engine time that each takes: prompts and
 * decode steps share the accelerator, so their prices add up to its cost at this load.
 */
export function tokenPrices(
  service: Service,
  state: SteadyState,
  shape: TrafficShape,
  output: Estimate,
): { usdPerMillionInput: Estimate; usdPerMillionOutput: Estimate } {
  const usdPerS = service.deployment.unit.usdPerHour / 3600;
  const price = (share: number, ratio: number): Estimate => {
    const at = (tokensPerS: number) => (usdPerS * share * 1e6) / (tokensPerS * ratio);
    return { value: at(output.value), low: at(output.high), high: at(output.low), obtained: output.obtained };
  };
  return {
    usdPerMillionInput: price(state.promptShare, shape.inputTokens / shape.outputTokens),
    usdPerMillionOutput: price(1 - state.promptShare, 1),
  };
}
