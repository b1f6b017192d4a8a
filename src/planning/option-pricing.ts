/** The best policy of one staged option at given node prices: a dynamic program over (node, state). */
import { childrenOf, nodeCount, pathTo, type ScenarioTree } from '../demand/scenario-tree.ts';
import type { NodePrices } from './node-prices.ts';
import { actionOf, isOpen, openArcs, type StagedOption } from './staged-option.ts';

/** An arc per node: what the option does at each node, in the state that it has reached there. */
export type Policy = Int32Array;

/** Arcs that are allowed at a node: 1 per allowed arc, shape `[arc]`. Nodes without an entry allow all arcs. */
export type ArcMask = ReadonlyMap<number, Uint8Array>;

/** Prices policies of one option again and again, reusing its buffers. */
export class OptionPricer {
  readonly option: StagedOption;
  readonly #tree: ScenarioTree;
  readonly #children: readonly (readonly number[])[];
  /** States that can be reached after t arcs, guards and masks aside, per depth. */
  readonly #reachable: readonly Int32Array[];
  /** Value of effect e at node n, shape `[node × effect]`. */
  readonly #effectValue: Float64Array;
  /** Best value from state s at node n, shape `[node × state]`. */
  readonly #value: Float64Array;
  /** Sum of the children's values of state s, or the terminal value at a leaf, shape `[node × state]`. */
  readonly #after: Float64Array;
  #prices: NodePrices | undefined;
  #mask: ArcMask | undefined;

  constructor(option: StagedOption, tree: ScenarioTree) {
    this.option = option;
    this.#tree = tree;
    this.#children = childrenOf(tree);
    this.#reachable = reachableStates(option, Math.max(...tree.depth));
    const nodes = nodeCount(tree);
    this.#effectValue = new Float64Array(nodes * (option.effectStart.length - 1));
    this.#value = new Float64Array(nodes * option.stateNames.length);
    this.#after = new Float64Array(nodes * option.stateNames.length);
  }

  /** Nodes of the tree. */
  get nodeCount(): number {
    return this.#children.length;
  }

  /** Value of the best policy at `prices` under `mask`; −Infinity when none is allowed. */
  solve(prices: NodePrices, mask?: ArcMask): number {
    const { option } = this;
    if (!mask && this.isAt(prices)) return this.#value[option.initialState]!;
    [this.#prices, this.#mask] = [prices, mask];
    this.#priceEffects(prices);
    const states = option.stateNames.length;
    const effects = option.effectStart.length - 1;
    const { arcStart, arcTo, arcEffect, arcGuard, guards } = option;
    const [value, after, effectValue] = [this.#value, this.#after, this.#effectValue];
    for (let n = nodeCount(this.#tree) - 1; n >= 0; n--) {
      this.#gatherAfter(n);
      const allowed = mask?.get(n);
      const base = n * states;
      const effectBase = n * effects;
      for (const s of this.#reachable[this.#tree.depth[n]!]!) {
        let best = -Infinity;
        for (let arc = arcStart[s]!; arc < arcStart[s + 1]!; arc++) {
          const guard = arcGuard[arc]!;
          if ((guard >= 0 && guards[guard]![n] === 0) || (allowed && allowed[arc] === 0)) continue;
          const candidate = effectValue[effectBase + arcEffect[arc]!]! + after[base + arcTo[arc]!]!;
          if (candidate > best) best = candidate;
        }
        value[base + s] = best;
      }
    }
    return value[option.initialState]!;
  }

  /** Whether the last `solve` was at these prices, without a mask. */
  isAt(prices: NodePrices): boolean {
    return prices === this.#prices && this.#mask === undefined;
  }

  /** The policy that attains the value of the last `solve`. Nodes are visited from the root; ties go to the first arc. */
  policy(mask?: ArcMask): Policy {
    const nodes = nodeCount(this.#tree);
    const policy = new Int32Array(nodes);
    const state = new Int32Array(nodes);
    state[0] = this.option.initialState;
    for (let n = 0; n < nodes; n++) {
      const arc = this.#bestArc(n, state[n]!, mask?.get(n));
      policy[n] = arc;
      for (const child of this.#children[n]!) state[child] = this.option.arcTo[arc]!;
    }
    return policy;
  }

  /**
   * The policy that takes the arc that `preferred` names, where it is one of the state's and allowed, and else the one that is best from there on
   * (last `solve`, same mask).
   */
  following(preferred: (node: number, state: number) => number | undefined, mask?: ArcMask): Policy {
    const { arcStart, arcTo, initialState } = this.option;
    const nodes = nodeCount(this.#tree);
    const policy = new Int32Array(nodes);
    for (let n = 0; n < nodes; n++) {
      const state = n === 0 ? initialState : arcTo[policy[this.#tree.parent[n]!]!]!;
      const arc = preferred(n, state);
      const isOwn = arc !== undefined && arc >= arcStart[state]! && arc < arcStart[state + 1]!;
      const after = isOwn ? this.#after[n * this.option.stateNames.length + arcTo[arc]!]! : -Infinity;
      const allowed = mask?.get(n);
      const isAllowed = isOwn && after > -Infinity && isOpen(this.option, arc, n) && allowed?.[arc] !== 0;
      policy[n] = isAllowed ? arc : this.#bestArc(n, state, allowed);
    }
    return policy;
  }

  /** Names of the actions with which some policy that the mask allows gets to and through `node`. */
  openActions(node: number, mask?: ArcMask): string[] {
    const { option } = this;
    let states = new Set([option.initialState]);
    let names = new Set<string>();
    for (const n of pathTo(this.#tree, node)) {
      const allowed = mask?.get(n);
      const next = new Set<number>();
      names = new Set();
      for (const s of states) {
        for (const arc of openArcs(option, s, n)) {
          if (allowed?.[arc] === 0) continue;
          next.add(option.arcTo[arc]!);
          names.add(actionOf(option, arc));
        }
      }
      states = next;
    }
    return [...names];
  }

  /** Value, from `node` on, of taking each arc of `state` there and acting best afterwards (last `solve`); barred arcs are left out. */
  alternatives(node: number, state: number): { arc: number; value: number }[] {
    const { arcTo, arcEffect, effectStart, stateNames } = this.option;
    return openArcs(this.option, state, node).map((arc) => {
      const now = this.#effectValue[node * (effectStart.length - 1) + arcEffect[arc]!]!;
      return { arc, value: now + this.#after[node * stateNames.length + arcTo[arc]!]! };
    });
  }

  /**
   * Value of the best policy that takes each arc at each node (last `solve`, same mask), shape `[node × arc]`;
   * −Infinity where no policy does. An inside–outside pass: what is gained above a node plus the best below it.
   */
  throughArcs(mask?: ArcMask): Float64Array {
    const { option } = this;
    const nodes = nodeCount(this.#tree);
    const states = option.stateNames.length;
    const arcs = option.arcTo.length;
    const effects = option.effectStart.length - 1;
    const through = new Float64Array(nodes * arcs).fill(-Infinity);
    const outside = new Float64Array(nodes * states).fill(-Infinity);
    outside[option.initialState] = 0;
    for (let n = 0; n < nodes; n++) {
      const allowed = mask?.get(n);
      const children = this.#children[n]!;
      for (const s of this.#reachable[this.#tree.depth[n]!]!) {
        const above = outside[n * states + s]!;
        if (above === -Infinity) continue;
        for (let arc = option.arcStart[s]!; arc < option.arcStart[s + 1]!; arc++) {
          const guard = option.arcGuard[arc]!;
          if ((guard >= 0 && option.guards[guard]![n] === 0) || (allowed && allowed[arc] === 0)) continue;
          const to = option.arcTo[arc]!;
          const total =
            above + this.#effectValue[n * effects + option.arcEffect[arc]!]! + this.#after[n * states + to]!;
          if (total === -Infinity) continue;
          through[n * arcs + arc] = total;
          for (const child of children) {
            const rest = total - this.#value[child * states + to]!;
            if (rest > outside[child * states + to]!) outside[child * states + to] = rest;
          }
        }
      }
    }
    return through;
  }

  #bestArc(n: number, s: number, allowed: Uint8Array | undefined): number {
    const { arcStart, arcTo, arcEffect, arcGuard, guards, effectStart, stateNames } = this.option;
    const effectBase = n * (effectStart.length - 1);
    const base = n * stateNames.length;
    let best = -1;
    let bestValue = -Infinity;
    for (let arc = arcStart[s]!; arc < arcStart[s + 1]!; arc++) {
      const guard = arcGuard[arc]!;
      if ((guard >= 0 && guards[guard]![n] === 0) || (allowed && allowed[arc] === 0)) continue;
      const candidate = this.#effectValue[effectBase + arcEffect[arc]!]! + this.#after[base + arcTo[arc]!]!;
      if (best < 0 || candidate > bestValue) {
        best = arc;
        bestValue = candidate;
      }
    }
    if (best < 0)
      throw new Error(
        `option ${this.option.id}: no action is allowed at node ${n} in state ${stateNames[s]}`,
      );
    return best;
  }

  #gatherAfter(n: number): void {
    const { option } = this;
    const states = option.stateNames.length;
    const children = this.#children[n]!;
    const base = n * states;
    const reached = this.#reachable[this.#tree.depth[n]! + 1]!;
    if (children.length === 0) {
      const effects = option.effectStart.length - 1;
      for (const s of reached) {
        const effect = option.terminalEffect[s]!;
        this.#after[base + s] = effect < 0 ? 0 : this.#effectValue[n * effects + effect]!;
      }
      return;
    }
    const after = this.#after;
    const value = this.#value;
    const [first, ...others] = children as [number, ...number[]];
    for (const s of reached) after[base + s] = value[first * states + s]!;
    for (const child of others) for (const s of reached) after[base + s]! += value[child * states + s]!;
  }

  #priceEffects(prices: NodePrices): void {
    const { option } = this;
    const nodes = nodeCount(this.#tree);
    const effects = option.effectStart.length - 1;
    const channelPrices = option.channels.map(({ target, factor }) => {
      const price = target === 'cash' ? prices.cashWeight : prices.resource[target]!;
      return factor ? price.map((p, n) => p * factor[n]!) : price;
    });
    this.#effectValue.fill(0);
    for (let e = 0; e < effects; e++) {
      for (let i = option.effectStart[e]!; i < option.effectStart[e + 1]!; i++) {
        const price = channelPrices[option.effectChannel[i]!]!;
        const amount = option.effectAmount[i]!;
        for (let n = 0, at = e; n < nodes; n++, at += effects) this.#effectValue[at]! += amount * price[n]!;
      }
    }
    const terms = prices.added?.terms.get(option);
    if (!terms) return;
    const { node, effect, row, coefficient } = terms;
    for (let i = 0; i < row.length; i++)
      this.#effectValue[node[i]! * effects + effect[i]!]! -=
        coefficient[i]! * (prices.added!.rowPrices[row[i]!] ?? 0);
  }
}

/** States that may hold after t arcs from the initial state, for t = 0 … depth + 1. */
function reachableStates(option: StagedOption, depth: number): Int32Array[] {
  let current = new Set([option.initialState]);
  const perDepth = [Int32Array.from(current)];
  for (let t = 0; t <= depth; t++) {
    const next = new Set<number>();
    for (const s of current) {
      for (let arc = option.arcStart[s]!; arc < option.arcStart[s + 1]!; arc++) next.add(option.arcTo[arc]!);
    }
    current = next;
    perDepth.push(Int32Array.from(current).sort());
  }
  return perDepth;
}

/** The state in which each node is reached under a policy, shape `[node]`. */
export function statesUnder(option: StagedOption, policy: Policy, tree: ScenarioTree): Int32Array {
  const states = new Int32Array(policy.length);
  states[0] = option.initialState;
  for (let n = 1; n < policy.length; n++) states[n] = option.arcTo[policy[tree.parent[n]!]!]!;
  return states;
}
