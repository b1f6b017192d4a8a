/** Local search: frees some actions of a plan at a time, prices them afresh against the rest, and dives. */
import { childrenOf, type ScenarioTree } from '../demand/scenario-tree.ts';
import type { RandomStream } from '../units/random.ts';
import { type ColumnGeneration, LARGE_ROWS } from './column-generation.ts';
import { dive } from './dive.ts';
import type { Incumbent } from './incumbent.ts';
import type { Multipliers } from './lagrangian-bound.ts';
import type { PlanningProblem } from './planning-problem.ts';
import { keeping, type SearchRegion } from './search-region.ts';
import type { SolveClock } from './solve-clock.ts';

/** The plan to improve, what may be changed, and when to stop. */
export interface NeighbourhoodRequest {
  readonly region: SearchRegion;
  readonly from: Incumbent;
  /** Prices at which policies for a neighbourhood are first looked for. */
  readonly multipliers: Multipliers;
  readonly random: RandomStream;
  readonly clock: SolveClock;
  /** Stop once the plan is worth this much. */
  readonly target: number;
  /** Stop after so many neighbourhoods in a row without gain. */
  readonly patience: number;
}

/** What a neighbourhood frees. */
type Neighbourhood = (option: number, node: number) => boolean;

/** Improves a plan until the target, the patience or the time is reached; yields after each neighbourhood what is new, if anything. */
export function* searchNeighbourhoods(
  generation: ColumnGeneration,
  request: NeighbourhoodRequest,
): Generator<Incumbent | undefined, void> {
  const { region, multipliers, random, clock, target, patience } = request;
  const { problem } = generation;
  let best = request.from;
  let queue: Neighbourhood[] = [];
  for (let idle = 0; idle < patience && best.value < target && !clock.isOver(); ) {
    if (queue.length === 0) queue = shuffled(neighbourhoods(problem, random), random);
    const frees = queue.pop()!;
    const within = keeping(problem, region, best.policies, (option, node) => !frees(option, node));
    const start = generation.reprice({
      region: within,
      from: multipliers,
      rounds: problem.rowLower.length < LARGE_ROWS ? 8 : 3,
    });
    const tolerance = 1e-9 * Math.abs(best.value);
    const promising = start !== undefined && start.objective > best.value + tolerance;
    const found = promising ? dive(generation, { region: within, start, rounds: 2 }) : undefined;
    if (found && found.value > best.value + tolerance) {
      best = found;
      idle = 0;
      yield found;
    } else {
      idle += 1;
      yield undefined;
    }
  }
  generation.master.enter(region);
}

/**
 * One option, or two, on the whole tree; all options in the subtree below a branching; all options from a quarter on. Options are
 * many more than a dive can weigh at once in a large portfolio, so that at most twelve are freed in a subtree.
 */
function neighbourhoods(
  { tree, options: { length: options }, rowLower }: PlanningProblem,
  random: RandomStream,
): Neighbourhood[] {
  const list: Neighbourhood[] = [];
  for (let option = 0; option < options; option++) {
    const other = Math.floor(random.uniform() * options);
    list.push(
      (o) => o === option,
      (o) => o === option || o === other,
    );
  }
  // A dozen options on a subtree take as long as fifty single ones where masters are slow.
  if (rowLower.length >= LARGE_ROWS) return list;
  for (const root of branchingHeads(tree)) {
    const below = subtree(tree, root);
    const first = Math.floor(random.uniform() * options);
    list.push((o, n) => below[n] === 1 && (o - first + options) % options < MOST_FREED);
  }
  return list;
}

const MOST_FREED = 12;

/** Nodes at which a subtree of its own begins: the root and all nodes with siblings. */
function branchingHeads(tree: ScenarioTree): number[] {
  return [0, ...childrenOf(tree).flatMap((children) => (children.length > 1 ? children : []))];
}

function subtree({ parent }: ScenarioTree, root: number): Uint8Array {
  const below = new Uint8Array(parent.length);
  below[root] = 1;
  for (let n = root + 1; n < parent.length; n++) below[n] = below[parent[n]!]!;
  return below;
}

function shuffled<T>(items: T[], random: RandomStream): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
}
