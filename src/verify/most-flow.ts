/** The most that can be paired between two sides (Ford and Fulkerson 1962), on a matrix of what is left of each edge. */

/**
 * Most of `offered` that `wanted` can take, where `reach[w][k]` says that want w may take of offer k. All amounts are at least 0.
 *
 * The first want finds 3, the second 4:
 *
 * ```ts
 * mostFlow([3, 5], [4, 4], [[true, false], [true, true]]); // → 7
 * ```
 */
export function mostFlow(
  offered: readonly number[],
  wanted: readonly number[],
  reach: readonly (readonly boolean[])[],
): number {
  const [source, sink, size] = [0, 1, 2 + offered.length + wanted.length];
  const left = Array.from({ length: size }, () => new Float64Array(size));
  for (const [k, amount] of offered.entries()) left[source]![2 + k] = amount;
  for (const [w, amount] of wanted.entries()) {
    left[2 + offered.length + w]![sink] = amount;
    for (const k of offered.keys()) {
      if (reach[w]![k]) left[2 + k]![2 + offered.length + w] = Math.min(offered[k]!, amount);
    }
  }
  let total = 0;
  for (;;) {
    const above = widthFirst(left, source);
    if (above[sink] === undefined) return total;
    let amount = Infinity;
    for (let at = sink; at !== source; at = above[at]!) amount = Math.min(amount, left[above[at]!]![at]!);
    for (let at = sink; at !== source; at = above[at]!) {
      left[above[at]!]![at]! -= amount;
      left[at]![above[at]!]! += amount;
    }
    total += amount;
  }
}

/** Where each place was reached from, along edges with anything left. */
function widthFirst(left: readonly Float64Array[], source: number): (number | undefined)[] {
  const above: (number | undefined)[] = left.map(() => undefined);
  above[source] = source;
  const queue = [source];
  for (const at of queue) {
    for (const [next, amount] of left[at]!.entries()) {
      if (amount <= 0 || above[next] !== undefined) continue;
      above[next] = at;
      queue.push(next);
    }
  }
  return above;
}
