import { describe, expect, it } from 'vitest';
import { randomStream } from '../../units/random.ts';
import { traceOf } from '../request-trace.ts';
import { replay } from './simulate.ts';
import { type StepTimer, toTicks } from './step-timer.ts';

/** Every step takes the same time whatever is in it, and prompts are free: service time = tokens × step. */
function constantTimer(stepS: number): StepTimer {
  return {
    groups: 1,
    decodeBase: () => toTicks(stepS),
    contextSlope: 0,
    windows: [],
    prefillExtra: () => 0,
  };
}

const roomy = { maxBatchedTokens: 1e6, cacheTokens: 1e9, blockTokens: 16 };

function poissonTrace(requests: number, ratePerS: number, tokens: (u: number) => number) {
  const random = randomStream(11, 'oracle');
  let at = 0;
  return traceOf(
    Array.from({ length: requests }, () => {
      at -= Math.log(1 - random.uniform()) / ratePerS;
      return { arrivalS: at, inputTokens: 1, outputTokens: Math.max(1, tokens(random.uniform())) };
    }),
  );
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Mean time in an M/D/c system by Crommelin's (1932) recursion of the number in system over one service time. */
function crommelinTimeInSystem(rate: number, serviceS: number, servers: number): number {
  const size = 400;
  const arrivals = new Float64Array(size);
  arrivals[0] = Math.exp(-rate * serviceS);
  for (let n = 1; n < size; n++) arrivals[n] = (arrivals[n - 1] * rate * serviceS) / n;
  let share = new Float64Array(size);
  share[0] = 1;
  for (let round = 0; round < 3000; round++) {
    const next = new Float64Array(size);
    for (let m = 0; m < size; m++) {
      const left = Math.max(0, m - servers);
      for (let n = left; n < size; n++) next[n] += share[m] * arrivals[n - left];
    }
    const moved = next.reduce((sum, value, n) => sum + Math.abs(value - share[n]), 0);
    share = next;
    if (moved < 1e-12) break;
  }
  return share.reduce((sum, value, n) => sum + n * value, 0) / rate;
}

describe('the simulator with one step time', () => {
  it('is an M/M/1 queue for one sequence at a time and exponential answers', () => {
    const [stepS, meanTokens, rate] = [1e-3, 1000, 0.6];
    const trace = poissonTrace(60_000, rate, (u) => Math.round(-Math.log(1 - u) * meanTokens));
    const result = replay(trace, constantTimer(stepS), { ...roomy, maxSequences: 1 });
    // Time in system 1 / (µ − λ) = 2.5 s; 60,000 requests leave about 1.5 % of noise.
    expect(mean(result.endToEndS) / 2.5).toBeGreaterThan(0.96);
    expect(mean(result.endToEndS) / 2.5).toBeLessThan(1.04);
  });

  it.each([1, 3, 8])('is an M/D/c queue for c = %i sequences and answers of one length', (servers) => {
    const [stepS, tokens] = [1e-3, 1000];
    const rate = 0.8 * servers;
    const trace = poissonTrace(40_000, rate, () => tokens);
    const result = replay(trace, constantTimer(stepS), { ...roomy, maxSequences: servers });
    const expected = crommelinTimeInSystem(rate, stepS * tokens, servers);
    // Arrivals wait for the running step's end: half a step on average, 0.05 % here.
    expect(Math.abs(mean(result.endToEndS) / expected - 1)).toBeLessThan(0.04);
  });
});
