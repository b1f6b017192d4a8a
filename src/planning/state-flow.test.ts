import { beforeAll, describe, expect, it } from 'vitest';
import { highsSolver } from '../adapters/highs/highs-solver.ts';
import type { ScenarioTree } from '../demand/scenario-tree.ts';
import type { LpSolver } from '../lp/lp-solver.ts';
import { quarter } from '../units/quarter.ts';
import { type PlanningProblem, ProblemBuilder, type RiskMeasure } from './planning-problem.ts';
import { stateFlowActions, stateFlowProgram } from './state-flow.ts';

/** A root with two children, of probability 0.25 and 0.75. */
const fork: ScenarioTree = {
  firstQuarter: quarter(2025, 1),
  parent: Int32Array.of(-1, 0, 0),
  depth: Int32Array.of(0, 1, 1),
  probability: Float64Array.of(1, 0.25, 0.75),
  values: new Map(),
};

/** A plant that may be built at the root only, sells up to 4 at 10 in node 1 and 2 in node 2, and is worth 1 at the end. */
function plant(risk?: RiskMeasure): PlanningProblem {
  const builder = new ProblemBuilder(fork, risk);
  builder.addResource('capacity');
  builder.addOption({
    id: 'plant',
    initial: 'none',
    transitions: [
      { from: 'none', action: 'wait', to: 'none' },
      { from: 'none', action: 'build', to: 'built', cash: -12, allowedAt: (n) => n === 0 },
      { from: 'built', action: 'keep', to: 'built', uses: { capacity: 4 } },
    ],
    terminal: { built: 1 },
  });
  builder.addConstantCash(0, 100);
  for (const [n, price] of [
    [1, 10],
    [2, 2],
  ] as const) {
    const sold = builder.addVariable({ name: `sold ${n}`, upper: 9, cash: [[n, price]] });
    builder.addRow({
      name: `sold within capacity ${n}`,
      upper: 0,
      variables: [[sold, 1]],
      resources: [['capacity', n, -1]],
    });
  }
  return builder.build();
}

describe('the state-flow form', () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await highsSolver();
  });

  it('has as many whole columns as were counted before it is written', () => {
    const { program } = stateFlowProgram(plant());
    // Waiting or building at the root; at each child waiting, or keeping what was built.
    expect(stateFlowActions(plant())).toBe(6);
    expect(program.integer!.reduce((sum, one) => sum + one, 0)).toBe(6);
  });

  function optimum(problem: PlanningProblem): number {
    const { program } = stateFlowProgram(problem);
    const outcome = solver.solveMip(program, { relativeGap: 0, timeLimitSeconds: 10 });
    if (outcome.status !== 'optimal') throw new Error(outcome.status);
    return outcome.objective;
  }

  it('has a flow only for states that can hold at a node, and arcs only where they are allowed', () => {
    const { columnNames, rowNames } = stateFlowProgram(plant());
    expect(rowNames.filter((name) => name.startsWith('flow'))).toEqual([
      'flow 0:plant n0 s0',
      'flow 0:plant n1 s0',
      'flow 0:plant n1 s1',
      'flow 0:plant n2 s0',
      'flow 0:plant n2 s1',
    ]);
    expect(columnNames.filter((name) => name.startsWith('0:plant'))).toEqual([
      '0:plant n0 s0 wait s0',
      '0:plant n0 s0 build s1',
      '0:plant n1 s0 wait s0',
      '0:plant n1 s1 keep s1',
      '0:plant n2 s0 wait s0',
      '0:plant n2 s1 keep s1',
    ]);
  });

  it('values expected cash, terminal values and constant cash', () => {
    expect(optimum(plant())).toBeCloseTo(100 - 12 + 0.25 * 40 + 0.75 * 8 + 1, 9);
  });

  it('values the worst outcomes under risk aversion', () => {
    // Built: 129 with probability 0.25, 97 with 0.75. The worst half is 97; not building gives 100 for certain.
    expect(optimum(plant({ cvarWeight: 0.2, cvarLevel: 0.5 }))).toBeCloseTo(0.8 * 105 + 0.2 * 97, 9);
    expect(optimum(plant({ cvarWeight: 0.8, cvarLevel: 0.5 }))).toBeCloseTo(100, 9);
  });

  it('leaves out states without an allowed action rather than ending flows there', () => {
    const builder = new ProblemBuilder(fork);
    builder.addOption({
      id: 'trap',
      initial: 'open',
      transitions: [
        { from: 'open', action: 'wait', to: 'open' },
        { from: 'open', action: 'enter', to: 'shut', cash: (n) => (n === 0 ? 8 : 5) },
        { from: 'shut', action: 'stay', to: 'shut', allowedAt: (n) => n === 1 },
      ],
    });
    expect(optimum(builder.build())).toBeCloseTo(5, 9);
  });

  it('has whole columns only when they are asked for', () => {
    expect(stateFlowProgram(plant(), { integer: false }).program.integer).toBeUndefined();
    const { program, columnNames } = stateFlowProgram(plant());
    expect(columnNames.filter((_, j) => program.integer![j] === 1)).toHaveLength(6);
  });
});
