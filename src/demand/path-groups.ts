/** Groups of paths that cannot be told apart yet: the nodes of a scenario tree while it grows. */

/** A node while the tree grows: a stretch of the paths' order. */
export interface Group {
  readonly parent: number;
  readonly start: number;
  readonly end: number;
  readonly probability: number;
  /** Quarter up to which each kept event has been told apart here, shape `[event]`; `Infinity` on its branch. */
  readonly toldUntil: readonly number[];
}

/** The nodes of one depth, as groups of paths. */
export interface Level {
  readonly groups: readonly Group[];
  /** Node of each path, counted within the level. */
  readonly nodeOfPath: Int32Array;
}

/** Means of `column` (shape `[path]`), by `weights`, over the paths of each group of a level. */
export function groupMeans(
  column: Float64Array,
  weights: Float64Array,
  groups: readonly Group[],
  nodeOfPath: Int32Array,
): Float64Array {
  const [sums, totals] = [new Float64Array(groups.length), new Float64Array(groups.length)];
  for (let path = 0; path < column.length; path++) {
    sums[nodeOfPath[path]!]! += weights[path]! * column[path]!;
    totals[nodeOfPath[path]!]! += weights[path]!;
  }
  return sums.map((sum, n) => sum / totals[n]!);
}

/** The node of each path, from the groups' stretches of `order`. */
export function nodesOfPaths(groups: readonly Group[], order: Int32Array): Int32Array {
  const nodeOfPath = new Int32Array(order.length);
  groups.forEach(({ start, end }, n) => {
    for (let i = start; i < end; i++) nodeOfPath[order[i]!] = n;
  });
  return nodeOfPath;
}

/** The values of quarter `t` of an array of shape `[path][quarter]`. */
export function columnAt(values: Float64Array, t: number, quarters: number): Float64Array {
  const column = new Float64Array(values.length / quarters);
  for (let path = 0; path < column.length; path++) column[path] = values[path * quarters + t]!;
  return column;
}
