import { describe, expect, it } from 'vitest';
import { traceOf } from '../request-trace.ts';
import { PrefixCache } from './prefix-cache.ts';
import { replay } from './simulate.ts';
import { type StepTimer, toTicks } from './step-timer.ts';

const rows = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    ...{ arrivalS: i, inputTokens: 1100, outputTokens: 10, hashes: [1, 2, 100 + i] },
  }));

describe('the prefix cache', () => {
  it('counts a block once however many requests hold it, and only blocks that prompts fill', () => {
    const trace = traceOf(rows(3));
    const cache = new PrefixCache(trace.prefix!, trace.inputTokens);
    expect(cache.lookUp(0)).toEqual({ found: 0, held: 0 });
    cache.hold(0, 0);
    expect(cache.lookUp(1)).toEqual({ found: 2, held: 2 });
    cache.hold(1, 0);
    cache.hold(2, 0);
    expect([cache.sharedTokens, cache.idleTokens]).toEqual([4 * 512, 0]);
    cache.release(0, 3);
    expect([cache.sharedTokens, cache.idleTokens]).toEqual([2 * 512, 512]);
    cache.release(1, 3);
    cache.release(2, 3);
    expect([cache.sharedTokens, cache.idleTokens]).toEqual([0, 5 * 512]);
    cache.shrinkTo(2 * 512);
    expect(cache.lookUp(1)).toEqual({ found: 2, held: 0 });
  });
});

describe('requests that share a prefix', () => {
  const timer: StepTimer = {
    groups: 1,
    decodeBase: () => toTicks(1),
    contextSlope: 0,
    windows: [],
    prefillExtra: (_decodes, tokens) => toTicks(tokens / 1000),
  };
  const limits = { maxSequences: 8, maxBatchedTokens: 4096, blockTokens: 16 };
  const cacheTokens = 2 * 1024 + 3 * 128;

  it('run side by side in a cache that could not hold a copy for each', () => {
    const together = replay(traceOf(rows(4)), timer, { ...limits, cacheTokens });
    const apart = replay(
      traceOf(rows(4).map((row, i) => ({ ...row, hashes: [10 * i + 1, 10 * i + 2, 10 * i + 3] }))),
      timer,
      { ...limits, cacheTokens },
    );
    expect([...together.cachedTokens]).toEqual([0, 1024, 1024, 1024]);
    expect(together.makespanS).toBeLessThan(apart.makespanS * 0.7);
    expect([...together.preemptions, ...apart.preemptions].every((count) => count === 0)).toBe(true);
    expect(together.counters[0].generatedTokens).toBe(40);
  });

  it('get the same times by jumping and step by step when sharing decides who runs', () => {
    const trace = traceOf(rows(40));
    const jumped = replay(trace, timer, { ...limits, cacheTokens });
    const stepped = replay(trace, timer, { ...limits, cacheTokens }, { stepByStep: true });
    expect(jumped.endToEndS).toEqual(stepped.endToEndS);
    expect(jumped.cachedTokens).toEqual(stepped.cachedTokens);
  });
});
