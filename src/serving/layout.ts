import type { Accelerator } from './accelerator.ts';
import type { ModelArchitecture } from './architecture.ts';
import { ServingError } from './serving-error.ts';

/**
 * How one replica is spread over accelerators.
 *
 * Attention is split `tensor` ways and replicated `data` times (each copy with its own sequences); experts
 * are split over the same `tensor × data` accelerators, `expert` ways by expert and the rest within one.
 * `pipeline` stages hold consecutive layers.
 */
export interface Layout {
  readonly tensor: number;
  readonly pipeline: number;
  readonly data: number;
  readonly expert: number;
}

/** Accelerators that one replica occupies. */
export function layoutSize(layout: Layout): number {
  return layout.tensor * layout.data * layout.pipeline;
}

/**
 * Batches that run side by side in one replica: one per copy of the attention and pipeline stage (stages work
 * on different microbatches at any moment).
 */
export function attentionGroups(layout: Layout): number {
  return layout.data * layout.pipeline;
}

/** `TP4·DP2·EP8`, leaving out what is 1; `TP1` for a single accelerator. */
export function layoutName(layout: Layout): string {
  const parts: string[] = [];
  if (layout.tensor > 1) parts.push(`TP${layout.tensor}`);
  if (layout.pipeline > 1) parts.push(`PP${layout.pipeline}`);
  if (layout.data > 1) parts.push(`DP${layout.data}`);
  if (layout.expert > 1) parts.push(`EP${layout.expert}`);
  return parts.join('·') || 'TP1';
}

/** Throws a {@link ServingError} where `layout` cannot hold `model` by its shape alone (memory is another matter). */
export function checkLayout(layout: Layout, model: ModelArchitecture): void {
  for (const [axis, ways] of Object.entries(layout)) {
    if (!Number.isInteger(ways) || ways < 1) {
      throw new ServingError(
        'bad-layout',
        `layout.${axis}`,
        ways,
        'must be a whole number ≥ 1',
        'Use 1 for none.',
      );
    }
  }
  if ((layout.tensor * layout.data) % layout.expert !== 0) {
    throw new ServingError(
      'bad-layout',
      'layout.expert',
      layout.expert,
      `must divide tensor × data = ${layout.tensor * layout.data}`,
      'Spread experts over the accelerators that hold the attention.',
    );
  }
  const hasExperts = model.groups.some((group) => group.feedForward.kind === 'moe');
  if (layout.expert > 1 && !hasExperts) {
    throw new ServingError(
      'bad-layout',
      'layout.expert',
      layout.expert,
      'needs a model with experts',
      'Use 1.',
    );
  }
}

/** Bytes per second and direction between the accelerators of a replica: scale-up links, or the network beyond. */
export function groupBandwidth(ways: number, unit: Accelerator): number {
  return ways <= unit.scaleUpDomain ? unit.linkBytesPerS : unit.networkBytesPerS;
}
