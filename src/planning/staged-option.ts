/**
 * A staged option: a finite state machine on the scenario tree.
 *
 * At a node, in a state, one allowed *arc* is taken: it names an action, has an effect in that node and leads to
 * the state that holds at every child. Effects are sums of amount × channel, a channel being cash or a
 * resource times an optional factor per node. All of it is packed in typed arrays, so that pricing a portfolio
 * is a few additions per arc (docs/method.md, O1–O2).
 */

/** Where a channel leads: cash, or the resource of that index in the problem. */
export type ChannelTarget = 'cash' | number;

/** Where amounts of an effect go, and what multiplies them. */
export interface Channel {
  readonly target: ChannelTarget;
  /** Multiplies the amount at each node, shape `[node]`; 1 when absent. Cash factors include the discount. */
  readonly factor?: Float64Array;
  /** Heading of the ledger under which cash is booked; `other` when absent. */
  readonly category?: string;
}

/** An option, packed. Arcs lie by state, the terms of effects by effect; what stands at an index is said beside each array. */
export interface StagedOption {
  readonly id: string;
  readonly stateNames: readonly string[];
  readonly initialState: number;
  readonly actionNames: readonly string[];
  /** Arcs of state s are `arcStart[s] … arcStart[s+1]`. */
  readonly arcStart: Int32Array;
  readonly arcAction: Int32Array;
  readonly arcTo: Int32Array;
  readonly arcEffect: Int32Array;
  /** Index into `guards`, or −1 where the arc is allowed at every node. */
  readonly arcGuard: Int32Array;
  /** Per guard: 1 where its arcs are allowed, shape `[node]`. */
  readonly guards: readonly Uint8Array[];
  readonly channels: readonly Channel[];
  /** Terms of effect e are `effectStart[e] … effectStart[e+1]`. */
  readonly effectStart: Int32Array;
  readonly effectChannel: Int32Array;
  readonly effectAmount: Float64Array;
  /** Effect earned by a state that is reached after a leaf, or −1. */
  readonly terminalEffect: Int32Array;
}

/** Name of the action that an arc takes. */
export function actionOf({ actionNames, arcAction }: StagedOption, arc: number): string {
  return actionNames[arcAction[arc]!]!;
}

/** Whether the guard of an arc lets it be taken at a node. */
export function isOpen({ arcGuard, guards }: StagedOption, arc: number, node: number): boolean {
  const guard = arcGuard[arc]!;
  return guard < 0 || guards[guard]![node] === 1;
}

/** Arcs of a state that are open at a node, in the option's order. */
export function openArcs(option: StagedOption, state: number, node: number): number[] {
  const arcs: number[] = [];
  for (let arc = option.arcStart[state]!; arc < option.arcStart[state + 1]!; arc++)
    if (isOpen(option, arc, node)) arcs.push(arc);
  return arcs;
}

/** The arc of a state that is open at a node and takes an action. An action may lead elsewhere while an event holds: then each way has an arc. */
export function arcOfAction(
  option: StagedOption,
  state: number,
  action: string,
  node: number,
): number | undefined {
  return openArcs(option, state, node).find((arc) => actionOf(option, arc) === action);
}

/** An amount on a channel, by the channel's key (see {@link OptionBuilder.channel}). */
export type EffectTerm = readonly [channel: number, amount: number];

/** Collects states, arcs and effects, sharing equal effects and guards, and packs them. */
export class OptionBuilder {
  readonly #id: string;
  readonly #states = new Map<string, number>();
  readonly #actions = new Map<string, number>();
  readonly #channels: Channel[] = [];
  readonly #guards: Uint8Array[] = [];
  readonly #effects = new Map<string, number>();
  readonly #effectTerms: (readonly EffectTerm[])[] = [];
  readonly #arcs: { from: number; action: number; to: number; effect: number; guard: number }[] = [];
  readonly #terminal = new Map<number, number>();

  constructor(id: string) {
    this.#id = id;
  }

  /** Index of the state of that name, made on first use; the first one made is the initial state. */
  state(name: string): number {
    return indexOf(this.#states, name);
  }

  get stateCount(): number {
    return this.#states.size;
  }

  channel(channel: Channel): number {
    const known = this.#channels.findIndex(
      (c) => c.target === channel.target && c.factor === channel.factor && c.category === channel.category,
    );
    return known >= 0 ? known : this.#channels.push(channel) - 1;
  }

  guard(allowedAt: Uint8Array): number {
    const known = this.#guards.indexOf(allowedAt);
    return known >= 0 ? known : this.#guards.push(allowedAt) - 1;
  }

  arc(from: number, action: string, to: number, terms: readonly EffectTerm[], guard = -1): void {
    this.#arcs.push({ from, action: indexOf(this.#actions, action), to, effect: this.#effect(terms), guard });
  }

  terminal(state: number, terms: readonly EffectTerm[]): void {
    this.#terminal.set(state, this.#effect(terms));
  }

  #effect(terms: readonly EffectTerm[]): number {
    const kept = terms.filter(([, amount]) => amount !== 0).sort((a, b) => a[0] - b[0]);
    let key = '';
    for (const [channel, amount] of kept) key += `${channel}:${amount} `;
    const known = this.#effects.get(key);
    if (known !== undefined) return known;
    this.#effects.set(key, this.#effectTerms.length);
    return this.#effectTerms.push(kept) - 1;
  }

  /** Packs the option. Throws an `Error` when a state has no arc at all. */
  build(): StagedOption {
    const stateNames = [...this.#states.keys()];
    const arcs = this.#arcs.toSorted((a, b) => a.from - b.from);
    const arcStart = new Int32Array(stateNames.length + 1);
    for (const arc of arcs) arcStart[arc.from + 1]! += 1;
    for (let s = 0; s < stateNames.length; s++) {
      if (arcStart[s + 1] === 0) throw new Error(`option ${this.#id}: state ${stateNames[s]} has no action`);
      arcStart[s + 1]! += arcStart[s]!;
    }
    const terms = this.#effectTerms.flat();
    const effectStart = new Int32Array(this.#effectTerms.length + 1);
    this.#effectTerms.forEach((list, e) => {
      effectStart[e + 1] = effectStart[e]! + list.length;
    });
    return {
      id: this.#id,
      stateNames,
      initialState: 0,
      actionNames: [...this.#actions.keys()],
      arcStart,
      arcAction: Int32Array.from(arcs, (arc) => arc.action),
      arcTo: Int32Array.from(arcs, (arc) => arc.to),
      arcEffect: Int32Array.from(arcs, (arc) => arc.effect),
      arcGuard: Int32Array.from(arcs, (arc) => arc.guard),
      guards: this.#guards,
      channels: this.#channels,
      effectStart,
      effectChannel: Int32Array.from(terms, ([channel]) => channel),
      effectAmount: Float64Array.from(terms, ([, amount]) => amount),
      terminalEffect: Int32Array.from(stateNames, (_, s) => this.#terminal.get(s) ?? -1),
    };
  }
}

function indexOf(index: Map<string, number>, name: string): number {
  const known = index.get(name);
  if (known !== undefined) return known;
  index.set(name, index.size);
  return index.size - 1;
}
