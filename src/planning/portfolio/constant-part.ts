/** Cash that no decision changes: the installed base (docs/method.md, F12). */
import { MONTHS_PER_QUARTER, USD_SCALE } from './portfolio-frame.ts';
import type { PortfolioPart } from './portfolio-model.ts';

/** Books rent and operation of live capacity, and what is outstanding on orders, at their nodes. */
export const constantPart: PortfolioPart = {
  addVariables({ frame }) {
    const { portfolio, tree, builder, quarterOf, discount, growth } = frame;
    const inflation = growth(portfolio.finance.costInflationPerYear);
    for (const n of tree.parent.keys()) {
      const book = (usd: number, category: string) => {
        if (usd !== 0) builder.addConstantCash(n, (-usd * discount[n]!) / USD_SCALE, category);
      };
      for (const live of portfolio.liveCapacity) {
        if (live.until !== undefined && quarterOf(n) > live.until) continue;
        const step = (1 + live.escalatorPerYear) ** Math.floor(tree.depth[n]! / 4);
        book(1000 * live.rentUsdPerKwMonth * live.itPowerMw * MONTHS_PER_QUARTER * step, 'rent');
        book((live.opexUsdPerMwYear / 4) * live.itPowerMw * inflation[n]!, 'operation');
      }
      for (const order of portfolio.orders) {
        if (Math.max(order.arrives, quarterOf(0)) === quarterOf(n))
          book(order.outstandingUsd, 'accelerators');
      }
    }
  },
};
