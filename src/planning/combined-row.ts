/** Rows of a problem added up with multipliers, with what each option's effects count in them: what rounding cuts are made from. */
import type { PlanningProblem } from './planning-problem.ts';

/** An option at a node in a row: what each of its effects adds, `[effect]`. */
export interface OptionTerm {
  readonly option: number;
  readonly node: number;
  readonly amounts: Float64Array;
}

/** A row of the problem in a sum. */
export interface RowShare {
  readonly row: number;
  readonly multiplier: number;
  /** The side of the row that counts: 1 its upper bound, −1 its lower. */
  readonly side: 1 | -1;
  /** Whether the sum holds only with the row's slack, since its multiplier has the sign of the other side. */
  readonly isSlack: boolean;
}

/** Σ variables + Σ options ≤ limit, if the slacks of the rows that say so are taken off. */
export interface CombinedRow {
  readonly rows: readonly RowShare[];
  readonly limit: number;
  readonly variables: ReadonlyMap<number, number>;
  /** By option and node. */
  readonly terms: ReadonlyMap<string, OptionTerm>;
}

/** Entries of one row. */
interface RowEntries {
  readonly variables: (readonly [variable: number, coefficient: number])[];
  readonly terms: Map<string, OptionTerm>;
}

/** The rows of a problem, entry by entry. */
export class RowBook {
  readonly #problem: PlanningProblem;
  readonly #entries: RowEntries[];
  /** Rows by variable. */
  readonly #rowsOf: number[][];
  /** Rows that cannot be rounded: those that states enter at the end of a path, with no effect of their own there, and cuts. */
  readonly #barred = new Set<number>();

  /** Reads the rows that `problem` has now. */
  constructor(problem: PlanningProblem) {
    this.#problem = problem;
    this.#entries = Array.from(problem.rowLower, () => ({ variables: [], terms: new Map() }));
    this.#rowsOf = Array.from(problem.columns.profit, () => []);
    const { starts, rows, coefficients } = problem.columns;
    for (let j = 0; j + 1 < starts.length; j++) {
      for (let i = starts[j]!; i < starts[j + 1]!; i++) {
        this.#entries[rows[i]!]!.variables.push([j, coefficients[i]!]);
        this.#rowsOf[j]!.push(rows[i]!);
      }
    }
    for (const o of problem.options.keys()) this.#readOption(o);
    for (const { row } of problem.effectTerms?.values() ?? []) for (const cut of row) this.#barred.add(cut);
  }

  /** Rows that options enter. */
  get optionRows(): number[] {
    return [...this.#entries.keys()].filter((row) => this.#entries[row]!.terms.size > 0);
  }

  /** Rows that a variable enters. */
  rowsOf(variable: number): readonly number[] {
    return this.#rowsOf[variable]!;
  }

  entries(row: number): RowEntries {
    return this.#entries[row]!;
  }

  /** One side of a row by itself; nothing where that is open, or where the row cannot be rounded. */
  single(row: number, side: 1 | -1): CombinedRow | undefined {
    const none: CombinedRow = { rows: [], limit: 0, variables: new Map(), terms: new Map() };
    const bound = side === 1 ? this.#problem.rowUpper[row]! : this.#problem.rowLower[row]!;
    return Number.isFinite(bound) ? this.plus(none, row, side) : undefined;
  }

  /** The sum with `multiplier` times a row that it does not hold yet; nothing where the row cannot be rounded. */
  plus(sum: CombinedRow, row: number, multiplier: number): CombinedRow | undefined {
    if (this.#barred.has(row)) return undefined;
    const share = this.#shareOf(row, multiplier);
    if (!share) return undefined;
    const { rowUpper, rowLower } = this.#problem;
    const variables = new Map(sum.variables);
    for (const [j, a] of this.#entries[row]!.variables) {
      const total = (variables.get(j) ?? 0) + multiplier * a;
      if (Math.abs(total) > 1e-11 * Math.abs(multiplier * a)) variables.set(j, total);
      else variables.delete(j);
    }
    const terms = new Map(sum.terms);
    for (const [key, { option, node, amounts }] of this.#entries[row]!.terms) {
      const before = terms.get(key)?.amounts;
      const total = amounts.map((amount, e) => (before ? before[e]! : 0) + multiplier * amount);
      terms.set(key, { option, node, amounts: total });
    }
    const bound = share.side === 1 ? rowUpper[row]! : rowLower[row]!;
    return { rows: [...sum.rows, share], limit: sum.limit + multiplier * bound, variables, terms };
  }

  #shareOf(row: number, multiplier: number): RowShare | undefined {
    const right = multiplier > 0 ? 1 : -1;
    const bound = (side: 1 | -1) =>
      side === 1 ? this.#problem.rowUpper[row]! : this.#problem.rowLower[row]!;
    if (Number.isFinite(bound(right))) return { row, multiplier, side: right, isSlack: false };
    const other = right === 1 ? -1 : 1;
    return Number.isFinite(bound(other)) ? { row, multiplier, side: other, isSlack: true } : undefined;
  }

  #readOption(o: number): void {
    const { options, resourceRows, tree } = this.#problem;
    const option = options[o]!;
    const effects = option.effectStart.length - 1;
    const terminal = new Set(option.terminalEffect);
    const inner = new Set(tree.parent);
    for (let e = 0; e < effects; e++) {
      for (let i = option.effectStart[e]!; i < option.effectStart[e + 1]!; i++) {
        const { target, factor } = option.channels[option.effectChannel[i]!]!;
        if (target === 'cash') continue;
        const { start, row: rows, coefficient } = resourceRows[target]!;
        for (let n = 0; n + 1 < start.length; n++) {
          for (let k = start[n]!; k < start[n + 1]!; k++) {
            const row = rows[k]!;
            if (terminal.has(e) && !inner.has(n)) this.#barred.add(row);
            const { terms } = this.#entries[row]!;
            const key = `${o}:${n}`;
            const known = terms.get(key) ?? { option: o, node: n, amounts: new Float64Array(effects) };
            known.amounts[e]! += option.effectAmount[i]! * (factor ? factor[n]! : 1) * coefficient[k]!;
            terms.set(key, known);
          }
        }
      }
    }
  }
}
