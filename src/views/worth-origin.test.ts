import { expect, it } from 'vitest';
import type { PlanFile } from '../domain/plan-file.ts';
import { someWorthIsPriced } from './worth-origin.ts';

const planWith = (valueUsd: number | undefined, nextBest: string | null) => {
  const pause = { action: 'pause', lossUsd: 2, boundUsd: 9, ...(valueUsd !== undefined && { valueUsd }) };
  const alternatives = [{ action: 'continue', lossUsd: 0, boundUsd: 9, valueUsd: 8 }, pause];
  return {
    decisionsNow: [{ option: 'newark', nextBest }],
    reasons: [{ option: 'newark', node: 0, action: 'continue', alternatives }],
  } as unknown as PlanFile;
};

it('a worth is priced where no plan was made anew with the next best action', () => {
  expect(someWorthIsPriced(planWith(undefined, 'pause'))).toBe(true);
  expect(someWorthIsPriced(planWith(7, 'pause'))).toBe(false);
  expect(someWorthIsPriced(planWith(undefined, null))).toBe(false);
});
