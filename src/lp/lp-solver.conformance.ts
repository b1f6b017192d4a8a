/**
 * What every solver behind the port has to hold. Optima are judged without another solver: a primal that keeps the rows and prices whose
 * Lagrangian bound is the objective prove each other (weak duality).
 */
import { describe, expect, it } from 'vitest';
import { type RandomStream, randomStream } from '../units/random.ts';
import { type ColumnBatch, ColumnBuilder, type LinearProgram } from './linear-program.ts';
import type { LpOutcome, LpSolver } from './lp-solver.ts';

/** Relative to the objective's size: solvers work in double precision to 1e-7 per row. */
const TOLERANCE = 1e-6;
/** Interior points end earlier: their prices are for bounds, which hold at any. */
const INTERIOR_TOLERANCE = 1e-3;

type Optimum = Extract<LpOutcome, { status: 'optimal' }>;

/** Declares the tests of one solver. */
export function lpSolverConformance(name: string, load: () => Promise<LpSolver>): void {
  describe(`${name} as a solver`, async () => {
    const solver = await load();
    const solved = (program: LinearProgram, method: 'dual' | 'interior-point' = 'dual') => {
      const model = solver.load(program);
      try {
        return optimum(model.solve({ method }));
      } finally {
        model.dispose();
      }
    };

    it.each(seeds(30))('proves its optimum by its prices, program %i', (seed) => {
      const program = randomProgram(seed);
      const found = solved(program);
      expect(found.objective).toBeCloseTo(worthOf(program, found.primal), 6);
      expect(violation(program, found.primal)).toBeLessThan(TOLERANCE);
      expectClose(lagrangianBound(program, found.rowPrices), found.objective, TOLERANCE);
    });

    it.each(seeds(10))('comes to the same by interior points, program %i', (seed) => {
      const program = randomProgram(seed);
      expectClose(solved(program, 'interior-point').objective, solved(program).objective, INTERIOR_TOLERANCE);
    });

    it.each(seeds(15))('goes on from where it was, when columns come and bounds move, program %i', (seed) => {
      // At zero, so that fewer columns and narrower boxes hold its rows as well.
      const whole = randomProgram(seed, 'at-zero');
      const half = Math.floor(whole.profit.length / 2);
      const model = solver.load({ ...whole, ...columnsOf(whole, 0, half) });
      try {
        optimum(model.solve({ method: 'dual' }));
        model.addColumns(columnsOf(whole, half, whole.profit.length));
        expectClose(optimum(model.solve({ method: 'primal' })).objective, solved(whole).objective, TOLERANCE);

        const narrower = { ...whole, upper: whole.upper.map((most) => most / 2) };
        const all = Int32Array.from(whole.profit.keys());
        model.setColumnBounds(all, narrower.lower, narrower.upper);
        const moved = optimum(model.solve({ method: 'warm-dual' }));
        expectClose(moved.objective, solved(narrower).objective, TOLERANCE);

        const wider = { ...narrower, rowUpper: whole.rowUpper.map((most) => most + 1) };
        model.setRowBounds(Int32Array.from(wider.rowUpper.keys()), wider.rowLower, wider.rowUpper);
        const profit = whole.profit.map((one) => 2 * one);
        model.setProfits(all, profit);
        const dearer = optimum(model.solve({ method: 'primal' }));
        expectClose(dearer.objective, solved({ ...wider, profit }).objective, TOLERANCE);

        const basis = model.basis()!;
        expect(model.startFrom(basis)).toBe(true);
        expectClose(optimum(model.solve({ method: 'primal' })).objective, dearer.objective, TOLERANCE);
      } finally {
        model.dispose();
      }
    });

    it('keeps a row that is added later', () => {
      const program = boxes([3, 2], [4, 4]);
      const model = solver.load(program);
      try {
        expect(optimum(model.solve({ method: 'dual' })).objective).toBeCloseTo(20, 6);
        model.addRow(-Infinity, 5, Int32Array.of(0, 1), Float64Array.of(1, 1));
        const found = optimum(model.solve({ method: 'warm-dual' }));
        expect([...found.primal]).toEqual([expect.closeTo(4, 6), expect.closeTo(1, 6)]);
        expect(found.rowPrices.at(-1)).toBeCloseTo(2, 6);
      } finally {
        model.dispose();
      }
    });

    it('tells an infeasible and an unbounded program from one that has an optimum', () => {
      const statusOf = (program: LinearProgram) => {
        const model = solver.load(program);
        try {
          return model.solve({ method: 'dual' }).status;
        } finally {
          model.dispose();
        }
      };
      const { rowLower, rowUpper, ...columns } = boxes([1], [1]);
      expect(statusOf(withRow(columns, 2, Infinity))).toBe('infeasible');
      expect(statusOf({ ...columns, upper: Float64Array.of(Infinity), rowLower, rowUpper })).toBe(
        'unbounded',
      );
      expect(statusOf(withRow(columns, -Infinity, 2))).toBe('optimal');
    });

    it.each(seeds(10))(
      'finds the best whole columns, and a bound that they do not exceed, knapsack %i',
      (seed) => {
        const { program, best } = knapsack(seed);
        const found = solver.solveMip(program, { relativeGap: 0, timeLimitSeconds: 10 });
        if (!('objective' in found)) throw new Error(found.status);
        expect(found.status).toBe('optimal');
        expect(found.objective).toBeCloseTo(best, 6);
        expect(found.bound).toBeGreaterThanOrEqual(found.objective - TOLERANCE);
      },
    );

    it('says so where no whole columns keep the rows', () => {
      const { rowLower: _, rowUpper: __, ...columns } = boxes([1], [1]);
      const between = { ...withRow(columns, 0.25, 0.75), integer: Uint8Array.of(1) };
      expect(solver.solveMip(between, { relativeGap: 0, timeLimitSeconds: 10 }).status).toBe('infeasible');
    });
  });
}

function seeds(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

function optimum(outcome: LpOutcome): Optimum {
  if (outcome.status !== 'optimal') throw new Error(JSON.stringify(outcome));
  return outcome;
}

function expectClose(got: number, expected: number, tolerance: number): void {
  expect(Math.abs(got - expected) / Math.max(1, Math.abs(expected))).toBeLessThan(tolerance);
}

/** A feasible program of a dozen boxed columns: its rows, one of them an equation, hold at a random point or where all columns are 0. */
function randomProgram(seed: number, holds: 'inside' | 'at-zero' = 'inside'): LinearProgram {
  const random = randomStream(seed);
  const columns = new ColumnBuilder();
  const [rows, count] = [6, 12];
  const level = new Float64Array(rows);
  for (let j = 0; j < count; j++) {
    const upper = 1 + 9 * random.uniform();
    const entries = [...level.keys()].flatMap((row): [number, number][] =>
      random.uniform() < 0.5 ? [[row, random.normal()]] : [],
    );
    const inside = holds === 'inside' ? upper * random.uniform() : 0;
    for (const [row, coefficient] of entries) level[row]! += coefficient * inside;
    columns.add(random.normal(), 0, upper, entries);
  }
  const side = (r: number, sign: -1 | 1) => level[r]! + sign * slack(random);
  return {
    ...columns.pack(),
    // Every second row is open to one side, the last an equation.
    rowLower: Float64Array.from(level, (at, r) => (r === rows - 1 ? at : r % 2 ? -Infinity : side(r, -1))),
    rowUpper: Float64Array.from(level, (at, r) => (r === rows - 1 ? at : r % 3 ? side(r, 1) : Infinity)),
  };
}

function slack(random: RandomStream): number {
  return 2 * random.uniform();
}

function columnsOf(
  { profit, lower, upper, starts, rows, coefficients }: ColumnBatch,
  from: number,
  to: number,
) {
  const [first, last] = [starts[from]!, starts[to]!];
  return {
    profit: profit.slice(from, to),
    lower: lower.slice(from, to),
    upper: upper.slice(from, to),
    starts: starts.slice(from, to + 1).map((start) => start - first),
    rows: rows.slice(first, last),
    coefficients: coefficients.slice(first, last),
  };
}

/** Columns in boxes from 0, without rows. */
function boxes(profits: readonly number[], uppers: readonly number[]): LinearProgram {
  const columns = new ColumnBuilder();
  for (const [j, profit] of profits.entries()) columns.add(profit, 0, uppers[j]!, []);
  return { ...columns.pack(), rowLower: new Float64Array(0), rowUpper: new Float64Array(0) };
}

/** The same columns under one row that sums them. */
function withRow(columns: ColumnBatch, lower: number, upper: number): LinearProgram {
  const summed = new ColumnBuilder();
  for (const [j, profit] of columns.profit.entries())
    summed.add(profit, columns.lower[j]!, columns.upper[j]!, [[0, 1]]);
  return { ...summed.pack(), rowLower: Float64Array.of(lower), rowUpper: Float64Array.of(upper) };
}

/** Eight items, and the worth of the best that fit, by trying all 256 choices. */
function knapsack(seed: number): { readonly program: LinearProgram; readonly best: number } {
  const random = randomStream(seed);
  const items = Array.from({ length: 8 }, () => ({
    worth: 1 + random.uniform(),
    weight: 1 + random.uniform(),
  }));
  const room = 5;
  const columns = new ColumnBuilder();
  for (const { worth, weight } of items) columns.add(worth, 0, 1, [[0, weight]]);
  let best = 0;
  for (let choice = 0; choice < 2 ** items.length; choice++) {
    const taken = items.filter((_, i) => choice & (1 << i));
    const sum = (of: 'worth' | 'weight') => taken.reduce((total, item) => total + item[of], 0);
    if (sum('weight') <= room) best = Math.max(best, sum('worth'));
  }
  const program = {
    ...columns.pack(),
    ...{ rowLower: Float64Array.of(-Infinity), rowUpper: Float64Array.of(room) },
    integer: new Uint8Array(items.length).fill(1),
  };
  return { program, best };
}

function worthOf({ profit }: LinearProgram, primal: Float64Array): number {
  return profit.reduce((sum, one, j) => sum + one * primal[j]!, 0);
}

/** The most by which a point leaves a row or a box. */
function violation(program: LinearProgram, primal: Float64Array): number {
  const { lower, upper, starts, rows, coefficients, rowLower, rowUpper } = program;
  const level = new Float64Array(rowLower.length);
  let most = 0;
  for (const [j, x] of primal.entries()) {
    most = Math.max(most, lower[j]! - x, x - upper[j]!);
    for (let i = starts[j]!; i < starts[j + 1]!; i++) level[rows[i]!]! += coefficients[i]! * x;
  }
  for (const [r, at] of level.entries()) most = Math.max(most, rowLower[r]! - at, at - rowUpper[r]!);
  return most;
}

/** What no feasible point exceeds, by the prices alone: prices × the sides that they push against, and every column at its best. */
function lagrangianBound(program: LinearProgram, prices: Float64Array): number {
  const { profit, lower, upper, starts, rows, coefficients, rowLower, rowUpper } = program;
  let bound = 0;
  for (const [r, price] of prices.entries()) {
    // A price of a solver's rounding error pushes against no side that is open.
    const side = price > 0 ? rowUpper[r]! : rowLower[r]!;
    if (Math.abs(price) > 1e-9) bound += price * side;
  }
  for (let j = 0; j < profit.length; j++) {
    let reduced = profit[j]!;
    for (let i = starts[j]!; i < starts[j + 1]!; i++) reduced -= prices[rows[i]!]! * coefficients[i]!;
    bound += Math.max(reduced * lower[j]!, reduced * upper[j]!);
  }
  return bound;
}
