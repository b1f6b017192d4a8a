/** Which nodes of a tree a future runs along, told quarter by quarter from what is known by then. */
import { childrenOf, type ScenarioTree } from '../demand/scenario-tree.ts';

/** Sends futures along a tree. */
export class PathMatcher {
  readonly #tree: ScenarioTree;
  readonly #children: readonly (readonly number[])[];
  /** By series: the position of each node on the scale on which futures are compared, and its spread per quarter. */
  readonly #series: readonly {
    readonly name: string;
    readonly position: Float64Array;
    readonly spread: Float64Array;
  }[];

  constructor(tree: ScenarioTree) {
    this.#tree = tree;
    this.#children = childrenOf(tree);
    this.#series = [...tree.values].map(([name, values]) => {
      const position = values.map((value) => positionOf(name, value));
      return { name, position, spread: spreadPerQuarter(tree, position, name.startsWith('event:')) };
    });
  }

  /**
   * The leaf that a future ends at. At each node with several children it goes to the one whose values of that quarter are nearest to the
   * future's: squared differences of logarithms (of shares for events) in standard deviations of the tree's quarter, summed over the series. Nothing later
   * is looked at, so that decisions at the nodes know no more than the planner would.
   */
  leafOf(values: (series: string, quarter: number) => number | undefined): number {
    let n = 0;
    for (;;) {
      const below = this.#children[n]!;
      if (below.length === 0) return n;
      const quarter = this.#tree.depth[n]! + 1;
      n = below.length === 1 ? below[0]! : this.#nearest(below, quarter, values);
    }
  }

  #nearest(
    below: readonly number[],
    quarter: number,
    values: (series: string, quarter: number) => number | undefined,
  ): number {
    let best = below[0]!;
    let least = Infinity;
    for (const child of below) {
      let distance = 0;
      for (const { name, position, spread } of this.#series) {
        const value = values(name, quarter);
        if (value === undefined || spread[quarter] === 0) continue;
        distance += ((positionOf(name, value) - position[child]!) / spread[quarter]!) ** 2;
      }
      if (distance < least) [best, least] = [child, distance];
    }
    return best;
  }
}

/** Events on the scale of shares, levels on that of logarithms (0 as far below as anything real). */
function positionOf(series: string, value: number): number {
  return series.startsWith('event:') ? value : Math.log(Math.max(value, 1e-12));
}

/**
 * Standard deviation of a series per quarter. Of an event it is that of its being there or not, m(1 − m) for a mean m: at nodes that an event did not branch it
 * is a share, and by the small differences of shares alone no future would be told from another.
 */
function spreadPerQuarter(
  { depth, probability }: ScenarioTree,
  position: Float64Array,
  isEvent: boolean,
): Float64Array {
  const quarters = Math.max(...depth) + 1;
  const mean = new Float64Array(quarters);
  const square = new Float64Array(quarters);
  for (let n = 0; n < depth.length; n++) mean[depth[n]!]! += probability[n]! * position[n]!;
  for (let n = 0; n < depth.length; n++)
    square[depth[n]!]! += probability[n]! * (position[n]! - mean[depth[n]!]!) ** 2;
  return square.map((ofNodes, t) => {
    const variance = isEvent ? mean[t]! * (1 - mean[t]!) : ofNodes;
    return variance > 1e-18 ? Math.sqrt(variance) : 0;
  });
}
