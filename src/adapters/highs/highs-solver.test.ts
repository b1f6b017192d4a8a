import { describe, expect, it } from 'vitest';
import { ColumnBuilder, type LinearProgram } from '../../lp/linear-program.ts';
import { lpSolverConformance } from '../../lp/lp-solver.conformance.ts';
import { BASIC } from '../../lp/lp-solver.ts';
import { randomStream } from '../../units/random.ts';
import { highsSolver } from './highs-solver.ts';

lpSolverConformance('HiGHS', () => highsSolver());

/** Products of `size` × `size` machines: what each earns, and what it takes of some machines. */
function production(size: number): LinearProgram {
  const { uniform } = randomStream(size, 'production');
  const builder = new ColumnBuilder();
  for (let j = 0; j < size; j++) {
    const rows = new Set(Array.from({ length: 6 }, () => Math.floor(size * uniform())));
    builder.add(
      1 + uniform(),
      0,
      Infinity,
      [...rows].map((row): [number, number] => [row, 0.5 + uniform()]),
    );
  }
  return {
    ...builder.pack(),
    rowLower: new Float64Array(size).fill(-Infinity),
    rowUpper: new Float64Array(size).fill(10),
  };
}

describe('HiGHS', () => {
  it('calls no solve optimal that it was told to stop', async () => {
    const columns = new ColumnBuilder();
    // An assignment of 40 to 40 takes hundreds of simplex steps.
    for (let j = 0; j < 1600; j++) {
      columns.add(Math.sin(j * j), 0, 1, [
        [j % 40, 1],
        [40 + Math.floor(j / 40), 1],
      ]);
    }
    const program = {
      ...columns.pack(),
      rowLower: new Float64Array(80).fill(1),
      rowUpper: new Float64Array(80).fill(1),
    };
    const statusOf = async (isStopped: boolean) => {
      const model = (await highsSolver({ shouldStop: () => isStopped })).load(program);
      try {
        // Warm, as presolve alone may solve it.
        return model.solve({ method: 'primal' }).status;
      } finally {
        model.dispose();
      }
    };
    expect([await statusOf(false), await statusOf(true)]).toEqual(['optimal', 'stopped']);
  });

  it('stops among interior points when it is told to', async () => {
    const program = production(400);
    let asked = 0;
    const stopped = (await highsSolver({ shouldStop: () => ++asked > 0 })).load(program);
    expect(stopped.solve({ method: 'interior-point' })).toEqual({ status: 'stopped' });
    expect(asked).toBeGreaterThan(0);
    const patient = (await highsSolver({ shouldStop: () => false })).load(program);
    expect(patient.solve({ method: 'interior-point' }).status).toBe('optimal');
    for (const model of [stopped, patient]) model.dispose();
  });

  it('tells the basis of the last solve after columns were added, and starts another program from it', async () => {
    const solver = await highsSolver();
    const program = production(60);
    const column = new ColumnBuilder();
    column.add(0.01, 0, Infinity, [[0, 1]]);
    const added = column.pack();
    const [first, second] = [solver.load(program), solver.load(program)];
    const found = first.solve({ method: 'dual' });
    const before = first.basis()!;
    first.addColumns(added);
    const basis = first.basis()!;
    expect(basis.columns).toHaveLength(61);
    expect(Array.from(basis.columns.subarray(0, 60))).toEqual(Array.from(before.columns));
    expect([...basis.columns, ...basis.rows].filter((status) => status === BASIC)).toHaveLength(60);
    second.addColumns(added);
    expect(second.basis()).toBeUndefined();
    expect(second.startFrom(basis)).toBe(true);
    const again = second.solve({ method: 'primal' });
    if (found.status !== 'optimal' || again.status !== 'optimal') throw new Error('both have an optimum');
    expect(again.objective).toBeCloseTo(found.objective, 8);
    for (const model of [first, second]) model.dispose();
  });
});
