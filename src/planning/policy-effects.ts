/** What a policy does to cash and rows: the column that it is in the master. */
import { leavesOf } from '../demand/scenario-tree.ts';
import type { Policy } from './option-pricing.ts';
import type { PlanningProblem } from './planning-problem.ts';
import type { Channel, StagedOption } from './staged-option.ts';

/** A policy's column: its cash by node and its entries in the rows. */
export interface PolicyEffects {
  /** Cash per node; terminal values are in their leaf. */
  readonly cash: Float64Array;
  /** Rows that the policy enters, each once, ascending. */
  readonly rows: Int32Array;
  readonly coefficients: Float64Array;
}

/** Calls `visit(channel, node, amount)` for every term of a policy's effects, terminal ones at their leaf; amounts include the channel's factor. */
export function visitTerms(
  option: StagedOption,
  policy: Policy,
  leaves: readonly number[],
  visit: (channel: Channel, node: number, amount: number) => void,
): void {
  const apply = (effect: number, n: number) => {
    for (let i = option.effectStart[effect]!; i < option.effectStart[effect + 1]!; i++) {
      const channel = option.channels[option.effectChannel[i]!]!;
      visit(channel, n, option.effectAmount[i]! * (channel.factor ? channel.factor[n]! : 1));
    }
  };
  for (let n = 0; n < policy.length; n++) apply(option.arcEffect[policy[n]!]!, n);
  for (const leaf of leaves) {
    const effect = option.terminalEffect[option.arcTo[policy[leaf]!]!]!;
    if (effect >= 0) apply(effect, leaf);
  }
}

/** Cash per node and row coefficients of a policy. */
export function policyEffects(problem: PlanningProblem, option: StagedOption, policy: Policy): PolicyEffects {
  const cash = new Float64Array(policy.length);
  const byRow = new Map<number, number>();
  visitTerms(option, policy, leavesOf(problem.tree), ({ target }, n, amount) => {
    if (target === 'cash') {
      cash[n]! += amount;
      return;
    }
    const entries = problem.resourceRows[target]!;
    for (let i = entries.start[n]!; i < entries.start[n + 1]!; i++) {
      const row = entries.row[i]!;
      byRow.set(row, (byRow.get(row) ?? 0) + amount * entries.coefficient[i]!);
    }
  });
  const terms = problem.effectTerms?.get(option);
  if (terms) {
    for (let i = 0; i < terms.row.length; i++) {
      if (option.arcEffect[policy[terms.node[i]!]!] !== terms.effect[i]) continue;
      byRow.set(terms.row[i]!, (byRow.get(terms.row[i]!) ?? 0) + terms.coefficient[i]!);
    }
  }
  const sorted = [...byRow].filter(([, coefficient]) => coefficient !== 0).sort((a, b) => a[0] - b[0]);
  return {
    cash,
    rows: Int32Array.from(sorted, ([row]) => row),
    coefficients: Float64Array.from(sorted, ([, coefficient]) => coefficient),
  };
}

/** What policies, one per option, take of each row. */
export function takenByPolicies(problem: PlanningProblem, policies: readonly Policy[]): Float64Array {
  const taken = new Float64Array(problem.rowLower.length);
  policies.forEach((policy, o) => {
    const { rows, coefficients } = policyEffects(problem, problem.options[o]!, policy);
    rows.forEach((row, i) => {
      taken[row]! += coefficients[i]!;
    });
  });
  return taken;
}
