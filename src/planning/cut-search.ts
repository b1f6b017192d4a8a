/** The search for rounding cuts that a relaxation violates (Marchand and Wolsey 2001). */
import type { CombinedRow, OptionTerm, RowBook } from './combined-row.ts';
import { arcShares } from './fractional-policies.ts';
import type { PlanningProblem } from './planning-problem.ts';
import type { MasterSolution, PolicyColumn } from './restricted-master.ts';
import { fractionOf, type RoundingCut, rounded, slopeOf } from './rounding-cuts.ts';

/** Rows that are added up for one cut. */
const MOST_ROWS = 6;

/** Violation, over the length of the cut, from which it is worth a row. */
const LEAST_VIOLATION = 1e-4;

/** Of a divisor that cuts, these parts are tried as well. */
const PARTS = [2, 4, 8];

/** Amounts that an option has at a node in a solution, with their shares. */
interface Mixture {
  readonly key: string;
  readonly levels: readonly { readonly amount: number; readonly share: number }[];
}

/** Finds cuts at one solution. */
export class CutSearch {
  readonly #problem: PlanningProblem;
  readonly #book: RowBook;
  readonly #columns: readonly PolicyColumn[];
  readonly #solution: MasterSolution;
  /** Of the rows that the book holds. */
  readonly #activity: Float64Array;
  readonly #arcShares = new Map<number, Float64Array>();

  constructor(
    problem: PlanningProblem,
    book: RowBook,
    columns: readonly PolicyColumn[],
    solution: MasterSolution,
  ) {
    this.#problem = problem;
    this.#book = book;
    this.#columns = columns;
    this.#solution = solution;
    this.#activity = activityOf(problem, columns, solution);
  }

  /** Cuts that the solution violates, at most one per row and side. */
  cuts(): RoundingCut[] {
    return this.#book.optionRows.flatMap((row) =>
      ([1, -1] as const).flatMap((side) => {
        const single = this.#book.single(row, side);
        const cut = single && this.#fromSums(single);
        return cut ? [cut] : [];
      }),
    );
  }

  /** Rounds a row; where that cuts nothing off, adds rows to it that take variables out which are between their bounds. */
  #fromSums(single: CombinedRow): RoundingCut | undefined {
    let sum: CombinedRow | undefined = single;
    if (this.#mixtures(single).every(({ levels }) => levels.length < 2)) return undefined;
    for (let rows = 1; sum; rows++) {
      const cut = this.#bestRounding(sum);
      if (cut || rows === MOST_ROWS) return cut;
      sum = this.#withoutVariable(sum);
    }
    return undefined;
  }

  #withoutVariable(sum: CombinedRow): CombinedRow | undefined {
    const { lower, upper } = this.#problem.columns;
    const { variables: values, multipliers } = this.#solution;
    const used = new Set(sum.rows.map(({ row }) => row));
    const between = [...sum.variables]
      .map(([j, a]) => ({ j, a, distance: Math.min(values[j]! - lower[j]!, upper[j]! - values[j]!) }))
      .filter(({ j, distance }) => this.#problem.integer[j] !== 1 && distance > 1e-7)
      .sort((x, y) => y.distance * Math.abs(y.a) - x.distance * Math.abs(x.a));
    for (const { j, a } of between) {
      let best: { row: number; coefficient: number; score: number } | undefined;
      for (const row of this.#book.rowsOf(j)) {
        if (used.has(row)) continue;
        const entries = this.#book.entries(row);
        const coefficient = entries.variables.find(([k]) => k === j)![1];
        const score = Math.abs(multipliers.rowPrices[row]! * coefficient);
        if (Math.abs(coefficient) > 1e-7 && (!best || score > best.score)) best = { row, coefficient, score };
      }
      const next = best && best.score > 0 && this.#book.plus(sum, best.row, -a / best.coefficient);
      if (next) return next;
    }
    return undefined;
  }

  /** The cut of a sum that the solution violates most, of those that are looked at. */
  #bestRounding(from: CombinedRow): RoundingCut | undefined {
    const mixtures = this.#mixtures(from);
    const { start, divisors, turns } = this.#starts(from, mixtures);
    let best: { cut: RoundingCut; violation: number } | undefined;
    const attempt = (cut: RoundingCut) => {
      const violation = this.#violation(cut, mixtures);
      if (violation > (best?.violation ?? LEAST_VIOLATION)) best = { cut, violation };
    };
    for (const divisor of divisors) attempt({ ...start, divisor });
    if (!best)
      for (const divisor of divisors)
        for (const j of turns) attempt({ ...start, divisor, atUpper: turned(start.atUpper, j) });
    if (!best) return undefined;
    const { divisor } = best.cut;
    for (const part of PARTS) attempt({ ...best.cut, divisor: divisor / part });
    for (const j of turns) attempt({ ...best.cut, atUpper: turned(best.cut.atUpper, j) });
    for (const { key, levels } of mixtures)
      for (const { amount } of levels)
        if (amount !== best.cut.references.get(key))
          attempt({ ...best.cut, references: new Map(best.cut.references).set(key, amount) });
    return best.cut;
  }

  /** Where the search begins: at the amounts with the largest shares and the nearer bounds; divisors are the differences of amounts in use. */
  #starts(from: CombinedRow, mixtures: readonly Mixture[]) {
    const { lower, upper } = this.#problem.columns;
    const values = this.#solution.variables;
    const references = new Map<string, number>();
    const divisors = new Set<number>();
    for (const { key, levels } of mixtures) {
      const leading = levels.reduce((a, b) => (b.share > a.share ? b : a)).amount;
      references.set(key, leading);
      for (const { amount } of levels)
        if (Math.abs(amount - leading) > 1e-7) divisors.add(Math.abs(amount - leading));
    }
    const variables = [...from.variables.keys()];
    const atUpper = new Set(variables.filter((j) => upper[j]! - values[j]! < values[j]! - lower[j]!));
    const turns = variables.filter((j) => values[j]! > lower[j]! + 1e-9 && values[j]! < upper[j]! - 1e-9);
    return { start: { from, references, atUpper }, divisors, turns };
  }

  /** How far the solution is beyond the cut, over the length of the cut's coefficients there. */
  #violation(cut: RoundingCut, mixtures: readonly Mixture[]): number {
    const parts = fractionOf(this.#problem, cut);
    if (!parts) return -Infinity;
    const { fraction, floor } = parts;
    const { lower, upper } = this.#problem.columns;
    const values = this.#solution.variables;
    let beyond = -floor;
    let square = 0;
    for (const [j, a] of cut.from.variables) {
      const up = cut.atUpper.has(j);
      const slope = slopeOf(this.#problem.integer[j] === 1, (up ? -a : a) / cut.divisor, fraction);
      beyond += slope * (up ? upper[j]! - values[j]! : values[j]! - lower[j]!);
      square += slope * slope;
    }
    for (const { row, multiplier, side, isSlack } of cut.from.rows) {
      if (!isSlack) continue;
      const slope = slopeOf(false, -Math.abs(multiplier) / cut.divisor, fraction);
      const bound = side === 1 ? this.#problem.rowUpper[row]! : this.#problem.rowLower[row]!;
      beyond += slope * Math.abs(bound - this.#activity[row]!);
      square += slope * slope;
    }
    for (const { key, levels } of mixtures) {
      for (const { amount, share } of levels) {
        const value = rounded((amount - (cut.references.get(key) ?? 0)) / cut.divisor, fraction);
        beyond += value * share;
        square += value * value * share;
      }
    }
    return beyond / Math.sqrt(Math.max(square, 1e-12));
  }

  #mixtures({ terms }: CombinedRow): Mixture[] {
    return Array.from(terms, ([key, term]) => {
      const byAmount = new Map<number, number>();
      this.#effectShares(term).forEach((share, e) => {
        if (share > 1e-9) byAmount.set(term.amounts[e]!, (byAmount.get(term.amounts[e]!) ?? 0) + share);
      });
      return { key, levels: Array.from(byAmount, ([amount, share]) => ({ amount, share })) };
    });
  }

  #effectShares({ option, node }: OptionTerm): Float64Array {
    let arcs = this.#arcShares.get(option);
    if (!arcs) {
      arcs = arcShares(this.#problem, option, this.#columns, this.#solution.weights);
      this.#arcShares.set(option, arcs);
    }
    const { arcEffect, effectStart } = this.#problem.options[option]!;
    const shares = new Float64Array(effectStart.length - 1);
    for (let arc = 0; arc < arcEffect.length; arc++)
      shares[arcEffect[arc]!]! += arcs[node * arcEffect.length + arc]!;
    return shares;
  }
}

function turned(atUpper: ReadonlySet<number>, j: number): Set<number> {
  const copy = new Set(atUpper);
  if (!copy.delete(j)) copy.add(j);
  return copy;
}

function activityOf(
  { rowLower, columns: { starts, rows, coefficients } }: PlanningProblem,
  policies: readonly PolicyColumn[],
  { variables, weights }: MasterSolution,
): Float64Array {
  const activity = new Float64Array(rowLower.length);
  for (let j = 0; j + 1 < starts.length; j++)
    for (let i = starts[j]!; i < starts[j + 1]!; i++) activity[rows[i]!]! += coefficients[i]! * variables[j]!;
  policies.forEach(({ effects }, c) => {
    if (!(weights[c]! > 0)) return;
    effects.rows.forEach((row, i) => {
      activity[row]! += weights[c]! * effects.coefficients[i]!;
    });
  });
  return activity;
}
