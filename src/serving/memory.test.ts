import { describe, expect, it } from 'vitest';
import { acceleratorById } from './accelerator.ts';
import { parameterCount } from './architecture.ts';
import { memoryBudget } from './memory.ts';
import { readModelConfig } from './model-config.ts';
import { makeService } from './service.ts';
import { maximumThroughput } from './steady-state.ts';

/** Command A (c4ai-command-a-03-2025) as published: 111 B parameters, three local layers to one global one. */
const commandA = readModelConfig({
  model_type: 'cohere2',
  hidden_size: 12288,
  num_hidden_layers: 64,
  num_attention_heads: 96,
  num_key_value_heads: 8,
  head_dim: 128,
  intermediate_size: 36864,
  vocab_size: 256000,
  sliding_window: 4096,
  sliding_window_pattern: 4,
});
const two = { tensor: 2, pipeline: 1, data: 1, expert: 1 };

describe('a 111-billion-parameter dense model on two accelerators of 80 GB', () => {
  it('has 111 billion parameters', () => {
    expect(parameterCount(commandA) / 1e9).toBeCloseTo(111.06, 1);
  });

  it.each(['fp8', 'int8'] as const)('fits in %s with a fifth of the usable memory to spare', (weights) => {
    for (const id of ['a100', 'h100']) {
      const budget = memoryBudget({
        ...{
          model: commandA,
          precision: { weights, kvCache: 'fp8' },
          unit: acceleratorById(id),
          layout: two,
        },
      });
      expect(budget.margin).toBeGreaterThan(0.2);
      expect(budget.margin).toBeLessThan(0.25);
      expect(budget.tokenCapacity).toBeGreaterThan(200_000);
    }
  });

  it('does not fit in bf16, by almost half of the usable memory', () => {
    const budget = memoryBudget({
      model: commandA,
      precision: { weights: 'bf16', kvCache: 'bf16' },
      ...{ unit: acceleratorById('h100'), layout: two },
    });
    expect(budget.margin).toBeCloseTo(-0.477, 2);
    expect(budget.tokenCapacity).toBe(0);
  });

  it('serves there in fp8, and is said not to in bf16', () => {
    const unit = acceleratorById('h100');
    const shape = { inputTokens: 1024, outputTokens: 512 };
    const at = (weights: 'fp8' | 'bf16') =>
      maximumThroughput(
        makeService({ model: commandA, precision: { weights, kvCache: 'fp8' }, unit, layout: two }),
        shape,
        {
          tpotS: 0.1,
        },
      );
    expect(at('fp8')?.outputTokensPerS).toBeGreaterThan(500);
    expect(at('bf16')).toBeUndefined();
  });
});
