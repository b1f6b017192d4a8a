/**
 * A linear program as free-format MPS, the text that every solver reads.
 *
 * Maximisation is stated by an OBJSENSE section. Bounds that readers take differently by default (whole columns without an
 * upper bound, upper bounds below 0) are always written out. Numbers have as many digits as it takes to read back the same
 * double (at most 17).
 */
import type { LinearProgram } from './linear-program.ts';

/** Names of the program, its rows and its columns, in the program's order; {@link mpsLines} makes them plain and tells equal ones apart. */
export interface MpsNames {
  /** Name of the program. */
  readonly program: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
}

/** Name of the objective's row; no other row has it. */
const OBJECTIVE = 'objective';

/** Longest name written: several readers end at 255. */
const LONGEST_NAME = 200;

/**
 * The lines of the file, without line ends. Names are reduced to letters, digits and `_.:/+-`, and made unique by a number
 * at their end. Throws a `RangeError` when there are not as many names as rows and columns.
 *
 * ```ts
 * for (const line of mpsLines(program, names)) file.write(`${line}\n`);
 * ```
 */
export function* mpsLines(program: LinearProgram, names: MpsNames): Generator<string, void, undefined> {
  const { rowLower, rowUpper, profit } = program;
  if (names.rows.length !== rowLower.length || names.columns.length !== profit.length) {
    throw new RangeError(
      `${names.rows.length} and ${names.columns.length} names for ${rowLower.length} rows and ${profit.length} columns`,
    );
  }
  const rows = plainNames(names.rows, [OBJECTIVE]);
  const columns = plainNames(names.columns, []);
  yield `NAME ${plainName(names.program)}`;
  yield 'OBJSENSE';
  yield '    MAX';
  yield 'ROWS';
  yield ` N ${OBJECTIVE}`;
  for (let r = 0; r < rows.length; r++) yield ` ${rowType(rowLower[r]!, rowUpper[r]!)} ${rows[r]}`;
  yield* columnLines(program, rows, columns);
  yield* limitLines(program, rows);
  yield 'BOUNDS';
  for (let j = 0; j < columns.length; j++) yield* boundLines(program, j, columns[j]!);
  yield 'ENDATA';
}

function* columnLines(
  { profit, starts, rows: rowOf, coefficients, integer }: LinearProgram,
  rows: readonly string[],
  columns: readonly string[],
): Generator<string> {
  yield 'COLUMNS';
  let whole = false;
  let marker = 0;
  const mark = () => ` marker${marker++} 'MARKER' '${whole ? 'INTORG' : 'INTEND'}'`;
  for (let j = 0; j < columns.length; j++) {
    if ((integer?.[j] === 1) !== whole) {
      whole = !whole;
      yield mark();
    }
    const [from, to] = [starts[j]!, starts[j + 1]!];
    if (profit[j] !== 0 || from === to) yield ` ${columns[j]} ${OBJECTIVE} ${profit[j]}`;
    for (let i = from; i < to; i++) yield ` ${columns[j]} ${rows[rowOf[i]!]} ${coefficients[i]}`;
  }
  if (whole) {
    whole = false;
    yield mark();
  }
}

/** A row with two different bounds is stated from above, with the distance to its lower bound as its range. */
function* limitLines({ rowLower, rowUpper }: LinearProgram, rows: readonly string[]): Generator<string> {
  yield 'RHS';
  for (let r = 0; r < rows.length; r++) {
    const limit = Number.isFinite(rowUpper[r]!) ? rowUpper[r]! : rowLower[r]!;
    if (Number.isFinite(limit) && limit !== 0) yield ` rhs ${rows[r]} ${limit}`;
  }
  yield 'RANGES';
  for (let r = 0; r < rows.length; r++) {
    const range = rowUpper[r]! - rowLower[r]!;
    if (Number.isFinite(range) && range !== 0) yield ` range ${rows[r]} ${range}`;
  }
}

function* boundLines({ lower, upper, integer }: LinearProgram, j: number, column: string): Generator<string> {
  const [low, high] = [lower[j]!, upper[j]!];
  if (low === high) {
    yield ` FX bound ${column} ${low}`;
    return;
  }
  if (low === -Infinity) yield high === Infinity ? ` FR bound ${column}` : ` MI bound ${column}`;
  else if (low !== 0 || high < 0) yield ` LO bound ${column} ${low}`;
  if (high !== Infinity) yield ` UP bound ${column} ${high}`;
  else if (integer?.[j] === 1 && low !== -Infinity) yield ` PL bound ${column}`;
}

function rowType(lower: number, upper: number): 'E' | 'L' | 'G' | 'N' {
  if (lower === upper) return 'E';
  if (Number.isFinite(upper)) return 'L';
  return Number.isFinite(lower) ? 'G' : 'N';
}

function plainNames(names: readonly string[], taken: readonly string[]): string[] {
  const used = new Set(taken);
  return names.map((name) => {
    const plain = plainName(name);
    let unique = plain;
    for (let count = 2; used.has(unique); count++) unique = `${plain}_${count}`;
    used.add(unique);
    return unique;
  });
}

function plainName(name: string): string {
  return (
    name
      .trim()
      .replace(/[^A-Za-z0-9_.:/+-]+/g, '_')
      .slice(0, LONGEST_NAME) || '_'
  );
}
