/** Judges a plan by simulation: in the tree against what could be known, and out of sample against other ways to decide. */
import { applyEvidence } from '../demand/evidence-effect.ts';
import { simulatePaths } from '../demand/paths.ts';
import type { ScenarioTree } from '../demand/scenario-tree.ts';
import type { PlanFile } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import type { LpSolver } from '../lp/lp-solver.ts';
import { evaluateFullSpeed, evaluateRetreat } from '../planning/plan/baselines.ts';
import { PlanningSession } from '../planning/planning-session.ts';
import { compilePortfolio } from '../planning/portfolio/compile-portfolio.ts';
import { USD_SCALE } from '../planning/portfolio/portfolio-frame.ts';
import { portfolioOutlook } from '../planning/portfolio/portfolio-outlook.ts';
import type { SolveClock } from '../planning/solve-clock.ts';
import { portfolioModel } from './decision-model.ts';
import { type Decisions, decisionsOf } from './decisions.ts';
import {
  type Estimate,
  estimateOf,
  followed,
  foreseen,
  freshFutures,
  leafImbalance,
} from './out-of-sample.ts';
import { unadaptiveProblem } from './two-stage.ts';
import {
  meanPlanFixed,
  meanPlanRolled,
  type SearchLimits,
  search,
  type Valued,
  waitAndSee,
} from './value-of-information.ts';

/** Ways to decide that are compared. `plan`: the plan itself. `mean-rolled`: the plan for the mean future, made anew at every news. */
export type WayName = 'plan' | 'mean-rolled' | 'mean-fixed' | 'full-speed' | 'retreat';

export interface SimulationRequest {
  readonly portfolio: Portfolio;
  readonly tree: ScenarioTree;
  readonly plan: PlanFile;
  /** Fresh futures, even. */
  readonly paths: number;
  /** The first so many futures are also planned in hindsight. */
  readonly hindsightPaths: number;
  readonly solver: LpSolver;
  /** For the searches in the tree and in hindsight; futures are followed until `shouldStop`. */
  readonly clock: SolveClock;
  shouldStop(): boolean;
  onProgress?(progress: SimulationProgress): void;
}

export interface SimulationProgress {
  readonly step: 'tree' | 'paths' | 'hindsight';
  readonly done: number;
  readonly of: number;
}

/** A value in the tree with what is proven above it, in USD; `null` where there is none. */
export type TreeValue = { readonly valueUsd: number; readonly boundUsd: number } | null;

/** Lowest and highest value that is proven, in USD. */
export type Interval = { readonly lowUsd: number; readonly highUsd: number } | null;

export interface Way {
  readonly name: WayName;
  readonly inTreeUsd: number | null;
  /** USD over the futures in which every way could be followed. */
  readonly outOfSample: Estimate | null;
  /** USD that the plan is worth more than this way, future by future. */
  readonly planMore: Estimate | null;
  /** USD that hindsight is worth more, over the futures planned in hindsight. */
  readonly regret: Estimate | null;
}

export interface Simulation {
  readonly planUsd: number;
  readonly tree: {
    readonly waitAndSee: TreeValue;
    readonly meanRolled: TreeValue;
    readonly meanFixed: TreeValue;
    readonly unadaptive: TreeValue;
    /** Expected value of perfect information. */
    readonly evpi: Interval;
    /** Value of the stochastic solution: over the mean plan followed whatever happens, and over it made anew at every news. */
    readonly vssFixed: Interval;
    readonly vssRolled: Interval;
    /** What adapting is worth over the best plan that follows the calendar alone. */
    readonly adapting: Interval;
  };
  readonly ways: readonly Way[];
  readonly futures: {
    readonly asked: number;
    /** In which every way could be followed. */
    readonly followed: number;
    /** In which some way could not keep a rule of service. */
    readonly broken: number;
    readonly hindsight: number;
    /** How far the futures' shares at the leaves are from the tree's probabilities, 0…1. */
    readonly imbalance: number;
  };
  /** USD of hindsight over its futures: of the plans found, and proven above them. */
  readonly hindsight: { readonly value: Estimate; readonly boundUsd: number } | null;
  /** Whether it was stopped before everything asked for was done. */
  readonly stopped: boolean;
}

/** Added to the portfolio's seed, so that futures are none of those that the tree was made from. */
const FRESH = 1_000_003;
/** Neighbourhoods without gain in searches on single futures. */
const PATIENCE = 4;

export function simulatePlan(request: SimulationRequest): Simulation {
  const { portfolio, tree, plan, solver, clock, onProgress, shouldStop } = request;
  const model = portfolioModel(portfolio);
  const gap = (0.002 * plan.headline.stakeUsd) / USD_SCALE;
  const limits: SearchLimits = { solver, clock, gap, patience: PATIENCE, branchLimit: 0 };
  const own: Valued = {
    value: plan.headline.valueUsd / USD_SCALE,
    bound: plan.headline.boundUsd / USD_SCALE,
  };
  const steps: (() => void)[] = [];
  const ways = new Map<WayName, { decisions: Decisions; value: number }>();
  ways.set('plan', { decisions: planDecisions(plan), value: own.value });
  let informed: Valued | undefined;
  let calendar: Valued | undefined;
  const means: Partial<Record<WayName, Valued>> = {};
  const addMean = (name: WayName, found: ReturnType<typeof meanPlanRolled>) => {
    if (!found) return;
    ways.set(name, found);
    means[name] = found;
  };
  steps.push(
    () => addBaselines(request, ways),
    () => addMean('mean-rolled', meanPlanRolled(model, tree, limits)),
    () => addMean('mean-fixed', meanPlanFixed(model, tree, limits)),
    () => {
      informed = waitAndSee(model, tree, limits);
    },
    () => {
      const problem = unadaptiveProblem(model.state(tree));
      const found = problem && search(problem, limits);
      calendar = typeof found === 'string' ? undefined : found;
    },
  );
  steps.forEach((step, done) => {
    onProgress?.({ step: 'tree', done, of: steps.length });
    if (!shouldStop() && !(done > 0 && clock.isOver())) step();
  });
  const sample = followFutures(request, ways);
  const hindsight = planFutures(request, sample, limits);
  const kept = sample.values.get('plan')!;
  const estimate = (values: readonly number[]) => (values.length > 1 ? estimateOf(values.map(usd)) : null);
  return {
    planUsd: usd(own.value),
    tree: {
      waitAndSee: treeValue(informed),
      meanRolled: treeValue(means['mean-rolled']),
      meanFixed: treeValue(means['mean-fixed']),
      unadaptive: treeValue(calendar),
      evpi: informed ? gainOfOptima(informed, own) : null,
      vssRolled: gainOver(own, means['mean-rolled']),
      vssFixed: gainOver(own, means['mean-fixed']),
      adapting: calendar ? gainOfOptima(own, calendar) : null,
    },
    ways: [...ways].map(([name, { value }]) => {
      const values = sample.values.get(name)!;
      return {
        ...{ name, inTreeUsd: usd(value), outOfSample: estimate(values) },
        planMore: name === 'plan' ? null : estimate(values.map((one, i) => kept[i]! - one)),
        regret: estimate(hindsight.map(({ index, value: best }) => best - values[index]!)),
      };
    }),
    futures: {
      ...{ asked: request.paths, followed: kept.length, broken: sample.broken },
      ...{ hindsight: hindsight.length, imbalance: sample.imbalance },
    },
    hindsight:
      hindsight.length > 1
        ? {
            value: estimateOf(hindsight.map(({ value }) => usd(value))),
            boundUsd: usd(hindsight.reduce((sum, { bound }) => sum + bound, 0) / hindsight.length),
          }
        : null,
    stopped:
      shouldStop() || clock.isOver() || sample.values.get('plan')!.length + sample.broken < request.paths,
  };
}

/** What the plan gains over a way to decide: both are feasible plans, so that the gain is exact; its optimum may gain up to its gap more. */
function gainOver(own: Valued, way: Valued | undefined): Interval {
  return way ? interval(own.value - way.value, own.bound - way.value) : null;
}

/** Between two optima of which the first is free to do whatever the second does: never below 0. */
function gainOfOptima(freer: Valued, held: Valued): NonNullable<Interval> {
  return interval(Math.max(0, freer.value - held.bound), freer.bound - held.value);
}

function interval(low: number, high: number): NonNullable<Interval> {
  return { lowUsd: usd(low), highUsd: usd(high) };
}

function treeValue(valued: Valued | undefined): TreeValue {
  return valued ? { valueUsd: usd(valued.value), boundUsd: usd(valued.bound) } : null;
}

function usd(value: number): number {
  return value * USD_SCALE;
}

/** What a plan file decides, node by node. */
export function planDecisions({ policy, fleet }: Pick<PlanFile, 'policy' | 'fleet'>): Decisions {
  const amounts = new Map<string, Map<number, number>>();
  const add = (kind: string, lots: PlanFile['fleet']['purchases']) => {
    for (const { node, pool, accelerator, units } of lots) {
      const key = `${kind} ${pool} ${accelerator}`;
      amounts.set(key, (amounts.get(key) ?? new Map<number, number>()).set(node, units));
    }
  };
  add('buy', fleet.purchases);
  add('sell', fleet.sales);
  return {
    steps: new Map(
      policy.map(({ option, actions, states }) => [
        option,
        actions.map((action, n) => ({ from: states[n]!, action })),
      ]),
    ),
    amounts,
  };
}

function addBaselines(
  { portfolio, tree, solver, clock }: SimulationRequest,
  ways: Map<WayName, { decisions: Decisions; value: number }>,
): void {
  const compiled = compilePortfolio(portfolio, tree);
  const stated = portfolioModel(portfolio).state(tree);
  const session = new PlanningSession(compiled.problem, solver, clock);
  try {
    const retreat = evaluateRetreat(session, compiled);
    const { fullSpeed } = evaluateFullSpeed(session, compiled);
    if (fullSpeed)
      ways.set('full-speed', { decisions: decisionsOf(stated, fullSpeed), value: fullSpeed.value });
    if (retreat) ways.set('retreat', { decisions: decisionsOf(stated, retreat), value: retreat.value });
  } finally {
    session.dispose();
  }
}

interface Sample {
  readonly futures: ReturnType<typeof freshFutures>;
  /** By way, over the futures in which every way could be followed. */
  readonly values: ReadonlyMap<WayName, readonly number[]>;
  readonly broken: number;
  readonly imbalance: number;
}

function followFutures(
  { portfolio, tree, paths, solver, shouldStop, onProgress }: SimulationRequest,
  ways: ReadonlyMap<WayName, { decisions: Decisions }>,
): Sample {
  const model = portfolioModel(portfolio);
  const opens = model.openings(tree);
  const { request: prior, evidence } = portfolioOutlook(portfolio);
  const { request } = applyEvidence(prior, evidence);
  const simulated = simulatePaths({ ...request, pathCount: paths, seed: request.seed + FRESH });
  const all = freshFutures(simulated, tree);
  const futures: (typeof all)[number][] = [];
  const values = new Map<WayName, number[]>([...ways.keys()].map((name) => [name, []]));
  let broken = 0;
  for (const [i, future] of all.entries()) {
    if (i % 10 === 0) onProgress?.({ step: 'paths', done: i, of: paths });
    if (i % 2 === 0 && shouldStop()) break;
    const worth = [...ways].map(([name, { decisions }]) => {
      return [name, followed(decisions, future, { model, tree, opens, solver })] as const;
    });
    if (worth.some(([, value]) => value === undefined)) broken += 1;
    else {
      futures.push(future);
      for (const [name, value] of worth) values.get(name)!.push(value!);
    }
  }
  return { futures, values, broken, imbalance: leafImbalance(all, tree) };
}

function planFutures(
  { portfolio, tree, hindsightPaths, clock, shouldStop, onProgress }: SimulationRequest,
  { futures }: Sample,
  limits: SearchLimits,
): (Valued & { readonly index: number })[] {
  const model = portfolioModel(portfolio);
  const opens = model.openings(tree);
  const found: (Valued & { readonly index: number })[] = [];
  for (const [index, future] of futures.slice(0, hindsightPaths).entries()) {
    onProgress?.({ step: 'hindsight', done: index, of: hindsightPaths });
    if (shouldStop() || clock.isOver()) break;
    const valued = foreseen(future, { model, tree, opens, limits });
    if (valued) found.push({ index, value: valued.value, bound: valued.bound });
  }
  return found;
}
