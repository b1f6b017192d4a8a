/**
 * A planning problem under work: its relaxation, its plans and the search between them. Policies and prices found by
 * one step serve the next, so that a question asked later is answered sooner.
 */
import type { LpSolver } from '../lp/lp-solver.ts';
import { randomStream } from '../units/random.ts';
import { BranchAndBound } from './branch-and-bound.ts';
import { type Case, highestBound, splitCases, unsplit } from './case-proof.ts';
import {
  atEnd,
  ColumnGeneration,
  LARGE_ROWS,
  type Relaxation,
  type RelaxationRequest,
} from './column-generation.ts';
import { CutRounds } from './cut-rounds.ts';
import { dive } from './dive.ts';
import { operationsHolding } from './held-operations.ts';
import type { Incumbent } from './incumbent.ts';
import { type LagrangianBound, lagrangianBound, type Multipliers } from './lagrangian-bound.ts';
import { searchNeighbourhoods } from './neighbourhood-search.ts';
import type { ArcMask, Policy } from './option-pricing.ts';
import type { PlanningProblem } from './planning-problem.ts';
import { descendedPrices } from './price-descent.ts';
import { type RegionOutcome, type RegionRequest, searchRegion } from './region-search.ts';
import { type MasterSolution, usesBarredArc, type WarmStart } from './restricted-master.ts';
import { policyInRoom } from './rounding.ts';
import { keeping, type SearchRegion, wholeRegion } from './search-region.ts';
import type { SolveClock } from './solve-clock.ts';
import { WholePlans } from './whole-plans.ts';

/** When the search for a better plan ends. */
export interface ImproveRequest {
  /** Stop once the plan is worth this much. */
  readonly target: number;
  /** Seed of the local search. */
  readonly seed: number;
  /** Neighbourhoods in a row without gain before it gives up. */
  readonly patience: number;
}

/** Multipliers of the whole problem with the bound that they prove. */
export interface Proof {
  readonly bound: number;
  readonly multipliers: Multipliers;
}

/** All that is known of a problem while it is solved: the best plan, the best bound with its multipliers, and a master that stays warm. Holds memory of the solver until it is disposed of. */
export class PlanningSession {
  readonly problem: PlanningProblem;
  readonly #solver: LpSolver;
  readonly #clock: SolveClock;
  readonly #generation: ColumnGeneration;
  readonly #plans: WholePlans;
  #best: Incumbent | undefined;
  #proof: Proof | undefined;
  /** Last master over the whole problem: where dives start. */
  #relaxed: MasterSolution | undefined;
  #bound = Number.POSITIVE_INFINITY;
  #cases: Case | undefined;
  #branches = 0;
  /** What was priced last. */
  #priced: { readonly multipliers: Multipliers; readonly at: LagrangianBound } | undefined;

  /** `warm` is what the session of a problem of the same shape has left. */
  constructor(problem: PlanningProblem, solver: LpSolver, clock: SolveClock, warm?: WarmStart) {
    this.problem = problem;
    this.#solver = solver;
    this.#clock = clock;
    this.#generation = new ColumnGeneration(problem, solver, clock, warm);
    this.#plans = new WholePlans(problem, this.#generation);
  }

  /** The best plan so far. */
  get best(): Incumbent | undefined {
    return this.#best;
  }

  /** Proven upper bound on every plan; Infinity before the first multipliers. */
  get bound(): number {
    return this.#bound;
  }

  /** The multipliers of the whole problem that prove most so far. */
  get proof(): Proof | undefined {
    return this.#proof;
  }

  get branches(): number {
    return this.#branches;
  }

  /** Rounds of column generation so far. */
  get rounds(): number {
    return this.#generation.rounds;
  }

  get pricers() {
    return this.#generation.pricers;
  }

  /**
   * Values given policies with the best operations for them; nothing where the rows cannot be met. Counts as a plan unless `region` is given. `anew` where
   * they are unlike those that were settled before, whose basis would make it slower.
   */
  evaluate(
    policies: Incumbent['policies'],
    request: { readonly region?: SearchRegion; readonly anew?: boolean } = {},
  ): Incumbent | undefined {
    const found = this.#plans.settle(policies, request)?.plan;
    if (!request.region) this.#accept(found);
    return found;
  }

  /** As {@link evaluate}, with the multipliers of the rows: none says more about these policies. */
  evaluateWithPrices(
    policies: Incumbent['policies'],
    { anew = false } = {},
  ): { plan: Incumbent; multipliers: Multipliers } | undefined {
    const found = this.#plans.settle(policies, { anew });
    this.#accept(found?.plan);
    return found?.plan && { plan: found.plan, multipliers: found.multipliers };
  }

  /** Values given policies while some variables hold their values: at once, where {@link evaluate} takes long. Counts as a plan. */
  evaluateHolding(policies: Incumbent['policies'], held: ReadonlyMap<number, number>): Incumbent | undefined {
    const found = this.#clock.time('master', () =>
      operationsHolding(this.problem, this.#solver, policies, held),
    );
    this.#accept(found);
    return found;
  }

  /** Policies that the last relaxation of the whole problem uses. */
  activePolicies(): WarmStart['policies'] {
    const weights = this.#relaxed?.weights ?? new Float64Array();
    return this.#generation.master.columns.flatMap(({ option, policy }, c) =>
      (weights[c] ?? 0) > 0 ? [[option, policy] as const] : [],
    );
  }

  /** Whole policies near the last relaxation of the whole problem; nothing before it. */
  leading(): readonly Policy[] | undefined {
    return this.#relaxed && this.#plans.rounded(this.#relaxed, this.#proof?.multipliers);
  }

  /** A plan near given policies, with the bound at its own prices, mended row by row: what can be said where there is no relaxation. */
  adoptNear(policies: readonly Policy[]): void {
    const { problem } = this;
    const none = { rowPrices: new Float64Array(problem.rowLower.length) };
    const near = this.#plans.kept(policies, this.#proof?.multipliers ?? none);
    const found = this.evaluateWithPrices(near, { anew: true });
    if (found) this.price(descendedPrices(problem, found.multipliers, found.plan.policies));
  }

  /** The bound at the best prices so far, mended row by row for the best plan: a relaxation cut short leaves prices that prove little. */
  mendBound(): void {
    if (this.#best && this.#proof)
      this.price(descendedPrices(this.problem, this.#proof.multipliers, this.#best.policies));
  }

  /** Makes policies known to the master, to choose from. */
  suggest(policies: WarmStart['policies']): void {
    this.#generation.master.addPolicies(policies);
  }

  /** As {@link evaluateWithPrices}, and takes the bound at the prices of these operations. */
  adopt(policies: Incumbent['policies'], { anew = false } = {}): Incumbent | undefined {
    const found = this.#plans.settle(policies, { anew });
    this.#accept(found?.plan);
    if (found) this.price(found.multipliers);
    return found?.plan;
  }

  /** The bound at any multipliers, which is kept when it is the least so far. The pricers then hold the dynamic programs at these prices. */
  price(multipliers: Multipliers): LagrangianBound {
    const { problem } = this;
    const before = this.#priced;
    if (before?.multipliers === multipliers && this.pricers.every((pricer) => pricer.isAt(before.at.prices)))
      return before.at;
    const at = this.#clock.time('pricing', () =>
      lagrangianBound(problem, wholeRegion(problem), multipliers, this.pricers),
    );
    this.#priced = { multipliers, at };
    this.#prove({ bound: at.bound, multipliers });
    return at;
  }

  /** Solves the relaxation of the whole problem to a tolerance, or for some seconds, and takes its bound. */
  relax(tolerance: number, limits: Pick<RelaxationRequest, 'share' | 'reserveSeconds'> = {}): Relaxation {
    return atEnd(this.relaxing(tolerance, limits));
  }

  /**
   * Adds rounding cuts to the last relaxation and takes the bound that they leave. From then on the problem that is searched has more rows, which no
   * multipliers of the problem as it was stated price.
   */
  tighten(tolerance: number): void {
    if (!this.#relaxed) return;
    const { bound, solution } = new CutRounds(this.#generation).tighten(
      this.#relaxed,
      this.#bound,
      tolerance,
    );
    this.#bound = bound;
    if (solution) this.#relaxed = solution;
  }

  /** {@link relax} in steps: yields after each round of pricing. */
  *relaxing(
    tolerance: number,
    limits: Pick<RelaxationRequest, 'share' | 'reserveSeconds' | 'from'> = {},
  ): Generator<void, Relaxation> {
    const rounds = this.#generation.relaxing({
      ...{ region: this.#plans.within(), tolerance, isWhole: true },
      ...limits,
    });
    let round = rounds.next();
    for (; !round.done; round = rounds.next()) {
      this.#relaxed = round.value;
      yield;
    }
    const relaxation = round.value;
    if (relaxation.status !== 'infeasible' && relaxation.status !== 'failed') {
      if (relaxation.solution) this.#relaxed = relaxation.solution;
      this.#prove({ bound: relaxation.bound, multipliers: this.#plans.ownRows(relaxation.multipliers) });
    }
    return relaxation;
  }

  /** The best plan found within a region, with the bound that is proven for all plans in it. Counts as a plan. */
  planWithin(region: SearchRegion, request: RegionRequest): RegionOutcome {
    const found = searchRegion(
      {
        ...{ generation: this.#generation, plans: this.#plans, clock: this.#clock },
        multipliers: this.#proof?.multipliers,
      },
      region,
      request,
    );
    if (found.status === 'solved') this.#accept(found.plan);
    return found;
  }

  /** A plan with new prices for all options, by one dive from what the master holds; nothing where the dive runs aground. */
  mend(rounds: number): Incumbent | undefined {
    const region = this.#plans.within();
    const from = this.#proof?.multipliers;
    const start = this.#generation.reprice({ region, ...(from && { from }), rounds });
    const found = start && dive(this.#generation, { region, start, rounds: 1 });
    this.#accept(found);
    return found;
  }

  /** Dives from the relaxation and searches the neighbourhoods of what it finds. */
  improve(request: ImproveRequest): void {
    for (const _ of this.improvements(request));
  }

  /** {@link improve} in steps: yields after the dive and after each neighbourhood the plan that is better than all before, if there is one. */
  *improvements({ target, seed, patience }: ImproveRequest): Generator<Incumbent | undefined, void> {
    const within = this.#plans.within();
    const better = (found: Incumbent | undefined) => {
      const before = this.#best;
      this.#accept(found);
      return this.#best === before ? undefined : found;
    };
    const start = this.#relaxed;
    const large = this.problem.rowLower.length >= LARGE_ROWS;
    // What a large relaxation has found by the time it is cut short is most of what is known.
    if (start && (large || !this.#clock.isOver())) {
      yield better(this.#plans.settle(this.#plans.rounded(start, this.#proof?.multipliers))?.plan);
      if (this.#best && this.#best.value >= target) return;
    }
    if (!large) {
      if (start && !this.#clock.isOver())
        yield better(
          dive(this.#generation, { region: within, start, rounds: 3, isOver: () => this.#isOver() }),
        );
    } else if (this.#best && !this.#clock.isOver()) {
      // From the basis of a whole plan, simplex weighs the policies found so far in seconds; its corner is nearly whole.
      const near = this.#generation.reprice({ region: within, rounds: 0, first: 'primal' });
      if (near) yield better(this.#plans.settle(this.#plans.rounded(near, this.#proof?.multipliers))?.plan);
    }
    const multipliers = this.#proof?.multipliers;
    if (!this.#best || !multipliers || this.problem.options.length === 0) return;
    const search = searchNeighbourhoods(this.#generation, {
      region: within,
      from: this.#best,
      multipliers,
      random: randomStream(seed, 'neighbourhoods'),
      clock: this.#clock,
      target,
      patience,
    });
    for (const found of search) yield better(found);
  }

  /** The best plan found within `region` that keeps all but the freed options as they are in `from`. */
  reconsider(from: Incumbent, freed: ReadonlySet<number>, region: SearchRegion): Incumbent | undefined {
    const within = keeping(
      this.problem,
      this.#plans.within(region),
      from.policies,
      (option) => !freed.has(option),
    );
    const multipliers = this.#proof?.multipliers;
    for (const option of multipliers ? freed : []) {
      const mask = within.masks.get(option);
      const policy = policyInRoom(this.problem, this.pricers, multipliers!, { ...from, option, mask });
      if (policy) this.suggest([[option, policy]]);
    }
    const start = this.#generation.reprice({
      region: within,
      ...(multipliers && { from: multipliers }),
      rounds: 4,
    });
    const found = start && dive(this.#generation, { region: within, start, rounds: 1 });
    this.#accept(found);
    return found;
  }

  /**
   * As {@link reconsider} for one option of a large problem, whose dives take too long: the better of what it does in `other` and of what is best for it at the
   * prices so far, each with the best operations for it.
   */
  reconsiderAlone(
    from: Incumbent,
    { option, mask, other }: { option: number; mask: ArcMask | undefined; other: Policy },
  ): Incumbent | undefined {
    const multipliers = this.#proof?.multipliers;
    const priced =
      multipliers && policyInRoom(this.problem, this.pricers, multipliers, { ...from, option, mask });
    const own = from.policies[option]!;
    const candidates = [priced, mask && usesBarredArc(other, mask) ? undefined : other].filter(
      (policy, i, all): policy is Policy =>
        policy !== undefined && !isSame(policy, own) && !(i === 1 && all[0] && isSame(policy, all[0])),
    );
    let best: Incumbent | undefined;
    for (const policy of candidates) {
      if (this.#clock.isOver()) break;
      const found = this.evaluate(from.policies.with(option, policy));
      if (found && !(best && best.value >= found.value)) best = found;
    }
    return best;
  }

  /** Splits regions until the gap is at most `gap`, or `branchLimit` regions were worked off, or time is up. */
  branch(gap: number, branchLimit: number): void {
    const search = new BranchAndBound(this.#generation, {
      clock: this.#clock,
      gap,
      branchLimit,
      incumbent: () => this.#best,
      accept: (incumbent) => this.#accept(incumbent),
    });
    this.#bound = Math.min(this.#bound, search.run(this.#bound));
    this.#branches += search.branches;
  }

  /**
   * Takes the bound apart case by case (docs/method.md, G6) until the gap is at most `gap`, or `limit` cases were split, or time is up. Yields after
   * each split the plan that is better than all before, if there is one. Not where branching has added rows, which no multipliers of the file price.
   */
  *takeApart(gap: () => number, limit: number): Generator<Incumbent | undefined, void> {
    const proof = this.#proof;
    if (!this.#best || !proof || this.#generation.problem !== this.problem) return;
    const root: Case = this.#cases ?? { region: wholeRegion(this.problem), ...proof };
    const splits = splitCases(this.#generation, root, {
      ...{ clock: this.#clock, gap, limit },
      incumbent: () => this.#best!,
      accept: (incumbent) => this.#accept(incumbent),
    });
    let before = this.#best;
    for (const _ of splits) {
      if (root.split) {
        this.#cases = root;
        this.#branches += 1;
        this.#bound = Math.min(this.#bound, highestBound(root));
      }
      yield this.#best === before ? undefined : this.#best;
      before = this.#best;
    }
  }

  /** Takes over cases whose multipliers were found elsewhere; what they prove here is worked out. */
  adoptCases(root: Case): void {
    for (const one of unsplit(root))
      one.bound = lagrangianBound(this.problem, one.region, one.multipliers, this.pricers).bound;
    this.#cases = root;
    this.#bound = Math.min(this.#bound, highestBound(root));
  }

  /** The cases that {@link takeApart} has split the problem into. */
  get cases(): Case | undefined {
    return this.#cases;
  }

  /** Multipliers that prove that no plan of `region` is worth `value`, with the bound that they give; nothing where the relaxation does not. */
  ruleOut(region: SearchRegion, value: number): Proof | undefined {
    const relaxation = this.#generation.relax({
      region: this.#plans.within(region),
      tolerance: 0,
      cutoff: value,
    });
    if (relaxation.status !== 'cut-off') return undefined;
    const multipliers = this.#plans.ownRows(relaxation.multipliers);
    // Without the prices of rows that branching has added they may prove less.
    const { bound } = lagrangianBound(this.problem, region, multipliers, this.pricers);
    return bound <= value ? { multipliers, bound } : undefined;
  }

  /** What a session of a problem of the same shape may start from; nothing before there is a relaxation, or part of one. */
  warmStart(): WarmStart | undefined {
    const isLarge = this.problem.rowLower.length >= LARGE_ROWS;
    if (!isLarge) return this.#generation.warmStart();
    const policies = this.activePolicies();
    return policies.length > 0 ? { policies } : undefined;
  }

  /** Releases the solver's memory. */
  dispose(): void {
    this.#generation.dispose();
  }

  #prove(proof: Proof): void {
    if (!this.#proof || proof.bound < this.#proof.bound) this.#proof = proof;
    this.#bound = Math.min(this.#bound, proof.bound);
  }

  /** Whether time is up and there is a plan, so that no other is waited for. */
  #isOver(): boolean {
    return this.#best !== undefined && this.#clock.isOver();
  }

  #accept(candidate: Incumbent | undefined): void {
    if (!candidate || (this.#best && candidate.value <= this.#best.value)) return;
    this.#best = candidate;
    this.#clock.report({ value: candidate.value, bound: this.#bound });
  }
}

function isSame(a: Policy, b: Policy): boolean {
  return a.every((arc, n) => arc === b[n]);
}
