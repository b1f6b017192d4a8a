import { describe, expect, it } from 'vitest';
import { randomStream } from '../../units/random.ts';
import { acceleratorById } from '../accelerator.ts';
import { readModelConfig } from '../model-config.ts';
import { traceOf } from '../request-trace.ts';
import { makeService } from '../service.ts';
import { conversationProfile, generateTrace } from '../trace-generator.ts';
import type { EngineLimits } from './scheduler.ts';
import { serviceTimer } from './service-timer.ts';
import { replay, simulate, simulateDisaggregated } from './simulate.ts';

const base = {
  hidden_size: 4096,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  head_dim: 128,
  intermediate_size: 14336,
};
const dense = readModelConfig({ ...base, model_type: 'llama', num_hidden_layers: 32, vocab_size: 128256 });
const local = readModelConfig({
  ...base,
  model_type: 'cohere2',
  num_hidden_layers: 32,
  vocab_size: 128256,
  sliding_window: 512,
  sliding_window_pattern: 4,
});

const experts = readModelConfig({
  ...base,
  hidden_size: 2048,
  model_type: 'qwen3_moe',
  num_hidden_layers: 24,
  vocab_size: 151936,
  num_experts: 64,
  num_experts_per_tok: 8,
  moe_intermediate_size: 768,
  sliding_window: null,
});

function serviceOf(model: typeof dense, copies = 1, engine = 'vllm') {
  const layout = { tensor: 1, pipeline: 1, data: copies, expert: copies };
  return makeService(
    { model, precision: { weights: 'bf16', kvCache: 'bf16' }, unit: acceleratorById('a100'), layout },
    { engine },
  );
}

const tight: EngineLimits = { maxSequences: 64, maxBatchedTokens: 512, cacheTokens: 20_000, blockTokens: 16 };
const plain = generateTrace(conversationProfile, 600, randomStream(3));
const shared = generateTrace({ ...conversationProfile, sharedPrefix: 0.4 }, 600, randomStream(4));
const fitting = (trace: typeof plain) => ({
  ...trace,
  inputTokens: trace.inputTokens.map((tokens) => Math.min(tokens, 12_000)),
});

describe('a simulated service', () => {
  it.each([
    ['dense attention', dense, plain, 1],
    ['local layers', local, plain, 1],
    ['a prefix cache', dense, shared, 1],
    ['two copies that meet in the experts', experts, plain, 2],
  ] as const)(
    'gives the same times by jumping and step by step, with %s, preemption and chunks',
    (_name, model, trace, copies) => {
      const timer = serviceTimer(serviceOf(model, copies));
      expect(timer.groups).toBe(copies);
      const jumped = replay(fitting(trace), timer, tight);
      const stepped = replay(fitting(trace), timer, tight, { stepByStep: true });
      expect(jumped.preemptions.some((count) => count > 0)).toBe(true);
      expect(jumped.ttftS).toEqual(stepped.ttftS);
      expect(jumped.endToEndS).toEqual(stepped.endToEndS);
      expect(jumped.preemptions).toEqual(stepped.preemptions);
      expect(jumped.counters[0].steps).toBe(stepped.counters[0].steps);
    },
  );

  it('generates every token that was asked for, once', () => {
    const trace = fitting(plain);
    const asked = trace.outputTokens.reduce((sum, tokens) => sum + tokens, 0);
    for (const replicas of [1, 3]) {
      const result = replay(trace, serviceTimer(serviceOf(dense)), tight, {
        replicas,
        router: 'least-loaded',
      });
      expect(result.counters.reduce((sum, counter) => sum + counter.generatedTokens, 0)).toBe(asked);
      expect(result.endToEndS.every((seconds) => seconds > 0)).toBe(true);
    }
  });

  it('processes every prompt token once when nothing is preempted or cached', () => {
    const service = serviceOf(dense);
    const result = simulate(service, plain, { replicas: 2 });
    expect(result.preemptions.every((count) => count === 0)).toBe(true);
    const prompts = plain.inputTokens.reduce((sum, tokens) => sum + tokens, 0);
    expect(result.counters.reduce((sum, counter) => sum + counter.promptTokens, 0)).toBe(prompts);
  });

  it('skips what its prefix cache holds', () => {
    const result = simulate(serviceOf(dense), shared);
    const cached = result.cachedTokens.reduce((sum, tokens) => sum + tokens, 0);
    const prompts = shared.inputTokens.reduce((sum, tokens) => sum + tokens, 0);
    expect(result.counters[0].promptTokens).toBe(prompts - cached);
    expect(cached / prompts).toBeGreaterThan(0.1);
  });

  it('never answers sooner with a smaller cache', () => {
    const timer = serviceTimer(serviceOf(dense));
    const meanEnd = (cacheTokens: number) => {
      const { endToEndS } = replay(fitting(plain), timer, { ...tight, cacheTokens });
      return endToEndS.reduce((sum, seconds) => sum + seconds, 0);
    };
    expect(meanEnd(20_000)).toBeGreaterThan(meanEnd(200_000));
  });

  it('lets a copy of the attention wait for the prompts of another', () => {
    const [busy, idle] = [experts, experts].map((model, i) =>
      serviceOf(model, 2, i === 0 ? 'vllm' : 'trtllm'),
    );
    const trace = traceOf([
      { arrivalS: 0, inputTokens: 10, outputTokens: 400 },
      ...Array.from({ length: 10 }, (_, i) => ({ arrivalS: 1 + i / 10, inputTokens: 8000, outputTokens: 1 })),
    ]);
    // Every request goes to the other copy than the one before, so that five prompts meet the first one's answer anyway.
    const [waits, aligned] = [busy, idle].map((service) => simulate(service, trace).endToEndS[0]);
    expect(waits).toBeGreaterThan(aligned * 1.05);
  });

  it('preempts nothing where answers are reserved, and admits fewer at once', () => {
    const timer = serviceTimer(serviceOf(dense));
    const reserved = replay(fitting(plain), timer, { ...tight, reservesAnswers: true });
    expect(reserved.preemptions.every((count) => count === 0)).toBe(true);
    expect(reserved.counters[0].generatedTokens).toBe(plain.outputTokens.reduce((a, b) => a + b, 0));
  });

  it('leaves a request that can never fit without times', () => {
    const { endToEndS } = replay(plain, serviceTimer(serviceOf(dense)), { ...tight, cacheTokens: 1000 });
    expect(endToEndS.some((seconds) => Number.isNaN(seconds))).toBe(true);
  });

  it('keeps prompts from delaying decodes when prefill has machines of its own', () => {
    const service = serviceOf(dense);
    const together = simulate(service, plain, { replicas: 2 });
    const apart = simulateDisaggregated(service, service, plain, { prefill: 1, decode: 1 });
    const mean = (values: Float64Array) => {
      const known = values.filter(Number.isFinite);
      return known.reduce((sum, value) => sum + value, 0) / known.length;
    };
    expect(apart.counters.reduce((sum, counter) => sum + counter.generatedTokens, 0)).toBe(
      plain.outputTokens.reduce((sum, tokens) => sum + tokens, 0),
    );
    expect(mean(apart.tpotS)).toBeLessThan(mean(together.tpotS) * 1.5);
    expect(apart.endToEndS.every((seconds, i) => seconds >= apart.ttftS[i] - 1e-9)).toBe(true);
  });
});
