/** The restricted master: operations and the policies found so far, as one linear program in the solver's memory. */
import { leavesOf } from '../demand/scenario-tree.ts';
import { ColumnBuilder } from '../lp/linear-program.ts';
import {
  BASIC,
  type LpBasis,
  type LpMethod,
  type LpModel,
  type LpOutcome,
  type LpSolver,
} from '../lp/lp-solver.ts';
import type { Multipliers } from './lagrangian-bound.ts';
import { layOutMaster, type MasterLayout } from './master-layout.ts';
import { allowedLeafWeights } from './node-prices.ts';
import type { ArcMask, Policy } from './option-pricing.ts';
import type { PlanningProblem } from './planning-problem.ts';
import { type PolicyEffects, policyEffects } from './policy-effects.ts';
import type { SearchRegion } from './search-region.ts';

/** A policy in the master. */
export interface PolicyColumn {
  readonly option: number;
  readonly policy: Policy;
  readonly effects: PolicyEffects;
}

/** An optimum of the master: a mixture of policies, the operations for it, and the prices that go with it. */
export interface MasterSolution {
  /** Value including constant cash; meaningful in phase two. */
  readonly objective: number;
  /** Values of the problem's variables. */
  readonly variables: Float64Array;
  /** Weight of each policy column. */
  readonly weights: Float64Array;
  readonly multipliers: Multipliers;
  /** Total of the artificial variables: above 0 while the rows are not all met. */
  readonly violation: number;
}

/** What a master leaves to the next one of the same shape: the policies that its optimum mixes, and its basis, which interior points have none of. */
export interface WarmStart {
  readonly policies: readonly (readonly [option: number, policy: Policy])[];
  /** Statuses of the first columns, then of the policies, then of the rows. */
  readonly basis?: LpBasis;
}

/** A solved master, or why the solver has none. */
export type MasterOutcome =
  | { readonly status: 'solved'; readonly solution: MasterSolution }
  | Exclude<LpOutcome, { status: 'optimal' }>;

/** The linear program over the policies found so far and the operations (Dantzig and Wolfe 1960), kept in the solver's memory and added to. Must be disposed of. */
export class RestrictedMaster {
  #problem: PlanningProblem;
  readonly #layout: MasterLayout;
  readonly #baseRows: number;
  readonly #model: LpModel;
  readonly #columns: PolicyColumn[] = [];
  /** Column of each policy in the program. */
  readonly #policyAt: number[] = [];
  readonly #artificials: number[];
  readonly #known: Map<string, number>[];
  readonly #leaves: readonly number[];
  #columnCount: number;
  #phaseOne = false;
  #penalty: number;

  constructor(problem: PlanningProblem, solver: LpSolver, penalty: number) {
    this.#problem = problem;
    this.#penalty = penalty;
    this.#baseRows = problem.rowLower.length;
    this.#layout = layOutMaster(problem, penalty);
    this.#artificials = [...this.#layout.artificials];
    this.#columnCount = this.#layout.program.profit.length;
    this.#model = solver.load(this.#layout.program);
    this.#known = problem.options.map(() => new Map());
    this.#leaves = leavesOf(problem.tree);
  }

  get columns(): readonly PolicyColumn[] {
    return this.#columns;
  }

  get penalty(): number {
    return this.#penalty;
  }

  /** Adds policies that are not there yet; returns how many were new. */
  addPolicies(policies: Iterable<readonly [option: number, policy: Policy]>): number {
    const builder = new ColumnBuilder();
    for (const [option, policy] of policies) {
      const key = policy.join();
      if (this.#known[option]!.has(key)) continue;
      const effects = policyEffects(this.#problem, this.#problem.options[option]!, policy);
      this.#known[option]!.set(key, this.#columns.length);
      this.#columns.push({ option, policy, effects });
      this.#policyAt.push(this.#columnCount + builder.count);
      builder.add(this.#policyProfit(effects.cash), 0, Infinity, this.#policyEntries(option, effects));
    }
    this.#model.addColumns(builder.pack());
    this.#columnCount += builder.count;
    return builder.count;
  }

  /** Basis and basic policies for a master of the same shape; nothing before the first solve or after rows were added. */
  warmStart(): WarmStart | undefined {
    const basis = this.#model.basis();
    if (!basis || this.#problem.rowLower.length !== this.#baseRows) return undefined;
    const kept = this.#columns.flatMap((_, c) => (basis.columns[this.#policyAt[c]!] === BASIC ? [c] : []));
    const first = this.#layout.program.profit.length;
    return {
      policies: kept.map((c) => [this.#columns[c]!.option, this.#columns[c]!.policy] as const),
      basis: {
        columns: Int32Array.from({ length: first + kept.length }, (_, j) =>
          j < first ? basis.columns[j]! : BASIC,
        ),
        rows: basis.rows,
      },
    };
  }

  /** Starts the next warm solve from the basis of another master of this shape; whether the solver took it. */
  startFrom({ policies, basis }: WarmStart): boolean {
    if (!basis) return false;
    this.addPolicies(policies);
    const columns = new Int32Array(this.#columnCount);
    columns.set(basis.columns.subarray(0, this.#layout.program.profit.length));
    for (const [option, policy] of policies)
      columns[this.#policyAt[this.#known[option]!.get(policy.join())!]!] = BASIC;
    return this.#model.startFrom({ columns, rows: basis.rows });
  }

  /** Opens one policy per option and shuts all others, within the bounds of a region. */
  enterPolicies(region: SearchRegion, policies: readonly Policy[]): void {
    this.addPolicies(policies.map((policy, option) => [option, policy] as const));
    const open = new Set(policies.map((policy, option) => this.#known[option]!.get(policy.join())!));
    this.#enterBounds(region, (_, c) => open.has(c));
  }

  /** Takes over a problem that has more rows than before, all else equal. */
  extend(problem: PlanningProblem): void {
    const first = this.#problem.rowLower.length;
    this.#problem = problem;
    const { starts, rows, coefficients } = problem.columns;
    const builder = new ColumnBuilder();
    this.#columns.forEach((column, c) => {
      const effects = policyEffects(problem, problem.options[column.option]!, column.policy);
      this.#columns[c] = { ...column, effects };
    });
    for (let row = first; row < problem.rowLower.length; row++) {
      const entries: [column: number, coefficient: number][] = [];
      for (let j = 0; j + 1 < starts.length; j++) {
        for (let i = starts[j]!; i < starts[j + 1]!; i++)
          if (rows[i] === row) entries.push([j, coefficients[i]!]);
      }
      this.#columns.forEach(({ effects }, c) => {
        const at = effects.rows.indexOf(row);
        if (at >= 0) entries.push([this.#policyAt[c]!, effects.coefficients[at]!]);
      });
      const [columns, values] = [entries.map(([j]) => j), entries.map(([, value]) => value)];
      this.#model.addRow(
        problem.rowLower[row]!,
        problem.rowUpper[row]!,
        Int32Array.from(columns),
        Float64Array.from(values),
      );
      for (const sign of [-1, 1]) {
        this.#artificials.push(this.#columnCount + builder.count);
        builder.add(this.#phaseOne ? -1 : -this.#penalty, 0, Infinity, [[this.#lpRow(row), sign]]);
      }
    }
    this.#model.addColumns(builder.pack());
    this.#columnCount += builder.count;
  }

  /** Takes over the bounds of a region; policies that use barred arcs are shut. */
  enter(region: SearchRegion): void {
    this.#enterBounds(region, ({ option, policy }) => {
      const mask = region.masks.get(option);
      return !(mask && usesBarredArc(policy, mask));
    });
  }

  #enterBounds(region: SearchRegion, isOpen: (column: PolicyColumn, index: number) => boolean): void {
    this.#model.setRowBounds(
      Int32Array.from(region.rowLower.keys(), (row) => this.#lpRow(row)),
      region.rowLower,
      region.rowUpper,
    );
    this.#model.setColumnBounds(Int32Array.from(region.lower.keys()), region.lower, region.upper);
    const upper = Float64Array.from(this.#columns, (column, c) => (isOpen(column, c) ? Infinity : 0));
    this.#model.setColumnBounds(Int32Array.from(this.#policyAt), new Float64Array(upper.length), upper);
  }

  /** Solves for profit, or (`phaseOne`) for the least violation, whose negative is then the objective. */
  solve(method: LpMethod, phaseOne = false, timeLimitSeconds?: number): MasterOutcome {
    if (phaseOne !== this.#phaseOne) this.#switchPhase(phaseOne);
    const outcome = this.#model.solve({
      method,
      ...(timeLimitSeconds !== undefined && { timeLimitSeconds }),
    });
    if (outcome.status !== 'optimal') return outcome;
    const { primal, rowPrices, objective } = outcome;
    return {
      status: 'solved',
      solution: {
        objective: objective + this.#constantValue(),
        variables: primal.slice(0, this.#problem.columns.profit.length),
        weights: Float64Array.from(this.#policyAt, (at) => primal[at]!),
        multipliers: this.#multipliers(rowPrices),
        violation: this.#artificials.reduce((sum, at) => sum + primal[at]!, 0),
      },
    };
  }

  /** Changes the price of violating a row. */
  setPenalty(penalty: number): void {
    this.#penalty = penalty;
    if (!this.#phaseOne)
      this.#model.setProfits(
        Int32Array.from(this.#artificials).sort(),
        new Float64Array(this.#artificials.length).fill(-penalty),
      );
  }

  dispose(): void {
    this.#model.dispose();
  }

  #lpRow(row: number): number {
    return row < this.#baseRows ? row : row - this.#baseRows + this.#layout.program.rowLower.length;
  }

  /** Constant cash is in the cash rows with risk aversion, and outside the program without. */
  #constantValue(): number {
    if (this.#layout.cashRow >= 0 || this.#phaseOne) return 0;
    return this.#problem.constantCash.reduce(
      (sum, cash, n) => sum + this.#problem.tree.probability[n]! * cash,
      0,
    );
  }

  #policyEntries(option: number, effects: PolicyEffects): [number, number][] {
    const entries: [number, number][] = Array.from(effects.rows, (row, i) => [
      this.#lpRow(row),
      effects.coefficients[i]!,
    ]);
    entries.push([this.#layout.weightRow + option, 1]);
    if (this.#layout.cashRow >= 0)
      entries.push(
        ...Array.from(effects.cash, (amount, n): [number, number] => [this.#layout.cashRow + n, -amount]),
      );
    return entries;
  }

  #policyProfit(cash: Float64Array): number {
    if (this.#layout.cashRow >= 0 || this.#phaseOne) return 0;
    return cash.reduce((sum, amount, n) => sum + this.#problem.tree.probability[n]! * amount, 0);
  }

  #multipliers(prices: Float64Array): Multipliers {
    const { risk, tree } = this.#problem;
    const rowPrices = Float64Array.from(this.#problem.rowLower.keys(), (row) => prices[this.#lpRow(row)]!);
    const { leafRow } = this.#layout;
    if (leafRow < 0 || this.#phaseOne) return { rowPrices };
    const raw = Float64Array.from(this.#leaves, (_, i) => -prices[leafRow + i]! / risk.cvarWeight);
    return { rowPrices, leafWeights: allowedLeafWeights(tree, risk, raw) };
  }

  #switchPhase(phaseOne: boolean): void {
    this.#phaseOne = phaseOne;
    const profits = new Float64Array(this.#columnCount);
    if (!phaseOne) {
      profits.set(this.#layout.program.profit);
      this.#columns.forEach((column, c) => {
        profits[this.#policyAt[c]!] = this.#policyProfit(column.effects.cash);
      });
    }
    for (const at of this.#artificials) profits[at] = phaseOne ? -1 : -this.#penalty;
    this.#model.setProfits(Int32Array.from(profits.keys()), profits);
  }
}

/** Whether a policy takes an arc that the mask bars. */
export function usesBarredArc(policy: Policy, mask: ArcMask): boolean {
  for (const [n, allowed] of mask) if (allowed[policy[n]!] === 0) return true;
  return false;
}
