import { describe, expect, it } from 'vitest';
import { readPortfolioBytes } from '../adapters/files/read-portfolio.ts';
import { languages } from './language.ts';
import { renderProblem } from './render-problem.ts';
import { starterPortfolio } from './starter-portfolio.ts';

describe('the portfolio that init writes', () => {
  it('is sound and the same in every language', () => {
    const documents = languages.map((language) => {
      const reading = readPortfolioBytes(
        new TextEncoder().encode(starterPortfolio(language)),
        'portfolio.yaml',
      );
      if ('problems' in reading)
        throw new Error(reading.problems.map((found) => renderProblem(found, 'en')).join('\n'));
      return reading.document;
    });
    expect(documents[1]).toEqual(documents[0]);
    expect(starterPortfolio('de')).toContain('Mietverträge');
  });

  it('fits an editor’s width where it explains', () => {
    for (const language of languages) {
      for (const line of starterPortfolio(language).split('\n')) expect(line.length).toBeLessThanOrEqual(120);
    }
  });
});
