import { describe, expect, it } from 'vitest';
import { randomStream } from '../units/random.ts';
import { conversationProfile, fitTraffic, generateTrace } from './trace-generator.ts';
import { traceStatistics } from './trace-statistics.ts';

const profile = { ...conversationProfile, sharedPrefix: 0.3, burstiness: 4 };

describe('a generated trace', () => {
  it('is the same for the same seed and another for another', () => {
    const [a, b, c] = [5, 5, 6].map((seed) => generateTrace(profile, 200, randomStream(seed)));
    expect(a).toEqual(b);
    expect(a.arrivalS).not.toEqual(c.arrivalS);
  });

  it('has the rate, burstiness, lengths and shared prefixes of its profile', () => {
    const statistics = traceStatistics(generateTrace(profile, 20_000, randomStream(1)));
    expect(statistics.requestsPerS / profile.requestsPerS).toBeCloseTo(1, 1);
    expect(statistics.burstiness / profile.burstiness).toBeCloseTo(1, 0);
    expect(statistics.inputTokens.p50 / profile.inputTokens[10]).toBeCloseTo(1, 1);
    expect(statistics.outputTokens.p50 / profile.outputTokens[10]).toBeCloseTo(1, 1);
    expect(statistics.sharedPrefix).toBeCloseTo(0.3, 1);
  });

  it('gives its profile back when it is fitted', () => {
    const fitted = fitTraffic(generateTrace({ ...profile, lengthCorrelation: 0.5 }, 20_000, randomStream(2)));
    expect(fitted.lengthCorrelation).toBeCloseTo(0.48, 1);
    expect(fitted.inputTokens[18] / profile.inputTokens[18]).toBeCloseTo(1, 1);
  });

  it('cannot be fitted to a handful of requests', () => {
    expect(() => fitTraffic(generateTrace(profile, 5, randomStream(1)))).toThrow(RangeError);
  });
});
