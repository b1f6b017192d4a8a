/** The parts of a simulation that can be worked out by themselves, in any order and in any thread. */
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
import { type DecisionModel, portfolioModel } from './decision-model.ts';
import { type Decisions, decisionsOf } from './decisions.ts';
import { OrderFollower } from './order-follower.ts';
import { type FreshFuture, followed, foreseen, freshFutures } from './out-of-sample.ts';
import { unadaptiveProblem } from './two-stage.ts';
import {
  bestPlan,
  foreseenPath,
  meanPlanFixed,
  meanPlanRolled,
  type SearchLimits,
  type TreePlan,
  type Valued,
} from './value-of-information.ts';

/** Ways to decide that are compared. `plan`: the plan itself. `mean-rolled`: the plan for the mean future, made anew at every news. `…-following`: its options, with orders that follow the demand seen. */
export type WayName =
  | 'plan'
  | 'mean-rolled'
  | 'mean-fixed'
  | 'full-speed'
  | 'retreat'
  | 'plan-following'
  | 'mean-rolled-following';

/** One part of the work; a thread is sent these. */
export type SimulationTask =
  | { readonly kind: 'baselines' | 'mean-rolled' | 'mean-fixed' | 'calendar' }
  /** A leaf's path, known from the start. */
  | { readonly kind: 'leaf'; readonly leaf: number }
  /** Of `paths` fresh futures those from `from` on, up to before `until`, in each way to decide. */
  | {
      readonly kind: 'follow';
      readonly paths: number;
      readonly from: number;
      readonly until: number;
      /** Decisions to the letter, and those whose orders follow the demand seen, the same in all tasks of a simulation. */
      readonly ways: readonly Decisions[];
      readonly following: readonly Decisions[];
    }
  | { readonly kind: 'foresee'; readonly paths: number; readonly index: number };

/** What comes of a part; values in the problem's units, `undefined` where no plan keeps the rules. */
export type TaskResult =
  | {
      readonly kind: 'ways';
      readonly ways: readonly (readonly [WayName, Pick<TreePlan, 'decisions' | 'value' | 'bound'>])[];
    }
  | { readonly kind: 'calendar' | 'leaf' | 'foresee'; readonly valued: Valued | undefined }
  /** By future, by way, those that follow demand last; `null` where some way cannot keep a rule of service. */
  | { readonly kind: 'follow'; readonly worths: readonly (readonly number[] | null)[] };

/** The plan that is judged and where. */
export interface SimulationScene {
  readonly portfolio: Portfolio;
  readonly tree: ScenarioTree;
  readonly plan: Pick<PlanFile, 'headline'>;
}

/** Added to the portfolio's seed, so that futures are none of those that the tree was made from. */
const FRESH = 1_000_003;
/** Neighbourhoods without gain in searches on single futures. */
const PATIENCE = 4;

/** Fresh futures of a portfolio: the same for the same count. */
export function futuresOf({
  portfolio,
  tree,
  paths,
}: Pick<SimulationScene, 'portfolio' | 'tree'> & { readonly paths: number }): FreshFuture[] {
  const { request: prior, evidence } = portfolioOutlook(portfolio);
  const { request } = applyEvidence(prior, evidence);
  return freshFutures(simulatePaths({ ...request, pathCount: paths, seed: request.seed + FRESH }), tree);
}

/** Works off tasks of one simulation; what a task leaves behind only makes the next one faster. */
export class TaskRunner {
  readonly #scene: SimulationScene;
  readonly #solver: LpSolver;
  readonly #model: DecisionModel;
  #futures: readonly FreshFuture[] = [];
  #follower: OrderFollower | undefined;

  constructor(scene: SimulationScene, solver: LpSolver) {
    this.#scene = scene;
    this.#solver = solver;
    this.#model = portfolioModel(scene.portfolio);
  }

  /** `null` where the time did not do. */
  run(task: SimulationTask, clock: SolveClock): TaskResult | null {
    if (clock.isOver()) return null;
    const { tree, plan } = this.#scene;
    const model = this.#model;
    const gap = (0.002 * plan.headline.stakeUsd) / USD_SCALE;
    const limits: SearchLimits = { solver: this.#solver, clock, gap, patience: PATIENCE, branchLimit: 0 };
    const inTime = (result: TaskResult, found: unknown) => (!found && clock.isOver() ? null : result);
    switch (task.kind) {
      case 'baselines':
        return { kind: 'ways', ways: this.#baselines(clock) };
      case 'mean-rolled':
      case 'mean-fixed': {
        const found = (task.kind === 'mean-rolled' ? meanPlanRolled : meanPlanFixed)(model, tree, limits);
        return inTime({ kind: 'ways', ways: found ? [[task.kind, found]] : [] }, found);
      }
      case 'calendar': {
        const problem = unadaptiveProblem(model.state(tree));
        const found = problem && bestPlan(problem, limits);
        const valued =
          found && typeof found !== 'string' ? { value: found.value, bound: found.bound } : undefined;
        return inTime({ kind: 'calendar', valued }, valued);
      }
      case 'leaf': {
        const valued = foreseenPath(model, tree, task.leaf, limits);
        return inTime({ kind: 'leaf', valued }, valued);
      }
      case 'follow':
        return this.#follow(task, clock);
      case 'foresee': {
        const opens = model.openings(tree);
        const future = this.#futuresOf(task.paths)[task.index]!;
        const found = foreseen(future, { model, tree, opens, limits });
        const valued = found && { value: found.value, bound: found.bound };
        return inTime({ kind: 'foresee', valued }, valued);
      }
    }
  }

  #futuresOf(paths: number): readonly FreshFuture[] {
    if (this.#futures.length !== paths) this.#futures = futuresOf({ ...this.#scene, paths });
    return this.#futures;
  }

  #baselines(clock: SolveClock): [WayName, TreePlan][] {
    const { portfolio, tree } = this.#scene;
    const compiled = compilePortfolio(portfolio, tree);
    const stated = this.#model.state(tree);
    const session = new PlanningSession(compiled.problem, this.#solver, clock);
    try {
      const retreat = evaluateRetreat(session, compiled);
      const { fullSpeed } = evaluateFullSpeed(session, compiled);
      return (
        [
          ['full-speed', fullSpeed],
          ['retreat', retreat],
        ] as const
      ).flatMap(([name, found]): [WayName, TreePlan][] =>
        found
          ? [[name, { decisions: decisionsOf(stated, found), value: found.value, bound: found.value }]]
          : [],
      );
    } finally {
      session.dispose();
    }
  }

  #follow(
    { paths, from, until, ways, following }: Extract<SimulationTask, { kind: 'follow' }>,
    clock: SolveClock,
  ): TaskResult | null {
    const { tree } = this.#scene;
    const opens = this.#model.openings(tree);
    const scene = { model: this.#model, tree, opens, solver: this.#solver };
    this.#follower ??= new OrderFollower(scene, following);
    const worths: (readonly number[] | null)[] = [];
    for (const future of this.#futuresOf(paths).slice(from, until)) {
      if (clock.isOver()) return null;
      const values = followed([...ways, ...this.#follower.follow(future)], future, scene);
      worths.push(values.includes(undefined) ? null : (values as number[]));
    }
    return { kind: 'follow', worths };
  }
}
