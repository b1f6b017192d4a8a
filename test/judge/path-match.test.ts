/** Futures go to the node that they are like, whatever small shares of events there are beside it. */
import { expect, it } from 'vitest';
import type { ScenarioTree } from '../../src/demand/scenario-tree.ts';
import { PathMatcher } from '../../src/judge/path-match.ts';
import { quarter } from '../../src/units/quarter.ts';

/** A root with a low and a high child; of the high one a hundredth more of the probability has the event. */
const shares: ScenarioTree = {
  firstQuarter: quarter(2025, 2),
  parent: Int32Array.of(-1, 0, 0),
  depth: Int32Array.of(0, 1, 1),
  probability: Float64Array.of(1, 0.5, 0.5),
  values: new Map([
    ['demand:chat', Float64Array.of(1, 0.8, 1.25)],
    ['event:slump', Float64Array.of(0, 0.02, 0.03)],
  ]),
};

function leafOf(tree: ScenarioTree, future: Readonly<Record<string, number>>): number {
  return new PathMatcher(tree).leafOf((series) => future[series]);
}

it('by levels where an event has not branched', () => {
  for (const slump of [0, 1]) {
    expect(leafOf(shares, { 'demand:chat': 1.2, 'event:slump': slump })).toBe(2);
    expect(leafOf(shares, { 'demand:chat': 0.85, 'event:slump': slump })).toBe(1);
  }
});

it('by the event where it has a branch of its own', () => {
  const values = new Map([...shares.values, ['event:slump', Float64Array.of(0, 0, 1)] as const]);
  const branched: ScenarioTree = { ...shares, probability: Float64Array.of(1, 0.95, 0.05), values };
  expect(leafOf(branched, { 'demand:chat': 1.0, 'event:slump': 0 })).toBe(1);
  expect(leafOf(branched, { 'demand:chat': 0.9, 'event:slump': 1 })).toBe(2);
});
