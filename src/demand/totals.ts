/** Totals over several series, such as all training demand, kept in a tree beside their parts. */

import type { PathSet } from './paths.ts';
import { roundedTo12 } from './tree-diagnostics.ts';

/** The series that make up each total, by the total's name; a series belongs to one total at most. */
export type Totals = Readonly<Record<string, readonly string[]>>;

const ROUNDS = 50;

/** `paths` with the totals as further series. */
export function withTotals(paths: PathSet, totals: Totals): PathSet {
  const values = new Map(paths.values);
  for (const [name, members] of Object.entries(totals)) {
    const sum = new Float64Array(paths.pathCount * paths.quarters);
    for (const member of members) {
      const ofMember = paths.values.get(member)!;
      for (let i = 0; i < sum.length; i++) sum[i]! += ofMember[i]!;
    }
    values.set(name, sum);
  }
  return { ...paths, values };
}

/**
 * Scales the parts of each total so that they add up to it in every node and keep their means, as far as both can be
 * had: iterative proportional fitting (Deming and Stephan, 1940), the node's sum last.
 *
 * @param values by name over all nodes; the members' entries are replaced.
 * @param levels first node and number of nodes of each quarter.
 */
export function rakeTotals(
  values: Map<string, Float64Array>,
  totals: Totals,
  probability: Float64Array,
  levels: readonly { readonly start: number; readonly count: number }[],
): void {
  for (const [name, members] of Object.entries(totals)) {
    const total = values.get(name)!;
    const parts = members.map((member) => Float64Array.from(values.get(member)!));
    for (const { start, count } of levels) {
      const mean = (part: Float64Array) => {
        let sum = 0;
        for (let n = start; n < start + count; n++) sum += probability[n]! * part[n]!;
        return sum;
      };
      const scaleNodes = () => {
        for (let n = start; n < start + count; n++) {
          const sum = parts.reduce((a, part) => a + part[n]!, 0);
          for (const part of parts) part[n]! *= sum > 0 ? total[n]! / sum : 0;
        }
      };
      const means = parts.map(mean);
      for (let round = 0; round < ROUNDS; round++) {
        scaleNodes();
        for (const [k, part] of parts.entries()) {
          const found = mean(part);
          if (found === 0) continue;
          for (let n = start; n < start + count; n++) part[n]! *= means[k]! / found;
        }
      }
      scaleNodes();
    }
    members.forEach((member, k) => {
      values.set(member, parts[k]!.map(roundedTo12));
    });
  }
}
