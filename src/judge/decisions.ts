/** Decisions apart from the problem that they were made for, so that they can be carried to another tree, and a problem in which they are fixed. */
import type { Incumbent } from '../planning/incumbent.ts';
import { type Policy, statesUnder } from '../planning/option-pricing.ts';
import type { PlanningProblem } from '../planning/planning-problem.ts';
import { actionOf, arcOfAction, isOpen, type StagedOption } from '../planning/staged-option.ts';
import type { StatedProblem } from './decision-model.ts';

/** An action in a state, both by name. */
export interface Step {
  readonly from: string;
  readonly action: string;
}

/** What is decided at nodes of a tree. */
export interface Decisions {
  /** By option, shape `[node]`. */
  readonly steps: ReadonlyMap<string, readonly (Step | undefined)[]>;
  /** Amounts of commitments in natural units by key, by node; what is not listed is 0. */
  readonly amounts: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

/** The decisions of a plan for `stated`. */
export function decisionsOf(
  { problem, commitments }: StatedProblem,
  { policies, variables }: Incumbent,
): Decisions {
  const steps = new Map(
    problem.options.map((option, o) => {
      const states = statesUnder(option, policies[o]!, problem.tree);
      return [
        option.id,
        Array.from(policies[o]!, (arc, n) => ({
          from: option.stateNames[states[n]!]!,
          action: actionOf(option, arc),
        })),
      ];
    }),
  );
  const amounts = new Map<string, Map<number, number>>();
  for (const { variable, scale, key, node } of commitments) {
    const ofKey = amounts.get(key) ?? new Map<number, number>();
    amounts.set(key, ofKey.set(node, variables[variable]! * scale));
  }
  return { steps, amounts };
}

/** A fixing of a node: what is decided there, by option and commitment; `undefined` leaves the node free. */
export interface Fixing {
  step(option: string, node: number): Step | undefined;
  /** Amount of a commitment of that key at that node; `undefined` leaves it free. */
  amount(key: string, node: number): number | undefined;
}

/** The fixing that carries `decisions` to another tree: its node n is decided as `along[n]` of theirs, up to `until` nodes. */
export function carried(
  decisions: Decisions,
  along: readonly number[],
  until: number,
  isRecourse: (option: string) => boolean,
): Fixing {
  return {
    step: (option, n) =>
      n < until && !isRecourse(option) ? decisions.steps.get(option)?.[along[n]!] : undefined,
    amount: (key, n) => (n < until ? (decisions.amounts.get(key)?.get(along[n]!) ?? 0) : undefined),
  };
}

/**
 * `stated` with a fixing built in. Amounts are cut to their bounds. `undefined` where a step is not open at its node, so that the decisions cannot be carried
 * over.
 */
export function fixedProblem(stated: StatedProblem, fixing: Fixing): PlanningProblem | undefined {
  const { problem } = stated;
  const options: StagedOption[] = [];
  for (const option of problem.options) {
    const fixed = fixedOption(option, problem, (n) => fixing.step(option.id, n));
    if (!fixed) return undefined;
    options.push(fixed);
  }
  return { ...fixedAmounts(stated, fixing), options };
}

/** `stated` with the amounts of a fixing built in, cut to their bounds; options are as they were. */
export function fixedAmounts({ problem, commitments }: StatedProblem, fixing: Fixing): PlanningProblem {
  const lower = problem.columns.lower.slice();
  const upper = problem.columns.upper.slice();
  for (const { variable, scale, key, node } of commitments) {
    const amount = fixing.amount(key, node);
    if (amount === undefined) continue;
    const kept = Math.min(upper[variable]!, Math.max(lower[variable]!, amount / scale));
    lower[variable] = kept;
    upper[variable] = kept;
  }
  return { ...problem, columns: { ...problem.columns, lower, upper } };
}

/** The policies of a fixing that leaves no step free; `undefined` where a step is not open in the state that is reached at its node. */
export function fixedPolicies({ options, tree }: PlanningProblem, fixing: Fixing): Policy[] | undefined {
  const policies: Policy[] = [];
  for (const option of options) {
    const policy = new Int32Array(tree.parent.length);
    for (let n = 0; n < policy.length; n++) {
      const state = n === 0 ? option.initialState : option.arcTo[policy[tree.parent[n]!]!]!;
      const step = fixing.step(option.id, n);
      const arc =
        step && option.stateNames[state] === step.from
          ? arcOfAction(option, state, step.action, n)
          : undefined;
      if (arc === undefined) return undefined;
      policy[n] = arc;
    }
    policies.push(policy);
  }
  return policies;
}

/** The option with only the fixed steps open at their nodes; `undefined` where one of them is not. */
function fixedOption(
  option: StagedOption,
  { tree }: PlanningProblem,
  stepAt: (node: number) => Step | undefined,
): StagedOption | undefined {
  const nodes = tree.parent.length;
  const chosen = new Int32Array(nodes).fill(-1);
  const isFixed = new Uint8Array(nodes);
  let any = false;
  for (let n = 0; n < nodes; n++) {
    const step = stepAt(n);
    if (!step) continue;
    const arc = arcOf(option, step, n);
    if (arc === undefined) return undefined;
    chosen[n] = arc;
    isFixed[n] = 1;
    any = true;
  }
  if (!any) return option;
  const guards: Uint8Array[] = [];
  const arcGuard = Int32Array.from(option.arcGuard, (_, arc) => {
    const open = Uint8Array.from({ length: nodes }, (_, n) =>
      Number(isFixed[n] ? chosen[n] === arc : isOpen(option, arc, n)),
    );
    return guards.push(open) - 1;
  });
  return { ...option, guards, arcGuard };
}

/** The arc of a step that is open at a node. */
function arcOf(option: StagedOption, step: Step, node: number): number | undefined {
  const state = option.stateNames.indexOf(step.from);
  return state < 0 ? undefined : arcOfAction(option, state, step.action, node);
}
