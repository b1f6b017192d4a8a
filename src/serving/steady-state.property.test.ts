import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Accelerator, acceleratorById } from './accelerator.ts';
import { readModelConfig } from './model-config.ts';
import { makeService } from './service.ts';
import { maximumThroughput, type TrafficShape } from './steady-state.ts';

const llama70b = readModelConfig({
  model_type: 'llama',
  hidden_size: 8192,
  num_hidden_layers: 80,
  num_attention_heads: 64,
  num_key_value_heads: 8,
  intermediate_size: 28672,
  vocab_size: 128256,
});

const experts = readModelConfig({
  model_type: 'qwen3_moe',
  hidden_size: 4096,
  num_hidden_layers: 94,
  num_attention_heads: 64,
  num_key_value_heads: 4,
  head_dim: 128,
  vocab_size: 151936,
  num_experts: 128,
  num_experts_per_tok: 8,
  moe_intermediate_size: 1536,
  intermediate_size: 12288,
});

/** A dense model on tensor ways, one with experts on copies of its attention that meet in them, and one on two stages. */
const deployments = [
  { model: llama70b, layoutOf: (ways: number) => ({ tensor: ways, pipeline: 1, data: 1, expert: 1 }) },
  { model: experts, layoutOf: (ways: number) => ({ tensor: 1, pipeline: 1, data: ways, expert: ways }) },
  { model: experts, layoutOf: (ways: number) => ({ tensor: ways, pipeline: 2, data: 1, expert: ways }) },
] as const;

function most(
  unit: Accelerator,
  [deployment, engine, ways]: readonly [number, string, number],
  shape: TrafficShape,
  tpotS: number,
): number {
  const { model, layoutOf } = deployments[deployment];
  const service = makeService(
    { model, precision: { weights: 'fp8', kvCache: 'fp8' }, unit, layout: layoutOf(ways) },
    { engine },
  );
  return maximumThroughput(service, shape, { tpotS, ttftS: 20 })?.outputTokensPerS ?? 0;
}

const cases = {
  deployment: fc.tuple(
    fc.integer({ min: 0, max: deployments.length - 1 }),
    fc.constantFrom('vllm', 'trtllm', 'sglang'),
    fc.constantFrom(2, 4, 8),
  ),
  lengths: fc.record({
    inputTokens: fc.integer({ min: 64, max: 16000 }),
    outputTokens: fc.integer({ min: 16, max: 4000 }),
  }),
  tpot: fc.double({ min: 0.01, max: 0.2, noNaN: true }),
  factor: fc.double({ min: 1, max: 4, noNaN: true }),
};
/** The search for the best concurrency stops within 1 %. */
const searchTolerance = 0.98;

describe('the maximum throughput of the steady state', () => {
  const unit = acceleratorById('h100');

  it.each([
    ['more memory for the cache', 'memoryBytes', 7],
    ['faster links', 'linkBytesPerS', 8],
  ] as const)('never falls with %s', (_, figure, seed) => {
    const { deployment, lengths, tpot, factor } = cases;
    fc.assert(
      fc.property(deployment, lengths, tpot, factor, (of, shape, tpotS, times) => {
        const better = { ...unit, [figure]: unit[figure] * times };
        expect(most(better, of, shape, tpotS)).toBeGreaterThanOrEqual(
          searchTolerance * most(unit, of, shape, tpotS),
        );
      }),
      { numRuns: 150, seed },
    );
  });
});
