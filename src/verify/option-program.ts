/** One option's dynamic program over (node, state) at given prices, written apart from the planner's. */
import type { ActionName } from '../domain/plan-file.ts';
import { type Amount, nominalUsd, type ResourceKind, rulesAt, type Step } from './machine.ts';
import type { AnyMachine } from './replay.ts';
import type { Timeline } from './timeline.ts';

/** Prices at which an option is valued, per node. */
export interface OptionPrices {
  /** Present value of a nominal USD: ω·δ. */
  readonly cash: Float64Array;
  /** Present value of a nominal USD of capex under the budgets (a cost, ≥ 0). */
  readonly budget: Float64Array;
  /** Present value of a unit of a resource. */
  resource(kind: ResourceKind, subject: string): Float64Array;
}

/** What an action is worth in a state, with the best that can follow. */
export type Worth = readonly { readonly action: ActionName; readonly usd: number }[];

/** What an option is worth at given prices. */
export interface OptionValue {
  /** Of the best policy from the root. */
  readonly usd: number;
  /** By `<node>|<key of the state>` of the states asked for. */
  readonly worth: ReadonlyMap<string, Worth>;
}

/** What is asked of an option's program besides its value. */
export interface OptionQuestion {
  /** States whose actions' worth is wanted, by node and key. */
  readonly ask?: readonly { readonly node: number; readonly key: string }[];
  /** What the option has to do, or must not (G3, G6). */
  readonly rules?: readonly ActionRule[];
}

/** An action that is taken at a node, or is not. */
export interface ActionRule {
  readonly node: number;
  readonly action: ActionName;
  readonly taken: boolean;
}

/** An action in a state; its effects as numbers of {@link OptionProgram}'s lists of growths and resources. */
interface Move {
  readonly action: ActionName;
  readonly next: number;
  readonly when: Step<unknown>['when'];
  /** Cash by growth; capex a cost positive. */
  readonly cash: readonly { readonly growth: number; readonly usd: number; readonly capexUsd: number }[];
  readonly uses: readonly { readonly resource: number; readonly amount: number }[];
}

interface Valued {
  readonly cash: Float64Array;
  readonly budget: Float64Array;
  readonly resources: readonly Float64Array[];
}

/** The states that a machine can reach within the horizon, numbered in the order in which they can be met. */
export class OptionProgram {
  readonly #machine: AnyMachine;
  readonly #timeline: Timeline;
  readonly #numbers = new Map<string, number>();
  readonly #states: unknown[] = [];
  /** Number of states that can be met within t quarters, shape `[t]`. */
  readonly #reach: number[] = [];
  /** By the rules that hold (E1) and state. */
  readonly #moves = new Map<AnyMachine, (readonly Move[])[]>();
  readonly #terminalUsd: Float64Array;
  /** What 1 USD of the root becomes per node, by growth. */
  readonly #growths = new Map<string, number>();
  readonly #factors: Float64Array[] = [];
  readonly #resources = new Map<
    string,
    { readonly at: number; readonly kind: ResourceKind; readonly subject: string }
  >();

  constructor(machine: AnyMachine, timeline: Timeline) {
    this.#machine = machine;
    this.#timeline = timeline;
    this.#numberOf(machine.initial);
    for (const n of timeline.age.keys()) this.#moves.set(rulesAt(machine, n), []);
    const quarters = timeline.age.reduce((most, t) => Math.max(most, t + 1), 0);
    for (let t = 0; t < quarters; t++) {
      const before = this.#reach.at(-1) ?? 0;
      this.#reach.push(this.#states.length);
      for (let s = before; s < this.#reach[t]!; s++)
        for (const [rules, moves] of this.#moves) moves.push(this.#movesOf(rules, this.#states[s]));
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

  #movesOf(rules: AnyMachine, state: unknown): Move[] {
    return rules.actions(state).map((action) => {
      const { next, amounts, uses, when } = rules.step(state, action)!;
      const cash = new Map<number, { growth: number; usd: number; capexUsd: number }>();
      for (const { usd, growth, series, capex } of amounts) {
        const at = this.#growthOf(growth, series);
        const sum = cash.get(at) ?? { growth: at, usd: 0, capexUsd: 0 };
        sum.usd += usd;
        if (capex) sum.capexUsd -= usd;
        cash.set(at, sum);
      }
      const used = uses.map(({ kind, subject, amount }) => ({
        resource: this.#resourceOf(kind, subject),
        amount,
      }));
      return { action, next: this.#numberOf(next), when, cash: [...cash.values()], uses: used };
    });
  }

  #growthOf(growth: Amount['growth'], series: string | undefined): number {
    const key = `${growth} ${series ?? ''}`;
    const known = this.#growths.get(key);
    if (known !== undefined) return known;
    const unit: Amount = { heading: 'operation', usd: 1, growth, ...(series && { series }), capex: false };
    const factor = Float64Array.from(this.#timeline.age, (_, n) => nominalUsd(unit, n, this.#timeline));
    const at = this.#factors.push(factor) - 1;
    this.#growths.set(key, at);
    return at;
  }

  #resourceOf(kind: ResourceKind, subject: string): number {
    const key = `${kind}|${subject}`;
    const known = this.#resources.get(key);
    if (known) return known.at;
    const at = this.#resources.size;
    this.#resources.set(key, { at, kind, subject });
    return at;
  }

  /**
   * The value of the best policy at `prices`. Work: nodes × reachable states × actions.
   *
   * −Infinity where the rules leave no policy.
   */
  value(prices: OptionPrices, { ask = [], rules = [] }: OptionQuestion = {}): OptionValue {
    const { tree, age, quarter } = this.#timeline;
    const resources = [...this.#resources.values()].map(({ kind, subject }) =>
      prices.resource(kind, subject),
    );
    const valued: Valued = { cash: prices.cash, budget: prices.budget, resources };
    const ruled = new Map<number, ActionRule[]>();
    for (const rule of rules) {
      const action = this.#machine.canonical(rule.action);
      ruled.set(rule.node, [...(ruled.get(rule.node) ?? []), { ...rule, action }]);
    }
    const open = (move: Move, n: number) =>
      (move.when?.(quarter[n]!) ?? true) &&
      (ruled.get(n)?.every(({ action, taken }) => (move.action === action) === taken) ?? true);
    const worth = new Map<string, Worth>();
    /** Worth of what follows a node, by the next state. */
    const after: (Float64Array | undefined)[] = [];
    const root = new Float64Array(1);
    for (let n = age.length - 1; n >= 0; n--) {
      const movesAt = this.#moves.get(rulesAt(this.#machine, n))!;
      const onward = after[n] ?? this.#terminalUsd.map((usd) => usd * prices.cash[n]!);
      after[n] = undefined;
      for (const { node, key } of ask) {
        if (node !== n) continue;
        const moves = movesAt[this.#numbers.get(key)!]!;
        worth.set(
          `${n}|${key}`,
          moves
            .filter((move) => open(move, n))
            .map((move) => ({ action: move.action, usd: this.#worthOf(move, n, valued, onward) })),
        );
      }
      const states = this.#reach[age[n]!]!;
      const parent = tree.parent[n]!;
      if (n > 0) after[parent] ??= new Float64Array(states);
      const sum = n > 0 ? after[parent]! : root;
      for (let s = 0; s < states; s++) {
        let best = -Infinity;
        for (const move of movesAt[s]!) {
          if (!open(move, n)) continue;
          best = Math.max(best, this.#worthOf(move, n, valued, onward));
        }
        sum[s]! += best;
      }
    }
    return { usd: root[0]!, worth };
  }

  #worthOf(move: Move, n: number, prices: Valued, onward: Float64Array): number {
    let worth = onward[move.next]!;
    for (const { growth, usd, capexUsd } of move.cash) {
      worth += this.#factors[growth]![n]! * (prices.cash[n]! * usd - prices.budget[n]! * capexUsd);
    }
    for (const { resource, amount } of move.uses) worth += prices.resources[resource]![n]! * amount;
    return worth;
  }
}
