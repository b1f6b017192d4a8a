import type { Accelerator } from './accelerator.ts';
import type { ModelArchitecture } from './architecture.ts';
import type { Layout } from './layout.ts';

const powersOfTwo = [1, 2, 4, 8, 16, 32, 64];

/**
 * Layouts of up to `maxAccelerators` that engines offer for `model`: tensor ways that divide its heads, copies
 * of the attention and expert ways for models with experts, and pipeline stages.
 */
export function candidateLayouts(
  model: ModelArchitecture,
  unit: Accelerator,
  maxAccelerators: number,
): Layout[] {
  const experts = model.groups.find((group) => group.feedForward.kind === 'moe')?.feedForward;
  const heads = model.groups.map(({ attention }) =>
    attention.kind === 'linear' ? attention.valueHeads : attention.heads,
  );
  const layouts: Layout[] = [];
  for (const tensor of powersOfTwo) {
    if (tensor > unit.scaleUpDomain || heads.some((count) => count % tensor !== 0)) continue;
    for (const pipeline of [1, 2, 4, 8]) {
      for (const data of experts ? powersOfTwo : [1]) {
        const world = tensor * data;
        if (world * pipeline > maxAccelerators || world > unit.scaleUpDomain) continue;
        for (const expert of experts && world > 1 ? [1, world] : [1]) {
          if (experts && experts.kind === 'moe' && experts.experts % expert !== 0) continue;
          if (data > 1 && expert === 1) continue;
          layouts.push({ tensor, pipeline, data, expert });
        }
      }
    }
  }
  return layouts;
}
