/** Small random trees and draws for problems that are solved by two methods. */
import type { ScenarioTree } from '../../src/demand/scenario-tree.ts';
import { type Quarter, quarter } from '../../src/units/quarter.ts';
import type { RandomStream } from '../../src/units/random.ts';

/** Draws that tests are written in. */
export class Draw {
  readonly #stream: RandomStream;

  constructor(stream: RandomStream) {
    this.#stream = stream;
  }

  /** A number in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.#stream.uniform();
  }

  /** A whole number in low … high. */
  whole(low: number, high: number): number {
    return low + Math.floor((high - low + 1) * this.#stream.uniform());
  }

  chance(probability: number): boolean {
    return this.#stream.uniform() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.whole(0, items.length - 1)]!;
  }

  /** A list of `count` draws. */
  list<T>(count: number, item: (index: number) => T): T[] {
    return Array.from({ length: count }, (_, i) => item(i));
  }
}

/** `horizon` in quarters, the root's included. */
export interface TreeShape {
  readonly horizon: number;
  readonly mostNodes: number;
  readonly firstQuarter?: Quarter;
}

/** A tree whose leaves all lie at depth `horizon` − 1, of at most about `mostNodes` nodes. */
export function randomTree(
  draw: Draw,
  { horizon, mostNodes, firstQuarter = quarter(2025, 2) }: TreeShape,
): ScenarioTree {
  const parent = [-1];
  const depth = [0];
  const probability = [1];
  let level = [0];
  for (let t = 1; t < horizon; t++) {
    const next: number[] = [];
    for (const up of level) {
      const room = mostNodes - parent.length - (horizon - t) * (level.length + next.length);
      const shares = draw.list(room > 0 ? draw.whole(1, 3) : 1, () => draw.between(0.2, 1));
      const total = shares.reduce((sum, share) => sum + share, 0);
      for (const share of shares) {
        next.push(parent.length);
        parent.push(up);
        depth.push(t);
        probability.push((probability[up]! * share) / total);
      }
    }
    level = next;
  }
  return {
    firstQuarter,
    parent: Int32Array.from(parent),
    depth: Int32Array.from(depth),
    probability: Float64Array.from(probability),
    values: new Map(),
  };
}
