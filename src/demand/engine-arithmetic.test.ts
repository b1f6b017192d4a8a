/** The demand layer calls no function whose digits engines may choose (docs/decisions/0015). */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('.', import.meta.url);
const sources = [
  ...readdirSync(folder).filter((name) => !name.endsWith('.test.ts')),
  '../units/random.ts',
  '../units/elementary.ts',
  '../adapters/augurs/ets-forecaster.ts',
  '../planning/portfolio/portfolio-tree.ts',
  '../planning/portfolio/portfolio-outlook.ts',
  '../planning/portfolio/forecast-outlook.ts',
];
/** Those of `Math` that are exact or correctly rounded everywhere. */
const exact = ['abs', 'ceil', 'floor', 'imul', 'max', 'min', 'round', 'sign', 'sqrt', 'LN2', 'SQRT2'];

/** What `text` takes from `Math` or `**` outside comments, but for the exact. */
function chosenByEngine(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*/g, '');
  return [...code.matchAll(/Math\.(\w+)|\*\*/g)]
    .map(([all, name]) => name ?? all)
    .filter((name) => !exact.includes(name));
}

describe('arithmetic of the demand layer', () => {
  it.each(sources)('is exact in every engine: %s', (name) => {
    expect(chosenByEngine(readFileSync(new URL(name, folder), 'utf8'))).toEqual([]);
  });

  it('would be found wanting with a power or an exponential of the engine', () => {
    expect(chosenByEngine('const a = Math.exp(b) + c ** 2; // Math.log')).toEqual(['exp', '**']);
  });
});
