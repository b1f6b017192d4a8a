/** The headline: value, gap, stake, and the figures of merit that follow from cash flows and service. */
import type { CashHeading } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import type { Operation } from './fleet-check.ts';
import type { Ledger } from './ledger.ts';
import { type Objective, quantileOf } from './objective.ts';
import type { CheckedPlan } from './plan-form.ts';
import { amountTolerance, type Checks, moneyTolerance } from './report.ts';
import type { Timeline } from './timeline.ts';

/** Checks value, expected NPV and CVaR. */
export function checkObjective(
  plan: CheckedPlan,
  portfolio: Portfolio,
  objective: Objective,
  checks: Checks,
): void {
  const { headline } = plan;
  const tolerance = moneyTolerance(objective.sizeUsd);
  const priced = portfolio.workloads.some(({ priceUsdPerUnit }) => priceUsdPerUnit !== undefined);
  const at = (name: string) => ['headline', 'figures', name];
  checks.same('objective', ['headline', 'objective'], headline.objective, priced ? 'npv' : 'cost');
  checks.equal('objective', ['headline', 'valueUsd'], headline.valueUsd, objective.valueUsd, tolerance);
  const { figures } = headline;
  const { expectedNpvUsd, cvarUsd } = objective;
  checks.equal('objective', at('expectedNpvUsd'), figures.expectedNpvUsd, expectedNpvUsd, tolerance);
  checks.equal('objective', at('cvarUsd'), figures.cvarUsd, cvarUsd, tolerance);
  checks.same('objective', at('cvarLevel'), figures.cvarLevel, portfolio.risk.cvarLevel);
}

/** G2. The value of retreat is taken as stated (it needs another optimisation), but no plan is worth more than the bound. */
export function checkGap({ headline }: CheckedPlan, objective: Objective, checks: Checks): void {
  const tolerance = moneyTolerance(objective.sizeUsd);
  const { valueUsd, boundUsd, gapUsd, stakeUsd, retreatUsd, fullSpeedUsd, fullSpeedOverspendUsd } = headline;
  const saved = retreatUsd === null ? 0 : objective.valueUsd - retreatUsd;
  const stake = Math.max(saved, 0.01 * objective.discountedCapexUsd, 1);
  const at = (name: string) => ['headline', name];
  const rounding = moneyTolerance(1e-3 * Math.abs(gapUsd));
  checks.equal('gap', at('gapUsd'), gapUsd, boundUsd - valueUsd, rounding);
  checks.equal('gap', at('stakeUsd'), stakeUsd, stake, tolerance);
  if (stakeUsd > 0) {
    const share = gapUsd / stakeUsd;
    checks.equal(
      'gap',
      at('gapShareOfStake'),
      headline.gapShareOfStake,
      share,
      1e-6 * Math.abs(share) + 1e-12,
    );
  }
  const feasible = { retreatUsd, ...(fullSpeedOverspendUsd === 0 ? { fullSpeedUsd } : {}) };
  for (const [name, usd] of Object.entries(feasible)) {
    if (usd !== null) checks.atMost('gap', at(name), usd, boundUsd, tolerance);
  }
}

/** Checks the figures that follow from cash, energy and what runs. */
export function checkFigures(
  { headline: { figures } }: CheckedPlan,
  objective: Objective,
  operation: Operation,
  checks: Checks,
): void {
  const at = (name: string) => ['headline', 'figures', name];
  const money = moneyTolerance(objective.sizeUsd);
  for (const [name, level] of [
    ['npvP10Usd', 0.1],
    ['npvP50Usd', 0.5],
    ['npvP90Usd', 0.9],
  ] as const) {
    checks.equal('figures', at(name), figures[name], quantileOf(objective.outcomes, level), money);
  }
  const { capexUsd } = objective;
  checks.equal('figures', at('capexUsd'), figures.capexUsd, capexUsd, moneyTolerance(capexUsd));
  for (const name of ['energyMwh', 'emissionsTonnes'] as const) {
    const expected = operation[name];
    checks.equal('figures', at(name), figures[name], expected, amountTolerance(expected));
  }
}

const buildHeadings: readonly CashHeading[] = ['land', 'shell', 'power', 'fit-out', 'restart'];

/** Expected nominal spend on building and on accelerators, by fiscal year. */
export function checkCadence(
  { headline: { figures } }: CheckedPlan,
  ledger: Ledger,
  { fiscalYear, tree }: Timeline,
  checks: Checks,
): void {
  const spend = new Map([...new Set(fiscalYear)].map((year) => [year, { buildUsd: 0, acceleratorUsd: 0 }]));
  for (const { node, heading, usd } of ledger.cells.values()) {
    const year = spend.get(fiscalYear[node]!)!;
    const expected = -usd * tree.probability[node]!;
    if (buildHeadings.includes(heading)) year.buildUsd += expected;
    if (heading === 'accelerators') year.acceleratorUsd += expected;
  }
  const years = [...spend.keys()];
  checks.same('figures', ['headline', 'figures', 'cadence', 'length'], figures.cadence.length, years.length);
  for (const [i, stated] of figures.cadence.entries()) {
    const path = ['headline', 'figures', 'cadence', i];
    if (!checks.same('figures', [...path, 'fiscalYear'], stated.fiscalYear, years[i])) continue;
    const year = spend.get(stated.fiscalYear)!;
    for (const name of ['buildUsd', 'acceleratorUsd'] as const) {
      checks.equal('figures', [...path, name], stated[name], year[name], moneyTolerance(year[name]));
    }
  }
}
