/** A staged option as a simulator of its rules: what each action does in each state. */
import type { ActionName, CashHeading } from '../domain/plan-file.ts';
import type { Quarter } from '../units/quarter.ts';
import { grown, priceShare, type Timeline } from './timeline.ts';

/** An amount of cash, income positive. */
export interface Amount {
  readonly heading: CashHeading;
  /** At prices of the root. */
  readonly usd: number;
  /** Its growth: that of costs (T5), or a yearly rate of its own; 0 for nominal amounts. */
  readonly growth: 'costs' | number;
  /** Series of the tree that multiplies it, where its price is uncertain (T6). */
  readonly series?: string;
  /** Counts against the budget of its quarter (P8, L7). */
  readonly capex: boolean;
}

/** Resources that options give or take; each enters rows of the same period, path or year. */
export type ResourceKind = 'powered-mw' | 'owed' | 'substation' | 'absorbed' | 'block' | 'held' | 'utility';

/**
 * An amount of a resource in the node of the action: MW powered (`pool`), utility MW owed (`pool`) or drawn
 * (`pool`), MW behind a substation, MW absorbed by a counterparty, units per hour of an offer, accelerators held
 * (`pool|accelerator`).
 */
export interface Use {
  readonly kind: ResourceKind;
  readonly subject: string;
  readonly amount: number;
}

/** The effect of an action: cash, power, uses of shared resources, and the state that follows. */
export interface Step<State> {
  readonly next: State;
  /** In the node of the action. */
  readonly poweredMw: number;
  /** In the node of the action; only training runs have it. */
  readonly drawnMw?: number;
  readonly amounts: readonly Amount[];
  readonly uses: readonly Use[];
  /** Quarters in which the action is open (O1); always, where it is left out. */
  readonly when?: (quarter: Quarter) => boolean;
}

/** A state machine of one option, simulated by its rules in docs/method.md. */
export interface Machine<State> {
  readonly option: string;
  readonly initial: State;
  /** Equal for equal states only. */
  key(state: State): string;
  /** Every action that is allowed in some quarter, at least one; the usual one first. */
  actions(state: State): readonly ActionName[];
  /** The effect of an action; `undefined` where the rules do not allow it in any quarter. */
  step(state: State, action: ActionName): Step<State> | undefined;
  /** Worth of the state that follows a leaf, undiscounted and uninflated (P9, L6). */
  terminalUsd(state: State): number;
  /** The same name for the same action: the tracks of `pause:b+a` in the project's order. */
  canonical(action: ActionName): ActionName;
  /** The machine, over the same states, whose rules hold at a node (E1); without it this one holds everywhere. */
  under?(node: number): Machine<State>;
}

/** A cost that grows with inflation. */
export function cost(heading: CashHeading, usd: number, capex = false): Amount {
  return { heading, usd: -usd, growth: 'costs', capex };
}

/** An amount as it is due at a node. */
export function nominalUsd({ usd, growth, series }: Amount, node: number, timeline: Timeline): number {
  const factor = growth === 'costs' ? timeline.inflation[node]! : grown(growth, timeline.age[node]!);
  return usd * factor * (series === undefined ? 1 : priceShare(timeline, series, node));
}

/** The rules of a machine at a node. */
export function rulesAt<State>(machine: Machine<State>, node: number): Machine<State> {
  return machine.under?.(node) ?? machine;
}

/** The actions that are open at a node. */
export function openActions<State>(
  whole: Machine<State>,
  state: State,
  node: number,
  quarter: Quarter,
): ActionName[] {
  const machine = rulesAt(whole, node);
  return machine.actions(state).filter((action) => machine.step(state, action)?.when?.(quarter) ?? true);
}
