import type { ModelArchitecture } from './architecture.ts';
import { readModelConfig } from './model-config.ts';
import { ServingError } from './serving-error.ts';

type Config = Readonly<Record<string, unknown>>;

const llama3 = { model_type: 'llama', vocab_size: 128256, num_key_value_heads: 8 };
const fp8 = { quantization_config: { quant_method: 'fp8' } };
const fp4 = { quantization_config: { quant_method: 'mxfp4' } };
const int4 = { quantization_config: { quant_method: 'compressed-tensors' } };
const latent = { kv_lora_rank: 512, qk_rope_head_dim: 64, num_experts_per_tok: 8, n_shared_experts: 1 };

/** Facts of published `config.json` files, only the keys that cost anything; names as planners write them. */
const configs: Readonly<Record<string, Config>> = {
  'llama-3.1-8b': {
    ...llama3,
    ...{ hidden_size: 4096, num_hidden_layers: 32, num_attention_heads: 32, intermediate_size: 14336 },
  },
  'llama-3.1-70b': {
    ...llama3,
    ...{ hidden_size: 8192, num_hidden_layers: 80, num_attention_heads: 64, intermediate_size: 28672 },
  },
  'llama-3.1-405b': {
    ...llama3,
    ...{ hidden_size: 16384, num_hidden_layers: 126, num_attention_heads: 128, intermediate_size: 53248 },
  },
  'command-a': {
    ...{ model_type: 'cohere2', hidden_size: 12288, num_hidden_layers: 64, num_attention_heads: 96 },
    ...{ num_key_value_heads: 8, head_dim: 128, intermediate_size: 36864, vocab_size: 256000 },
    ...{ sliding_window: 4096, sliding_window_pattern: 4 },
  },
  'qwen3-32b': {
    ...{ model_type: 'qwen3', hidden_size: 5120, num_hidden_layers: 64, num_attention_heads: 64 },
    ...{ num_key_value_heads: 8, head_dim: 128, intermediate_size: 25600, vocab_size: 151936 },
    max_position_embeddings: 40960,
  },
  'qwen3-235b-a22b': {
    ...{ model_type: 'qwen3_moe', hidden_size: 4096, num_hidden_layers: 94, num_attention_heads: 64 },
    ...{ num_key_value_heads: 4, head_dim: 128, moe_intermediate_size: 1536, num_experts: 128 },
    ...{ num_experts_per_tok: 8, vocab_size: 151936, max_position_embeddings: 40960, ...fp8 },
  },
  'qwen3.5-397b-a17b': {
    ...{ model_type: 'qwen3_5_moe_text', hidden_size: 4096, num_hidden_layers: 60, num_attention_heads: 32 },
    ...{ num_key_value_heads: 2, head_dim: 256, moe_intermediate_size: 1024, num_experts: 512 },
    ...{ num_experts_per_tok: 10, shared_expert_intermediate_size: 1024, vocab_size: 248320 },
    ...{ attn_output_gate: true, full_attention_interval: 4, max_position_embeddings: 262144 },
    ...{ linear_num_key_heads: 16, linear_num_value_heads: 64, linear_key_head_dim: 128 },
    linear_value_head_dim: 128,
  },
  'deepseek-r1': {
    ...{ model_type: 'deepseek_v3', hidden_size: 7168, num_hidden_layers: 61, num_attention_heads: 128 },
    ...{ intermediate_size: 18432, moe_intermediate_size: 2048, n_routed_experts: 256, ...latent },
    ...{ first_k_dense_replace: 3, q_lora_rank: 1536, qk_nope_head_dim: 128, v_head_dim: 128 },
    ...{ vocab_size: 129280, max_position_embeddings: 163840, ...fp8 },
  },
  'kimi-k2.5': {
    ...{ model_type: 'kimi_k2', hidden_size: 7168, num_hidden_layers: 61, num_attention_heads: 64 },
    ...{ intermediate_size: 18432, moe_intermediate_size: 2048, n_routed_experts: 384, ...latent },
    ...{ first_k_dense_replace: 1, q_lora_rank: 1536, qk_nope_head_dim: 128, v_head_dim: 128 },
    ...{ vocab_size: 163840, max_position_embeddings: 262144, ...int4 },
  },
  'glm-5': {
    ...{ model_type: 'glm_moe_dsa', hidden_size: 6144, num_hidden_layers: 78, num_attention_heads: 64 },
    ...{ intermediate_size: 12288, moe_intermediate_size: 2048, n_routed_experts: 256, ...latent },
    ...{ first_k_dense_replace: 3, q_lora_rank: 2048, qk_nope_head_dim: 192, v_head_dim: 256 },
    ...{ index_topk: 2048, index_n_heads: 32, index_head_dim: 128 },
    ...{ vocab_size: 154880, max_position_embeddings: 202752 },
  },
  'minimax-m2.5': {
    ...{ model_type: 'minimax_m2', hidden_size: 3072, num_hidden_layers: 62, num_attention_heads: 48 },
    ...{ num_key_value_heads: 8, head_dim: 128, intermediate_size: 1536, num_local_experts: 256 },
    ...{ num_experts_per_tok: 8, vocab_size: 200064, max_position_embeddings: 196608, ...fp8 },
  },
  'gpt-oss-120b': {
    ...{ model_type: 'gpt_oss', hidden_size: 2880, num_hidden_layers: 36, num_attention_heads: 64 },
    ...{ num_key_value_heads: 8, head_dim: 64, intermediate_size: 2880, num_local_experts: 128 },
    ...{ num_experts_per_tok: 4, sliding_window: 128, sliding_window_pattern: 2, vocab_size: 201088, ...fp4 },
  },
};

/** Names that {@link knownModel} understands, sorted. */
export const knownModelNames: readonly string[] = Object.keys(configs).sort();

/** The model with this name, in any case, `_` for `-`. Throws a {@link ServingError} if it is not known. */
export function knownModel(name: string): ModelArchitecture {
  const key = name.toLowerCase().replaceAll('_', '-');
  const config = configs[key];
  if (config) return readModelConfig(config);
  throw new ServingError(
    'unknown-model',
    'model',
    name,
    `must be one of ${knownModelNames.join(', ')}`,
    'Give the path of its config.json for another one.',
  );
}
