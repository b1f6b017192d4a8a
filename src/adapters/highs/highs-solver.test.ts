import { describe, expect, it } from 'vitest';
import { ColumnBuilder } from '../../lp/linear-program.ts';
import { lpSolverConformance } from '../../lp/lp-solver.conformance.ts';
import { highsSolver } from './highs-solver.ts';

lpSolverConformance('HiGHS', () => highsSolver());

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
});
