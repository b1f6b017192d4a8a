import { describe, expect, it } from 'vitest';
import { randomStream } from '../units/random.ts';
import { conversationProfile, fitTraffic, generateTrace, scaledProfile } from './trace-generator.ts';
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
    expect(statistics.peakFactor).toBeGreaterThan(1.3);
    expect(statistics.peakFactor).toBeLessThan(2);
    expect(statistics.inputTokens.p50 / profile.inputTokens[10]).toBeCloseTo(1, 1);
    expect(statistics.outputTokens.p50 / profile.outputTokens[10]).toBeCloseTo(1, 1);
    expect(statistics.sharedPrefix).toBeCloseTo(0.3, 1);
  });

  it('gives its profile back when it is fitted', () => {
    const correlated = { ...profile, burstiness: 1.1, lengthCorrelation: 0.5 };
    const fitted = fitTraffic(generateTrace(correlated, 19_500, randomStream(2)));
    expect(fitted.lengthCorrelation).toBeCloseTo(0.48, 1);
    expect(fitted.inputTokens[18] / profile.inputTokens[18]).toBeCloseTo(1, 1);
    expect(fitted.burstiness).toBeCloseTo(1.1, 0);
    // 60 parts of a minute where the profile has 20 of three: each is known to 6 %.
    const { relativeRate, partS } = fitted.pattern!;
    const errors = relativeRate.map((rate, i) => {
      const part = Math.floor(((i + 0.5) * partS) / profile.pattern!.partS) % 20;
      return Math.abs(rate - profile.pattern!.relativeRate[part]);
    });
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.1);
  });

  it('scales to other rates and mean lengths', () => {
    const to = { requestsPerS: 20, inputTokens: 500, outputTokens: 100 };
    const { inputTokens, outputTokens, requestsPerS } = traceStatistics(
      generateTrace(scaledProfile(profile, to), 20_000, randomStream(3)),
    );
    expect(inputTokens.mean / 500).toBeCloseTo(1, 1);
    expect(outputTokens.mean / 100).toBeCloseTo(1, 1);
    expect(requestsPerS / 20).toBeCloseTo(1, 1);
  });

  it('cannot be fitted to a handful of requests', () => {
    expect(() => fitTraffic(generateTrace(profile, 5, randomStream(1)))).toThrow(RangeError);
  });
});
