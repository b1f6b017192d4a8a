/**
 * A linear program as data, in the one form that the planner uses:
 * maximise c·x subject to rowLower ≤ A·x ≤ rowUpper and lower ≤ x ≤ upper.
 */

/** Columns packed one after another (compressed sparse columns). */
export interface ColumnBatch {
  /** Objective coefficient per column. */
  readonly profit: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** `starts[j]…starts[j+1]` are the entries of column j; length columns + 1. */
  readonly starts: Int32Array;
  /** Row of each entry; a row occurs at most once in a column. */
  readonly rows: Int32Array;
  readonly coefficients: Float64Array;
}

/** A whole program: columns with their entries, and the bounds of the rows. */
export interface LinearProgram extends ColumnBatch {
  /** Row bounds; `-Infinity` and `Infinity` where there is none. */
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** 1 where the column must be whole; absent for a program without whole columns. */
  readonly integer?: Uint8Array;
}

/** Collects columns one at a time and packs them. */
export class ColumnBuilder {
  readonly #profit: number[] = [];
  readonly #lower: number[] = [];
  readonly #upper: number[] = [];
  readonly #starts: number[] = [0];
  readonly #rows: number[] = [];
  readonly #coefficients: number[] = [];
  /** By row, where the last column that has it has its entry. */
  readonly #lastEntry: number[] = [];

  /** Number of columns so far. */
  get count(): number {
    return this.#profit.length;
  }

  /** Adds a column; entries with coefficient 0 are dropped, several for one row are added up. Returns its index. */
  add(
    profit: number,
    lower: number,
    upper: number,
    entries: Iterable<readonly [row: number, coefficient: number]>,
  ): number {
    const [rows, coefficients, lastEntry] = [this.#rows, this.#coefficients, this.#lastEntry];
    const start = rows.length;
    for (const [row, coefficient] of entries) {
      const at = lastEntry[row] ?? -1;
      if (at >= start && rows[at] === row) coefficients[at]! += coefficient;
      else {
        lastEntry[row] = rows.length;
        rows.push(row);
        coefficients.push(coefficient);
      }
    }
    let kept = start;
    for (let i = start; i < rows.length; i++) {
      if (coefficients[i] === 0) continue;
      rows[kept] = rows[i]!;
      coefficients[kept++] = coefficients[i]!;
    }
    rows.length = kept;
    coefficients.length = kept;
    this.#starts.push(this.#rows.length);
    this.#profit.push(profit);
    this.#lower.push(lower);
    this.#upper.push(upper);
    return this.#profit.length - 1;
  }

  pack(): ColumnBatch {
    return {
      profit: Float64Array.from(this.#profit),
      lower: Float64Array.from(this.#lower),
      upper: Float64Array.from(this.#upper),
      starts: Int32Array.from(this.#starts),
      rows: Int32Array.from(this.#rows),
      coefficients: Float64Array.from(this.#coefficients),
    };
  }
}

/** Collects rows by name and bounds. */
export class RowBuilder {
  readonly #names: string[] = [];
  readonly #lower: number[] = [];
  readonly #upper: number[] = [];

  /** Adds a row `lower ≤ … ≤ upper` and returns its index. */
  add(name: string, lower: number, upper: number): number {
    this.#names.push(name);
    this.#lower.push(lower);
    this.#upper.push(upper);
    return this.#names.length - 1;
  }

  get count(): number {
    return this.#names.length;
  }

  /** Moves the bounds of a row by `amount`, as when a constant is taken to the other side. */
  shift(row: number, amount: number): void {
    this.#lower[row]! += amount;
    this.#upper[row]! += amount;
  }

  pack(): { names: readonly string[]; lower: Float64Array; upper: Float64Array } {
    return {
      names: this.#names,
      lower: Float64Array.from(this.#lower),
      upper: Float64Array.from(this.#upper),
    };
  }
}
