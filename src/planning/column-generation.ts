/**
 * Column generation: the relaxation of a planning problem, solved by pricing options against the master.
 *
 * Each round solves the master, moves from its prices towards the best prices so far (smoothing of Wentges 1997: a mean of
 * two price vectors is again a price vector, so its bound holds), prices every option exactly and adds what it found.
 */

import type { LpMethod, LpSolver } from '../lp/lp-solver.ts';
import { lagrangianBound, type Multipliers, type Phase } from './lagrangian-bound.ts';
import { cashWeights, nodePrices } from './node-prices.ts';
import { OptionPricer, type Policy } from './option-pricing.ts';
import type { PlanningProblem } from './planning-problem.ts';
import { type MasterSolution, RestrictedMaster, type WarmStart } from './restricted-master.ts';
import { isSettled, type SearchRegion } from './search-region.ts';
import type { SolveClock } from './solve-clock.ts';
import { actionOf, openArcs } from './staged-option.ts';

/** The region whose relaxation is asked for, and when to stop. */
export interface RelaxationRequest {
  readonly region: SearchRegion;
  /** Stop once bound − master value is at most this, or at most `share` of the value. */
  readonly tolerance: number;
  readonly share?: number;
  /** Stop once the bound is at most this: the region holds nothing better. */
  readonly cutoff?: number;
  /** Prices that are tried before the first master: policies and a bound to start from. */
  readonly from?: Multipliers;
  /** Most rounds of pricing; unlimited when left out. The relaxation is `stopped` after them. */
  readonly roundLimit?: number;
  /** Of the time left so many seconds are kept for what comes after: the relaxation is `stopped` before them. Default 0. */
  readonly reserveSeconds?: number;
  /** Whether every plan lies in the region, so that its bounds are progress to tell of. */
  readonly isWhole?: boolean;
}

/** A region that a master is carried into by a few rounds of pricing, without a proven bound. */
export interface RepriceRequest {
  readonly region: SearchRegion;
  /** Prices at which policies for the region are looked for before the master is solved. */
  readonly from?: Multipliers;
  readonly rounds: number;
  /** How the first master is solved: `primal` where the region is wider than the one before, `warm-dual` (default) where it is narrower. */
  readonly first?: LpMethod;
}

/** What a relaxation proves. `cut-off`: the region holds nothing better than asked for; `stopped`: by time or rounds, the bound holds all the same. */
export type Relaxation =
  | {
      readonly status: 'solved' | 'cut-off' | 'stopped';
      /** Proven upper bound on every plan of the region. */
      readonly bound: number;
      /** Multipliers that give `bound`. */
      readonly multipliers: Multipliers;
      /** The last master; absent when it never came to an optimum. */
      readonly solution?: MasterSolution;
    }
  | {
      readonly status: 'infeasible';
      /** Row prices at which the rows alone have a bound below 0 (Farkas 1902); absent where an option has no policy in the region. */
      readonly ray?: { readonly rowPrices: Float64Array; readonly bound: number };
    }
  | { readonly status: 'failed'; readonly detail: string };

/** Violations below this share of the rows' scale count as met; interior points end farther away than corners. */
const FEASIBILITY = 1e-7;
const INTERIOR_FEASIBILITY = 1e-3;

/**
 * Rows from which on a full master is solved by interior points: simplex takes minutes there, warm or not, and its prices jump from corner to
 * corner (measured on 19,000 rows: 9 s of CPU per master, 1 % of the stake after five).
 */
export const LARGE_ROWS = 12_000;

/** A bound farther from the value than this share of it says nothing about prices: moving towards its multipliers only slows. */
const WORTH_SMOOTHING = 0.5;

/** A problem's master, its pricers and the policies found so far; kept over many regions. */
export class ColumnGeneration {
  problem: PlanningProblem;
  readonly pricers: readonly OptionPricer[];
  readonly #clock: SolveClock;
  readonly #solver: LpSolver;
  readonly #warm: WarmStart | undefined;
  #master: RestrictedMaster | undefined;
  rounds = 0;
  /** Whether the master has a basis. */
  #isWarm = false;
  /** Whether it is that of the last relaxation. */
  #isWhole = false;
  /** Whether that basis is near one of the whole master: a basis for one policy per option is a worse start than presolve. */
  #isNear = false;

  /** `warm` is what a problem of the same shape has left. */
  constructor(problem: PlanningProblem, solver: LpSolver, clock: SolveClock, warm?: WarmStart) {
    this.problem = problem;
    this.#clock = clock;
    this.pricers = problem.options.map((option) => new OptionPricer(option, problem.tree));
    this.#solver = solver;
    this.#warm = warm;
  }

  /** Made at first use: pricing alone needs none. */
  get master(): RestrictedMaster {
    if (this.#master) return this.#master;
    const master = new RestrictedMaster(this.problem, this.#solver, startingPenalty(this.problem));
    if (this.#warm) master.addPolicies(this.#warm.policies);
    master.addPolicies(this.#seedPolicies());
    this.#master = master;
    return master;
  }

  /** Adds rows to the problem (branching or cuts); all else stays. */
  extend(problem: PlanningProblem): void {
    const { master } = this;
    this.problem = problem;
    master.extend(problem);
  }

  /** Solves the relaxation of a region. */
  relax(request: RelaxationRequest): Relaxation {
    return atEnd(this.relaxing(request));
  }

  /** {@link relax} in steps: yields after each round of pricing the master that it was priced at. */
  *relaxing(request: RelaxationRequest): Generator<MasterSolution, Relaxation> {
    this.master.enter(request.region);
    this.#seedRegion(request.region);
    const met = this.problem.rowLower.length < LARGE_ROWS ? FEASIBILITY : INTERIOR_FEASIBILITY;
    for (let attempt = 0; attempt < 4; attempt++) {
      const relaxation = yield* this.#generate(request, 'profit');
      if (relaxation.status !== 'solved' || (relaxation.solution?.violation ?? 0) <= met) return relaxation;
      const feasibility = atEnd(
        this.#generate(
          { region: request.region, tolerance: FEASIBILITY / 2, cutoff: -FEASIBILITY },
          'feasibility',
        ),
      );
      if (feasibility.status === 'cut-off') {
        const { bound, multipliers } = feasibility;
        return { status: 'infeasible', ray: { rowPrices: multipliers.rowPrices, bound } };
      }
      if (feasibility.status !== 'solved') return feasibility;
      this.master.setPenalty(this.master.penalty * 100);
    }
    return { status: 'failed', detail: 'rows stay violated although they can be met' };
  }

  /**
   * Re-solves the master within a region, pricing the options for up to `rounds` rounds. Policies that the region needs are first priced at `from`. Returns nothing when
   * the rows cannot be met with what was found.
   */
  reprice({ region, from, rounds, first = 'warm-dual' }: RepriceRequest): MasterSolution | undefined {
    if (from) this.master.addPolicies(this.#clock.time('pricing', () => this.#priceFree(region, from)));
    this.master.enter(region);
    for (let round = 0; ; round++) {
      const method = round === 0 ? first : 'primal';
      this.#isWhole = false;
      const seconds = this.problem.rowLower.length < LARGE_ROWS ? undefined : this.#timeLeft();
      const outcome = this.#clock.time('master', () => this.master.solve(method, false, seconds));
      if (outcome.status !== 'solved') return undefined;
      const { solution } = outcome;
      const met = solution.violation <= FEASIBILITY ? solution : undefined;
      if (round >= rounds || this.#clock.isOver()) return met;
      const found = this.#clock.time('pricing', () => this.#priceFree(region, solution.multipliers));
      if (this.master.addPolicies(found) === 0) return met;
      this.master.enter(region);
    }
  }

  /**
   * Solves the master with one policy per option; nothing where the rows cannot be met with them. `anew`: without the basis that there is, where that is of
   * policies unlike these; presolve leaves little of a master with one policy per option.
   */
  settle(region: SearchRegion, policies: readonly Policy[], anew = false): MasterSolution | undefined {
    this.master.enterPolicies(region, policies);
    const method = this.#isWarm && !anew ? 'warm-dual' : 'dual';
    this.#isWhole = false;
    const outcome = this.#clock.time('master', () => this.master.solve(method));
    if (outcome.status !== 'solved') return undefined;
    this.#isWarm = true;
    return outcome.solution.violation <= FEASIBILITY ? outcome.solution : undefined;
  }

  /** What a relaxation leaves to a master of the same shape: nothing where there was none, or where plans have followed it. */
  warmStart(): WarmStart | undefined {
    return this.#isWhole ? this.#master?.warmStart() : undefined;
  }

  dispose(): void {
    this.#master?.dispose();
  }

  *#generate(request: RelaxationRequest, phase: Phase): Generator<MasterSolution, Relaxation> {
    const { region, tolerance, share = 0, cutoff, from, isWhole } = request;
    const { roundLimit = Infinity, reserveSeconds = 0 } = request;
    let best: { bound: number; multipliers: Multipliers } | undefined;
    let solution: MasterSolution | undefined;
    let smoothing = 0.5;
    // Bounds have changed since the last solve, so its basis is a start for the dual simplex.
    const large = this.problem.rowLower.length >= LARGE_ROWS;
    if (!large && !this.#isNear && this.#warm) this.#isNear = this.master.startFrom(this.#warm);
    let method: LpMethod = large ? 'interior-point' : this.#isNear ? 'warm-dual' : 'dual';
    const report = (status: 'solved' | 'cut-off' | 'stopped'): Relaxation => ({
      status,
      bound: best?.bound ?? Infinity,
      multipliers: best?.multipliers ?? { rowPrices: new Float64Array(this.problem.rowLower.length) },
      ...(solution && { solution }),
    });
    const tryAt = (multipliers: Multipliers): number => {
      const { bound } = this.#clock.time('pricing', () =>
        lagrangianBound(this.problem, region, multipliers, this.pricers, phase),
      );
      if (!best || bound < best.bound) best = { bound, multipliers };
      return this.master.addPolicies(this.#currentPolicies(region));
    };
    if (from) tryAt(from);
    for (let round = 0; ; round++) {
      const isOver = this.#clock.isOver() || this.#clock.left() < reserveSeconds;
      if (isOver || round >= roundLimit) return report('stopped');
      const seconds = large ? this.#timeLeft(reserveSeconds) : undefined;
      const outcome = this.#clock.time('master', () =>
        this.master.solve(method, phase === 'feasibility', seconds),
      );
      if (!large) method = 'primal';
      this.rounds += 1;
      if (outcome.status === 'stopped') return report('stopped');
      if (outcome.status === 'infeasible') return { status: 'infeasible' };
      this.#isWarm = !large;
      this.#isNear = !large;
      this.#isWhole = !large && isWhole === true;
      if (outcome.status !== 'solved')
        return { status: 'failed', detail: 'detail' in outcome ? outcome.detail : 'the master is unbounded' };
      solution = outcome.solution;
      const value = solution.objective;
      const closed = () =>
        best !== undefined && best.bound - value <= Math.max(tolerance, share * Math.abs(value));
      let added = 0;
      if (best && !large && smoothing > 0 && best.bound - value <= WORTH_SMOOTHING * Math.abs(value)) {
        added = tryAt(between(solution.multipliers, best.multipliers, smoothing));
        if (closed()) return report('solved');
      }
      if (added === 0) {
        // Between the best prices and these, options find other policies: rounds are dear in a large problem, policies are not.
        if (large && best) tryAt(between(solution.multipliers, best.multipliers, 0.5));
        added = tryAt(solution.multipliers);
        smoothing = Math.max(0, smoothing - 0.1);
      } else smoothing = Math.min(0.8, smoothing + 0.05);
      if (best && cutoff !== undefined && best.bound <= cutoff) return report('cut-off');
      if (closed() || added === 0) return report('solved');
      if (isWhole && phase === 'profit') this.#clock.report({ bound: best!.bound, relaxed: value });
      yield solution;
    }
  }

  /** Seconds that a master of a large problem may take; smaller ones end soon enough. */
  #timeLeft(reserveSeconds = 0): number | undefined {
    const left = Math.max(0, this.#clock.left() - reserveSeconds);
    return Number.isFinite(left) ? left : undefined;
  }

  #currentPolicies(region: SearchRegion): [number, Policy][] {
    return this.pricers.map((pricer, o) => [o, pricer.policy(region.masks.get(o))]);
  }

  #priceFree(region: SearchRegion, multipliers: Multipliers): [number, Policy][] {
    const weight = cashWeights(this.problem.tree, this.problem.risk, multipliers.leafWeights);
    const prices = nodePrices(this.problem, weight, multipliers.rowPrices);
    const found: [number, Policy][] = [];
    this.pricers.forEach((pricer, o) => {
      const mask = region.masks.get(o);
      // An option whose action is settled at every node has its one policy in the master already.
      if (mask && isSettled(mask, pricer.nodeCount)) return;
      if (pricer.solve(prices, mask) > -Infinity) found.push([o, pricer.policy(mask)]);
    });
    return found;
  }

  /** Policies to start from: the best at no prices, the first action of every state, and leaving at once. */
  #seedPolicies(): [number, Policy][] {
    const { problem } = this;
    const free = nodePrices(
      problem,
      cashWeights(problem.tree, problem.risk),
      new Float64Array(problem.rowLower.length),
    );
    return this.pricers.flatMap((pricer, o): [number, Policy][] => {
      pricer.solve(free);
      return [
        [o, pricer.policy()],
        [o, steadyPolicy(problem, o)],
        [o, steadyPolicy(problem, o, 'cancel')],
      ];
    });
  }

  /** Makes sure that every option has a policy that the region allows. */
  #seedRegion(region: SearchRegion): void {
    if (region.masks.size === 0) return;
    const free = nodePrices(
      this.problem,
      cashWeights(this.problem.tree, this.problem.risk),
      new Float64Array(this.problem.rowLower.length),
    );
    const found: [number, Policy][] = [];
    for (const [o, mask] of region.masks) {
      if (this.pricers[o]!.solve(free, mask) > -Infinity) found.push([o, this.pricers[o]!.policy(mask)]);
    }
    this.master.addPolicies(found);
  }
}

/** The policy that takes the action `preferred` wherever it may, and else the first allowed action of each state. */
export function steadyPolicy(
  { options, tree }: PlanningProblem,
  optionIndex: number,
  preferred?: string,
): Policy {
  const option = options[optionIndex]!;
  const policy = new Int32Array(tree.parent.length);
  for (let n = 0; n < policy.length; n++) {
    const state = n === 0 ? option.initialState : option.arcTo[policy[tree.parent[n]!]!]!;
    const arcs = openArcs(option, state, n);
    const [first] = arcs;
    if (first === undefined)
      throw new Error(
        `option ${option.id}: no action is allowed at node ${n} in state ${option.stateNames[state]}`,
      );
    policy[n] = arcs.find((arc) => actionOf(option, arc) === preferred) ?? first;
  }
  return policy;
}

function between(outer: Multipliers, inner: Multipliers, smoothing: number): Multipliers {
  const mean = (a: Float64Array, b: Float64Array) =>
    a.map((value, i) => smoothing * (b[i] ?? 0) + (1 - smoothing) * value);
  return {
    rowPrices: mean(outer.rowPrices, inner.rowPrices),
    ...(outer.leafWeights &&
      inner.leafWeights && { leafWeights: mean(outer.leafWeights, inner.leafWeights) }),
  };
}

/** What steps come to. */
export function atEnd<Result>(steps: Generator<unknown, Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** A price for violated rows that exceeds what any one variable earns. */
function startingPenalty(problem: PlanningProblem): number {
  const { profit, starts, coefficients } = problem.columns;
  let most = 1;
  for (let j = 0; j < profit.length; j++) {
    for (let i = starts[j]!; i < starts[j + 1]!; i++)
      most = Math.max(most, Math.abs(profit[j]! / coefficients[i]!));
  }
  return 10 * most;
}
