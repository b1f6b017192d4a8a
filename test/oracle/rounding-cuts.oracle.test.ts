import { beforeAll, describe, expect, it } from 'vitest';
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import type { LpSolver } from '../../src/lp/lp-solver.ts';
import { ColumnGeneration } from '../../src/planning/column-generation.ts';
import { type CombinedRow, RowBook } from '../../src/planning/combined-row.ts';
import { CutSearch } from '../../src/planning/cut-search.ts';
import type { Policy } from '../../src/planning/option-pricing.ts';
import { type PlanningProblem, ProblemBuilder } from '../../src/planning/planning-problem.ts';
import { PlanningSession } from '../../src/planning/planning-session.ts';
import { type AddedRow, withRows } from '../../src/planning/problem-rows.ts';
import { cutRow } from '../../src/planning/rounding-cuts.ts';
import { wholeRegion } from '../../src/planning/search-region.ts';
import { untimed } from '../../src/planning/solve-clock.ts';
import { openArcs, type StagedOption } from '../../src/planning/staged-option.ts';
import { type RandomStream, randomStream } from '../../src/units/random.ts';
import { chain } from '../options/tiny-portfolio.ts';
import { randomProblem } from './random-problem.ts';

describe('rounding cuts', () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await highsSolver();
  });

  it('give one plant of 3 for a market of 2 the bound of the plant built or not', () => {
    // Two thirds of the plant would serve the market: 2·5 − ⅔·9 = 4, where the whole plant earns 1.
    const builder = new ProblemBuilder(chain([0]));
    builder.addResource('capacity');
    builder.addOption({
      ...{ id: 'plant', initial: 'none' },
      transitions: [
        { from: 'none', action: 'wait', to: 'none' },
        { from: 'none', action: 'build', to: 'none', cash: -9, uses: { capacity: 3 } },
      ],
    });
    const sold = builder.addVariable({ name: 'sold', upper: 2, cash: [[0, 5]] });
    const variables = [[sold, 1]] as const;
    builder.addRow({ name: 'market', upper: 0, variables, resources: [['capacity', 0, -1]] });
    const { before, after, cuts } = cutOnce(builder.build(), solver);
    expect(before).toBeCloseTo(4, 9);
    expect(cuts).toHaveLength(1);
    expect(after).toBeCloseTo(1, 9);
  });

  it('leave the best operations of whatever policies as they were, whatever they are made from', () => {
    let compared = 0;
    let [cutsInAll, withSlack] = [0, 0];
    for (let seed = 0; seed < 300; seed++) {
      const problem = randomProblem(seed);
      // What operations are best with whole variables is found by dives, which need not find it.
      if (problem.integer.includes(1)) continue;
      const random = randomStream(seed, 'cuts and policies');
      const made = Array.from({ length: 12 }, () => randomCut(problem, random));
      const cuts = made.flatMap((one) => one?.row ?? []);
      cutsInAll += cuts.length;
      withSlack += made.filter((one) => one?.hasSlack).length;
      const [plain, cut] = [problem, withRows(problem, cuts)].map(
        (one) => new PlanningSession(one, solver, untimed()),
      ) as [PlanningSession, PlanningSession];
      for (let draw = 0; draw < 12; draw++) {
        const policies = problem.options.map((option) => randomPolicy(problem, option, random));
        const expected = plain.evaluate(policies)?.value;
        const found = cut.evaluate(policies)?.value;
        if (expected === undefined) continue;
        compared += 1;
        expect(found, `seed ${seed}`).toBeCloseTo(expected, 5);
      }
      plain.dispose();
      cut.dispose();
    }
    expect(cutsInAll).toBeGreaterThan(1000);
    expect(withSlack).toBeGreaterThan(300);
    expect(compared).toBeGreaterThan(200);
  });
});

/** A cut from rows, multipliers, divisor, references and bounds that are drawn; nothing where these make none. */
function randomCut(
  problem: PlanningProblem,
  random: RandomStream,
): { readonly row: AddedRow; readonly hasSlack: boolean } | undefined {
  const book = new RowBook(problem);
  const pick = (count: number) => Math.floor(random.uniform() * count);
  let from: CombinedRow | undefined = { rows: [], limit: 0, variables: new Map(), terms: new Map() };
  const rows = [...problem.rowLower.keys()].filter(() => random.uniform() < 0.6);
  for (const row of rows) from = from && book.plus(from, row, 2 * random.uniform() - 1);
  if (!from) return undefined;
  const references = new Map(
    Array.from(from.terms, ([key, { amounts }]) => [key, amounts[pick(amounts.length)]!] as const),
  );
  const atUpper = new Set([...from.variables.keys()].filter(() => random.uniform() < 0.5));
  const row = cutRow(problem, book, { from, divisor: 0.2 + 4 * random.uniform(), references, atUpper });
  return row && { row, hasSlack: from.rows.some(({ isSlack }) => isSlack) };
}

/** Bounds of a problem before and after the cuts that its relaxation violates. */
function cutOnce(
  problem: PlanningProblem,
  solver: LpSolver,
): { readonly before?: number; readonly after?: number; readonly cuts: AddedRow[] } {
  const generation = new ColumnGeneration(problem, solver, untimed());
  try {
    const before = generation.relax({ region: wholeRegion(problem), tolerance: 1e-9 });
    if (!('solution' in before) || !before.solution) return { cuts: [] };
    const book = new RowBook(problem);
    const found = new CutSearch(problem, book, generation.master.columns, before.solution).cuts();
    const cuts = found.flatMap((cut) => cutRow(problem, book, cut) ?? []);
    generation.extend(withRows(problem, cuts));
    const after = generation.relax({ region: wholeRegion(generation.problem), tolerance: 1e-9 });
    return { before: before.bound, ...('bound' in after && { after: after.bound }), cuts };
  } finally {
    generation.dispose();
  }
}

function randomPolicy({ tree }: PlanningProblem, option: StagedOption, random: RandomStream): Policy {
  const policy = new Int32Array(tree.parent.length);
  for (let n = 0; n < policy.length; n++) {
    const state = n === 0 ? option.initialState : option.arcTo[policy[tree.parent[n]!]!]!;
    const open = openArcs(option, state, n);
    policy[n] = open[Math.floor(random.uniform() * open.length)]!;
  }
  return policy;
}
