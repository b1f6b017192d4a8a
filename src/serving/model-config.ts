import type { Attention, FeedForward, LayerGroup, ModelArchitecture } from './architecture.ts';
import { ServingError } from './serving-error.ts';

type Json = Readonly<Record<string, unknown>>;

/** Reads keys of a configuration, one of several spellings, and fails with the key's path. */
class ConfigReader {
  readonly #json: Json;
  readonly #prefix: string;

  constructor(json: Json, prefix: string) {
    this.#json = json;
    this.#prefix = prefix;
  }

  has(key: string): boolean {
    return this.#json[key] !== undefined && this.#json[key] !== null;
  }

  raw(key: string): unknown {
    return this.#json[key];
  }

  /** The first of `keys` that is present, a number ≥ 0; `fallback` where none is. */
  number(keys: readonly string[], fallback?: number): number {
    const key = keys.find((candidate) => this.has(candidate));
    if (key === undefined) {
      if (fallback !== undefined) return fallback;
      throw new ServingError(
        'missing-key',
        `${this.#prefix}${keys[0]}`,
        undefined,
        'is required by this architecture',
        `Add one of ${keys.join(', ')}, as published with the model.`,
      );
    }
    const value = this.#json[key];
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
    throw new ServingError(
      'bad-value',
      `${this.#prefix}${key}`,
      value,
      'must be a number ≥ 0',
      'Use the published configuration unchanged.',
    );
  }

  /** The per-layer kinds, if the configuration lists them. */
  layerTypes(): readonly string[] | undefined {
    const value = this.#json['layer_types'];
    return Array.isArray(value) ? value.map(String) : undefined;
  }
}

type Reading = (config: ConfigReader) => readonly LayerGroup[];

/** Model types that can be read, each with how its layers are laid out. */
const readings: ReadonlyMap<string, Reading> = new Map([
  ...[
    'llama',
    'mistral',
    'qwen2',
    'qwen3',
    'phi3',
    'granite',
    'olmo2',
    'seed_oss',
    'internlm2',
    'exaone4',
  ].map((family) => [family, uniform] as const),
  ...['cohere', 'cohere2', 'gemma2', 'gemma3', 'gemma3_text', 'ministral3'].map(
    (family) => [family, interleavedWindows] as const,
  ),
  ...['mixtral', 'qwen2_moe', 'qwen3_moe', 'minimax_m2', 'glm4_moe', 'ernie4_5_moe'].map(
    (family) => [family, uniform] as const,
  ),
  ['gpt_oss', interleavedWindows],
  ['llama4', interleavedExperts],
  ['llama4_text', interleavedExperts],
  ['qwen3_next', hybridLinear],
  ['qwen3_5_moe', hybridLinear],
  ['qwen3_5_moe_text', hybridLinear],
  ...['deepseek_v2', 'deepseek_v3', 'deepseek_v32', 'kimi_k2', 'kimi_k25', 'glm_moe_dsa'].map(
    (family) => [family, uniform] as const,
  ),
]);

/** The model types that {@link readModelConfig} understands, sorted. */
export const knownModelTypes: readonly string[] = [...readings.keys()].sort();

/**
 * Reads a Hugging Face style `config.json` (already parsed) into a {@link ModelArchitecture}.
 *
 * Multi-modal wrappers are read through their `text_config`. Throws a {@link ServingError} for a
 * `model_type` that is not among {@link knownModelTypes}, or a missing or impossible value.
 */
export function readModelConfig(config: unknown): ModelArchitecture {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw new ServingError(
      'bad-value',
      'config',
      config,
      'must be an object',
      'Pass the parsed config.json.',
    );
  }
  const outer = config as Json;
  const nested = typeof outer['text_config'] === 'object' && outer['text_config'] !== null;
  const inner = (nested ? outer['text_config'] : outer) as Json;
  const family = String(outer['model_type'] ?? inner['model_type'] ?? '');
  const reading = readings.get(family) ?? readings.get(String(inner['model_type'] ?? ''));
  if (!reading) {
    throw new ServingError(
      'unknown-architecture',
      'model_type',
      family,
      'is not an architecture with a known cost',
      `Known: ${knownModelTypes.join(', ')}. Describe the model with one of these, or give measured tokens per second instead.`,
    );
  }
  const reader = new ConfigReader(inner, nested ? 'text_config.' : '');
  const precision = publishedPrecision(outer, inner);
  return {
    family,
    hidden: reader.number(['hidden_size']),
    vocabulary: reader.number(['vocab_size']),
    tiedEmbeddings: inner['tie_word_embeddings'] === true || ['cohere', 'cohere2', 'gemma2'].includes(family),
    maxContext: reader.number(['max_position_embeddings'], 131072),
    groups: reading(reader).filter((group) => group.count > 0),
    ...(precision ? { publishedPrecision: precision } : {}),
  };
}

function publishedPrecision(outer: Json, inner: Json): ModelArchitecture['publishedPrecision'] | undefined {
  const quantization = (outer['quantization_config'] ?? inner['quantization_config']) as Json | undefined;
  const method = String(quantization?.['quant_method'] ?? '');
  if (method === 'fp8') return 'fp8';
  if (method.includes('fp4') || method === 'modelopt') return 'fp4';
  if (method === 'compressed-tensors' || method === 'awq' || method === 'gptq') return 'int4';
  return quantization ? undefined : 'bf16';
}

function attention(config: ConfigReader, window?: number): Attention {
  const heads = config.number(['num_attention_heads']);
  if (config.has('kv_lora_rank')) {
    return {
      kind: 'mla',
      heads,
      queryRank: config.number(['q_lora_rank'], 0),
      kvRank: config.number(['kv_lora_rank']),
      ropeDim: config.number(['qk_rope_head_dim']),
      nopeDim: config.number(['qk_nope_head_dim']),
      valueDim: config.number(['v_head_dim']),
      ...(config.has('index_topk')
        ? {
            sparse: {
              topK: config.number(['index_topk']),
              heads: config.number(['index_n_heads']),
              dim: config.number(['index_head_dim']),
            },
          }
        : {}),
    };
  }
  return {
    kind: 'gqa',
    heads,
    kvHeads: config.number(['num_key_value_heads'], heads),
    headDim: config.number(['head_dim'], config.number(['hidden_size']) / heads),
    outputGate: config.raw('attn_output_gate') === true,
    ...(window === undefined ? {} : { window }),
  };
}

function dense(config: ConfigReader): FeedForward {
  return {
    kind: 'dense',
    intermediate: config.number(['intermediate_size_mlp', 'intermediate_size']),
    matrices: 3,
  };
}

const expertCountKeys = ['n_routed_experts', 'num_experts', 'num_local_experts', 'moe_num_experts'];

function experts(config: ConfigReader): FeedForward {
  const intermediate = config.number(['moe_intermediate_size', 'intermediate_size']);
  const shared = config.number(['n_shared_experts', 'num_shared_experts'], 0) * intermediate;
  return {
    kind: 'moe',
    experts: config.number(expertCountKeys),
    topK: config.number(['num_experts_per_tok', 'experts_per_token', 'moe_k']),
    intermediate,
    sharedIntermediate: config.number(
      ['shared_expert_intermediate_size', 'shared_intermediate_size'],
      shared,
    ),
  };
}

function hasExperts(config: ConfigReader): boolean {
  return expertCountKeys.some((key) => config.has(key));
}

/** One kind of attention throughout; experts after the first dense layers, if there are experts. */
function uniform(config: ConfigReader): LayerGroup[] {
  const layers = config.number(['num_hidden_layers']);
  const attend = attention(config);
  if (!hasExperts(config)) return [{ count: layers, attention: attend, feedForward: dense(config) }];
  const denseLayers = config.number(['first_k_dense_replace'], 0);
  const leading = denseLayers ? [{ count: denseLayers, attention: attend, feedForward: dense(config) }] : [];
  return [...leading, { count: layers - denseLayers, attention: attend, feedForward: experts(config) }];
}

/** Local layers with a window between global ones, by `layer_types` or by a pattern. */
function interleavedWindows(config: ConfigReader): LayerGroup[] {
  const layers = config.number(['num_hidden_layers']);
  const types = config.layerTypes();
  const pattern = config.number(['sliding_window_pattern'], 0);
  const local = types
    ? types.filter((type) => type === 'sliding_attention').length
    : pattern > 1
      ? layers - Math.floor(layers / pattern)
      : 0;
  const feedForward = hasExperts(config) ? experts(config) : dense(config);
  const window = local > 0 ? config.number(['sliding_window']) : 0;
  return [
    { count: local, attention: attention(config, window), feedForward },
    { count: layers - local, attention: attention(config), feedForward },
  ];
}

/** Llama 4: every `interleave_moe_layer_step`-th layer has one routed and one shared expert. */
function interleavedExperts(config: ConfigReader): LayerGroup[] {
  const layers = config.number(['num_hidden_layers']);
  const step = config.number(['interleave_moe_layer_step'], 1);
  const expertLayers = Math.floor(layers / step);
  const intermediate = config.number(['intermediate_size']);
  const attend = attention(config);
  const local = attention(config, config.number(['attention_chunk_size'], 8192));
  const routed: FeedForward = {
    kind: 'moe',
    experts: config.number(['num_local_experts']),
    topK: config.number(['num_experts_per_tok']),
    intermediate,
    sharedIntermediate: intermediate,
  };
  const global = (count: number) => Math.floor(count / 4);
  const groups = (count: number, feedForward: FeedForward): LayerGroup[] => [
    { count: count - global(count), attention: local, feedForward },
    { count: global(count), attention: attend, feedForward },
  ];
  return [...groups(expertLayers, routed), ...groups(layers - expertLayers, dense(config))];
}

/** Linear attention with full attention every few layers (Qwen3-Next and its successors). */
function hybridLinear(config: ConfigReader): LayerGroup[] {
  const layers = config.number(['num_hidden_layers']);
  const types = config.layerTypes();
  const full = types
    ? types.filter((type) => type === 'full_attention').length
    : Math.floor(layers / config.number(['full_attention_interval'], 4));
  const feedForward = hasExperts(config) ? experts(config) : dense(config);
  const linear: Attention = {
    kind: 'linear',
    keyHeads: config.number(['linear_num_key_heads']),
    valueHeads: config.number(['linear_num_value_heads']),
    keyDim: config.number(['linear_key_head_dim']),
    valueDim: config.number(['linear_value_head_dim']),
  };
  return [
    { count: layers - full, attention: linear, feedForward },
    { count: full, attention: attention(config), feedForward },
  ];
}
