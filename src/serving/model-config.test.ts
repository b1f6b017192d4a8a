import { describe, expect, it } from 'vitest';
import { activeParameterCount, parameterCount } from './architecture.ts';
import { readModelConfig } from './model-config.ts';

const llama8b = {
  model_type: 'llama',
  hidden_size: 4096,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  intermediate_size: 14336,
  vocab_size: 128256,
};

describe('a model configuration', () => {
  it('gives the published number of parameters of a dense model', () => {
    expect(parameterCount(readModelConfig(llama8b)) / 1e9).toBeCloseTo(8.03, 1);
  });

  it('counts only the experts that a token is routed to as active', () => {
    const model = readModelConfig({
      model_type: 'qwen3_moe',
      hidden_size: 2048,
      num_hidden_layers: 48,
      num_attention_heads: 32,
      num_key_value_heads: 4,
      head_dim: 128,
      num_experts: 128,
      num_experts_per_tok: 8,
      moe_intermediate_size: 768,
      vocab_size: 151936,
    });
    expect(parameterCount(model) / 1e9).toBeCloseTo(30.5, 0);
    expect(activeParameterCount(model) / 1e9).toBeCloseTo(3.3, 0);
  });

  it('is refused with what is known when its architecture is not', () => {
    expect(() => readModelConfig({ ...llama8b, model_type: 'mamba2' })).toThrow(
      /model_type.*"mamba2".*Known:.*llama/,
    );
  });

  it('is refused with the path of a key that it lacks', () => {
    const { hidden_size: _, ...rest } = llama8b;
    expect(() => readModelConfig(rest)).toThrow(/hidden_size.*required/);
    expect(() => readModelConfig({ model_type: 'kimi_k25', text_config: rest })).toThrow(
      /text_config\.hidden_size/,
    );
  });

  it('is refused when a value is not a number of at least zero', () => {
    expect(() => readModelConfig({ ...llama8b, num_hidden_layers: -2 })).toThrow(/num_hidden_layers.*-2/);
  });

  it('splits local from global layers by the pattern', () => {
    const model = readModelConfig({
      ...llama8b,
      model_type: 'cohere2',
      sliding_window: 4096,
      sliding_window_pattern: 4,
    });
    expect(model.groups.map((group) => group.count)).toEqual([24, 8]);
  });
});
