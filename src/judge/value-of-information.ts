/**
 * What a plan gains by looking at futures, and what it would gain by knowing them: EVPI, VSS and what adapting is worth
 * (Birge and Louveaux 2011, chapter 4; Escudero et al. 2007 for several stages).
 */
import { childrenOf, leavesOf, type ScenarioTree } from '../demand/scenario-tree.ts';
import type { LpSolver } from '../lp/lp-solver.ts';
import { conditionalValueAtRisk, type Incumbent } from '../planning/incumbent.ts';
import type { PlanningProblem, RiskMeasure } from '../planning/planning-problem.ts';
import type { SolveClock } from '../planning/solve-clock.ts';
import { solveProblem } from '../planning/solve-problem.ts';
import { type Chain, meanChain, pathChain } from './chain.ts';
import type { DecisionModel, StatedProblem } from './decision-model.ts';
import { carried, type Decisions, decisionsOf, type Fixing, fixedProblem } from './decisions.ts';

/** A value with what is proven above it. */
export interface Valued {
  readonly value: number;
  readonly bound: number;
}

/** A plan for the whole tree, with its decisions. */
export interface TreePlan extends Valued {
  readonly decisions: Decisions;
}

/** How long and how far each plan of a comparison is searched. */
export interface SearchLimits {
  readonly solver: LpSolver;
  readonly clock: SolveClock;
  /** Gap at which each search ends, in units of the objective. Default 0. */
  readonly gap?: number;
  /** Neighbourhoods in a row without gain. Default 12. */
  readonly patience?: number;
  /** Most branching nodes of each search. Default unlimited. */
  readonly branchLimit?: number;
}

/** The best plan that was found for a problem, or why there is none. */
export type FoundPlan = (Valued & { readonly incumbent: Incumbent }) | 'infeasible' | 'none-found';

/** Solves a problem within limits. Throws an `Error` when the solver fails. */
export function bestPlan(problem: PlanningProblem, { solver, ...limits }: SearchLimits): FoundPlan {
  const found = solveProblem(problem, solver, limits);
  if (found.status === 'failed') throw new Error(`the solver failed: ${found.detail}`);
  if (found.status === 'infeasible' || found.status === 'none-found') return found.status;
  return { value: found.incumbent.value, bound: found.bound, incumbent: found.incumbent };
}

const nothingFixed: Fixing = { step: () => undefined, amount: () => undefined };

/** A leaf's path planned by itself, knowing it from the start; `undefined` where no plan was found. */
export function foreseenPath(
  model: DecisionModel,
  tree: ScenarioTree,
  leaf: number,
  limits: SearchLimits,
): Valued | undefined {
  const chain = pathChain(tree, leaf, model.openings(tree));
  const found = bestPlan(model.state(chain.tree, chain.opens).problem, limits);
  return typeof found === 'string' ? undefined : { value: found.value, bound: found.bound };
}

/** What it would be worth to know the future before the first decision, from what each path is worth then, in the order of the tree's leaves. */
export function weighedPaths(paths: readonly Valued[], tree: ScenarioTree, risk: RiskMeasure): Valued {
  const outcomes = leavesOf(tree).map((leaf, i) => ({ ...paths[i]!, probability: tree.probability[leaf]! }));
  return { value: underRisk(outcomes, 'value', risk), bound: underRisk(outcomes, 'bound', risk) };
}

/** What it would be worth to know the future before the first decision: every leaf's path planned by itself. */
export function waitAndSee(
  model: DecisionModel,
  tree: ScenarioTree,
  limits: SearchLimits,
): Valued | undefined {
  const paths: Valued[] = [];
  for (const leaf of leavesOf(tree)) {
    const found = foreseenPath(model, tree, leaf, limits);
    if (!found) return undefined;
    paths.push(found);
  }
  return weighedPaths(paths, tree, model.state(tree).problem.risk);
}

function underRisk(
  outcomes: readonly (Valued & { probability: number })[],
  which: 'value' | 'bound',
  { cvarWeight, cvarLevel }: RiskMeasure,
): number {
  const totals = outcomes.map((outcome) => ({ total: outcome[which], probability: outcome.probability }));
  const mean = totals.reduce((sum, { total, probability }) => sum + probability * total, 0);
  return cvarWeight === 0
    ? mean
    : (1 - cvarWeight) * mean + cvarWeight * conditionalValueAtRisk(totals, { cvarLevel });
}

/** The value of `decisions` on the tree that they were made for; recourse is re-optimised. `undefined` where they break a rule. */
function valueOnTree(
  decisions: Decisions,
  model: DecisionModel,
  tree: ScenarioTree,
  limits: SearchLimits,
): TreePlan | undefined {
  const stated = model.state(tree);
  const along = Array.from(tree.parent, (_, n) => n);
  const problem = fixedProblem(
    stated,
    carried(decisions, along, along.length, (option) => model.isRecourse(option)),
  );
  if (!problem) return undefined;
  const found = bestPlan(problem, limits);
  if (typeof found === 'string') return undefined;
  return { value: found.value, bound: found.bound, decisions: decisionsOf(stated, found.incumbent) };
}

/**
 * The plan for the mean future, followed whatever happens: each node is decided as the mean future's node of its quarter. `undefined` where that breaks a rule, where
 * a step is not open at a node, or where periods do not fall on the same quarters everywhere.
 */
export function meanPlanFixed(
  model: DecisionModel,
  tree: ScenarioTree,
  limits: SearchLimits,
): TreePlan | undefined {
  const opens = model.openings(tree);
  if (Array.from(tree.depth).some((t, n) => opens[n] !== opens[tree.depth.indexOf(t)])) return undefined;
  const chain = meanChain(tree, 0, opens);
  const planned = planOn(model, chain, nothingFixed, limits);
  if (!planned) return undefined;
  const { steps, amounts } = planned;
  const everywhere: Decisions = {
    steps: new Map([...steps].map(([option, along]) => [option, Array.from(tree.depth, (t) => along[t])])),
    amounts: new Map(
      [...amounts].map(([key, along]) => [
        key,
        new Map(
          Array.from(tree.depth, (t, n) => [n, along.get(t) ?? 0] as const).filter(
            ([, amount]) => amount !== 0,
          ),
        ),
      ]),
    ),
  };
  return valueOnTree(everywhere, model, tree, limits);
}

/**
 * The plan for the mean future, made anew wherever news arrives: at every node with siblings, from what was done until then and for the mean of what may still follow.
 * `undefined` where some node leaves no way on, or the time does not do for all of them.
 */
export function meanPlanRolled(
  model: DecisionModel,
  tree: ScenarioTree,
  limits: SearchLimits,
): TreePlan | undefined {
  const opens = model.openings(tree);
  const children = childrenOf(tree);
  const steps = new Map<
    string,
    (Decisions['steps'] extends ReadonlyMap<string, readonly (infer S)[]> ? S : never)[]
  >();
  const amounts = new Map<string, Map<number, number>>();
  const decisions: Decisions = { steps, amounts };
  for (let head = 0; head < tree.parent.length; head++) {
    if (head > 0 && children[tree.parent[head]!]!.length === 1) continue;
    if (limits.clock.isOver()) return undefined;
    const chain = meanChain(tree, head, opens);
    const known = tree.depth[head]!;
    const past = carried(decisions, chain.along, known, (option) => model.isRecourse(option));
    const fixing: Fixing = { step: past.step, amount: past.amount };
    const planned = planOn(model, chain, fixing, limits);
    if (!planned) return undefined;
    for (let t = known, n = head; ; t++, n = chain.along[t]!) {
      for (const [option, along] of planned.steps) {
        const own = steps.get(option) ?? [];
        own[n] = along[t]!;
        steps.set(option, own);
      }
      for (const [key, along] of planned.amounts) {
        if (along.has(t))
          amounts.set(key, (amounts.get(key) ?? new Map<number, number>()).set(n, along.get(t)!));
      }
      if (children[n]!.length !== 1) break;
    }
  }
  return valueOnTree(decisions, model, tree, limits);
}

/** The decisions of the best plan found on a chain within a fixing, by quarter. */
function planOn(
  model: DecisionModel,
  chain: Chain,
  fixing: Fixing,
  limits: SearchLimits,
): Decisions | undefined {
  const stated: StatedProblem = model.state(chain.tree, chain.opens);
  const problem = fixedProblem(stated, fixing);
  const found = problem && bestPlan(problem, limits);
  return found && typeof found !== 'string' ? decisionsOf(stated, found.incumbent) : undefined;
}
