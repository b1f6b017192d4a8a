/** Limits along paths: substations, counterparties, carbon (docs/method.md, P10, P13, F18). */
import { childrenOf, leavesOf, pathTo } from '../../demand/scenario-tree.ts';
import { HOURS_PER_QUARTER } from './portfolio-frame.ts';
import type { PortfolioPart } from './portfolio-model.ts';

/** Projects of a substation draw on the resource `substation:<id>` in IT MW. */
export const substationPart: PortfolioPart = {
  addRows(model) {
    const { portfolio, tree } = model.frame;
    for (const { id, itPowerMw } of portfolio.substations) {
      model.declareResource(`substation:${id}`);
      for (const node of tree.parent.keys()) {
        const row = model.row({ rule: 'substation', node, substation: id }, 1, itPowerMw);
        model.resourceEntersRow(`substation:${id}`, node, row, 1);
      }
    }
  },
};

/** What a counterparty takes along a path is the resource `absorbed:<id>` in IT MW, with one row per leaf. */
export const absorptionPart: PortfolioPart = {
  addRows(model) {
    const { portfolio, tree } = model.frame;
    for (const { id, absorbsMw } of portfolio.counterparties) {
      model.declareResource(`absorbed:${id}`);
      for (const leaf of leavesOf(tree)) {
        const row = model.row({ rule: 'absorption', node: leaf, counterparty: id }, 1, absorbsMw);
        for (const n of pathTo(tree, leaf)) model.resourceEntersRow(`absorbed:${id}`, n, row, 1);
      }
    }
  },
};

/** Utility MW emit into the row of their calendar year and path; what a period emits is spread evenly over its quarters. */
export const carbonPart: PortfolioPart = {
  addRows(model) {
    const { portfolio, tree, quarterOf, periods } = model.frame;
    const yearOf = (n: number) => Math.floor(quarterOf(n) / 4);
    childrenOf(tree).forEach((children, last) => {
      const limit = portfolio.carbonBudget.find(({ year }) => year === yearOf(last));
      if (!limit || children.some((child) => yearOf(child) === yearOf(last))) return;
      const row = model.row({ rule: 'carbon', node: last, year: limit.year }, 1, limit.tonnes, 1000);
      const inYear = pathTo(tree, last).filter((n) => yearOf(n) === yearOf(last));
      for (const p of new Set(inYear.map((n) => periods.of[n]!))) {
        const nodes = periods.nodes[p]!;
        const share = nodes.filter((n) => yearOf(n) === yearOf(last)).length / nodes.length;
        for (const pool of portfolio.pools) {
          const tonnes = (HOURS_PER_QUARTER * model.regionOf(pool).carbonKgPerMwh) / 1000;
          for (const n of nodes) model.resourceEntersRow(`utility:${pool.id}`, n, row, share * tonnes);
        }
      }
    });
  },
};
