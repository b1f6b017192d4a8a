/** Decisions that somebody takes, read against the machines of the options: what they leave open, and what cannot be. */
import type { ScenarioTree } from '../demand/scenario-tree.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import { type ArcMask, OptionPricer, type Policy } from '../planning/option-pricing.ts';
import { decisionMasks, decisionNodes, type GivenDecision } from '../planning/plan/given-decisions.ts';
import { type CompiledPortfolio, compilePortfolio } from '../planning/portfolio/compile-portfolio.ts';
import { actionOf, openArcs } from '../planning/staged-option.ts';
import { type DecisionRow, faultProblem, givenDecisions, type RowProblem } from './decision-table.ts';

/** What is done where nothing is said: what is best, or what was last said of the option, and full speed where nothing was. */
export type Rest = 'optimal' | 'continue';

/** A plan that somebody makes, as rows of a table. */
export interface DecisionSet {
  readonly name: string;
  readonly rows: readonly DecisionRow[];
  readonly rest: Rest;
  /** Whether to say what each decision costs. */
  readonly costs: boolean;
}

/** A set as masks, and as policies where nothing is left to choose. */
export interface ReadSet {
  readonly given: readonly GivenDecision[];
  readonly masks: ReadonlyMap<number, ArcMask>;
  readonly policies: readonly Policy[] | undefined;
}

/** What a set asks for, or what is wrong with it. */
export function readSet(
  { rows, rest }: Pick<DecisionSet, 'rows' | 'rest'>,
  compiled: CompiledPortfolio,
  pricers: readonly OptionPricer[],
): ReadSet | { readonly problems: readonly RowProblem[] } {
  const { decisions: given, problems } = givenDecisions(rows, compiled);
  const { faults, masks } = decisionMasks(compiled, pricers, given);
  // What lies at no node has its problem already.
  const others = faults.filter(({ rule }) => rule !== 'outside-horizon');
  if (problems.length + others.length > 0)
    return { problems: [...problems, ...others.map((fault) => faultProblem(fault, rows, compiled))] };
  const policies = rest === 'continue' ? continuedPolicies(compiled, masks) : undefined;
  if (!policies || !('blocked' in policies)) return { given, masks, policies };
  const { option, node, open } = policies.blocked;
  const decision = given.findIndex(
    (one) => one.option === option && decisionNodes(compiled, one).includes(node),
  );
  return { problems: [faultProblem({ decision, rule: 'not-open', node, open }, rows, compiled)] };
}

/** What is wrong with a set, told before anything is planned. */
export function decisionProblems(
  portfolio: Portfolio,
  tree: ScenarioTree,
  set: Pick<DecisionSet, 'rows' | 'rest'>,
): readonly RowProblem[] {
  const compiled = compilePortfolio(portfolio, tree);
  const pricers = compiled.problem.options.map((option) => new OptionPricer(option, tree));
  const read = readSet(set, compiled, pricers);
  return 'problems' in read ? read.problems : [];
}

/** A node at which what is decided is not open, as nothing before it led there. */
interface Blocked {
  readonly option: string;
  readonly node: number;
  readonly open: readonly string[];
}

/**
 * Policies without a choice: at nodes of a mask what it allows; elsewhere the action last taken on the way by a mask, where it is
 * open, and else the first action of the state: full speed.
 */
function continuedPolicies(
  { problem }: CompiledPortfolio,
  masks: ReadonlyMap<number, ArcMask>,
): Policy[] | { readonly blocked: Blocked } {
  const { tree } = problem;
  const policies: Policy[] = [];
  for (const [o, option] of problem.options.entries()) {
    const mask = masks.get(o);
    const policy = new Int32Array(tree.parent.length);
    const last: (string | undefined)[] = [];
    for (let n = 0; n < policy.length; n++) {
      const up = tree.parent[n]!;
      const state = n === 0 ? option.initialState : option.arcTo[policy[up]!]!;
      const open = openArcs(option, state, n);
      const before = n === 0 ? undefined : last[up];
      const allowed = mask?.get(n);
      const named = open.find((arc) => (allowed ? allowed[arc] === 1 : actionOf(option, arc) === before));
      if (allowed && named === undefined)
        return {
          blocked: { option: option.id, node: n, open: open.map((arc) => actionOf(option, arc)) },
        };
      policy[n] = named ?? open[0]!;
      last[n] = allowed ? actionOf(option, policy[n]!) : before;
    }
    policies.push(policy);
  }
  return policies;
}
