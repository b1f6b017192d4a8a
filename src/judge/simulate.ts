/** Judges a plan by simulation: in the tree against what could be known, and out of sample against other ways to decide. */
import { leavesOf, type ScenarioTree } from '../demand/scenario-tree.ts';
import type { PlanFile } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import type { RiskMeasure } from '../planning/planning-problem.ts';
import { USD_SCALE } from '../planning/portfolio/portfolio-frame.ts';
import type { Decisions } from './decisions.ts';
import { type Estimate, estimateOf, leafImbalance } from './out-of-sample.ts';
import { futuresOf, type SimulationTask, type TaskResult, type WayName } from './simulation-task.ts';
import { type Valued, weighedPaths } from './value-of-information.ts';

export type { WayName };

/** What is judged, and on how many futures. */
export interface SimulationRequest {
  readonly portfolio: Portfolio;
  readonly tree: ScenarioTree;
  readonly plan: PlanFile;
  /** Fresh futures, even. */
  readonly paths: number;
  /** The first so many futures are also planned in hindsight. */
  readonly hindsightPaths: number;
}

/** How far a simulation is: `done` of `of` parts of a step. */
export interface SimulationProgress {
  readonly step: 'tree' | 'paths' | 'hindsight';
  readonly done: number;
  readonly of: number;
}

/** A value in the tree with what is proven above it, in USD; `null` where there is none. */
export type TreeValue = { readonly valueUsd: number; readonly boundUsd: number } | null;

/** Lowest and highest value that is proven, in USD. */
export type Interval = { readonly lowUsd: number; readonly highUsd: number } | null;

/** A way to decide, and how it did; `null` where it could not be followed or was not reached in time. */
export interface Way {
  readonly name: WayName;
  readonly inTreeUsd: number | null;
  /** USD over the futures in which every way could be followed. */
  readonly outOfSample: Estimate | null;
  /** USD that the plan, its orders followed alike, is worth more than this way, future by future. */
  readonly planMore: Estimate | null;
  /** USD that hindsight is worth more, over the futures planned in hindsight. */
  readonly regret: Estimate | null;
}

/** What the ways to decide were worth, in the tree and on fresh futures. */
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
  /** USD that the plan is worth more where its orders follow the demand seen than to the letter, future by future. */
  readonly followingMore: Estimate | null;
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

/** Tasks that may run side by side; what comes of each is given back in their order, `null` where it was not done in time. */
export interface TaskBatch {
  readonly step: SimulationProgress['step'];
  readonly tasks: readonly SimulationTask[];
  /** Share of the time left that the batch may take. */
  readonly share: number;
  /** What the progress that is told counts to. */
  readonly of: number;
}

/** Futures that are followed in one task: an even number keeps pairs together. */
const FUTURES_PER_TASK = 20;
/** Shares of the time left: half for what is asked of the tree, two thirds of the rest for fresh futures, and then hindsight. */
const TREE_SHARE = 0.5;
const FUTURES_SHARE = 0.67;

/** A simulation as batches of tasks: whoever runs them, in how many threads, it comes to the same. */
export function* simulation(
  request: SimulationRequest,
): Generator<TaskBatch, Simulation, readonly (TaskResult | null)[]> {
  const { portfolio, tree, plan, paths, hindsightPaths } = request;
  const leaves = leavesOf(tree);
  const treeTasks: SimulationTask[] = [
    ...(['baselines', 'mean-fixed', 'mean-rolled', 'calendar'] as const).map((kind) => ({ kind })),
    ...leaves.map((leaf) => ({ kind: 'leaf', leaf }) as const),
  ];
  const inTree = yield { step: 'tree', tasks: treeTasks, share: TREE_SHARE, of: treeTasks.length };
  const { ways, means, known, calendar } = foundInTree(inTree);
  const informed = known.length === leaves.length ? weighedPaths(known, tree, riskOf(portfolio)) : undefined;
  const own: Valued = {
    value: plan.headline.valueUsd / USD_SCALE,
    bound: plan.headline.boundUsd / USD_SCALE,
  };
  ways.unshift({ name: 'plan', decisions: planDecisions(plan), value: own.value });
  const starts = Array.from({ length: Math.ceil(paths / FUTURES_PER_TASK) }, (_, i) => i * FUTURES_PER_TASK);
  const followers = followersOf(ways);
  const chunks = yield {
    ...{ step: 'paths', share: FUTURES_SHARE, of: paths },
    tasks: starts.map((from) => ({
      ...{ kind: 'follow', paths, from, until: Math.min(paths, from + FUTURES_PER_TASK) },
      ways: ways.map(({ decisions }) => decisions),
      following: followers.map(({ decisions }) => decisions),
    })),
  };
  const { worths, broken } = followedFutures(chunks, starts);
  const planned = worths.slice(0, hindsightPaths);
  const foreseen = yield {
    ...{ step: 'hindsight', share: 1, of: planned.length },
    tasks: planned.map(({ index }) => ({ kind: 'foresee', paths, index })),
  };
  const hindsight = foreseen.flatMap((result, i) =>
    result?.kind === 'foresee' && result.valued ? [{ ...result.valued, of: worths[i]! }] : [],
  );
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
    ways: [...ways, ...followers].map(({ name, value, isFollowing }, w) => {
      const base = isFollowing ? ways.length : 0;
      return {
        ...{ name, inTreeUsd: value === undefined ? null : usd(value) },
        outOfSample: estimate(worths.map(({ values }) => values[w]!)),
        planMore: w === base ? null : estimate(worths.map(({ values }) => values[base]! - values[w]!)),
        regret: estimate(hindsight.map(({ value: best, of }) => best - of.values[w]!)),
      };
    }),
    followingMore: estimate(worths.map(({ values }) => values[ways.length]! - values[0]!)),
    futures: {
      ...{ asked: paths, followed: worths.length, broken },
      ...{ hindsight: hindsight.length, imbalance: leafImbalance(futuresOf(request), tree) },
    },
    hindsight:
      hindsight.length > 1
        ? {
            value: estimateOf(hindsight.map(({ value }) => usd(value))),
            boundUsd: usd(hindsight.reduce((sum, { bound }) => sum + bound, 0) / hindsight.length),
          }
        : null,
    stopped: [inTree, chunks, foreseen].some((results) => results.includes(null)),
  };
}

/** A way to decide, and what it is worth in the tree. */
interface FoundWay {
  readonly name: WayName;
  readonly decisions: Decisions;
  /** Absent where it was not worked out. */
  readonly value?: number;
  readonly isFollowing?: boolean;
}

/** The plan and the mean plan that is re-made, with orders that follow demand. */
function followersOf(ways: readonly FoundWay[]): FoundWay[] {
  return ways.flatMap(({ name, decisions }): FoundWay[] =>
    name === 'plan' || name === 'mean-rolled'
      ? [{ name: `${name}-following`, decisions, isFollowing: true }]
      : [],
  );
}

/** What the tasks in the tree have found: ways to decide, the mean plans among them with their bounds, paths planned alone, the best calendar. */
function foundInTree(results: readonly (TaskResult | null)[]) {
  const ways: FoundWay[] = [];
  const means: Partial<Record<WayName, Valued>> = {};
  const known: Valued[] = [];
  let calendar: Valued | undefined;
  for (const result of results) {
    if (result?.kind === 'ways') {
      for (const [name, way] of result.ways) {
        ways.push({ name, ...way });
        if (name === 'mean-fixed' || name === 'mean-rolled') means[name] = way;
      }
    }
    if (result?.kind === 'calendar') calendar = result.valued;
    if (result?.kind === 'leaf' && result.valued) known.push(result.valued);
  }
  return { ways, means, known, calendar };
}

/** Worths of all ways in the futures that every way could be followed in; chunks begin at `starts`. */
function followedFutures(chunks: readonly (TaskResult | null)[], starts: readonly number[]) {
  const worths: { index: number; values: readonly number[] }[] = [];
  let broken = 0;
  for (const [c, result] of chunks.entries()) {
    if (result?.kind !== 'follow') continue;
    for (const [i, values] of result.worths.entries()) {
      if (values) worths.push({ index: starts[c]! + i, values });
      else broken += 1;
    }
  }
  return { worths, broken };
}

function riskOf({ risk }: Portfolio): RiskMeasure {
  return { cvarWeight: risk.cvarWeight, cvarLevel: risk.cvarLevel };
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
