import loadHighs, { type Highs } from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../units/random.ts';
import { ColumnBuilder, type LinearProgram } from './linear-program.ts';
import { type MpsNames, mpsLines } from './mps.ts';

const inf = Number.POSITIVE_INFINITY;

function program(
  rows: readonly (readonly [lower: number, upper: number])[],
  columns: readonly (readonly [
    profit: number,
    lower: number,
    upper: number,
    entries: readonly (readonly [number, number])[],
  ])[],
  integer?: readonly number[],
): LinearProgram {
  const builder = new ColumnBuilder();
  for (const column of columns) builder.add(...column);
  return {
    ...builder.pack(),
    rowLower: Float64Array.from(rows, ([lower]) => lower),
    rowUpper: Float64Array.from(rows, ([, upper]) => upper),
    ...(integer && { integer: Uint8Array.from(integer) }),
  };
}

function numbered(p: LinearProgram): MpsNames {
  return {
    program: 'test',
    rows: Array.from(p.rowLower, (_, r) => `row ${r}`),
    columns: Array.from(p.profit, (_, j) => `column ${j}`),
  };
}

const textOf = (p: LinearProgram, names = numbered(p)) => [...mpsLines(p, names)].join('\n');

/** A program with bounds and rows of every kind; x = its middle point meets all rows. */
function randomProgram(seed: number, whole: boolean): LinearProgram {
  const stream = randomStream(seed, 'mps');
  const pick = (count: number) => Math.floor(count * stream.uniform());
  const value = () => (stream.uniform() - 0.5) * 10 ** pick(5);
  const middle = Array.from({ length: 3 + pick(5) }, () => Math.round(value()));
  const bounds = middle.map((x): [number, number] => {
    const [below, above] = [x - pick(4), x + pick(4)];
    return (
      [
        [below, above],
        [x, x],
        [below, inf],
        [-inf, above],
        [-inf, inf],
      ] as [number, number][]
    )[pick(whole ? 2 : 5)]!;
  });
  const matrix = Array.from({ length: 4 + pick(6) }, () =>
    middle.map(() => (stream.uniform() < 0.6 ? value() : 0)),
  );
  const rows = matrix.map((row): [number, number] => {
    const at = row.reduce((sum, a, j) => sum + a * middle[j]!, 0);
    const [below, above] = [at - stream.uniform(), at + stream.uniform()];
    return (
      [
        [below, above],
        [at, at],
        [below, inf],
        [-inf, above],
        [-inf, inf],
      ] as [number, number][]
    )[pick(5)]!;
  });
  rows.push([-inf, middle.reduce((sum, x) => sum + x, 0) + 50]);
  matrix.push(middle.map((_, j) => (j % 2 ? 1 : -1)));
  return program(
    rows,
    middle.map((_, j) => [value(), ...bounds[j]!, matrix.map((row, r): [number, number] => [r, row[j]!])]),
    whole ? middle.map(() => pick(2)) : undefined,
  );
}

describe('free-format MPS', () => {
  let highs: Highs;
  beforeAll(async () => {
    highs = await (loadHighs as unknown as (typeof loadHighs)['default'])();
  });

  function readBack(text: string) {
    return highs.createModel({ format: 'mps', data: text });
  }

  /** Status and objective, rounded; −0 and 0 are one. */
  function outcome(model: ReturnType<Highs['createModel']>): string {
    try {
      model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0 });
      model.run();
      const status = model.getModelStatus();
      const { optimal } = highs.constants.modelStatus;
      if (status !== optimal) return 'no optimum';
      return `optimum ${(model.getObjectiveValue() || 0).toPrecision(8)}`;
    } finally {
      model.dispose();
    }
  }

  function direct(p: LinearProgram) {
    const [numCols, numRows] = [p.profit.length, p.rowLower.length];
    const { variableType, objectiveSense } = highs.constants;
    return highs.createModel({
      numCols,
      numRows,
      sense: objectiveSense.maximize,
      colCost: p.profit,
      colLower: p.lower,
      colUpper: p.upper,
      rowLower: p.rowLower,
      rowUpper: p.rowUpper,
      matrix: { format: 'csc', numRows, numCols, starts: p.starts, indices: p.rows, values: p.coefficients },
      ...(p.integer && {
        integrality: Array.from(p.integer, (whole) =>
          whole ? variableType.integer : variableType.continuous,
        ),
      }),
    });
  }

  it('reads back to the same optimum on 60 random programs with every kind of row and bound', () => {
    const outcomes = new Map<string, number>();
    for (let seed = 0; seed < 60; seed++) {
      const p = randomProgram(seed, seed % 2 === 1);
      const expected = outcome(direct(p));
      expect(outcome(readBack(textOf(p))), `seed ${seed}`).toBe(expected);
      const kind = expected.split(' ')[0]!;
      outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
    }
    expect(outcomes.get('optimum')).toBeGreaterThan(25);
  });

  it('keeps a whole column without an upper bound unbounded', () => {
    const p = program([[-inf, 7.5]], [[1, 0, inf, [[0, 1]]]], [1]);
    expect(outcome(readBack(textOf(p)))).toBe(`optimum ${(7).toPrecision(8)}`);
  });

  it('keeps the lower bound 0 of a column whose upper bound is below it', () => {
    const p = program([[-inf, 9]], [[1, 0, -1, [[0, 1]]]]);
    expect(textOf(p)).toContain('LO bound column_0 0');
  });

  it('keeps columns without entries and every digit of a number', () => {
    const p = program(
      [[0.1 + 0.2, 0.1 + 0.2]],
      [
        [0, 0, 1, []],
        [1 / 3, 0, inf, [[0, 1]]],
      ],
    );
    const text = textOf(p);
    expect(text).toContain('column_0 objective 0');
    expect(text).toContain('rhs row_0 0.30000000000000004');
    expect(text).toContain('column_1 objective 0.3333333333333333');
  });

  it('gives every row and column a plain name of its own', () => {
    const p = program(
      [
        [0, 1],
        [0, 1],
        [0, 1],
      ],
      [
        [1, 0, 1, [[0, 1]]],
        [1, 0, 1, [[1, 1]]],
      ],
    );
    const text = textOf(p, {
      program: 'Müller & Söhne',
      rows: ['objective', 'sold ≤ held', 'sold  held'],
      columns: ['', 'a\n$b'],
    });
    expect(text).toContain('NAME M_ller_S_hne');
    const lines = text.split('\n');
    for (const line of [
      ' L objective_2',
      ' L sold_held',
      ' L sold_held_2',
      ' _ objective 1',
      ' a_b objective 1',
    ])
      expect(lines).toContain(line);
  });

  it('asks for a name for every row and column', () => {
    const p = program([[0, 1]], [[1, 0, 1, [[0, 1]]]]);
    expect(() => [...mpsLines(p, { program: 'x', rows: [], columns: ['a'] })]).toThrow(RangeError);
  });
});
