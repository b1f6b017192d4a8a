import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPortfolioBytes } from '../adapters/files/read-portfolio.ts';
import { typicalPortfolio } from '../domain/portfolio.ts';
import { applySettings } from '../domain/setting.ts';
import { noWhatIf, whatIfCommand, whatIfSettings } from './what-if.ts';

const path = 'examples/cadence-2025/portfolio.yaml';
const reading = readPortfolioBytes(readFileSync(path), path);
if ('problems' in reading) throw new Error('the example is not sound');
const { document } = reading;
const portfolio = typicalPortfolio(document);

describe('a what-if', () => {
  it('is nothing without levels and settings', () => {
    expect(whatIfSettings(portfolio, noWhatIf)).toEqual([]);
  });

  it('moves every level of the flagship by settings that its document takes', () => {
    const levels = { demand: 25, prices: -10, power: 5, events: 50, budget: -5 };
    const outcome = applySettings(document, whatIfSettings(portfolio, { levels, set: [] }));
    if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
    const changed = typicalPortfolio(outcome.document);
    const ratio = (now: readonly number[], before: readonly number[]) =>
      now.map((one, i) => one / before[i]!);
    const near = (list: readonly number[], factor: number) => {
      expect(list.length).toBeGreaterThan(0);
      for (const one of list) expect(one).toBeCloseTo(factor, 3);
    };
    const power = (of: typeof portfolio) => of.regions.map((one) => one.powerUsdPerMwh);
    const hazards = (of: typeof portfolio) => of.events.map((one) => one.hazardPerQuarter);
    const budgets = (of: typeof portfolio) => of.budget.map((one) => one.capexUsd);
    const prices = (of: typeof portfolio) => of.workloads.flatMap(({ priceUsdPerUnit: usd }) => usd ?? []);
    near(ratio(power(changed), power(portfolio)), 1.05);
    near(ratio(hazards(changed), hazards(portfolio)), 1.5);
    near(ratio(budgets(changed), budgets(portfolio)), 0.95);
    near(ratio(prices(changed), prices(portfolio)), 0.9);
  });

  it('says the command that plans the same, quoted for a shell', () => {
    const settings = whatIfSettings(portfolio, { levels: { demand: -5 }, set: ["name=Ann's"] });
    expect(whatIfCommand('my file.yaml', settings)).toBe(
      "kadenz whatif 'my file.yaml' --set 'workloads.*.demand=-5 %' --set 'name=Ann'\\''s'",
    );
  });
});
