import { describe, expect, it } from 'vitest';
import { acceleratorById } from './accelerator.ts';
import { readModelConfig } from './model-config.ts';
import { makeService } from './service.ts';
import {
  concurrencyLimit,
  maximumThroughput,
  steadyStateAtConcurrency,
  steadyStateAtRate,
} from './steady-state.ts';

const model = readModelConfig({
  model_type: 'llama',
  hidden_size: 4096,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  intermediate_size: 14336,
  vocab_size: 128256,
});
const service = makeService({
  model,
  precision: { weights: 'bf16', kvCache: 'bf16' },
  unit: acceleratorById('h100'),
  layout: { tensor: 1, pipeline: 1, data: 1, expert: 1 },
});
const shape = { inputTokens: 1000, outputTokens: 200 };

describe('the steady state', () => {
  it('obeys Little’s law', () => {
    const state = steadyStateAtConcurrency(service, shape, 32);
    const periodS = state.ttftS.value + 199 * state.tpotS.value;
    expect(state.requestsPerS * periodS).toBeCloseTo(32, 9);
  });

  it('serves the rate that is offered, and slower the nearer it comes to the limit', () => {
    const limit = steadyStateAtConcurrency(service, shape, concurrencyLimit(service, shape)).requestsPerS;
    const [calm, busy] = [0.3, 0.95].map((load) => steadyStateAtRate(service, shape, load * limit)!);
    expect(calm.requestsPerS / limit).toBeCloseTo(0.3, 2);
    expect(busy.ttftS.value).toBeGreaterThan(calm.ttftS.value);
    expect(busy.tpotS.value).toBeGreaterThan(calm.tpotS.value);
    expect(steadyStateAtRate(service, shape, 1.01 * limit)).toBeUndefined();
  });

  it('does less under tighter objectives, and meets them', () => {
    const loose = maximumThroughput(service, shape, { tpotS: 0.1 })!;
    const tight = maximumThroughput(service, shape, { tpotS: 0.015, percentile: 0.5 })!;
    expect(tight.outputTokensPerS).toBeLessThan(loose.outputTokensPerS);
    expect(tight.tpotS.value).toBeLessThanOrEqual(0.015);
  });

  it('is absent for requests that do not fit into the cache', () => {
    expect(maximumThroughput(service, { inputTokens: 2_000_000, outputTokens: 1 })).toBeUndefined();
  });
});
