/** Capacity-expansion instances with published optima, solved through the public API (skipped where the files are not at hand). */
import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { highsSolver } from '../adapters/highs/highs-solver.ts';
import type { ScenarioTree } from '../demand/scenario-tree.ts';
import type { LpSolver } from '../lp/lp-solver.ts';
import { quarter } from '../units/quarter.ts';
import { type PlanningProblem, ProblemBuilder } from './planning-problem.ts';
import { untimed } from './solve-clock.ts';
import { solveProblem } from './solve-problem.ts';

const folder = `${process.env['KADENZ_SHARED'] ?? '../shared'}/data/truths`;
const read = (name: string) => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'));

interface FileNode {
  id: string;
  parent: string | null;
  depth: number;
  prob: number;
  demand: number;
}

function treeOf(nodes: FileNode[]): ScenarioTree {
  const index = new Map(nodes.map((node, n) => [node.id, n]));
  return {
    firstQuarter: quarter(2025, 1),
    parent: Int32Array.from(nodes, (node) => (node.parent === null ? -1 : index.get(node.parent)!)),
    depth: Int32Array.from(nodes, (node) => node.depth),
    probability: Float64Array.from(nodes, (node) => node.prob),
    values: new Map(),
  };
}

/** Items live at single nodes: each is an option that may be taken there. */
function knapsack(name: string): PlanningProblem {
  const data = read(name);
  const nodes: FileNode[] = data.tree;
  const builder = new ProblemBuilder(treeOf(nodes));
  builder.addResource('capacity');
  builder.addResource('spend');
  builder.addResource('volume');
  for (const option of data.options) {
    const cost = Float64Array.from(nodes, (node) => option.cost_at_node[node.id]);
    builder.addOption({
      id: `expansion ${option.id}`,
      initial: 'none',
      transitions: [
        { from: 'none', action: 'wait', to: 'none' },
        {
          from: 'none',
          action: 'expand',
          to: 'done',
          cash: cost.map((c) => -c),
          uses: { capacity: option.delta_capacity, spend: cost },
        },
        { from: 'done', action: 'keep', to: 'done', uses: { capacity: option.delta_capacity } },
      ],
    });
  }
  nodes.forEach((node, n) => {
    data.items[node.id].forEach((item: { volume: number; reward: number }, i: number) => {
      builder.addOption({
        id: `item ${i} at ${node.id}`,
        initial: 'open',
        transitions: [
          { from: 'open', action: 'leave', to: 'open' },
          {
            from: 'open',
            action: 'take',
            to: 'open',
            allowedAt: (m) => m === n,
            cash: item.reward,
            uses: { volume: item.volume },
          },
        ],
      });
    });
    builder.addRow({
      name: `volume at ${node.id}`,
      upper: data.base_capacity,
      resources: [
        ['volume', n, 1],
        ['capacity', n, -1],
      ],
    });
    const budget = data.node_budget_on_option_cost;
    if (budget !== undefined)
      builder.addRow({ name: `budget at ${node.id}`, upper: budget, resources: [['spend', n, 1]] });
  });
  return builder.build();
}

function generationExpansion(): PlanningProblem {
  const data = read('generation_expansion_T3');
  const nodes: FileNode[] = data.tree;
  const builder = new ProblemBuilder(treeOf(nodes));
  builder.addResource('capacity');
  const weight = Float64Array.from(nodes, (node) => node.prob * data.rho ** node.depth);
  for (let unit = 0; unit < data.units; unit++) {
    builder.addOption({
      id: `unit ${unit}`,
      initial: 'none',
      transitions: [
        { from: 'none', action: 'wait', to: 'none' },
        {
          from: 'none',
          action: 'build',
          to: 'built',
          cash: { amount: -data.build_cost, weight },
          uses: { capacity: data.unit_capacity },
        },
        { from: 'built', action: 'keep', to: 'built', uses: { capacity: data.unit_capacity } },
      ],
    });
  }
  nodes.forEach((node, n) => {
    const used = builder.addVariable({
      name: `used at ${node.id}`,
      upper: node.demand,
      weightedCash: [[n, -data.use_cost * weight[n]!]],
    });
    const unmet = builder.addVariable({
      name: `unmet at ${node.id}`,
      upper: node.demand,
      weightedCash: [[n, -data.penalty_undiscounted * node.prob]],
    });
    builder.addRow({
      name: `capacity at ${node.id}`,
      upper: 0,
      variables: [[used, 1]],
      resources: [['capacity', n, -1]],
    });
    builder.addRow({
      name: `demand at ${node.id}`,
      lower: node.demand,
      variables: [
        [used, 1],
        [unmet, 1],
      ],
    });
  });
  return builder.build();
}

describe.skipIf(!existsSync(folder))(
  'published optima (needs the shared data folder; skipped without it)',
  () => {
    let solver: LpSolver;
    beforeAll(async () => {
      solver = await highsSolver();
    });

    it('solves the knapsack expansion with fixed costs to −131.25', () => {
      const solution = solveProblem(knapsack('knapsack_fixed'), solver, { clock: untimed() });
      expect(solution).toMatchObject({ status: 'solved' });
      if (solution.status !== 'solved') return;
      expect(solution.incumbent.value).toBeCloseTo(131.25, 6);
      expect(solution.bound).toBeCloseTo(131.25, 6);
      expect(solution.rootBound).toBeCloseTo(135, 6);
    });

    it('solves the knapsack expansion under a budget per node to −159', () => {
      const solution = solveProblem(knapsack('knapsack_budget'), solver, { clock: untimed() });
      expect(solution).toMatchObject({ status: 'solved' });
      if (solution.status !== 'solved') return;
      expect(solution.incumbent.value).toBeCloseTo(159, 6);
      expect(solution.bound).toBeCloseTo(159, 6);
    });

    it('solves the generation expansion on 73 nodes to 918,723.537', () => {
      const solution = solveProblem(generationExpansion(), solver, { clock: untimed() });
      expect(solution).toMatchObject({ status: 'solved' });
      if (solution.status !== 'solved') return;
      expect(solution.incumbent.value).toBeCloseTo(-read('generation_expansion_T3').exact_optimum, 3);
      expect(solution.bound).toBeGreaterThanOrEqual(solution.incumbent.value);
      expect(solution.bound - solution.incumbent.value).toBeLessThan(1e-2);
      expect(solution.rootBound).toBeCloseTo(-916262.732, 2);
    });
  },
);
