/** One option's dynamic program over (node, state) at given prices, written apart from the planner's. */
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

/** What an action is worth in a state, with the best that can follow. */
export type Worth = readonly { readonly action: ActionName; readonly usd: number }[];

export interface OptionValue {
  /** Of the best policy from the root. */
  readonly usd: number;
  /** By `<node>|<key of the state>` of the states asked for. */
  readonly worth: ReadonlyMap<string, Worth>;
}

export interface OptionQuestion {
  /** States whose actions' worth is wanted, by node and key. */
  readonly ask?: readonly { readonly node: number; readonly key: string }[];
  /** Only this action may be taken at this node (G3). */
  readonly force?: { readonly node: number; readonly action: ActionName };
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

/** The states that a machine can reach within the horizon, numbered in the order in which they can be met. */
export class OptionProgram {
  readonly #machine: AnyMachine;
  readonly #timeline: Timeline;
  readonly #numbers = new Map<string, number>();
  readonly #states: unknown[] = [];
  /** Number of states that can be met within t quarters, shape `[t]`. */
  readonly #reach: number[] = [];
  readonly #moves: (readonly Move[])[] = [];
  readonly #terminalUsd: Float64Array;

  constructor(machine: AnyMachine, timeline: Timeline) {
    this.#machine = machine;
    this.#timeline = timeline;
    this.#numberOf(machine.initial);
    const quarters = timeline.age.reduce((most, t) => Math.max(most, t + 1), 0);
    for (let t = 0; t < quarters; t++) {
      this.#reach.push(this.#states.length);
      for (let s = this.#moves.length; s < this.#reach[t]!; s++)
        this.#moves.push(this.#movesOf(this.#states[s]));
    }
    this.#terminalUsd = Float64Array.from(this.#states, (state) => machine.terminalUsd(state));
    this.#reach.push(this.#states.length);
  }

  #numberOf(state: unknown): number {
    const key = this.#machine.key(state);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#states.length);
    return this.#states.push(state) - 1;
  }

  #movesOf(state: unknown): Move[] {
    return this.#machine.actions(state).map((action) => {
      const { next, poweredMw, amounts } = this.#machine.step(state, action)!;
      const sums = { inflatedUsd: 0, plainUsd: 0, inflatedCapexUsd: 0, plainCapexUsd: 0 };
      for (const { usd, inflated, capex } of amounts) {
        sums[inflated ? 'inflatedUsd' : 'plainUsd'] += usd;
        if (capex) sums[inflated ? 'inflatedCapexUsd' : 'plainCapexUsd'] -= usd;
      }
      return { action, next: this.#numberOf(next), mw: poweredMw, ...sums };
    });
  }

  /**
   * The value of the best policy at `prices`. Work: nodes × reachable states × actions.
   *
   * −Infinity where the forced action is not allowed in any state that the node may be in.
   */
  value(prices: OptionPrices, { ask = [], force }: OptionQuestion = {}): OptionValue {
    const { tree, age } = this.#timeline;
    const worth = new Map<string, Worth>();
    /** Worth of what follows a node, by the next state. */
    const after: (Float64Array | undefined)[] = [];
    const root = new Float64Array(1);
    for (let n = age.length - 1; n >= 0; n--) {
      const onward = after[n] ?? this.#terminalUsd.map((usd) => usd * prices.cash[n]!);
      after[n] = undefined;
      for (const { node, key } of ask) {
        if (node !== n) continue;
        const moves = this.#moves[this.#numbers.get(key)!]!;
        worth.set(
          `${n}|${key}`,
          moves.map((move) => ({ action: move.action, usd: this.#worthOf(move, n, prices, onward) })),
        );
      }
      const states = this.#reach[age[n]!]!;
      const only = force?.node === n ? force.action : undefined;
      const parent = tree.parent[n]!;
      if (n > 0) after[parent] ??= new Float64Array(states);
      const sum = n > 0 ? after[parent]! : root;
      for (let s = 0; s < states; s++) {
        let best = -Infinity;
        for (const move of this.#moves[s]!) {
          if (only !== undefined && move.action !== only) continue;
          best = Math.max(best, this.#worthOf(move, n, prices, onward));
        }
        sum[s]! += best;
      }
    }
    return { usd: root[0]!, worth };
  }

  #worthOf(move: Move, n: number, prices: OptionPrices, onward: Float64Array): number {
    const inflation = this.#timeline.inflation[n]!;
    return (
      prices.cash[n]! * (inflation * move.inflatedUsd + move.plainUsd) -
      prices.budget[n]! * (inflation * move.inflatedCapexUsd + move.plainCapexUsd) +
      prices.mw[n]! * move.mw +
      onward[move.next]!
    );
  }
}
