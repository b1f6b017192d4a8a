/** Obligations to take power: contracts of the installed base and of sites (docs/method.md, F10, P11). */
import { HOURS_PER_QUARTER } from './portfolio-frame.ts';
import type { CashTerm, PortfolioModel, PortfolioPart } from './portfolio-model.ts';

/** Rows that hold power taken, or paid for, at the minimum. */
export const minimumTakePart: PortfolioPart = {
  addRows(model) {
    addContractRows(model);
    addSiteRows(model);
  },
};

/** Take variables come with their rows: nothing else enters them but the energy used. */
function addContractRows(model: PortfolioModel): void {
  const { portfolio, periods, quarterOf } = model.frame;
  for (const contract of portfolio.powerContracts) {
    const pools = portfolio.pools.filter((pool) => pool.region === contract.region);
    periods.nodes.forEach((nodes, period) => {
      const owed = nodes.filter((n) => quarterOf(n) <= contract.until);
      if (owed.length === 0) return;
      const row = model.row(
        { rule: 'minimum-take', node: nodes[0]!, contract: contract.id },
        -1,
        contract.minimumTakeMw,
      );
      for (const pool of pools)
        for (const n of nodes) model.resourceEntersRow(`utility:${pool.id}`, n, row, 1 / nodes.length);
      const cash = owed.map(
        (n): CashTerm => [n, -HOURS_PER_QUARTER * contract.priceUsdPerMwh, 'minimum-take'],
      );
      model.variable(
        { kind: 'take', period, contract: contract.id, scale: 1 },
        contract.minimumTakeMw,
        cash,
        [[row, 1]],
      );
    });
  }
}

/** P11: what the sites of a pool owe, as the resource `owed:<pool>` in utility MW. */
function addSiteRows(model: PortfolioModel): void {
  const { portfolio, periods } = model.frame;
  for (const pool of portfolio.pools) {
    const sites = portfolio.projects.filter(
      (project) => project.minimumTake && (project.pool === pool.id || project.repurpose?.pool === pool.id),
    );
    if (sites.length === 0) continue;
    model.declareResource(`owed:${pool.id}`);
    const price = Math.max(...sites.map((site) => site.minimumTake!.priceUsdPerMwh));
    const { pue } = model.regionOf(pool);
    const most = sites.reduce((sum, site) => sum + site.minimumTake!.shareOfPower * site.itPowerMw * pue, 0);
    periods.nodes.forEach((nodes, period) => {
      const row = model.row({ rule: 'site-take', node: nodes[0]!, pool: pool.id }, -1, 0);
      for (const n of nodes) {
        model.resourceEntersRow(`utility:${pool.id}`, n, row, 1 / nodes.length);
        model.resourceEntersRow(`owed:${pool.id}`, n, row, -1 / nodes.length);
      }
      const cash = nodes.map((n): CashTerm => [n, -HOURS_PER_QUARTER * price, 'minimum-take']);
      model.variable({ kind: 'site-take', period, pool: pool.id, scale: 1 }, most, cash, [[row, 1]]);
    });
  }
}
