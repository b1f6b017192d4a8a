import { describe, expect, it } from 'vitest';
import { acceleratorById, accelerators } from './accelerator.ts';
import { calibration } from './calibration-table.ts';
import { knownModel } from './known-models.ts';
import { kernelSeconds } from './roofline.ts';
import { makeService, provenanceOf } from './service.ts';
import { busiestShare, emptyTileRows, expertWork } from './step-work.ts';
import { utilisationsFor } from './utilisation-table.ts';

const single = { tensor: 1, pipeline: 1, data: 1, expert: 1 };
const moe = { kind: 'moe', experts: 128, topK: 8, intermediate: 768, sharedIntermediate: 0 } as const;
const llama = knownModel('llama-3.1-8b');

describe('the work of a step', () => {
  it('touches the routed experts of one token and never more than there are', () => {
    const touched = (tokens: number) =>
      expertWork(moe, single, { tokens, hidden: 2048, weightBytes: 1 }).touched;
    expect(touched(1)).toBeGreaterThan(4);
    expect(touched(1)).toBeLessThanOrEqual(8);
    expect(touched(64)).toBeGreaterThan(touched(8));
    expect(touched(100_000)).toBeCloseTo(128, 6);
  });

  it('halves a rank of experts when they are spread over two, with the tokens of both', () => {
    const spread = { tensor: 1, pipeline: 1, data: 2, expert: 2 };
    const alone = expertWork(moe, single, { tokens: 64, hidden: 2048, weightBytes: 1 });
    const shared = expertWork(moe, spread, { tokens: 32, hidden: 2048, weightBytes: 1 });
    // The busier of the two gets 2^0.4 times its half of the tokens; tiles are empty by as much on each.
    const tiles = (work: typeof alone) => 6 * emptyTileRows * work.touched * 2048 * moe.intermediate;
    expect(shared.flops - tiles(shared)).toBeCloseTo(
      ((alone.flops - tiles(alone)) / 2) * busiestShare(2),
      -2,
    );
    expect(shared.touched).toBeCloseTo(alone.touched / 2, 6);
  });

  it('takes at least the launch and at least either bound of the roofline', () => {
    const u = { compute: 0.8, memory: 0.9, launchS: 5e-6 };
    expect(kernelSeconds({ flops: 0, bytes: 0 }, 1e15, 3e12, u)).toBe(5e-6);
    const both = kernelSeconds({ flops: 8e11, bytes: 2.7e9 }, 1e15, 3e12, u);
    expect(both).toBeGreaterThan(1e-3);
    expect(both).toBeLessThan(5e-6 + 1e-3 * Math.cbrt(2) + 1e-12);
  });
});

describe('the utilisation of an accelerator', () => {
  it('is its own where it was measured, and carried over and said to be where it was not', () => {
    const own = utilisationsFor(acceleratorById('h100'), calibration.kernels);
    own.table('gemm', 'bf16');
    expect(own.modelled.size).toBe(0);
    const other = utilisationsFor(acceleratorById('mi300x'), calibration.kernels);
    expect(other.table('gemm', 'bf16').memory).toBeGreaterThan(0.5);
    expect([...other.modelled]).toEqual(['gemm:bf16']);
  });

  it('has a share between a twentieth and somewhat above one of every peak', () => {
    for (const kernel of calibration.kernels) {
      expect(kernel.memory, kernel.key).toBeGreaterThan(0.02);
      expect(kernel.memory, kernel.key).toBeLessThan(1.5);
    }
  });

  it('marks services on systems without measurements as modelled', () => {
    const provenance = accelerators.map((unit) => {
      const service = makeService({
        model: llama,
        precision: { weights: 'bf16', kvCache: 'bf16' },
        unit,
        layout: single,
      });
      return [unit.id, provenanceOf(service)];
    });
    expect(Object.fromEntries(provenance)).toMatchObject({
      h100_sxm: 'calibrated',
      b300_sxm: 'modelled',
      mi355x: 'modelled',
    });
  });
});
