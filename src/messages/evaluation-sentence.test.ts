import { expect, it } from 'vitest';
import { evaluationSentences } from './evaluation-sentence.ts';

it('what is proven to be lost is 0, not the last digits of a bound', () => {
  const worth = { ownUsd: 6e8, planUsd: 6e8, boundUsd: 6e8 + 7e-5, boundWithinUsd: 6e8 + 7e-5 };
  expect(evaluationSentences(worth, 'en').proven).toContain('0 USD to 0 USD');
  expect(evaluationSentences({ ...worth, boundUsd: 6.5e8 }, 'en').proven).toContain('0 USD to 50 m USD');
});
