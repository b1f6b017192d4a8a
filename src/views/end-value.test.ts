import { expect, it } from 'vitest';
import type { PlanFile } from '../domain/plan-file.ts';
import { endValue } from './end-value.ts';

it('discounts and weighs what is left at the leaves, and leaves the rest of the NPV to the years until then', () => {
  const cashFlows = [
    { node: 0, heading: 'revenue', usd: 50 },
    { node: 1, heading: 'terminal', usd: 1100 },
    { node: 2, heading: 'terminal', usd: 220 },
    { node: 2, heading: 'shell', usd: -30 },
  ];
  const tree = {
    ...{ firstQuarter: '2025Q1', parent: [-1, 0, 0], probability: [1, 0.25, 0.75] },
    ...{ values: {}, periodHead: [0, 1, 2] },
  };
  const plan = { cashFlows, tree, headline: { figures: { expectedNpvUsd: 300 } } } as unknown as PlanFile;
  // One quarter later at 10 % a year.
  const endUsd = (0.25 * 1100 + 0.75 * 220) / 1.1 ** 0.25;
  const { endUsd: found, untilThenUsd } = endValue({ finance: { discountRatePerYear: 0.1 } } as never, plan);
  expect(found).toBeCloseTo(endUsd, 9);
  expect(untilThenUsd).toBeCloseTo(300 - endUsd, 9);
  expect(untilThenUsd).toBeLessThan(0);
});
