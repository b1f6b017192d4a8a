/** A staged option as a simulator of its rules: what each action does in each state. */
import type { ActionName, CashHeading } from '../domain/plan-file.ts';

/** An amount of cash, income positive. */
export interface Amount {
  readonly heading: CashHeading;
  readonly usd: number;
  /** Grows by the inflation of costs (T5). */
  readonly inflated: boolean;
  /** Counts against the budget of its quarter (P8, L7). */
  readonly capex: boolean;
}

export interface Step<State> {
  readonly next: State;
  /** In the node of the action. */
  readonly poweredMw: number;
  readonly amounts: readonly Amount[];
}

export interface Machine<State> {
  readonly option: string;
  readonly pool: string;
  readonly initial: State;
  /** Equal for equal states only. */
  key(state: State): string;
  /** Every action that is allowed, at least one; the usual one first. */
  actions(state: State): readonly ActionName[];
  /** The effect of an action; `undefined` where the rules do not allow it. */
  step(state: State, action: ActionName): Step<State> | undefined;
  /** Worth of the state that follows a leaf, undiscounted and uninflated (P9, L6). */
  terminalUsd(state: State): number;
  /** The same name for the same action: the tracks of `pause:b+a` in the project's order. */
  canonical(action: ActionName): ActionName;
}

/** A cost that grows with inflation. */
export function cost(heading: CashHeading, usd: number, capex = false): Amount {
  return { heading, usd: -usd, inflated: true, capex };
}
