import { arithmeticPrecision } from './accelerator.ts';
import type { Attention, ExpertFeedForward, LayerGroup } from './architecture.ts';
import type { Deployment } from './deployment.ts';
import { groupBandwidth, type Layout } from './layout.ts';
import { bytesPerElement, type Precision } from './precision.ts';
import { type KernelWork, kernelSeconds, type Utilisation } from './roofline.ts';

/** One forward pass of one attention group: decoding sequences and prompt tokens side by side. */
export interface StepLoad {
  /** Sequences that decode one token each. */
  readonly decodes: number;
  /** Sum of the contexts that they attend to, in tokens. */
  readonly decodeContext: number;
  /** Prompt tokens processed in this step. */
  readonly prefillTokens: number;
  /** Σ over these tokens of the tokens that each attends to (quadratic in a prompt's length). */
  readonly prefillPairs: number;
  /** Prompts that end in this step and so yield a first token. */
  readonly finishingPrompts: number;
}

/**
 * Seconds of one step by cause, before any engine's corrections, on the busiest accelerator.
 *
 * `launches` is the fixed part of all kernels, `layers` and `sequences` count what overheads scale with.
 */
export interface StepComponents {
  readonly gemm: number;
  readonly experts: number;
  readonly decodeAttention: number;
  readonly prefillAttention: number;
  readonly communication: number;
  readonly launches: number;
  /** Kernels that the step starts, of those that are modelled. */
  readonly kernels: number;
  readonly layers: number;
  readonly sequences: number;
}

/** The families of kernels that are calibrated apart. */
export type KernelFamily =
  | 'gemm'
  | 'experts'
  | 'decode-attention'
  | 'prefill-attention'
  | 'latent-decode'
  | 'latent-prefill'
  | 'all-reduce';

/** Looks up how well kernels run; `variant` is the arithmetic dtype or the number of ways of a collective. */
export type UtilisationTable = (family: KernelFamily, variant?: string | number) => Utilisation;

/**
 * Sequences beyond which host work per sequence is hidden behind the accelerator's: the overhead was measured
 * on smaller batches and does not carry on growing (maximum-throughput points would contradict it).
 */
const overheadSequences = 128;

/** A kernel's family and arithmetic, what it does, and the most operations per second of that arithmetic. */
interface Kernel {
  readonly family: KernelFamily;
  readonly variant?: string;
  readonly work: KernelWork;
  readonly peak: number;
}

/** Accumulates kernel times of one step. */
class StepClock {
  gemm = 0;
  experts = 0;
  decodeAttention = 0;
  prefillAttention = 0;
  communication = 0;
  launches = 0;
  kernels = 0;

  readonly #hasExperts: boolean;

  constructor(
    readonly deployment: Deployment,
    readonly table: UtilisationTable,
  ) {
    this.#hasExperts = deployment.model.groups.some((group) => group.feedForward.kind === 'moe');
  }

  /** Seconds of `count` equal kernels, their fixed part counted apart. */
  #run({ family, variant, work, peak }: Kernel, count: number): number {
    const u = this.table(family, variant);
    this.kernels += count;
    this.launches += count * u.launchS;
    return count * (kernelSeconds(work, peak, this.deployment.unit.bandwidthBytesPerS, u) - u.launchS);
  }

  /** `count` products of an m × k activation with a k × n matrix. */
  matrix([m, n, k]: readonly [m: number, n: number, k: number], stored: Precision, count: number): void {
    if (m <= 0) return;
    const activation = stored === 'int4' || stored === 'int8' ? 2 : bytesPerElement(stored);
    const bytes = n * k * bytesPerElement(stored) + m * k * activation + 2 * m * n;
    const work = { flops: 2 * m * n * k, bytes };
    this.gemm += this.#run({ family: 'gemm', work, ...this.#dtypeOf(stored) }, count);
  }

  /** The grouped products of the experts on this accelerator. */
  expertProducts(work: KernelWork, stored: Precision, count: number): void {
    this.experts += this.#run({ family: 'experts', work, ...this.#dtypeOf(stored) }, count);
  }

  #dtypeOf(stored: Precision): { variant: string; peak: number } {
    const { unit } = this.deployment;
    const arithmetic = arithmeticPrecision(unit, stored);
    const variant = arithmetic === 'bf16' ? stored : arithmetic;
    // Models with experts are served with block scales, whose products are a family of their own.
    return {
      variant: variant === 'fp8' && this.#hasExperts ? 'fp8-block' : variant,
      peak: unit.peakFlops[arithmetic] ?? unit.peakFlops.bf16!,
    };
  }

  /** `count` layers of attention, at the bf16 rate whatever the weights are stored in. */
  attend(phase: 'decode' | 'prefill', family: KernelFamily, work: KernelWork, count: number): void {
    if (work.flops <= 0) return;
    const peak = this.deployment.unit.peakFlops.bf16!;
    const seconds = this.#run({ family, work, peak }, count);
    if (phase === 'decode') this.decodeAttention += seconds;
    else this.prefillAttention += seconds;
  }

  /** `count` all-reduces of `bytes` over `ways` accelerators (ring volume over the scale-up links). */
  allReduce(ways: number, bytes: number, count: number): void {
    if (ways <= 1 || bytes <= 0) return;
    const { unit } = this.deployment;
    const u = this.table('all-reduce', Math.min(8, 2 ** Math.ceil(Math.log2(ways))));
    const volume = (2 * (ways - 1) * bytes) / ways;
    this.kernels += count;
    this.launches += count * u.launchS;
    this.communication += (count * volume) / (groupBandwidth(ways, unit) * u.memory);
  }

  /** `count` transfers of `bytes` from one pipeline stage to the next, at the speed of an all-reduce of two. */
  handOn(bytes: number, count: number): void {
    if (count === 0) return;
    const { layout, unit } = this.deployment;
    const u = this.table('all-reduce', 2);
    this.kernels += count;
    this.launches += count * u.launchS;
    const speed = groupBandwidth(layout.tensor * layout.data * layout.pipeline, unit) * u.memory;
    this.communication += (count * bytes) / layout.tensor / speed;
  }
}

/** The time of one step of `deployment` under `load`, by cause (see {@link StepComponents}). */
export function stepComponents(
  deployment: Deployment,
  table: UtilisationTable,
  load: StepLoad,
): StepComponents {
  const clock = new StepClock(deployment, table);
  const { model, layout } = deployment;
  const tokens = load.decodes + load.prefillTokens;
  let layers = 0;
  for (const group of model.groups) {
    layers += group.count;
    attentionBlock(clock, group, load);
    feedForwardBlock(clock, group, tokens);
  }
  clock.handOn(2 * tokens * model.hidden, layout.pipeline - 1);
  const rows = load.decodes + load.finishingPrompts;
  clock.matrix([rows, model.vocabulary / layout.tensor, model.hidden], headPrecision, 1);
  return {
    gemm: clock.gemm,
    experts: clock.experts,
    decodeAttention: clock.decodeAttention,
    prefillAttention: clock.prefillAttention,
    communication: clock.communication,
    launches: clock.launches,
    kernels: clock.kernels,
    layers,
    sequences: Math.min(rows, overheadSequences),
  };
}

/**
 * Routers favour some experts, so a batch touches fewer of them than a random draw would: it counts as if it
 * had this share of its tokens. Chosen from {1, 0.7, 0.6, 0.5} by the error on groups left out.
 */
const routingEvenness = 0.6;

/** Output projections are left in bf16 by every published quantisation. */
const headPrecision: Precision = 'bf16';

/** Precision of attention's matrices: bf16 in fp4 and int4 models with experts, otherwise that of the weights. */
function attentionWeights(deployment: Deployment): Precision {
  const { weights } = deployment.precision;
  const narrow = weights === 'fp4' || weights === 'int4';
  return narrow && deployment.model.groups.some((g) => g.feedForward.kind === 'moe') ? 'bf16' : weights;
}

/** Equal layers of a model under the load of a step. */
interface LayerPass {
  readonly clock: StepClock;
  readonly load: StepLoad;
  readonly tokens: number;
  /** Layers that are alike. */
  readonly count: number;
  /** Format of attention's matrices, and bytes per element of the cache. */
  readonly weights: Precision;
  readonly kvBytes: number;
}

function attentionBlock(clock: StepClock, { attention, count }: LayerGroup, load: StepLoad): void {
  const { model, layout, precision } = clock.deployment;
  const tokens = load.decodes + load.prefillTokens;
  const weights = attentionWeights(clock.deployment);
  const pass = { clock, load, tokens, count, weights, kvBytes: bytesPerElement(precision.kvCache) };
  if (attention.kind === 'gqa') groupedQuery(pass, attention);
  else if (attention.kind === 'mla') latent(pass, attention);
  else linear(pass, attention);
  clock.allReduce(layout.tensor, 2 * tokens * model.hidden, count);
}

/** Tokens attended to when each of `decodes` sequences looks back at most `window` tokens. */
function windowed(context: number, decodes: number, window: number | undefined): number {
  return window === undefined ? context : Math.min(context, decodes * window);
}

/** Attention with a state of fixed size in place of a cache: work does not grow with the context. */
function linear(
  { clock, load, tokens, count, weights }: LayerPass,
  attention: Extract<Attention, { kind: 'linear' }>,
): void {
  const { model, layout } = clock.deployment;
  const values = (attention.valueHeads * attention.valueDim) / layout.tensor;
  const keys = (2 * attention.keyHeads * attention.keyDim) / layout.tensor;
  clock.matrix([tokens, keys + 2 * values, model.hidden], weights, count);
  clock.matrix([tokens, model.hidden, values], weights, count);
  const state = values * attention.keyDim;
  const decode = { flops: 4 * load.decodes * state, bytes: 8 * load.decodes * state };
  clock.attend('decode', 'decode-attention', decode, count);
  const prefill = { flops: 8 * load.prefillTokens * state, bytes: 8 * load.prefillTokens * values };
  clock.attend('prefill', 'prefill-attention', prefill, count);
}

/** Multi-head attention whose query heads share key-value heads in groups. */
function groupedQuery(
  { clock, load, tokens, count, weights, kvBytes }: LayerPass,
  attention: Extract<Attention, { kind: 'gqa' }>,
): void {
  const { model, layout } = clock.deployment;
  const heads = attention.heads / layout.tensor;
  const kvHeads = Math.max(1, attention.kvHeads / layout.tensor);
  const query = heads * attention.headDim;
  const projected = query * (attention.outputGate ? 2 : 1) + 2 * kvHeads * attention.headDim;
  clock.matrix([tokens, projected, model.hidden], weights, count);
  clock.matrix([tokens, model.hidden, query], weights, count);
  const context = windowed(load.decodeContext, load.decodes, attention.window);
  const read = 2 * kvHeads * attention.headDim * context * kvBytes;
  clock.attend('decode', 'decode-attention', { flops: 4 * query * context, bytes: read }, count);
  const pairs = windowed(load.prefillPairs, load.prefillTokens, attention.window);
  const moved = load.prefillTokens * attention.headDim * 4 * (heads + kvHeads);
  clock.attend('prefill', 'prefill-attention', { flops: 4 * query * pairs, bytes: moved }, count);
}

/** Attention over compressed keys and values, where the model says so over the best-scored tokens alone. */
function latent(
  { clock, load, tokens, count, weights, kvBytes }: LayerPass,
  attention: Extract<Attention, { kind: 'mla' }>,
): void {
  const { model, layout } = clock.deployment;
  const { queryRank, kvRank, ropeDim, nopeDim, valueDim, sparse } = attention;
  const heads = attention.heads / layout.tensor;
  clock.matrix([tokens, queryRank + kvRank + ropeDim, model.hidden], weights, count);
  clock.matrix([tokens, heads * (nopeDim + ropeDim), queryRank || model.hidden], weights, count);
  clock.matrix([tokens, heads * (nopeDim + valueDim), kvRank], weights, count);
  clock.matrix([tokens, model.hidden, heads * valueDim], weights, count);
  const context = windowed(load.decodeContext, load.decodes, sparse?.topK);
  const decode = {
    flops: 2 * heads * context * (2 * kvRank + ropeDim),
    bytes: context * (kvRank + ropeDim) * kvBytes,
  };
  clock.attend('decode', 'latent-decode', decode, count);
  const pairs = windowed(load.prefillPairs, load.prefillTokens, sparse?.topK);
  const width = nopeDim + ropeDim + valueDim;
  const prefill = { flops: 2 * heads * pairs * width, bytes: load.prefillTokens * heads * 4 * width };
  clock.attend('prefill', 'latent-prefill', prefill, count);
  if (sparse) {
    clock.matrix([tokens, sparse.heads * sparse.dim, queryRank || model.hidden], weights, count);
    const scored = 2 * sparse.heads * sparse.dim;
    const index = { flops: scored * load.decodeContext, bytes: sparse.dim * load.decodeContext };
    clock.attend('decode', 'decode-attention', index, count);
    clock.attend('prefill', 'prefill-attention', { flops: scored * load.prefillPairs, bytes: 0 }, count);
  }
}

function feedForwardBlock(clock: StepClock, group: LayerGroup, tokens: number): void {
  const { model, layout, precision } = clock.deployment;
  const { feedForward, count } = group;
  if (feedForward.kind === 'dense') {
    gatedBlock(clock, feedForward.intermediate, tokens, count);
    clock.allReduce(layout.tensor, 2 * tokens * model.hidden, count);
    return;
  }
  clock.matrix([tokens, feedForward.experts, model.hidden], 'bf16', count);
  if (feedForward.sharedIntermediate > 0) gatedBlock(clock, feedForward.sharedIntermediate, tokens, count);
  const work = expertWork(feedForward, layout, {
    ...{ tokens, hidden: model.hidden, weightBytes: bytesPerElement(precision.weights) },
  });
  clock.expertProducts(work, precision.weights, count);
  // Dispatch and combine between attention groups move as much as one reduction over all of them.
  clock.allReduce(layout.tensor * layout.data, 2 * tokens * layout.data * model.hidden, count);
}

function gatedBlock(clock: StepClock, intermediate: number, tokens: number, count: number): void {
  const { model, layout, precision } = clock.deployment;
  clock.matrix([tokens, (2 * intermediate) / layout.tensor, model.hidden], precision.weights, count);
  clock.matrix([tokens, model.hidden, intermediate / layout.tensor], precision.weights, count);
}

/** Rows by which a tile of an expert's products is empty on average: half of the 64 rows of a tile. */
export const emptyTileRows = 32;

/**
 * How much more than the mean the busiest of `ways` accelerators has to do where experts are spread over them: with
 * tokens spread over experts by a power law of exponent 1.01, as the kernels were measured, this fits from 2 to 64 ways.
 */
export function busiestShare(ways: number): number {
  return ways ** 0.4;
}

/** What goes into one layer's experts. */
export interface ExpertInput {
  /** Of one attention group. */
  readonly tokens: number;
  /** Width of the activations. */
  readonly hidden: number;
  /** Bytes per weight. */
  readonly weightBytes: number;
}

/**
 * Work of one layer's experts on the busiest accelerator.
 *
 * The tokens of all attention groups meet here. Of E experts, E·(1 − (1 − k/E)^(s·tokens)) are touched and
 * their weights read: even routing would be s = 1, see {@link routingEvenness}. Every expert that is touched fills its
 * last tile by half. Activations are gathered before the products and scattered after them.
 */
export function expertWork(
  feedForward: ExpertFeedForward,
  layout: Layout,
  { tokens: tokensPerGroup, hidden, weightBytes }: ExpertInput,
): { flops: number; bytes: number; shuffled: number; touched: number } {
  const tokens = tokensPerGroup * layout.data;
  const width = (feedForward.intermediate * layout.expert) / (layout.tensor * layout.data);
  const slots = ((tokens * feedForward.topK) / layout.expert) * busiestShare(layout.expert);
  const miss = (1 - feedForward.topK / feedForward.experts) ** (tokens * routingEvenness);
  const touched = (feedForward.experts / layout.expert) * (1 - miss);
  return {
    flops: 6 * (slots + emptyTileRows * touched) * hidden * width,
    bytes: touched * 3 * hidden * width * weightBytes,
    shuffled: slots * (2 * hidden + 3 * width) * 2,
    touched,
  };
}
