/** Portfolios and trees altered in ways whose effect on the value is known beforehand. */
import { childrenOf, leavesOf, pathTo, type ScenarioTree } from '../../src/demand/scenario-tree.ts';
import {
  type Lease,
  type Portfolio,
  type Project,
  type Stage,
  typicalPortfolio,
} from '../../src/domain/portfolio.ts';
import { type PortfolioDocument, portfolioParts } from '../../src/domain/schema.ts';

/** A portfolio with something changed in one direction, all else as it was. */
export type Alteration = (portfolio: Portfolio) => Portfolio;

/** The optimum cannot fall. */
export const moreBudget: Alteration = (portfolio) => ({
  ...portfolio,
  budget: portfolio.budget.map((year) => ({ ...year, capexUsd: 1.4 * year.capexUsd + 30e6 })),
});

/** The optimum cannot fall. */
export const moreSupply: Alteration = (portfolio) => ({
  ...portfolio,
  accelerators: portfolio.accelerators.map((a) => ({
    ...a,
    supplyPerQuarter: 1.5 * a.supplyPerQuarter + 500,
  })),
});

/** What an accelerator is worth at the end falls with its price, but by less than the price. */
export const cheaperAccelerators: Alteration = (portfolio) => ({
  ...portfolio,
  accelerators: portfolio.accelerators.map((a) => ({ ...a, priceUsd: 0.8 * a.priceUsd })),
});

/** The optimum cannot fall. */
export const cheaperPower: Alteration = (portfolio) => ({
  ...portfolio,
  regions: portfolio.regions.map((region) => ({ ...region, powerUsdPerMwh: 0.7 * region.powerUsdPerMwh })),
});

/** The optimum cannot fall. */
export const lowerRents: Alteration = (portfolio) => ({
  ...portfolio,
  leases: portfolio.leases.map((lease) => ({ ...lease, rentUsdPerKwMonth: 0.7 * lease.rentUsdPerKwMonth })),
});

/** The optimum cannot fall. */
export const cheaperExits: Alteration = (portfolio) => ({
  ...portfolio,
  projects: portfolio.projects.map(
    withStages((stage) => ({ ...stage, cancelFeeUsd: 0.3 * stage.cancelFeeUsd })),
  ),
  leases: portfolio.leases.map(
    (lease): Lease => ({
      ...lease,
      ...(lease.loi && { loi: { ...lease.loi, walkAwayUsd: 0.3 * lease.loi.walkAwayUsd } }),
      terminationRentMonths: 0.3 * lease.terminationRentMonths,
      terminable: true,
    }),
  ),
});

/** More ways to act: slowing, one more quarter of pause. */
export const moreActions: Alteration = (portfolio) => ({
  ...portfolio,
  projects: portfolio.projects.map((project) => ({
    ...project,
    slow: true,
    maxPauseQuarters: project.maxPauseQuarters + 1,
  })),
});

/** A project that may be dropped at once for nothing. */
export const oneMoreProject: Alteration = (portfolio) => {
  const stages = [{ stage: 'construction', quarters: 1, costUsd: 60e6, holdingUsdPerQuarter: 1e6 }] as const;
  const projects = portfolioParts.projects.parse([
    {
      id: 'one-more',
      name: 'One more',
      pool: portfolio.pools[0]!.id,
      itPowerMw: 25,
      opexUsdPerMwYear: 1e5,
      stages,
    },
  ]);
  const read = typicalPortfolio({ projects, workloads: [], events: [] } as unknown as PortfolioDocument);
  return { ...portfolio, projects: [...portfolio.projects, ...read.projects] };
};

/** Every amount of money times `factor`: all fields whose name holds `Usd`, but ratios of money to money. */
export function scaledMoney(portfolio: Portfolio, factor: number): Portfolio {
  const scale = (value: unknown, key: string): unknown => {
    if (typeof value === 'number')
      return key.includes('Usd') && key !== 'overspendUsdPerUsd' ? value * factor : value;
    if (Array.isArray(value)) return value.map((item) => scale(item, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, scale(part, name)]));
  };
  return scale(portfolio, '') as Portfolio;
}

function withStages(change: (stage: Stage) => Stage): (project: Project) => Project {
  return (project) => ({
    ...project,
    ...(project.stages && { stages: project.stages.map(change) }),
    ...(project.tracks && {
      tracks: project.tracks.map((track) => ({ ...track, stages: track.stages.map(change) })),
    }),
  });
}

/** The same tree with every node's children in the opposite order. */
export function mirroredTree(tree: ScenarioTree): ScenarioTree {
  const children = childrenOf(tree);
  let level = [0];
  const order: number[] = [];
  while (level.length > 0) {
    order.push(...level);
    level = level.flatMap((n) => children[n]!.toReversed());
  }
  return renumbered(tree, order, (n) => tree.parent[n]!);
}

/** The tree in which all is known after the root: one chain of nodes per leaf of the tree. */
export function revealedTree(tree: ScenarioTree): ScenarioTree {
  const parent = [-1];
  const probability = [1];
  const source = [0];
  for (const leaf of leavesOf(tree)) {
    let above = 0;
    for (const n of pathTo(tree, leaf).slice(1)) {
      parent.push(above);
      probability.push(tree.probability[leaf]!);
      above = source.push(n) - 1;
    }
  }
  return {
    ...valuesAt(tree, source),
    parent: Int32Array.from(parent),
    probability: Float64Array.from(probability),
  };
}

function renumbered(
  tree: ScenarioTree,
  order: readonly number[],
  parentOf: (n: number) => number,
): ScenarioTree {
  const place = new Map(order.map((n, i) => [n, i]));
  return {
    ...valuesAt(tree, order),
    parent: Int32Array.from(order, (n) => (n === 0 ? -1 : place.get(parentOf(n))!)),
    probability: Float64Array.from(order, (n) => tree.probability[n]!),
  };
}

function valuesAt(
  tree: ScenarioTree,
  source: readonly number[],
): Pick<ScenarioTree, 'firstQuarter' | 'depth' | 'values'> {
  return {
    firstQuarter: tree.firstQuarter,
    depth: Int32Array.from(source, (n) => tree.depth[n]!),
    values: new Map(
      [...tree.values].map(([name, series]) => [name, Float64Array.from(source, (n) => series[n]!)]),
    ),
  };
}
