import { describe, expect, it } from 'vitest';
import { quarter } from '../units/quarter.ts';
import { addEvidence, type EvidenceEntry, retractEvidence } from './evidence.ts';
import { applyEvidence, type EvidenceBase, eventProbability, previewEvidence } from './evidence-effect.ts';
import type { PathRequest } from './paths.ts';

const points = [{ quartersAhead: 4, p10: 80, p50: 120, p90: 200 }];
const request: PathRequest = {
  firstQuarter: quarter(2025, 2),
  horizonQuarters: 9,
  pathCount: 2000,
  series: [
    {
      name: 'training',
      initial: 100,
      outlook: { kind: 'growth', growthPerYear: 0.4, volatilityPerYear: 0.2 },
    },
    { name: 'inference', initial: 100, outlook: { kind: 'quantiles', points } },
  ],
  events: [
    {
      name: 'tenant-leaves',
      hazardPerQuarter: 0.05,
      effects: [{ series: 'training', factor: 0.2 }],
    },
  ],
  seed: 1,
};
const base: EvidenceBase = {
  variables: [
    { kind: 'event', event: 'tenant-leaves' },
    {
      kind: 'growth',
      name: 'inference-growth',
      series: 'inference',
      states: [
        { name: 'slower', prior: 0.5, extraGrowthPerYear: -0.2 },
        { name: 'faster', prior: 0.5, extraGrowthPerYear: 0.2 },
      ],
    },
  ],
  log: [],
};
const report = (variable: string, likelihoods: Record<string, number>): EvidenceEntry => ({
  id: variable,
  variable,
  source: 'a broker note',
  publishedOn: '2025-03-26',
  reportedOn: '2025-03-26',
  reliability: 1,
  group: variable,
  likelihoods,
});
const leaving = report('tenant-leaves', { occurs: 0.8, 'does-not': 0.1 });
const faster = report('inference-growth', { slower: 0.1, faster: 0.3 });

describe('applyEvidence', () => {
  it('gives an event the hazard of its posterior, and leaves it alone without evidence', () => {
    expect(applyEvidence(request, base).request).toEqual(request);
    const { request: after, posteriors } = applyEvidence(request, { ...base, log: [leaving] });
    const probability = posteriors.get('tenant-leaves')!.probabilities[0]!;
    const prior = 1 - 0.95 ** 8;
    expect(probability).toBeCloseTo((prior * 0.8) / (prior * 0.8 + (1 - prior) * 0.1), 12);
    expect(eventProbability(after.events![0]!, 9)).toBeCloseTo(probability, 12);
  });

  it('shifts growth by what the posterior expects more than the prior', () => {
    const { request: after } = applyEvidence(request, { ...base, log: [faster] });
    // Posterior 1/4 and 3/4: 10 % more a year than the prior's nothing.
    expect(after.series[1]!.outlook).toMatchObject({
      points: [
        { quartersAhead: 4, p50: expect.closeTo(132, 9) },
        { quartersAhead: 8, p50: expect.closeTo(120 * 1.21, 9) },
      ],
    });
  });
});

describe('previewEvidence', () => {
  it('shows lower quantiles where a tenant is more likely to leave, and the same again after a retraction', () => {
    const log = addEvidence(base.log, leaving);
    const { before, after } = previewEvidence(request, base, log);
    const last = (fans: typeof before.fans) => fans[0]!.points.at(-1)!;
    expect(last(after.fans).p10).toBeLessThan(last(before.fans).p10);
    expect(after.fans[1]).toEqual(before.fans[1]);
    const back = previewEvidence(
      request,
      { ...base, log },
      retractEvidence(log, leaving.id, '2025-04-30', 'the tenant denied it'),
    );
    expect(back.after.fans).toEqual(before.fans);
    expect(back.after.posteriors).toEqual(before.posteriors);
  });
});
