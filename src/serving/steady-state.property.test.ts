import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Accelerator, acceleratorById } from './accelerator.ts';
import { readModelConfig } from './model-config.ts';
import { makeService } from './service.ts';
import { maximumThroughput } from './steady-state.ts';

const llama70b = readModelConfig({
  model_type: 'llama',
  hidden_size: 8192,
  num_hidden_layers: 80,
  num_attention_heads: 64,
  num_key_value_heads: 8,
  intermediate_size: 28672,
  vocab_size: 128256,
});

function most(
  unit: Accelerator,
  tensor: number,
  inputTokens: number,
  outputTokens: number,
  tpotS: number,
): number {
  const layout = { tensor, pipeline: 1, data: 1, expert: 1 };
  const service = makeService({
    model: llama70b,
    precision: { weights: 'fp8', kvCache: 'fp8' },
    unit,
    layout,
  });
  return (
    maximumThroughput(service, { inputTokens, outputTokens }, { tpotS, ttftS: 20 })?.outputTokensPerS ?? 0
  );
}

const cases = {
  tensor: fc.constantFrom(2, 4, 8),
  input: fc.integer({ min: 64, max: 16000 }),
  output: fc.integer({ min: 16, max: 4000 }),
  tpot: fc.double({ min: 0.01, max: 0.2, noNaN: true }),
  factor: fc.double({ min: 1, max: 4, noNaN: true }),
};
/** The search for the best concurrency stops within 1 %. */
const searchTolerance = 0.98;

describe('the maximum throughput of the steady state', () => {
  const unit = acceleratorById('h100');

  it('never falls with more memory for the cache', () => {
    fc.assert(
      fc.property(
        cases.tensor,
        cases.input,
        cases.output,
        cases.tpot,
        cases.factor,
        (tensor, i, o, tpot, factor) => {
          const larger = { ...unit, memoryBytes: unit.memoryBytes * factor };
          expect(most(larger, tensor, i, o, tpot)).toBeGreaterThanOrEqual(
            searchTolerance * most(unit, tensor, i, o, tpot),
          );
        },
      ),
      { numRuns: 60, seed: 7 },
    );
  });

  it('never falls with faster links', () => {
    fc.assert(
      fc.property(
        cases.tensor,
        cases.input,
        cases.output,
        cases.tpot,
        cases.factor,
        (tensor, i, o, tpot, factor) => {
          const faster = { ...unit, linkBytesPerS: unit.linkBytesPerS * factor };
          expect(most(faster, tensor, i, o, tpot)).toBeGreaterThanOrEqual(
            searchTolerance * most(unit, tensor, i, o, tpot),
          );
        },
      ),
      { numRuns: 60, seed: 8 },
    );
  });
});
