/**
 * What of a transformer decides its cost: layers, attention and feed-forward shapes.
 *
 * Sizes count elements (not bytes) and are those of the whole model, before any split over accelerators.
 */

/** Multi-head, grouped-query or multi-query attention (Ainslie et al., 2023). */
export interface GroupedQueryAttention {
  readonly kind: 'gqa';
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  /** Tokens that a local layer looks back on; absent: the whole context. */
  readonly window?: number;
  /** The query projection is doubled by an output gate. */
  readonly outputGate: boolean;
}

/** Multi-head latent attention (DeepSeek-V2, 2024): one compressed vector per token in the cache. */
export interface LatentAttention {
  readonly kind: 'mla';
  readonly heads: number;
  /** Rank of the compressed query; 0 where the query is projected directly. */
  readonly queryRank: number;
  readonly kvRank: number;
  readonly ropeDim: number;
  readonly nopeDim: number;
  readonly valueDim: number;
  /** Sparse attention: tokens kept per query by an indexer with its own heads and key width. */
  readonly sparse?: { readonly topK: number; readonly heads: number; readonly dim: number };
}

/** Linear attention with a state of fixed size (gated delta rule): no cache per token. */
export interface LinearAttention {
  readonly kind: 'linear';
  readonly keyHeads: number;
  readonly valueHeads: number;
  readonly keyDim: number;
  readonly valueDim: number;
}

/** How a layer attends, which decides the bytes that the KV cache holds per token. */
export type Attention = GroupedQueryAttention | LatentAttention | LinearAttention;

/** A feed-forward block; `matrices` is 3 where it is gated and 2 where it is not. */
export interface DenseFeedForward {
  readonly kind: 'dense';
  readonly intermediate: number;
  readonly matrices: 2 | 3;
}

/** Routed experts of `intermediate` width, `topK` of them per token, and shared ones that every token uses. */
export interface ExpertFeedForward {
  readonly kind: 'moe';
  readonly experts: number;
  readonly topK: number;
  readonly intermediate: number;
  readonly sharedIntermediate: number;
}

/** What follows attention in a layer: one network for every token, or experts of which each token takes a few. */
export type FeedForward = DenseFeedForward | ExpertFeedForward;

/** `count` layers of one shape. Order within the model does not matter to cost. */
export interface LayerGroup {
  readonly count: number;
  readonly attention: Attention;
  readonly feedForward: FeedForward;
}

/** A decoder-only language model as the performance model sees it. */
export interface ModelArchitecture {
  /** The `model_type` of its configuration. */
  readonly family: string;
  readonly hidden: number;
  readonly vocabulary: number;
  readonly tiedEmbeddings: boolean;
  readonly maxContext: number;
  readonly groups: readonly LayerGroup[];
  /** Precision that its published weights are stored in, where the configuration says so. */
  readonly publishedPrecision?: 'bf16' | 'fp8' | 'fp4' | 'int4' | 'int8';
}

/** Elements of the matrices of one attention block. */
export function attentionParameters(attention: Attention, hidden: number): number {
  switch (attention.kind) {
    case 'gqa': {
      const query = attention.heads * attention.headDim;
      return (
        hidden * query * (attention.outputGate ? 3 : 2) + 2 * hidden * attention.kvHeads * attention.headDim
      );
    }
    case 'mla': {
      const { heads, queryRank, kvRank, ropeDim, nopeDim, valueDim, sparse } = attention;
      const queryOut = heads * (nopeDim + ropeDim);
      const query = queryRank > 0 ? hidden * queryRank + queryRank * queryOut : hidden * queryOut;
      const keyValue = hidden * (kvRank + ropeDim) + kvRank * heads * (nopeDim + valueDim);
      const index = sparse ? (queryRank || hidden) * sparse.heads * sparse.dim + hidden * sparse.dim : 0;
      return query + keyValue + heads * valueDim * hidden + index;
    }
    case 'linear': {
      const keys = 2 * attention.keyHeads * attention.keyDim;
      const values = attention.valueHeads * attention.valueDim;
      return hidden * (keys + 2 * values + 2 * attention.valueHeads) + values * hidden;
    }
  }
}

/** Elements of one routed expert (gated: three matrices). */
export function expertParameters(feedForward: ExpertFeedForward, hidden: number): number {
  return 3 * hidden * feedForward.intermediate;
}

/** Elements of a feed-forward block, all experts included. */
function feedForwardParameters(feedForward: FeedForward, hidden: number): number {
  if (feedForward.kind === 'dense') return feedForward.matrices * hidden * feedForward.intermediate;
  const routed = feedForward.experts * expertParameters(feedForward, hidden);
  return routed + 3 * hidden * feedForward.sharedIntermediate + hidden * feedForward.experts;
}

/** Elements of the token embedding and the output projection (one matrix where they are tied). */
export function embeddingParameters(model: ModelArchitecture): number {
  return model.vocabulary * model.hidden * (model.tiedEmbeddings ? 1 : 2);
}

/** All parameters of `model`; norms and biases (below 0.01 %) are left out. */
export function parameterCount(model: ModelArchitecture): number {
  return model.groups.reduce(
    (sum, { count, attention, feedForward }) =>
      sum +
      count *
        (attentionParameters(attention, model.hidden) + feedForwardParameters(feedForward, model.hidden)),
    embeddingParameters(model),
  );
}

/** Parameters that one token passes through: of the experts, only those that it is routed to. */
export function activeParameterCount(model: ModelArchitecture): number {
  const idle = model.groups.reduce((sum, { count, feedForward }) => {
    if (feedForward.kind === 'dense') return sum;
    return (
      sum + count * (feedForward.experts - feedForward.topK) * expertParameters(feedForward, model.hidden)
    );
  }, 0);
  return parameterCount(model) - idle;
}
