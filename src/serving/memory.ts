import {
  type Attention,
  attentionParameters,
  embeddingParameters,
  expertParameters,
  type ModelArchitecture,
} from './architecture.ts';
import type { Deployment } from './deployment.ts';
import { type Layout, layoutSize } from './layout.ts';
import { bytesPerElement, type Precision, type ServingPrecision } from './precision.ts';

/** Share of an accelerator's memory that an engine may use (the usual default of serving engines). */
export const defaultMemoryShare = 0.9;

/**
 * Elements that stay in bf16 whatever the precision of the weights: embeddings and output projection always,
 * and the attention of models published in fp4 or int4 (only their experts and dense blocks are converted).
 */
function attentionPrecision(model: ModelArchitecture, weights: Precision): Precision {
  const expertsOnly =
    (weights === 'fp4' || weights === 'int4') && model.groups.some((g) => g.feedForward.kind === 'moe');
  return expertsOnly ? 'bf16' : weights;
}

/** Bytes of weights on the fullest accelerator of a replica. */
function weightBytesPerAccelerator(
  model: ModelArchitecture,
  precision: ServingPrecision,
  layout: Layout,
): number {
  const wide = bytesPerElement('bf16');
  const narrow = bytesPerElement(precision.weights);
  const attend = bytesPerElement(attentionPrecision(model, precision.weights));
  const world = layout.tensor * layout.data;
  let bytes = 0;
  for (const { count, attention, feedForward } of model.groups) {
    const split = (count * attend * attentionParameters(attention, model.hidden)) / layout.tensor;
    bytes += split;
    if (feedForward.kind === 'dense') {
      bytes +=
        (count * narrow * feedForward.matrices * model.hidden * feedForward.intermediate) / layout.tensor;
    } else {
      bytes += (count * narrow * feedForward.experts * expertParameters(feedForward, model.hidden)) / world;
      bytes += (count * narrow * 3 * model.hidden * feedForward.sharedIntermediate) / layout.tensor;
      bytes += count * wide * model.hidden * feedForward.experts;
    }
  }
  return (bytes + (embeddingParameters(model) * wide) / layout.tensor) / layout.pipeline;
}

/** Elements that one token adds to the cache of one layer, on one of `tensor` accelerators. */
function cacheElements(attention: Attention, tensor: number): number {
  if (attention.kind === 'gqa') return 2 * Math.max(1, attention.kvHeads / tensor) * attention.headDim;
  if (attention.kind === 'mla') return attention.kvRank + attention.ropeDim;
  return 0;
}

/**
 * Bytes that one more token of context takes on each accelerator of a tensor group.
 *
 * KV heads are copied once there are more accelerators than heads, and a latent cache is held by every
 * accelerator whole: that is how engines do it. Local layers count in full: most engines reserve their cache
 * for the whole context, so this errs on the safe side. Sparse attention adds its index keys (1 byte each).
 */
export function kvBytesPerToken(
  model: ModelArchitecture,
  precision: ServingPrecision,
  layout: Layout,
): number {
  const bytes = bytesPerElement(precision.kvCache);
  const perReplica = model.groups.reduce((sum, { count, attention }) => {
    const index = attention.kind === 'mla' && attention.sparse ? attention.sparse.dim : 0;
    return sum + count * (cacheElements(attention, layout.tensor) * bytes + index);
  }, 0);
  return perReplica / layout.pipeline;
}

/** Bytes of the fixed state that one running sequence needs on each accelerator (linear attention; fp32). */
export function stateBytesPerSequence(model: ModelArchitecture, layout: Layout): number {
  return model.groups.reduce((sum, { count, attention }) => {
    if (attention.kind !== 'linear') return sum;
    const state = attention.valueHeads * attention.keyDim * attention.valueDim * 4;
    return sum + (count * state) / layout.tensor / layout.pipeline;
  }, 0);
}

/** Where the memory of the fullest accelerator goes, in bytes. */
export interface MemoryBudget {
  readonly usableBytes: number;
  readonly weightBytes: number;
  /** Activations, graphs and communication buffers. */
  readonly workspaceBytes: number;
  /** What is left for the cache; ≤ 0: the model does not fit. */
  readonly cacheBytes: number;
  /** Tokens of context that one attention group can hold at once; 0 where the model does not fit. */
  readonly tokenCapacity: number;
  /** Cache left over as a share of usable memory; negative where it does not fit. */
  readonly margin: number;
}

/**
 * The memory of one accelerator under `layout`: usable share, weights, workspace, cache.
 *
 * The workspace is an `assumed` 1.5 GB of context and graphs, 0.4 GB of communication buffers when there is
 * more than one accelerator, and the activations of `maxBatchedTokens` tokens at their widest.
 */
export function memoryBudget(
  { model, precision, unit, layout }: Deployment,
  options: { readonly memoryShare?: number; readonly maxBatchedTokens?: number } = {},
): MemoryBudget {
  const usableBytes = unit.memoryBytes * (options.memoryShare ?? defaultMemoryShare);
  const weightBytes = weightBytesPerAccelerator(model, precision, layout);
  const activations = 2 * (options.maxBatchedTokens ?? 8192) * model.hidden * 6;
  const workspaceBytes = 1.5e9 + (layoutSize(layout) > 1 ? 0.4e9 : 0) + activations;
  const cacheBytes = usableBytes - weightBytes - workspaceBytes;
  const perToken = kvBytesPerToken(model, precision, layout);
  return {
    usableBytes,
    weightBytes,
    workspaceBytes,
    cacheBytes,
    tokenCapacity: cacheBytes > 0 ? Math.floor(cacheBytes / Math.max(perToken, 1e-9)) : 0,
    margin: cacheBytes / usableBytes,
  };
}
