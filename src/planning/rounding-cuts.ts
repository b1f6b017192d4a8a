/**
 * Mixed-integer rounding cuts on rows that options enter (Nemhauser and Wolsey 1990).
 *
 * In a row Σ a·x + Σ A ≤ b an option has at each node one of a few amounts A, one per effect. Whatever reference amount R is taken off
 * each, whatever the divisor d, and to whichever of its bounds each variable is moved, Σ over a<0 of a/(1−f)·x + Σ F((A−R)/d) ≤ ⌊b⌋ holds for
 * every plan (x and b likewise over d), f being the fraction of b and F(z) = ⌊z⌋ + max(0, fraction of z − f)/(1−f).
 */
import type { CombinedRow, RowBook } from './combined-row.ts';
import type { EffectEntry } from './effect-terms.ts';
import type { PlanningProblem } from './planning-problem.ts';
import type { AddedRow } from './problem-rows.ts';

/** What a rounding cut follows from: anyone can work its coefficients out from this and the rows. */
export interface RoundingCut {
  readonly from: CombinedRow;
  readonly divisor: number;
  /** By key of `from.terms`; 0 where there is none. */
  readonly references: ReadonlyMap<string, number>;
  /** Variables that are moved to their upper bound; all others to the lower. */
  readonly atUpper: ReadonlySet<number>;
}

/** F of the rounding: z counts as the whole number below it, and what is beyond the fraction f in part. */
export function rounded(z: number, f: number): number {
  const floor = Math.floor(z + 1e-9);
  return floor + Math.max(0, z - floor - f) / (1 - f);
}

/** What a variable's coefficient rounds to; one that need not be whole counts as far as it is negative. */
export function slopeOf(isWhole: boolean, a: number, f: number): number {
  return isWhole ? rounded(a, f) : Math.min(0, a) / (1 - f);
}

/** Fraction and floor of the right-hand side; nothing where rounding gains next to nothing. */
export function fractionOf(
  { columns: { lower, upper } }: PlanningProblem,
  { from, divisor, references, atUpper }: RoundingCut,
): { readonly fraction: number; readonly floor: number } | undefined {
  let rest = from.limit;
  for (const [j, a] of from.variables) rest -= a * (atUpper.has(j) ? upper[j]! : lower[j]!);
  for (const reference of references.values()) rest -= reference;
  rest /= divisor;
  const floor = Math.floor(rest);
  const fraction = rest - floor;
  return fraction < 0.01 || fraction > 0.99 ? undefined : { fraction, floor };
}

/** The cut as a row, times the divisor and 1 − f; nothing where the right-hand side is nearly whole, so that rounding gains nothing. */
export function cutRow(problem: PlanningProblem, book: RowBook, cut: RoundingCut): AddedRow | undefined {
  const parts = fractionOf(problem, cut);
  if (!parts) return undefined;
  const row = new RowSum(problem, cut, parts);
  row.addVariables();
  row.addOptions();
  row.addSlacks(book);
  return row.packed();
}

/** A cut while its coefficients are added up. */
class RowSum {
  readonly #problem: PlanningProblem;
  readonly #cut: RoundingCut;
  readonly #fraction: number;
  readonly #scale: number;
  readonly #variables = new Map<number, number>();
  /** What each effect counts, by option and node. */
  readonly #amounts = new Map<string, Float64Array>();
  #limit: number;

  constructor(
    problem: PlanningProblem,
    cut: RoundingCut,
    { fraction, floor }: { readonly fraction: number; readonly floor: number },
  ) {
    this.#problem = problem;
    this.#cut = cut;
    this.#fraction = fraction;
    this.#scale = cut.divisor * (1 - fraction);
    this.#limit = floor * this.#scale;
  }

  addVariables(): void {
    const { integer, columns } = this.#problem;
    for (const [j, a] of this.#cut.from.variables) {
      const sign = this.#cut.atUpper.has(j) ? -1 : 1;
      const slope =
        sign * this.#scale * slopeOf(integer[j] === 1, (sign * a) / this.#cut.divisor, this.#fraction);
      this.#add(j, slope);
      this.#limit += slope * (sign < 0 ? columns.upper[j]! : columns.lower[j]!);
    }
  }

  addOptions(): void {
    for (const [key, { amounts }] of this.#cut.from.terms) {
      const reference = this.#cut.references.get(key) ?? 0;
      const value = (amount: number) =>
        this.#scale * rounded((amount - reference) / this.#cut.divisor, this.#fraction);
      // One effect is taken at each node: what the amount 0 would count goes to the right.
      const none = value(0);
      this.#limit -= none;
      this.#amounts.set(
        key,
        amounts.map((amount) => value(amount) - none),
      );
    }
  }

  /** Slacks count as what the row leaves of its bound. */
  addSlacks(book: RowBook): void {
    const { rowUpper, rowLower } = this.#problem;
    for (const { row, multiplier, side, isSlack } of this.#cut.from.rows) {
      if (!isSlack) continue;
      const weight = side * Math.abs(multiplier);
      const { variables, terms } = book.entries(row);
      for (const [j, a] of variables) this.#add(j, weight * a);
      for (const [key, { amounts }] of terms) {
        const before = this.#amounts.get(key)!;
        this.#amounts.set(
          key,
          amounts.map((amount, e) => before[e]! + weight * amount),
        );
      }
      this.#limit += weight * (side === 1 ? rowUpper[row]! : rowLower[row]!);
    }
  }

  packed(): AddedRow {
    const { from } = this.#cut;
    const effects = [...this.#amounts].flatMap(([key, amounts]): EffectEntry[] => {
      const { option, node } = from.terms.get(key)!;
      return Array.from(amounts, (coefficient, effect) => ({ option, node, effect, coefficient })).filter(
        ({ coefficient }) => coefficient !== 0,
      );
    });
    return {
      name: `${this.#problem.rowNames[from.rows[0]!.row]} rounded`,
      ...{ lower: -Infinity, upper: this.#limit },
      variables: [...this.#variables].filter(([, a]) => a !== 0),
      ...{ resources: [], effects },
    };
  }

  #add(variable: number, coefficient: number): void {
    this.#variables.set(variable, (this.#variables.get(variable) ?? 0) + coefficient);
  }
}
