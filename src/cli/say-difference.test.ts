import { expect, it } from 'vitest';
import type { PlanFile } from '../app/plan-overview.ts';
import { messages } from '../messages/catalogue.ts';
import { formatFor } from '../messages/format.ts';
import type { Context } from './context.ts';
import { changeLines, differenceLines } from './say-difference.ts';
import { styleFor } from './terminal.ts';

const context = {
  ...{ language: 'en', say: messages('en').cli, format: formatFor('en') },
  ...{ style: styleFor({ colour: false }), terminal: { width: 100 } },
} as Context;
const headline = { valueUsd: 3e8, boundUsd: 3e8, gapUsd: 0, gapShareOfStake: 0, retreatUsd: 2e8 };
const plan = { decisionsNow: [], headline: { ...headline, objective: 'npv' } } as unknown as PlanFile;

const linesOf = (valueUsd: number, [lowestUsd, highestUsd]: readonly [number, number]) => {
  const figures = [
    { figure: 'value' as const, before: 3e8 - valueUsd, now: 3e8 },
    { figure: 'gap' as const, before: 7e-5, now: 9e-5 },
    { figure: 'irr' as const, before: 0.806, now: 0.804 },
  ];
  const difference = {
    ...{ differs: false, decisions: [], laterOptions: [], inputs: [], figures },
    ...{ valueUsd, lowestUsd, highestUsd },
  };
  return differenceLines({ plan, difference }, context, []);
};

it('gives the change of a share in points, and calls less than a dollar nothing', () => {
  const lines = linesOf(5e6, [4e6, 6e6]);
  expect(lines.find((line) => line.startsWith('Value'))).toMatch(/295 m USD +300 m USD +\+5 m USD$/);
  expect(lines.find((line) => line.startsWith('Gap'))).toMatch(/ 0 USD +0 USD +–$/);
  expect(lines.find((line) => line.startsWith('IRR'))).toMatch(/80.6 % +80.4 % +−0.2 pp$/);
});

it('gives money of inputs in m and bn, other figures with their thousands apart, and texts as they are written', () => {
  const changes = [
    { path: 'budget.2026.capexUsd', before: '1000000000 USD', now: '800000000 USD' },
    { path: 'finance.terminalUsdPerMw', before: '8000000 USD/MW', now: '8000100 USD/MW' },
    { path: 'workloads.chat.demand.now', before: '40000 per hour', now: '52000.5 per hour' },
    { path: 'contracts.laboratory.terms', before: 'none', now: 'exclusive' },
  ];
  const lines = changeLines(changes, context).map((line) => line.replace(/ +/g, ' '));
  expect(lines).toContain('budget.2026.capexUsd 1 bn USD 800 m USD');
  expect(lines).toContain('finance.terminalUsdPerMw 8000000 USD/MW 8000100 USD/MW');
  expect(lines).toContain('workloads.chat.demand.now 40,000 per hour 52,000.5 per hour');
  expect(lines).toContain('contracts.laboratory.terms none exclusive');
});

it('tells an interval where there is one', () => {
  expect(linesOf(5e6, [4e6, 6e6]).join(' ')).toContain('differ by +4 m USD to +6 m USD.');
  expect(linesOf(5e6, [5e6 - 1e-4, 5e6 + 1e-4])[0]).toBe('The plan is worth 5 m USD more.');
  expect(linesOf(0, [-7e-5, 7e-5])[0]).toBe('The plan is worth the same.');
});
