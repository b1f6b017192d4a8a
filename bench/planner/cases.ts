/** The problems that the bench solves: portfolios with fleet and service, and options alone that sell to a falling demand curve. */
import { generateTree } from '../../src/demand/generate-tree.ts';
import type { ScenarioTree } from '../../src/demand/scenario-tree.ts';
import { firstQuarterOf } from '../../src/domain/portfolio.ts';
import type { PlanningProblem } from '../../src/planning/planning-problem.ts';
import { compilePortfolio } from '../../src/planning/portfolio/compile-portfolio.ts';
import { portfolioTree } from '../../src/planning/portfolio/portfolio-tree.ts';
import { type SyntheticSize, syntheticPortfolio } from '../synthetic-portfolio.ts';

/** A problem by its kind and size; the same case is the same problem everywhere. */
export interface BenchCase {
  readonly kind: 'fleet' | 'options';
  readonly projects: number;
  readonly nodes: keyof typeof branchingOf;
}

/** Five years; branches at the start of each. */
const branchingOf = { 52: [1, 3, 1, 1, 1], 136: [1, 3, 2, 2, 1], 160: [1, 3, 3, 1, 2] } as const;

/** The cases of docs/performance.md. */
export const cases: readonly BenchCase[] = [
  { kind: 'fleet', projects: 10, nodes: 52 },
  { kind: 'fleet', projects: 10, nodes: 136 },
  { kind: 'fleet', projects: 20, nodes: 136 },
  { kind: 'fleet', projects: 40, nodes: 160 },
  { kind: 'options', projects: 10, nodes: 52 },
  { kind: 'options', projects: 40, nodes: 136 },
  { kind: 'options', projects: 100, nodes: 160 },
  { kind: 'options', projects: 200, nodes: 160 },
];

/** Those that fit in a minute together. */
export const quickCases: readonly BenchCase[] = cases.filter(
  ({ kind, projects, nodes }) => nodes === 52 || (kind === 'options' && projects === 40),
);

/** `fleet 40×160`. */
export function nameOf({ kind, projects, nodes }: BenchCase): string {
  return `${kind} ${projects}×${nodes}`;
}

/** Builds the problem; seeded, so that every run measures the same. */
export function problemOf(bench: BenchCase): PlanningProblem {
  const size: SyntheticSize = {
    projects: bench.projects,
    pools: Math.min(8, Math.max(4, bench.projects / 5)),
    accelerators: 4,
    workloads: 5,
    horizonQuarters: 20,
    branching: branchingOf[bench.nodes],
    periodQuarters: 2,
    seed: 7,
  };
  return bench.kind === 'fleet' ? fleetProblem(size) : optionsProblem(size);
}

function fleetProblem(size: SyntheticSize): PlanningProblem {
  const portfolio = syntheticPortfolio(size);
  return compilePortfolio(portfolio, portfolioTree(portfolio).tree).problem;
}

/** USD per MW and quarter at which the first MW of a pool sells, and what each further share of the market pays of that. */
const FIRST_PRICE_USD = 900_000;
const SEGMENTS = [1, 0.8, 0.6, 0.4, 0.2];

function optionsProblem(size: SyntheticSize): PlanningProblem {
  const portfolio = { ...syntheticPortfolio(size), accelerators: [], workloads: [], installedFleet: [] };
  const tree = marketTree(size, firstQuarterOf(portfolio));
  const { frame } = compilePortfolio(portfolio, tree);
  const { builder, discount } = frame;
  const market = tree.values.get('demand:market')!;
  for (const pool of portfolio.pools) {
    const poolMw = portfolio.projects
      .filter((project) => project.pool === pool.id)
      .reduce((sum, project) => sum + project.itPowerMw, 0);
    market.forEach((level, n) => {
      const sold = SEGMENTS.map((share, i) =>
        builder.addVariable({
          name: `sold ${pool.id} ${n} ${i}`,
          upper: (0.35 * poolMw * level) / SEGMENTS.length,
          cash: [[n, (FIRST_PRICE_USD * share * discount[n]!) / 1e6]],
        }),
      );
      builder.addRow({
        name: `market ${pool.id} ${n}`,
        upper: 0,
        variables: sold.map((j) => [j, 1] as const),
        resources: [[`power:${pool.id}`, n, -1]],
      });
    });
  }
  return builder.build();
}

function marketTree(size: SyntheticSize, firstQuarter: ReturnType<typeof firstQuarterOf>): ScenarioTree {
  return generateTree({
    firstQuarter,
    horizonQuarters: size.horizonQuarters,
    branchesPerYear: size.branching,
    series: [
      {
        name: 'demand:market',
        initial: 1,
        outlook: { kind: 'growth', growthPerYear: 0.3, volatilityPerYear: 0.35 },
      },
    ],
    seed: size.seed,
  }).tree;
}
