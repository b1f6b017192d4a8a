import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPortfolioBytes } from '../../src/adapters/files/read-portfolio.ts';
import { inputToYaml, portfolioToYaml } from '../../src/adapters/files/write-portfolio.ts';
import { drawPortfolio, typicalPortfolio } from '../../src/domain/portfolio.ts';
import { portfolioSchema } from '../../src/domain/schema.ts';
import { readPortfolio, validatePortfolio } from '../../src/domain/validate.ts';
import { portfolioToInput } from '../../src/domain/write.ts';
import { renderProblem } from '../../src/messages/render-problem.ts';
import { randomStream } from '../../src/units/random.ts';
import { smallPortfolio } from './small-portfolio.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** Any value at all, the hostile ones more often than chance would have them. */
const anything = fc.oneof(
  fc.anything({ maxDepth: 2 }),
  fc.constantFrom(
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -1,
    0,
    1e308,
    '',
    '5 to',
    '1e999 MW',
    '2025Q9',
    null,
    [],
    {},
  ),
  fc.constantFrom({ value: 1, low: 2 }, { typical: {} }, { fiscalQuarter: 'x' }, { typical: 1 }, '__proto__'),
);

/** Replaces, removes or adds a value somewhere in the document, by a walk that `steps` direct. */
function mutate(root: unknown, steps: readonly number[], value: unknown, kind: number): void {
  let owner: Record<string, unknown> | unknown[] = root as Record<string, unknown>;
  for (const [i, step] of steps.entries()) {
    const keys = Object.keys(owner);
    if (keys.length === 0) return;
    const key = keys[step % keys.length]!;
    const inner = (owner as Record<string, unknown>)[key];
    if (i < steps.length - 1 && typeof inner === 'object' && inner !== null) {
      owner = inner as Record<string, unknown>;
      continue;
    }
    if (kind === 0) (owner as Record<string, unknown>)[key] = value;
    else if (kind === 1) delete (owner as Record<string, unknown>)[key];
    else if (Array.isArray(owner)) owner.push(value);
    else owner[`extra${step}`] = value;
    return;
  }
}

const mutations = fc.array(
  fc.tuple(fc.array(fc.nat(30), { minLength: 1, maxLength: 7 }), anything, fc.nat(2)),
  { minLength: 1, maxLength: 4 },
);

describe('any mutation of a sound portfolio', () => {
  it('is read as a document that can be planned with, or told of, and never throws', () => {
    let sound = 0;
    fc.assert(
      fc.property(mutations, (changes) => {
        const raw = smallPortfolio();
        for (const [steps, value, kind] of changes) mutate(raw, steps, value, kind);
        const reading = readPortfolio(raw);
        if ('problems' in reading) {
          expect(reading.problems.length).toBeGreaterThan(0);
          for (const found of reading.problems) expect(renderProblem(found, 'de')).not.toBe('');
          return;
        }
        sound++;
        expect(validatePortfolio(reading.document)).toEqual([]);
        const typical = typicalPortfolio(reading.document);
        expect(JSON.stringify(typical)).not.toContain('null');
        drawPortfolio(reading.document, randomStream(1));
      }),
      { seed: 11, numRuns: 250 },
    );
    expect(sound).toBeGreaterThan(0);
  });

  it('is read from its text without a throw, whatever bytes are struck', () => {
    const text = inputToYaml(smallPortfolio());
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(text.length - 1), fc.nat(40), fc.uint8Array({ maxLength: 6 })), {
          minLength: 1,
          maxLength: 3,
        }),
        fc.constantFrom('p.yaml', 'p.json'),
        (strikes, file) => {
          let struck: number[] = [...bytes(text)];
          for (const [at, length, put] of strikes)
            struck = [...struck.slice(0, at), ...put, ...struck.slice(at + length)];
          const reading = readPortfolioBytes(new Uint8Array(struck), file);
          if ('problems' in reading) expect(reading.problems.length).toBeGreaterThan(0);
        },
      ),
      { seed: 12, numRuns: 120 },
    );
  });
});

describe('writing and reading', () => {
  const figure = fc.oneof(
    fc
      .double({ min: 0.001, max: 1e6, noNaN: true })
      .map((typical) => ({ low: typical, typical, high: typical })),
    fc
      .tuple(...[0, 1, 2].map(() => fc.double({ min: 0.001, max: 1e6, noNaN: true })))
      .map((values) => [...values].sort((a, b) => a - b) as [number, number, number])
      .map(([low, typical, high]) => ({ low, typical, high })),
  );
  const provenance = fc.record(
    { source: fc.constant('guide'), assumed: fc.boolean(), note: fc.string({ minLength: 1 }) },
    { requiredKeys: [] },
  );

  it('gives the same document again, for any figures, names and quarters', () => {
    fc.assert(
      fc.property(
        figure,
        provenance,
        fc.string({ minLength: 1, maxLength: 60 }),
        fc.nat(7),
        (range, origin, name, ahead) => {
          const raw = smallPortfolio();
          raw.projects![0]!.itPowerMw = { ...range, ...origin };
          raw.projects![0]!.name = name;
          raw.orders![0]!.arrives = `${2025 + Math.floor((ahead + 1) / 4)}Q${((ahead + 1) % 4) + 1}`;
          const first = readPortfolio(raw);
          if ('problems' in first) throw new Error(JSON.stringify(first.problems));
          // biome-ignore lint/suspicious/noControlCharactersInRegex: files refuse them, so names in files have none
          fc.pre(!/[\u0000-\u001f]/.test(name + (origin.note ?? '')));
          const second = readPortfolioBytes(bytes(portfolioToYaml(first.document)), 'p.yaml');
          if ('problems' in second) throw new Error(JSON.stringify(second.problems));
          expect(second.document).toEqual(first.document);
          expect(portfolioSchema.parse(portfolioToInput(first.document))).toEqual(first.document);
        },
      ),
      { seed: 13, numRuns: 40 },
    );
  });
});
