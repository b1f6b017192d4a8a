/** What else accelerators can earn: rented out, or sold (docs/method.md, F15, F16). */
import type { Accelerator, Pool } from '../../domain/portfolio.ts';
import { lotsServing } from './fleet-part.ts';
import { periodsBelow } from './periods.ts';
import { HOURS_PER_QUARTER, UNIT_SCALE } from './portfolio-frame.ts';
import type { CashTerm, PortfolioModel, PortfolioPart, RowTerm } from './portfolio-model.ts';

/** Accelerators that others hire, up to `maxUnits` of a generation over all pools; they use power like any that run. */
export const rentOutPart: PortfolioPart = {
  addVariables(model) {
    const { portfolio, periods, growth, relativePrice } = model.frame;
    for (const { accelerator: id, usdPerAcceleratorHour, growthPerYear, maxUnits } of portfolio.rentOuts) {
      const accelerator = portfolio.accelerators.find((candidate) => candidate.id === id)!;
      const price = growth(growthPerYear);
      const relative = relativePrice('rent-out', id);
      periods.nodes.forEach((nodes, period) => {
        const cap = model.row(
          { rule: 'rent-out', node: nodes[0]!, accelerator: id },
          1,
          maxUnits,
          UNIT_SCALE,
        );
        const rent = nodes.map(
          (n): CashTerm => [
            n,
            HOURS_PER_QUARTER * usdPerAcceleratorHour * price[n]! * relative[n]!,
            'rent-out',
          ],
        );
        for (const pool of portfolio.pools) {
          if (!model.mayOwn(pool, accelerator, period)) continue;
          const entries: RowTerm[] = [...model.loadEntries(pool, accelerator, period), [cap, 1]];
          const variable = {
            kind: 'rent-out',
            period,
            pool: pool.id,
            accelerator: id,
            scale: UNIT_SCALE,
          } as const;
          model.variable(
            variable,
            maxUnits,
            [...rent, ...model.energyCash(pool, accelerator, period)],
            entries,
          );
        }
      });
    }
  },
};

/** Sales of the installed fleet, for generations that state a resale share. */
export const resalePart: PortfolioPart = {
  addVariables(model) {
    const { portfolio } = model.frame;
    for (const accelerator of portfolio.accelerators) {
      if (accelerator.resaleShare === undefined) continue;
      for (const pool of portfolio.pools) addResale(model, accelerator, pool);
    }
  },
};

/** Sales of the installed fleet of one generation in one pool. */
function addResale(model: PortfolioModel, accelerator: Accelerator, pool: Pool): void {
  const { portfolio, periods, quarterOf, growth, relativePrice } = model.frame;
  const installed = { ...portfolio, orders: [] };
  const lots = periods.nodes.map(([head]) => lotsServing(installed, pool.id, accelerator, quarterOf(head!)));
  const owned = lots.map((serving) => serving.reduce((sum, lot) => sum + lot.units, 0));
  const limit = owned.map((units, p) =>
    units > 0
      ? model.row(
          { rule: 'resale', node: model.head(p), pool: pool.id, accelerator: accelerator.id },
          1,
          units,
          UNIT_SCALE,
        )
      : undefined,
  );
  const price = growth(accelerator.priceGrowthPerYear);
  const relative = relativePrice('price', accelerator.id);
  const rows = model.fleetRows.of(pool, accelerator);
  for (const [p, serving] of lots.entries()) {
    if (limit[p] === undefined) continue;
    const head = model.head(p);
    const ageYears = (quarterOf(head) - Math.max(...serving.map((lot) => lot.from))) / 4;
    const usd =
      accelerator.resaleShare! *
      accelerator.priceUsd *
      price[head]! *
      relative[head]! *
      accelerator.residualSharePerYear ** ageYears;
    const entries = periodsBelow(periods, p).flatMap((below): RowTerm[] => {
      const row = limit[below];
      return row === undefined
        ? []
        : [
            [row, 1],
            [rows[below]!, 1],
          ];
    });
    const variable = {
      kind: 'sell',
      period: p,
      pool: pool.id,
      accelerator: accelerator.id,
      scale: UNIT_SCALE,
    } as const;
    model.variable(variable, owned[p]!, [[head, usd, 'resale']], entries);
  }
}
