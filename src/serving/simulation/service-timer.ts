import type { LayerGroup } from '../architecture.ts';
import { groupsInStep } from '../closed-loop.ts';
import { kernelTime } from '../engine.ts';
import { schedulingOf } from '../engine-scheduling.ts';
import type { Service } from '../service.ts';
import { type StepLoad, stepComponents } from '../step-work.ts';
import { type StepTimer, toTicks } from './step-timer.ts';

const nothing: StepLoad = {
  decodes: 0,
  decodeContext: 0,
  prefillTokens: 0,
  prefillPairs: 0,
  finishingPrompts: 0,
};

/**
 * Compiles a service into a {@link StepTimer}.
 *
 * Attention is taken as linear in context (exact for decode, within a few per cent in prefill) and the rest is
 * tabulated by tokens in the step, interpolated above 64.
 */
export function serviceTimer(service: Service): StepTimer {
  const { coefficients: c, options } = service;
  const gain = options.speculative ? service.calibration.speculation : 1;
  const decodeFactor = options.local.decode * gain;
  const contextFactor = decodeFactor * options.local.batch;
  const prefillFactor = c.prefill * options.local.prefill;
  const groups = schedulingOf(options.engine).alignsPrompts ? 1 : groupsInStep(service.deployment);
  const kernels = (load: Partial<StepLoad>) =>
    kernelTime(stepComponents(service.deployment, service.table, { ...nothing, ...load }), c.step);
  const fixed = c.layersS + c.step.stepS;
  const linear = service.deployment.model.groups.map((group) => attentionSlopes(service, group));
  const perSequence = linear.reduce((sum, slopes) => sum + slopes.perSequence, 0);
  const base = tabulated((decodes) => (decodes > 0 ? kernels({ decodes }) : 0) + perSequence * decodes);
  const withPrompt = tabulated((tokens) => kernels({ prefillTokens: tokens, finishingPrompts: 1 }));
  const perPair = linear.reduce((sum, slopes) => sum + slopes.perPair, 0);
  const alone = kernels({ decodes: 1 });
  const decodeBase = memoised((decodes) =>
    toTicks(
      (fixed + Math.min(base(decodes), alone) + Math.max(0, base(decodes) - alone) * options.local.batch) *
        decodeFactor,
    ),
  );
  return {
    groups,
    decodeBase,
    contextSlope: toTicks(linear.reduce((sum, slopes) => sum + slopes.perToken, 0) * contextFactor),
    windows: linear.flatMap(({ window, inWindow }) =>
      window ? [{ window, slope: toTicks(inWindow * contextFactor) }] : [],
    ),
    prefillExtra: (decodes, tokens, pairs, finishing) => {
      const dense = Math.max(0, withPrompt(tokens + decodes) - (decodes > 0 ? base(decodes) : 0));
      const heads = finishing > 1 ? (finishing - 1) * 0.01 * alone : 0;
      return toTicks((dense + heads + perPair * pairs) * prefillFactor + c.prefillStepS);
    },
  };
}

interface AttentionSlopes {
  /** Seconds per token of the whole context. */
  perToken: number;
  /** Seconds per token within the window, where there is one. */
  inWindow: number;
  window?: number;
  /** Seconds per decoding sequence whatever its context (linear attention). */
  perSequence: number;
  /** Seconds per pair of prompt token and token attended to. */
  perPair: number;
}

/** How the attention of one group of layers grows, read off its kernels. */
function attentionSlopes(service: Service, group: LayerGroup): AttentionSlopes {
  const { deployment, table, coefficients } = service;
  const only = { ...deployment, model: { ...deployment.model, groups: [group] } };
  const decode = (context: number) =>
    coefficients.step.decodeAttention *
    stepComponents(only, table, { ...nothing, decodes: 1, decodeContext: context }).decodeAttention;
  const far = 2 ** 20;
  const pairs = coefficients.step.prefillAttention;
  const prompt = { ...nothing, prefillTokens: 2048, prefillPairs: 2048 * 1024 };
  const perPair = (pairs * stepComponents(only, table, prompt).prefillAttention) / prompt.prefillPairs;
  const { attention } = group;
  if (attention.kind === 'linear') return { perToken: 0, inWindow: 0, perSequence: decode(0), perPair };
  const window = attention.kind === 'gqa' ? attention.window : attention.sparse?.topK;
  if (window === undefined) return { perToken: decode(1), inWindow: 0, perSequence: 0, perPair };
  const perToken = (decode(far) - decode(far / 2)) / (far / 2);
  return { perToken, inWindow: decode(1) - perToken, window, perSequence: 0, perPair };
}

function memoised(compute: (n: number) => number): (n: number) => number {
  const known: number[] = [];
  return (n) => {
    known[n] ??= compute(n);
    return known[n];
  };
}

/** Exact up to 64, then interpolated between points a twelfth apart. */
function tabulated(exact: (n: number) => number): (n: number) => number {
  const at = memoised(exact);
  const ratio = 1.125;
  return (n) => {
    if (n <= 64) return at(n);
    const power = Math.floor(Math.log(n / 64) / Math.log(ratio));
    const low = Math.round(64 * ratio ** power);
    const high = Math.round(64 * ratio ** (power + 1));
    if (n <= low) return at(low);
    return at(low) + ((at(high) - at(low)) * (n - low)) / (high - low);
  };
}
