/**
 * The scenario tree: what may become known, and when.
 *
 * Nodes are numbered so that a parent always precedes its children (`parent[n] < n`) and node 0 is the
 * root. A decision taken at node n may use the values of n and of its ancestors, never of its descendants.
 */
import type { Quarter } from '../units/quarter.ts';

/** A tree of quarters in typed arrays, each of shape `[node]`; `treeFaults` says what breaks its invariants. */
export interface ScenarioTree {
  /** Quarter of the root. */
  readonly firstQuarter: Quarter;
  /** Parent of each node; −1 for the root only. `parent[n] < n`. */
  readonly parent: Int32Array;
  /** Quarters since the root, per node; children lie exactly one quarter after their parent. */
  readonly depth: Int32Array;
  /** Unconditional probability per node; sums to 1 over the nodes of each depth. */
  readonly probability: Float64Array;
  /** Named values per node, shape `[node]`, such as `demand:chat` or `event:grid-delay`. */
  readonly values: ReadonlyMap<string, Float64Array>;
}

/** Number of nodes. */
export function nodeCount(tree: ScenarioTree): number {
  return tree.parent.length;
}

/** Quarters since the root, per node, from the parents alone; `parent[n] < n`. */
export function depthsOf(parent: ArrayLike<number>): Int32Array {
  const depth = new Int32Array(parent.length);
  for (let n = 1; n < parent.length; n++) depth[n] = depth[parent[n]!]! + 1;
  return depth;
}

/** Children of every node, in ascending order. */
export function childrenOf(tree: ScenarioTree): readonly (readonly number[])[] {
  const children: number[][] = Array.from(tree.parent, () => []);
  for (let n = 1; n < tree.parent.length; n++) children[tree.parent[n]!]!.push(n);
  return children;
}

/** Nodes without children, in ascending order. */
export function leavesOf(tree: ScenarioTree): number[] {
  const isLeaf = new Uint8Array(tree.parent.length).fill(1);
  for (let n = 1; n < tree.parent.length; n++) isLeaf[tree.parent[n]!] = 0;
  return [...isLeaf.keys()].filter((n) => isLeaf[n] === 1);
}

/** The nodes of each depth, ascending, shape `[depth][…]`. */
export function nodesByDepth(tree: ScenarioTree): number[][] {
  const byDepth: number[][] = [];
  for (let n = 0; n < nodeCount(tree); n++) {
    const depth = tree.depth[n]!;
    byDepth[depth] ??= [];
    byDepth[depth].push(n);
  }
  return byDepth;
}

/** The nodes from the root to `node`, both included. */
export function pathTo(tree: ScenarioTree, node: number): number[] {
  const path: number[] = [];
  for (let n = node; n >= 0; n = tree.parent[n]!) path.push(n);
  return path.reverse();
}

/** Checks the invariants of {@link ScenarioTree}; returns one sentence per violation, none when sound. */
export function treeFaults(tree: ScenarioTree, tolerance = 1e-9): string[] {
  const faults: string[] = [];
  const { parent, depth, probability } = tree;
  const massBelow = new Float64Array(parent.length);
  const hasChild = new Uint8Array(parent.length);
  for (let n = 0; n < parent.length; n++) {
    const up = parent[n]!;
    if (n === 0 ? up !== -1 : up < 0 || up >= n) faults.push(`node ${n}: parent ${up} does not precede it`);
    else if (n > 0 && depth[n] !== depth[up]! + 1)
      faults.push(`node ${n}: depth ${depth[n]} does not follow its parent's`);
    if (!(probability[n]! > 0)) faults.push(`node ${n}: probability ${probability[n]} is not positive`);
    if (n > 0 && up >= 0 && up < n) {
      massBelow[up]! += probability[n]!;
      hasChild[up] = 1;
    }
  }
  if (Math.abs((probability[0] ?? 0) - 1) > tolerance)
    faults.push(`the root has probability ${probability[0]}, not 1`);
  for (let n = 0; n < parent.length; n++) {
    if (hasChild[n] && Math.abs(massBelow[n]! - probability[n]!) > tolerance) {
      faults.push(`node ${n}: its children carry ${massBelow[n]} of its probability ${probability[n]}`);
    }
  }
  for (const [name, series] of tree.values) {
    if (series.length !== parent.length)
      faults.push(`values of ${name}: ${series.length} for ${parent.length} nodes`);
    else if (series.some((value) => !Number.isFinite(value)))
      faults.push(`values of ${name} are not all finite`);
  }
  return faults;
}
