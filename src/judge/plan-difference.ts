/** How two plans differ: what they decide, why, and what they are worth. */
import { depthsOf } from '../demand/scenario-tree.ts';
import type { DecisionNow, DecisionReason, PlanFile } from '../domain/plan-file.ts';

/** Relative difference of values below which two runs count as the same. */
const SAME_VALUE = 1e-6;

/** An option whose action at the root differs. */
export interface DecisionDifference {
  readonly option: string;
  readonly name: string;
  /** `undefined` where the plan has no such option. */
  readonly before: string | undefined;
  readonly now: string | undefined;
  /** What hangs on the decision in the plan that is compared, and whether it is proven there. */
  readonly decision: DecisionNow | undefined;
  /** The rules that bind it there, by what they are worth. */
  readonly binding: DecisionReason['bindingRows'];
}

/** A figure of merit in both plans; `null` where a plan has none. */
export interface FigureDifference {
  readonly figure: FigureName;
  readonly before: number | null;
  readonly now: number | null;
}

/** A plan against a former one, `before` in its parts. */
export interface PlanDifference {
  readonly differs: boolean;
  readonly decisions: readonly DecisionDifference[];
  /** Options that decide the same now and differently in some later node; `null` where the trees cannot be compared. */
  readonly laterOptions: readonly string[] | null;
  readonly figures: readonly FigureDifference[];
  /** Value of the plan less that of the former. */
  readonly valueUsd: number;
  /** Where the difference of the two optima lies, proven: each plan's value is a lower end, its bound an upper one. */
  readonly lowestUsd: number;
  readonly highestUsd: number;
  /** Parts of the inputs that plan files tell of and that differ. */
  readonly inputs: readonly InputDifference[];
}

/** A part of the input of two plans; series are compared by their mean at the root and at the horizon. */
export interface InputDifference {
  readonly what:
    | 'portfolio'
    | 'as-of'
    | 'seed'
    | 'engine'
    | 'nodes'
    | 'quarters'
    | 'root'
    | 'horizon'
    | 'option';
  /** Name of a series or an option. */
  readonly subject?: string;
  readonly before: string | number | null;
  readonly now: string | number | null;
}

const figures = {
  value: ({ headline }) => headline.valueUsd,
  gap: ({ headline }) => headline.gapUsd,
  npv: ({ headline }) => headline.figures.expectedNpvUsd,
  cvar: ({ headline }) => headline.figures.cvarUsd,
  capex: ({ headline }) => headline.figures.capexUsd,
  roic: ({ headline }) => headline.figures.roicShare,
  irr: ({ headline }) => headline.figures.irrPerYear,
  payback: ({ headline }) => headline.figures.paybackYears,
  runway: ({ headline }) => headline.figures.runwayQuarters,
  'over-build': ({ headline }) => Math.max(...headline.figures.overBuildMw.p90),
  'under-build': ({ headline }) => Math.max(...headline.figures.underBuildMw.p90),
  waiting: ({ headline }) => Math.max(...headline.figures.waitingMw.p90),
  reversible: ({ headline }) => headline.figures.reversibleUsd[0] ?? null,
  emissions: ({ headline }) => headline.figures.emissionsTonnes,
} as const satisfies Record<string, (plan: PlanFile) => number | null>;

/** A figure of the headline by which plans are compared; quantities per quarter by their largest P90, what is reversible by its first quarter. */
export type FigureName = keyof typeof figures;

/**
 * Compares plans. They differ when an action at any node differs, when an option came or went, or when the value moved by more than a
 * millionth; times, hashes and the solver's last digits do not count.
 */
export function comparePlans(before: PlanFile, now: PlanFile): PlanDifference {
  const old = new Map(before.policy.map((policy) => [policy.option, policy.actions]));
  const sameTree = equal(before.tree.parent, now.tree.parent);
  const later = now.policy.filter(({ option, actions }) => {
    const former = old.get(option);
    return former !== undefined && former[0] === actions[0] && !equal(former, actions);
  });
  const decisions = decisionDifferences(before, now);
  const [from, to] = [before.headline, now.headline];
  const valueUsd = to.valueUsd - from.valueUsd;
  const sameValue = Math.abs(valueUsd) <= SAME_VALUE * Math.max(1, Math.abs(from.valueUsd));
  // The same problem, bound and plan: whatever the optimum is, it is one.
  const isSame =
    before.provenance.inputHash === now.provenance.inputHash &&
    from.valueUsd === to.valueUsd &&
    from.boundUsd === to.boundUsd;
  return {
    differs: !sameValue || !sameTree || decisions.length > 0 || later.length > 0,
    decisions,
    laterOptions: sameTree ? later.map(({ name }) => name) : null,
    figures: (Object.keys(figures) as FigureName[]).map((figure) => ({
      ...{ figure, before: figures[figure](before), now: figures[figure](now) },
    })),
    valueUsd,
    lowestUsd: isSame ? 0 : to.valueUsd - from.boundUsd,
    highestUsd: isSame ? 0 : to.boundUsd - from.valueUsd,
    inputs: inputDifferences(before, now),
  };
}

function decisionDifferences(before: PlanFile, now: PlanFile): DecisionDifference[] {
  const options = [...new Set([...now.policy, ...before.policy].map(({ option }) => option))];
  const rootAction = (plan: PlanFile, id: string) =>
    plan.policy.find(({ option }) => option === id)?.actions[0];
  return options.flatMap((option) => {
    const [was, is] = [rootAction(before, option), rootAction(now, option)];
    if (was === is) return [];
    const name = namedIn(now, option) ?? namedIn(before, option) ?? option;
    const decision = now.decisionsNow.find((one) => one.option === option);
    const reason = now.reasons.find((one) => one.option === option && one.node === 0);
    const binding = (reason?.bindingRows ?? []).toSorted(
      (a, b) => Math.abs(b.worthUsd) - Math.abs(a.worthUsd),
    );
    return [{ ...{ option, name, before: was, now: is, decision, binding: binding.slice(0, 3) } }];
  });
}

function namedIn({ policy }: PlanFile, option: string): string | undefined {
  return policy.find((one) => one.option === option)?.name;
}

function inputDifferences(before: PlanFile, now: PlanFile): InputDifference[] {
  const found: InputDifference[] = [];
  const compare = (
    what: InputDifference['what'],
    was: string | number | null,
    is: string | number | null,
    subject?: string,
  ) => {
    const same =
      typeof was === 'number' && typeof is === 'number'
        ? Math.abs(was - is) <= 1e-9 * Math.abs(was)
        : was === is;
    if (!same) found.push({ what, ...(subject !== undefined && { subject }), before: was, now: is });
  };
  const [p, q] = [before.provenance, now.provenance];
  compare('portfolio', p.portfolioName, q.portfolioName);
  compare('as-of', p.asOf, q.asOf);
  compare('seed', p.seed, q.seed);
  compare('engine', p.engineVersion, q.engineVersion);
  compare('nodes', before.tree.parent.length, now.tree.parent.length);
  const names = (plan: PlanFile) => plan.policy.map(({ option }) => option);
  for (const option of new Set([...names(before), ...names(now)]))
    compare(
      'option',
      names(before).includes(option) ? option : null,
      names(now).includes(option) ? option : null,
      option,
    );
  const [from, to] = [meansByQuarter(before), meansByQuarter(now)];
  for (const series of new Set([...from.keys(), ...to.keys()])) {
    const [was, is] = [from.get(series), to.get(series)];
    compare('root', was?.[0] ?? null, is?.[0] ?? null, series);
    compare('horizon', was?.at(-1) ?? null, is?.at(-1) ?? null, series);
  }
  const quarters = (plan: Map<string, number[]>) => [...plan.values()][0]?.length ?? 0;
  compare('quarters', quarters(from), quarters(to));
  return found;
}

/** Mean of every series of the tree per quarter. */
function meansByQuarter({ tree }: PlanFile): Map<string, number[]> {
  const depth = depthsOf(tree.parent);
  return new Map(
    Object.entries(tree.values).map(([name, values]) => {
      const means: number[] = [];
      values.forEach((value, n) => {
        means[depth[n]!] = (means[depth[n]!] ?? 0) + tree.probability[n]! * value;
      });
      return [name, means];
    }),
  );
}

function equal(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
