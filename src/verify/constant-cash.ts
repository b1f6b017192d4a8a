/** Cash that no decision changes (F12): live capacity and what is still owed for orders. */
import type { Portfolio } from '../domain/portfolio.ts';
import type { CashEntry } from './ledger.ts';
import type { Timeline } from './timeline.ts';

/** Books the cash that no decision changes. */
export function constantCash(portfolio: Portfolio, timeline: Timeline): CashEntry[] {
  return [...liveCash(portfolio, timeline), ...orderPayments(portfolio, timeline)];
}

function liveCash(portfolio: Portfolio, { quarter, age, inflation }: Timeline): CashEntry[] {
  return portfolio.liveCapacity.flatMap((live) => {
    const items = [`live:${live.id}`, `pool:${live.pool}`];
    const { itPowerMw, rentUsdPerKwMonth, escalatorPerYear, opexUsdPerMwYear } = live;
    return [...quarter.keys()]
      .filter((node) => quarter[node]! <= (live.until ?? Infinity))
      .flatMap((node): CashEntry[] => {
        const years = Math.floor(age[node]! / 4);
        const rentUsd = 3 * 1000 * rentUsdPerKwMonth * itPowerMw * (1 + escalatorPerYear) ** years;
        const operationUsd = ((opexUsdPerMwYear * itPowerMw) / 4) * inflation[node]!;
        return [
          { node, heading: 'rent', usd: -rentUsd, items },
          { node, heading: 'operation', usd: -operationUsd, items },
        ];
      });
  });
}

function orderPayments(portfolio: Portfolio, { quarter }: Timeline): CashEntry[] {
  return portfolio.orders.flatMap(({ pool, accelerator, arrives, outstandingUsd }) => {
    const due = Math.max(arrives, quarter[0]!);
    const items = [`order:${accelerator}`, `pool:${pool}`];
    return [...quarter.keys()]
      .filter((node) => quarter[node] === due)
      .map(
        (node): CashEntry => ({ node, heading: 'accelerators', usd: -outstandingUsd, capex: true, items }),
      );
  });
}
