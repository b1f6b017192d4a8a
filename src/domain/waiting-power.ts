/** Power that waits for accelerators: idle beside unserved demand that could go there (docs/method.md, K1). */
import { type Portfolio, poolsOf } from './portfolio.ts';
import type { PowerBalance } from './power-balance.ts';

/** Idle MW in pools where as much unserved demand could be served, shape `[node]`: only accelerators are missing. */
export function waitingPower(
  portfolio: Pick<Portfolio, 'pools' | 'workloads'>,
  balance: PowerBalance,
): Float64Array {
  const index = new Map(portfolio.pools.map(({ id }, k) => [id, k]));
  const reach = portfolio.workloads.map((workload) =>
    poolsOf(workload, portfolio.pools).map(({ id }) => index.get(id)!),
  );
  return balance.idleMw.map((idle, n) =>
    idle > 0 && balance.missingMw[n]! > 0
      ? mostMatched(
          balance.pools.map(({ idleMw }) => idleMw[n]!),
          balance.workloads.map(({ missingMw }) => missingMw[n]!),
          reach,
        )
      : 0,
  );
}

/**
 * Most MW that can be paired: idle by pool, missing by workload, each workload with the pools that it reaches. The value of a maximum flow
 * by shortest augmenting paths (Edmonds and Karp 1972).
 */
function mostMatched(
  idleMw: readonly number[],
  missingMw: readonly number[],
  reach: readonly (readonly number[])[],
): number {
  const [idle, missing] = [[...idleMw], [...missingMw]];
  const dust = 1e-12 * [...idle, ...missing].reduce((sum, mw) => sum + mw, 0);
  const flow = missing.map(() => idle.map(() => 0));
  let total = 0;
  for (;;) {
    const path = shortestPath(idle, missing, reach, flow, dust);
    if (!path) return total;
    const { workloads, pools } = path;
    let mw = Math.min(missing[workloads[0]!]!, idle[pools.at(-1)!]!);
    for (let i = 1; i < workloads.length; i++) mw = Math.min(mw, flow[workloads[i]!]![pools[i - 1]!]!);
    for (const [i, w] of workloads.entries()) {
      flow[w]![pools[i]!]! += mw;
      if (i > 0) flow[w]![pools[i - 1]!]! -= mw;
    }
    missing[workloads[0]!]! -= mw;
    idle[pools.at(-1)!]! -= mw;
    total += mw;
  }
}

/** From a workload with missing MW to a pool with idle ones, over workloads that could make room in a pool by moving to another. */
function shortestPath(
  idle: readonly number[],
  missing: readonly number[],
  reach: readonly (readonly number[])[],
  flow: readonly (readonly number[])[],
  dust: number,
): { readonly workloads: number[]; readonly pools: number[] } | undefined {
  const from = new Map<number, number>();
  const via = new Map<number, number>();
  const queue = [...missing.keys()].filter((w) => missing[w]! > dust);
  const seen = new Set(queue);
  for (const w of queue) {
    for (const k of reach[w]!) {
      if (from.has(k)) continue;
      from.set(k, w);
      if (idle[k]! > dust) {
        const [workloads, pools] = [[w], [k]];
        for (let at = via.get(w); at !== undefined; at = via.get(workloads[0]!)) {
          pools.unshift(at);
          workloads.unshift(from.get(at)!);
        }
        return { workloads, pools };
      }
      for (const [other, units] of flow.entries()) {
        if (seen.has(other) || units[k]! <= dust) continue;
        seen.add(other);
        via.set(other, k);
        queue.push(other);
      }
    }
  }
  return undefined;
}
