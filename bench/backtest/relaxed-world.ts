/**
 * A portfolio's relaxation and the decisions of today in it: quick enough to be asked hundreds of times.
 *
 * The value is the proven bound, so differences between worlds are differences of bounds. An option's decision is the
 * action of the first quarter that has the largest share in the relaxation; losses are from the option's own dynamic
 * program at the relaxation's prices.
 */
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import { leavesOf } from '../../src/demand/scenario-tree.ts';
import type { Portfolio } from '../../src/domain/portfolio.ts';
import { ColumnGeneration } from '../../src/planning/column-generation.ts';
import { lagrangianBound } from '../../src/planning/lagrangian-bound.ts';
import type { PlanningProblem } from '../../src/planning/planning-problem.ts';
import { compilePortfolio } from '../../src/planning/portfolio/compile-portfolio.ts';
import { USD_SCALE } from '../../src/planning/portfolio/portfolio-frame.ts';
import { portfolioTree } from '../../src/planning/portfolio/portfolio-tree.ts';
import { type ArcRule, narrowed, wholeRegion } from '../../src/planning/search-region.ts';
import { solveClock } from '../../src/planning/solve-clock.ts';

/** What the relaxation does with an option in the first quarter. */
export interface FirstAction {
  readonly action: string;
  /** Share of the action in the relaxation: 1 where it is whole. */
  readonly share: number;
  /** USD lost by each open action against the best, at the relaxation's prices. */
  readonly lossUsd: Readonly<Record<string, number>>;
}

/** The relaxation of one portfolio, kept in the solver until it is disposed of. */
export interface RelaxedWorld {
  readonly boundUsd: number;
  readonly first: ReadonlyMap<string, FirstAction>;
  /** Expected share of each option that is there or still under way at the end: neither left nor handed over nor lapsed. */
  readonly kept: ReadonlyMap<string, number>;
  /** Bound when today's actions are given; options that are not named are free. */
  boundWith(actions: ReadonlyMap<string, string>): number;
  dispose(): void;
}

/** Millions of USD within which a bound counts as found. */
const TOLERANCE = 50;

/** Seconds of processor time used so far: the machine may be busy. */
export const processorSeconds = () => process.cpuUsage().user / 1e6;

/** Solves the relaxation. Throws where it does not end within ten minutes of processor time. */
export async function relaxedWorld(portfolio: Portfolio): Promise<RelaxedWorld> {
  const { tree } = portfolioTree(portfolio);
  const { problem } = compilePortfolio(portfolio, tree);
  const clock = solveClock({ now: processorSeconds, timeLimitSeconds: 600 });
  const generation = new ColumnGeneration(problem, await highsSolver(), clock);
  const region = wholeRegion(problem);
  const relaxation = generation.relax({ region, tolerance: TOLERANCE });
  if (relaxation.status !== 'solved' || !relaxation.solution)
    throw new Error(`${portfolio.name}: the relaxation ended as ${relaxation.status}`);
  const { multipliers, solution } = relaxation;
  lagrangianBound(problem, region, multipliers, generation.pricers);
  const shares = firstShares(generation, problem, solution.weights);
  const first = new Map(
    problem.options.map((option, o) => {
      const open = generation.pricers[o]!.alternatives(0, option.initialState);
      const best = Math.max(...open.map(({ value }) => value));
      const named = open.map(({ arc, value }) => [actionOf(problem, o, arc), (best - value) * USD_SCALE]);
      const [action, share] = [...shares[o]!].reduce((a, b) => (b[1] > a[1] ? b : a));
      return [option.id, { action, share, lossUsd: Object.fromEntries(named) as Record<string, number> }];
    }),
  );
  return {
    boundUsd: relaxation.bound * USD_SCALE,
    first,
    kept: keptShares(generation, problem, solution.weights),
    boundWith(actions) {
      const rules = problem.options.flatMap((option, o): ArcRule[] => {
        const wanted = actions.get(option.id);
        if (wanted === undefined) return [];
        const arc = generation.pricers[o]!.alternatives(0, option.initialState).find(
          (open) => actionOf(problem, o, open.arc) === wanted,
        );
        if (!arc) throw new Error(`${option.id}: ${wanted} is not open today`);
        return [{ option: o, node: 0, arc: arc.arc, only: true }];
      });
      const forced = generation.relax({ region: narrowed(problem, region, rules), tolerance: TOLERANCE });
      if (forced.status !== 'solved') throw new Error(`the forced relaxation ended as ${forced.status}`);
      return forced.bound * USD_SCALE;
    },
    dispose: () => generation.dispose(),
  };
}

function actionOf(problem: PlanningProblem, option: number, arc: number): string {
  const { actionNames, arcAction } = problem.options[option]!;
  return actionNames[arcAction[arc]!]!;
}

const GONE = /^(cancelled|lapsed|handed-over)/;

function keptShares(
  { master }: ColumnGeneration,
  problem: PlanningProblem,
  weights: Float64Array,
): Map<string, number> {
  const leaves = leavesOf(problem.tree);
  const kept = new Map(problem.options.map(({ id }) => [id, 0]));
  master.columns.forEach(({ option: o, policy }, c) => {
    if (!isUsed(weights[c])) return;
    const { id, arcTo, stateNames } = problem.options[o]!;
    for (const leaf of leaves) {
      if (GONE.test(stateNames[arcTo[policy[leaf]!]!]!)) continue;
      kept.set(id, kept.get(id)! + weights[c]! * problem.tree.probability[leaf]!);
    }
  });
  return kept;
}

/** Columns that were priced after the last master have no weight yet. */
function isUsed(weight: number | undefined): boolean {
  return weight !== undefined && weight > 1e-9;
}

/** Per option, the share of each action of the first quarter. */
function firstShares(
  { master }: ColumnGeneration,
  problem: PlanningProblem,
  weights: Float64Array,
): Map<string, number>[] {
  const shares = problem.options.map(() => new Map<string, number>());
  master.columns.forEach(({ option, policy }, c) => {
    if (!isUsed(weights[c])) return;
    const action = actionOf(problem, option, policy[0]!);
    shares[option]!.set(action, (shares[option]!.get(action) ?? 0) + weights[c]!);
  });
  return shares;
}
