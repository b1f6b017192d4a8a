/** Single futures: a tree's path, or what is expected from a node on, as a tree without branches. */
import { childrenOf, pathTo, type ScenarioTree } from '../demand/scenario-tree.ts';

/** A future without branches and the nodes of the tree that it runs along; those after `known` quarters stand for all that may follow. */
export interface Chain {
  readonly tree: ScenarioTree;
  readonly along: readonly number[];
  /** 1 in quarters that open a period, as in the tree. */
  readonly opens: Uint8Array;
}

/** The path to a leaf, as it turns out. */
export function pathChain(tree: ScenarioTree, leaf: number, opens: Uint8Array): Chain {
  const along = pathTo(tree, leaf);
  return chainOf(tree, along, opens, (values, t) => values[along[t]!]!);
}

/** What is known at `node` up to it, and from there on the mean of what may follow. */
export function meanChain(tree: ScenarioTree, node: number, opens: Uint8Array): Chain {
  const children = childrenOf(tree);
  const along = pathTo(tree, node);
  const levels: (readonly number[])[] = along.map((n) => [n]);
  for (let level = [node]; ; ) {
    level = level.flatMap((n) => children[n]!);
    if (level.length === 0) break;
    levels.push(level);
    along.push(level.find((n) => tree.parent[n] === along.at(-1))!);
  }
  const mass = tree.probability[node]!;
  return chainOf(tree, along, opens, (values, t) =>
    levels[t]!.length === 1
      ? values[levels[t]![0]!]!
      : levels[t]!.reduce((sum, n) => sum + tree.probability[n]! * values[n]!, 0) / mass,
  );
}

/** A future with values of its own, `[quarter]` by series, along the nodes to `leaf`; series that it does not have keep the nodes' values. */
export function observedChain(
  tree: ScenarioTree,
  leaf: number,
  opens: Uint8Array,
  observed: ReadonlyMap<string, ArrayLike<number>>,
): Chain {
  const along = pathTo(tree, leaf);
  return chainOf(tree, along, opens, (values, t, name) => observed.get(name)?.[t] ?? values[along[t]!]!);
}

function chainOf(
  tree: ScenarioTree,
  along: readonly number[],
  opens: Uint8Array,
  value: (values: Float64Array, quarter: number, name: string) => number,
): Chain {
  const quarters = along.map((_, t) => t);
  return {
    along,
    opens: Uint8Array.from(along, (n) => opens[n]!),
    tree: {
      firstQuarter: tree.firstQuarter,
      parent: Int32Array.from(quarters, (t) => t - 1),
      depth: Int32Array.from(quarters),
      probability: new Float64Array(along.length).fill(1),
      values: new Map(
        [...tree.values].map(([name, values]) => [
          name,
          Float64Array.from(quarters, (t) => value(values, t, name)),
        ]),
      ),
    },
  };
}
