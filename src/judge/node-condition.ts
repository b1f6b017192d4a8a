/** Conditions under which a decision is taken: on what a node of the tree knows. */
import type { ScenarioTree } from '../demand/scenario-tree.ts';

/** What is wrong with a condition: its form, or the series that it names. */
export type ConditionFault =
  | { readonly fault: 'form' }
  | { readonly fault: 'series'; readonly got: string; readonly known: readonly string[] };

/** Whether a condition holds at a node. */
export type NodeCondition = (node: number) => boolean;

/**
 * Reads conditions joined by `and`:
 * - `event:slump`, `not event:slump`: the event holds at the node, or does not;
 * - `demand:chat > 1200`, `efficiency:chat <= 1.5`: the value of a series at the node against a number (`<`, `<=`, `>`, `>=`);
 * - `demand:chat > 110 %`: against a share of the series' expected value in that quarter.
 *
 * An empty text always holds.
 */
export function nodeCondition(text: string, tree: ScenarioTree): NodeCondition | ConditionFault {
  const parts = text.split(/\s+and\s+/i).filter((part) => part.trim() !== '');
  const conditions: NodeCondition[] = [];
  for (const part of parts) {
    const condition = singleCondition(part.trim(), tree);
    if (typeof condition !== 'function') return condition;
    conditions.push(condition);
  }
  return (n) => conditions.every((holds) => holds(n));
}

const form = /^(?:(not)\s+)?([a-z-]+:[^\s<>=]+)(?:\s*(<=|>=|<|>)\s*([\d.eE+-]+)\s*(%)?)?$/;

const compare: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function singleCondition(text: string, tree: ScenarioTree): NodeCondition | ConditionFault {
  const [, not, series, sign, figure, percent] = form.exec(text) ?? [];
  if (series === undefined || (not && sign)) return { fault: 'form' };
  const values = tree.values.get(series);
  if (!values) return { fault: 'series', got: series, known: [...tree.values.keys()] };
  const isEvent = series.startsWith('event:');
  if (isEvent !== (sign === undefined)) return { fault: 'form' };
  if (sign === undefined) return (n) => values[n]! > 0.5 !== (not !== undefined);
  const limit = Number(figure);
  if (!Number.isFinite(limit)) return { fault: 'form' };
  const holds = compare[sign]!;
  if (!percent) return (n) => holds(values[n]!, limit);
  const means = new Float64Array(Math.max(...tree.depth) + 1);
  tree.depth.forEach((t, n) => {
    means[t]! += tree.probability[n]! * values[n]!;
  });
  return (n) => holds(values[n]!, (limit / 100) * means[tree.depth[n]!]!);
}
