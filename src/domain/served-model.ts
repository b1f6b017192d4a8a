/** Models that are served, and how a workload names one instead of a rate per accelerator-hour. */
import { z } from 'zod';
import { identifier, list, quantity, reference, text, whole } from './field.ts';

const latency = { dimension: 'latency', minimum: 0, above: true } as const;
const tokens = { dimension: 'tokens', minimum: 1 } as const;

/** Latency objectives that hold at a percentile of the requests; one that is left out does not bind. */
const objectives = z.strictObject({
  ttftMs: quantity('Longest time to the first token.', latency).optional(),
  tpotMs: quantity('Longest mean time per token after the first.', latency).optional(),
  percentile: quantity('Share of the requests that must keep them.', {
    dimension: 'share',
    minimum: 0.5,
    maximum: 0.999,
  }).prefault(0.9),
});

/** Mean lengths of requests. */
const requests = z.strictObject({
  inputTokens: quantity('Mean tokens of a prompt.', tokens),
  outputTokens: quantity('Mean tokens of an answer.', tokens),
  prefixReuse: quantity('Share of input tokens whose prefix is in the cache already: they need no prefill.', {
    dimension: 'share',
    minimum: 0,
    maximum: 0.99,
  }).prefault(0),
});

/** Formats in which weights may be stored. */
const weightFormats = ['bf16', 'fp8', 'fp4', 'int8', 'int4'] as const;

const servedModel = z.strictObject({
  id: identifier('Name by which workloads refer to it.'),
  name: text('Name for people.'),
  known: text('Name of a model whose published configuration is shipped: `llama-3.1-70b`.', 64).optional(),
  config: z
    .record(z.string(), z.json())
    .optional()
    .meta({ description: 'A Hugging Face style `config.json`, where the model is not a known one.' }),
  precisions: z.array(z.enum(weightFormats)).min(1).optional().meta({
    description: 'Formats of the weights to choose from. Without it: as published.',
  }),
  kvCache: z.enum(['bf16', 'fp8', 'int8']).prefault('bf16').meta({ description: 'Format of the KV cache.' }),
  engine: z
    .enum(['vllm', 'trtllm', 'sglang'])
    .prefault('vllm')
    .meta({ description: 'Serving engine: vLLM, TensorRT-LLM or SGLang.' }),
  objectives: objectives
    .prefault({})
    .meta({ description: 'Latency objectives; without them, throughput alone counts.' }),
  requests: requests
    .optional()
    .meta({ description: 'Mean lengths of its requests. Without it: a public trace of conversations.' }),
  maxAccelerators: whole(
    'Most accelerators of one replica; without it one scale-up domain, at most 16.',
    1,
    576,
  ).optional(),
});

/** How a workload's rates follow from tokens; its `unit` says which and how many: `M output tokens`. */
export const served = z
  .strictObject({
    model: reference('models', 'The served model.').optional(),
    measuredTokensPerS: z
      .record(
        z.string(),
        quantity('Tokens per second and accelerator, of those that the unit counts.', {
          dimension: 'tokenRate',
          minimum: 0,
        }),
      )
      .optional()
      .meta({
        description:
          'Own measurements by accelerator, of the tokens that `unit` counts; go before the model.',
      }),
  })
  .meta({
    description:
      'Served by tokens: a model, own measurements, or both; rates per accelerator follow from it.',
  });

/** The collection of {@link servedModel}; none by default. */
export const servedModels = list('Models that are served, with their latency objectives.', servedModel);
