/** Local search: frees a few options of a plan at a time, prices them afresh against the rest, and dives. */
import type { RandomStream } from '../units/random.ts';
import type { ColumnGeneration } from './column-generation.ts';
import { dive } from './dive.ts';
import type { Incumbent } from './incumbent.ts';
import type { SearchRegion } from './lagrangian-bound.ts';
import type { PolicyColumn } from './restricted-master.ts';
import type { SolveClock } from './solve-clock.ts';

export interface NeighbourhoodRequest {
  readonly region: SearchRegion;
  readonly from: Incumbent;
  readonly random: RandomStream;
  readonly clock: SolveClock;
  /** Stop once the plan is worth this much. */
  readonly target: number;
  /** Stop after so many neighbourhoods in a row without gain. */
  readonly patience: number;
  readonly onImproved: (incumbent: Incumbent) => void;
}

/** Improves a plan until the target, the patience or the time is reached. Sizes of neighbourhoods cycle from 1 to 4. */
export function searchNeighbourhoods(generation: ColumnGeneration, request: NeighbourhoodRequest): Incumbent {
  const { region, random, clock, target, patience, onImproved } = request;
  const { problem, master } = generation;
  const count = problem.options.length;
  let best = request.from;
  let order: number[] = [];
  for (let idle = 0, step = 0; idle < patience && best.value < target && !clock.isOver(); step++) {
    const size = Math.min(count, 1 + (step % 4));
    if (order.length < size) order = shuffled(count, random);
    const freed = new Set(order.splice(0, size));
    const columns = keptColumns(generation, best);
    const keep = new Map([...columns].filter(([option]) => !freed.has(option)));
    const isShut = (column: PolicyColumn, index: number) =>
      keep.has(column.option) && keep.get(column.option) !== index;
    const solution = generation.reprice(region, new Set(keep.keys()), isShut, 8);
    const tolerance = 1e-9 * Math.abs(best.value);
    if (!solution || solution.objective <= best.value + tolerance) {
      idle += 1;
      continue;
    }
    const found = dive(generation, { region, start: solution, keep, rounds: 3 });
    if (found && found.value > best.value + tolerance) {
      best = found;
      idle = 0;
      onImproved(found);
    } else idle += 1;
  }
  master.enter(region);
  return best;
}

function keptColumns(generation: ColumnGeneration, incumbent: Incumbent): Map<number, number> {
  const { master } = generation;
  master.addPolicies(incumbent.policies.map((policy, option) => [option, policy] as const));
  return new Map(incumbent.policies.map((policy, option) => [option, master.find(option, policy)]));
}

function shuffled(count: number, random: RandomStream): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
