import { describe, expect, it } from 'vitest';
import { randomStream } from '../units/random.ts';
import { acceleratorById } from './accelerator.ts';
import { rateOnAccelerator } from './accelerator-rate.ts';
import { knownModel } from './known-models.ts';
import { recalibrate } from './recalibration.ts';
import { closedLoop, makeService } from './service.ts';
import { demandOver, paretoFront, sizeService } from './sizing.ts';
import { maximumPrompts } from './steady-state.ts';
import { conversationProfile, generateTrace } from './trace-generator.ts';

const llama = knownModel('llama-3.1-8b');
const bf16 = { weights: 'bf16', kvCache: 'bf16' } as const;
const layout = { tensor: 1, pipeline: 1, data: 1, expert: 1 };
const trace = generateTrace({ ...conversationProfile, requestsPerS: 60 }, 3000, randomStream(1));
const request = {
  model: llama,
  trace,
  objectives: { ttftS: 1, tpotS: 0.04 },
  accelerators: [acceleratorById('a100'), acceleratorById('h100')],
  precisions: [bf16],
  maxAccelerators: 4,
  maxBatchedTokens: [8192],
  maxSequences: [64, 256],
  replays: 4,
};

describe('sizing a service', () => {
  const result = sizeService(request);

  it('finds the cheapest configuration that meets the objectives in its replay', () => {
    expect(result.best?.meetsObjectives).toBe(true);
    expect(result.best!.ttftS).toBeLessThanOrEqual(1);
    for (const other of result.replayed.filter((candidate) => candidate.meetsObjectives)) {
      expect(other.usdPerHour).toBeGreaterThanOrEqual(result.best!.usdPerHour);
    }
  });

  it('shows only configurations that no other beats in cost and both times', () => {
    expect(result.front.length).toBeGreaterThan(0);
    expect(paretoFront(result.front).length).toBe(result.front.length);
    expect(result.front[0].usdPerHour).toBe(
      Math.min(...result.front.map((candidate) => candidate.usdPerHour)),
    );
  });

  it('never needs more accelerators over time than it sizes', () => {
    for (const interval of result.demand) {
      expect(interval.accelerators).toBeLessThanOrEqual(result.best!.accelerators);
      expect(interval.itKw).toBeGreaterThan(0);
    }
  });

  it('has no best one when the objectives cannot be met', () => {
    const { best, feasible } = sizeService({ ...request, objectives: { tpotS: 1e-4 } });
    expect(best).toBeUndefined();
    expect(feasible).toBe(0);
  });
});

describe('replicas for prompts beside replicas for answers', () => {
  const prompts = { ...request, objectives: { ttftS: 1, tpotS: 0.015 }, maxAccelerators: 2, replays: 30 };
  const both = sizeService(prompts);
  const apart = both.replayed.filter(({ prefill }) => prefill);

  it('are looked at where they may be and found where short tokens forbid prompts between them', () => {
    expect(sizeService({ ...prompts, disaggregated: false }).replayed.some(({ prefill }) => prefill)).toBe(
      false,
    );
    expect(apart.some(({ meetsObjectives }) => meetsObjectives)).toBe(true);
  });

  it('are counted, paid for and powered together', () => {
    for (const { prefill, service, replicas, accelerators, usdPerHour } of apart) {
      const pools = [prefill!, { service, replicas }];
      const total = (of: (pool: (typeof pools)[number]) => number) =>
        pools.reduce((sum, pool) => sum + of(pool), 0);
      expect(accelerators).toBe(total((pool) => pool.replicas * pool.service.accelerators));
      expect(usdPerHour).toBeCloseTo(
        total((pool) => pool.replicas * pool.service.accelerators * pool.service.deployment.unit.usdPerHour),
        9,
      );
      const busiest = demandOver(apart[0], trace);
      for (const interval of busiest)
        expect(interval.accelerators).toBeLessThanOrEqual(apart[0].accelerators);
    }
  });

  it('have prices that pay for them at full load', () => {
    const { prefill, service, most, prices } = apart[0];
    const perHour = (
      { most: at, service: of }: { most: typeof most; service: typeof service },
      output: boolean,
    ) =>
      (3.6e-3 *
        (output
          ? prices.usdPerMillionOutput.value * at.outputTokensPerS
          : prices.usdPerMillionInput.value * at.inputTokensPerS)) /
      of.accelerators;
    expect(perHour(prefill!, false)).toBeCloseTo(prefill!.service.deployment.unit.usdPerHour, 6);
    expect(perHour({ most, service }, true)).toBeCloseTo(service.deployment.unit.usdPerHour, 6);
  });

  it('take no more prompts than their work allows', () => {
    const service = makeService({ model: llama, precision: bf16, unit: acceleratorById('h100'), layout });
    const most = maximumPrompts(service, 2000)!;
    const alone = closedLoop(service, { concurrency: 1, inputTokens: 2000, outputTokens: 1 });
    expect(most.requestsPerS * alone.promptS).toBeLessThan(1);
    // A stricter objective never allows more; one below the time of a prompt that never waits allows none.
    expect(maximumPrompts(service, 2000, { ttftS: 0.6 })!.requestsPerS).toBeLessThanOrEqual(
      most.requestsPerS,
    );
    expect(maximumPrompts(service, 2000, { ttftS: 1e-3 })).toBeUndefined();
  });
});

describe('the rate of an accelerator', () => {
  const shape = { inputTokens: 1024, outputTokens: 512 };
  const served = { architecture: llama, objectives: { tpotS: 0.05 } };
  const on = (id: string) => ({ unit: acceleratorById(id), precision: bf16 });
  const rate = rateOnAccelerator(served, on('h100'), shape)!;

  it('has prices of input and output that add up to the cost of an accelerator', () => {
    const perHour =
      (rate.usdPerMillionInput.value * rate.inputTokensPerS.value +
        rate.usdPerMillionOutput.value * rate.outputTokensPerS.value) *
      3.6e-3;
    expect(perHour).toBeCloseTo(acceleratorById('h100').usdPerHour, 6);
  });

  it('lies within its interval and says how it was obtained', () => {
    expect(rate.outputTokensPerS.low).toBeLessThan(rate.outputTokensPerS.value);
    expect(rate.outputTokensPerS.high).toBeGreaterThan(rate.outputTokensPerS.value);
    expect(rate.outputTokensPerS.obtained).toBe('calibrated');
    const other = rateOnAccelerator(served, on('mi300x'), shape)!;
    expect(other.outputTokensPerS.obtained).toBe('modelled');
  });

  it('is the measured one where a planner has it', () => {
    const own = rateOnAccelerator(served, on('h100'), shape, {
      measuredOutputTokensPerS: 1234,
    })!;
    expect(own.outputTokensPerS).toMatchObject({ value: 1234, obtained: 'measured' });
  });

  it('is absent where no layout meets the objectives', () => {
    const impossible = { architecture: llama, objectives: { tpotS: 1e-5 } };
    expect(rateOnAccelerator(impossible, on('h100'), shape)).toBeUndefined();
  });
});

describe('recalibration', () => {
  it('finds the factors that a few rows of one machine imply', () => {
    const deployment = { model: llama, precision: bf16, unit: acceleratorById('h100'), layout };
    const truth = makeService(deployment, { local: { decode: 1.3, batch: 0.9, prefill: 0.8, rows: 1 } });
    const rows = [4, 16, 64].map((concurrency) => {
      const load = { concurrency, inputTokens: 2000, outputTokens: 300 };
      const { ttftS, tpotS } = closedLoop(truth, load);
      return { ...load, ttftS, tpotS };
    });
    const found = recalibrate(deployment, rows);
    const service = makeService(deployment, { local: found });
    for (const row of rows) expect(closedLoop(service, row).tpotS / row.tpotS).toBeCloseTo(1, 1);
    // From loads that were not measured too.
    const other = { concurrency: 30, inputTokens: 1000, outputTokens: 600 };
    expect(closedLoop(service, other).tpotS / closedLoop(truth, other).tpotS).toBeCloseTo(1, 1);
    expect(recalibrate(deployment, [])).toEqual({ decode: 1, batch: 1, prefill: 1, rows: 0 });
  });
});
