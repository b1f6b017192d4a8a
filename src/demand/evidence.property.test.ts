import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addEvidence,
  type EvidenceEntry,
  evidenceFaults,
  posteriorOf,
  retractEvidence,
  type UncertainVariable,
} from './evidence.ts';

const slump: UncertainVariable = {
  name: 'slump',
  states: [
    { name: 'occurs', prior: 0.3 },
    { name: 'does-not', prior: 0.7 },
  ],
};
const cadence: UncertainVariable = {
  name: 'cadence',
  states: [
    { name: 'over-supply', prior: 0.2 },
    { name: 'normal', prior: 0.5 },
    { name: 'tenant-left', prior: 0.3 },
  ],
};
const entry = (
  id: string,
  group: string,
  occurs: number,
  doesNot: number,
  reliability = 1,
): EvidenceEntry => ({
  id,
  variable: 'slump',
  source: 'a broker note',
  publishedOn: '2025-02-21',
  reportedOn: '2025-02-24',
  reliability,
  group,
  likelihoods: { occurs, 'does-not': doesNot },
});
const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const logOf = (variable: UncertainVariable) =>
  fc
    .array(
      fc.record({
        reliability: share,
        group: fc.constantFrom('a', 'b', 'c', 'd'),
        likelihoods: fc.tuple(share, share, share),
      }),
      { maxLength: 8 },
    )
    .map((list) =>
      list.map(
        ({ reliability, group, likelihoods }, i): EvidenceEntry => ({
          ...entry(`e${i}`, group, 0.5, 0.5, reliability),
          variable: variable.name,
          likelihoods: Object.fromEntries(variable.states.map(({ name }, s) => [name, likelihoods[s]!])),
        }),
      ),
    );
const occursIn = (log: readonly EvidenceEntry[]) => posteriorOf(slump, log).probabilities[0]!;

describe('posteriorOf', () => {
  it('is the prior bit for bit without evidence, and sums to 1 with it', () => {
    expect(posteriorOf(cadence, []).probabilities).toEqual([0.2, 0.5, 0.3]);
    fc.assert(
      fc.property(logOf(cadence), (log) => {
        const { probabilities } = posteriorOf(cadence, log);
        expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
        for (const probability of probabilities) expect(probability).toBeGreaterThan(0);
      }),
      { seed: 1 },
    );
  });

  it("is Bayes' rule for one reliable report within the cap", () => {
    expect(occursIn([entry('x', 'a', 0.6, 0.2)])).toBeCloseTo((0.3 * 0.6) / (0.3 * 0.6 + 0.7 * 0.2), 12);
  });

  it('does not depend on the order of entry, to the last bit', () => {
    const shuffledLog = logOf(cadence).chain((log) =>
      fc.tuple(fc.constant(log), fc.shuffledSubarray(log, { minLength: log.length })),
    );
    fc.assert(
      fc.property(shuffledLog, ([log, shuffled]) => {
        expect(posteriorOf(cadence, shuffled)).toEqual(posteriorOf(cadence, log));
      }),
      { seed: 2 },
    );
  });

  it('is restored bit for bit by a retraction', () => {
    fc.assert(
      fc.property(logOf(cadence), logOf(cadence), (log, [extra]) => {
        if (!extra) return;
        const longer = addEvidence(log, { ...extra, id: 'extra' });
        const shorter = retractEvidence(longer, 'extra', '2025-03-01', 'the note was withdrawn');
        expect(posteriorOf(cadence, shorter).probabilities).toEqual(posteriorOf(cadence, log).probabilities);
      }),
      { seed: 3 },
    );
  });

  it('counts two reports of one story once', () => {
    const first = entry('x', 'a', 0.6, 0.2);
    expect(occursIn([first, { ...first, id: 'y' }])).toBe(occursIn([first]));
    expect(occursIn([first, { ...first, id: 'y', reliability: 0.3 }])).toBe(occursIn([first]));
    expect(occursIn([first, { ...first, id: 'y', group: 'b' }])).toBeGreaterThan(occursIn([first]));
  });

  it('moves less under opposing evidence than under the stronger alone', () => {
    const strength = fc.double({ min: 1.01, max: 30, noNaN: true });
    fc.assert(
      fc.property(strength, strength, fc.boolean(), (a, b, sameStory) => {
        fc.pre(Math.abs(Math.log(a / b)) > 1e-6);
        const level = 0.03;
        const up = entry('up', 'a', level * a, level);
        const down = entry('down', sameStory ? 'a' : 'b', level, level * b);
        const stronger = a > b ? up : down;
        const move = (log: EvidenceEntry[]) => Math.abs(occursIn(log) - 0.3);
        expect(move([up, down])).toBeLessThan(move([stronger]));
        // Also where many reports have brought the stronger side to its limit.
        const chorus = ['c', 'd', 'e'].map((group) => entry(group, group, 0.9, 0.01));
        expect(occursIn([...chorus, down])).toBeLessThan(occursIn(chorus));
      }),
      { seed: 4 },
    );
  });

  it('moves odds by no more than the caps', () => {
    const strong = (group: string) => entry(group, group, 0.98, 0.001);
    const odds = (log: EvidenceEntry[]) => occursIn(log) / (1 - occursIn(log)) / (0.3 / 0.7);
    expect(odds([strong('a')])).toBeCloseTo(10, 9);
    expect(odds(['a', 'b', 'c', 'd'].map(strong))).toBeCloseTo(100, 9);
    expect(posteriorOf(slump, [strong('a')]).groups[0]!.capped).toBe(true);
  });

  it('leaves out what was reported after the date asked for', () => {
    const log = [entry('x', 'a', 0.6, 0.2)];
    expect(posteriorOf(slump, log, { asOf: '2025-02-23' }).probabilities).toEqual([0.3, 0.7]);
    expect(posteriorOf(slump, log, { asOf: '2025-02-24' }).probabilities).not.toEqual([0.3, 0.7]);
  });

  it('moves less for a less reliable report', () => {
    const moves = [0.1, 0.5, 1].map((reliability) => occursIn([entry('x', 'a', 0.6, 0.2, reliability)]));
    expect(moves[0]!).toBeGreaterThan(0.3);
    expect(moves[1]!).toBeGreaterThan(moves[0]!);
    expect(moves[2]!).toBeGreaterThan(moves[1]!);
  });
});

describe('evidenceFaults', () => {
  it('refuses certainty, with the reason', () => {
    const codes = (occurs: number, doesNot: number) =>
      evidenceFaults(entry('x', 'a', occurs, doesNot), [slump], []).map(
        ({ code, path }) => `${path} ${code}`,
      );
    expect(codes(0, 1)).toEqual([
      'likelihoods.occurs demand.evidence.certainty',
      'likelihoods.does-not demand.evidence.certainty',
    ]);
    expect(codes(1.2, 0.5)).toEqual(['likelihoods.occurs demand.evidence.likelihood']);
    expect(codes(0.6, 0.2)).toEqual([]);
  });

  it('names every fault at once', () => {
    const broken = {
      ...entry('x', ' ', 0.5, 0.5, 0),
      source: '',
      publishedOn: '2025-02-30',
      reportedOn: '2025-01-01',
      likelihoods: { occurs: 0.5, maybe: 0.5 },
    };
    expect(evidenceFaults(broken, [slump], [entry('x', 'a', 0.5, 0.5)]).map(({ path }) => path)).toEqual([
      'id',
      'source',
      'group',
      'reliability',
      'publishedOn',
      'reportedOn',
      'likelihoods.maybe',
      'likelihoods.does-not',
    ]);
    expect(evidenceFaults({ ...broken, variable: 'war' }, [slump], []).at(-1)!.code).toBe(
      'demand.evidence.variable',
    );
  });
});
