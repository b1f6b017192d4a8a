/** The best policy of one option at given prices: a dynamic program over (node, state), written apart from the planner's. */
import type { ActionName } from '../domain/plan-file.ts';
import type { AnyMachine } from './replay.ts';
import type { Timeline } from './timeline.ts';

/** Prices at which an option is valued, per node. */
export interface OptionPrices {
  /** Present value of a nominal USD: ω·δ. */
  readonly cash: Float64Array;
  /** Present value of a nominal USD of capex under the budgets (a cost, ≥ 0). */
  readonly budget: Float64Array;
  /** Present value of a powered MW of the option's pool. */
  readonly mw: Float64Array;
}

/** A machine with its reachable states numbered; the states of `reach[t]` can be met within t quarters. */
interface StateTable {
  readonly keys: ReadonlyMap<string, number>;
  /** Number of states that can be met within t quarters, shape `[t]`. */
  readonly reach: readonly number[];
  readonly moves: readonly (readonly Move[])[];
  readonly terminalUsd: Float64Array;
}

/** An action in a state, with its effects added up by how they are priced. */
interface Move {
  readonly action: ActionName;
  readonly next: number;
  readonly mw: number;
  /** Cash that grows with inflation and cash that does not; of both, the part that is capex (a cost positive). */
  readonly inflatedUsd: number;
  readonly plainUsd: number;
  readonly inflatedCapexUsd: number;
  readonly plainCapexUsd: number;
}

function tableOf(machine: AnyMachine, quarters: number): StateTable {
  const keys = new Map<string, number>([[machine.key(machine.initial), 0]]);
  const states: unknown[] = [machine.initial];
  const moves: Move[][] = [];
  const reach = [1];
  const numberOf = (state: unknown): number => {
    const key = machine.key(state);
    const known = keys.get(key);
    if (known !== undefined) return known;
    keys.set(key, states.length);
    return states.push(state) - 1;
  };
  for (let t = 0; t < quarters; t++) {
    for (let s = moves.length; s < reach[t]!; s++) {
      moves.push(
        machine.actions(states[s]).map((action) => {
          const { next, poweredMw, amounts } = machine.step(states[s], action)!;
          const sums = { inflatedUsd: 0, plainUsd: 0, inflatedCapexUsd: 0, plainCapexUsd: 0 };
          for (const { usd, inflated, capex } of amounts) {
            sums[inflated ? 'inflatedUsd' : 'plainUsd'] += usd;
            if (capex) sums[inflated ? 'inflatedCapexUsd' : 'plainCapexUsd'] -= usd;
          }
          return { action, next: numberOf(next), mw: poweredMw, ...sums };
        }),
      );
    }
    reach.push(states.length);
  }
  return {
    keys,
    reach,
    moves,
    terminalUsd: Float64Array.from(states, (state) => machine.terminalUsd(state)),
  };
}

/** What the actions at a node of interest are worth from there on. */
export type Worth = readonly { readonly action: ActionName; readonly usd: number }[];

export interface OptionValue {
  /** Of the best policy from the root. */
  readonly usd: number;
  /** By `<node>|<key of the state>` of the nodes asked for. */
  readonly worth: ReadonlyMap<string, Worth>;
}

/**
 * The value of the best policy at `prices`, and what each action is worth in the states of interest.
 *
 * `ask` names states by node and key. Work: nodes × reachable states × actions.
 */
export function optionValue(
  machine: AnyMachine,
  timeline: Timeline,
  prices: OptionPrices,
  ask: readonly { readonly node: number; readonly key: string }[] = [],
): OptionValue {
  const { tree, age, children, inflation } = timeline;
  const table = tableOf(machine, Math.max(...age) + 1);
  const after: (Float64Array | undefined)[] = [];
  const worth = new Map<string, Worth>();
  const asked = new Map<number, string[]>();
  for (const { node, key } of ask) asked.set(node, [...(asked.get(node) ?? []), key]);
  let rootUsd = 0;
  for (let n = age.length - 1; n >= 0; n--) {
    const onward = after[n] ?? leafWorth(table, prices.cash[n]!);
    const [cash, budget, mw, inflated] = [prices.cash[n]!, prices.budget[n]!, prices.mw[n]!, inflation[n]!];
    const usdOf = (move: Move) =>
      cash * (inflated * move.inflatedUsd + move.plainUsd) -
      budget * (inflated * move.inflatedCapexUsd + move.plainCapexUsd) +
      mw * move.mw +
      onward[move.next]!;
    for (const key of asked.get(n) ?? []) {
      const moves = table.moves[table.keys.get(key)!]!;
      worth.set(
        `${n}|${key}`,
        moves.map((move) => ({ action: move.action, usd: usdOf(move) })),
      );
    }
    const parent = tree.parent[n]!;
    if (n > 0) after[parent] ??= new Float64Array(table.reach[age[n]!]!);
    const sum = after[parent];
    for (let s = 0; s < table.reach[age[n]!]!; s++) {
      let best = -Infinity;
      for (const move of table.moves[s]!) best = Math.max(best, usdOf(move));
      if (n === 0) rootUsd = best;
      else sum![s]! += best;
    }
    if (children[n]!.length > 0) after[n] = undefined;
  }
  return { usd: rootUsd, worth };
}

function leafWorth({ terminalUsd }: StateTable, cashWeight: number): Float64Array {
  return terminalUsd.map((usd) => usd * cashWeight);
}
