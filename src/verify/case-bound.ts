/** The bound case by case (G6): every plan lies in one of the cases, so that the highest of their bounds holds for all. */
import { type BoundTerms, lagrangianBound } from './bound.ts';
import type { ActionRule, OptionProgram } from './option-program.ts';
import type { CheckedCase } from './plan-form.ts';

/** What the bound of an end of the case tree is computed from. */
export interface CaseTerms {
  /** The vectors of multipliers that the cases name by position, with the prices that they make. */
  readonly priced: readonly BoundTerms[];
  readonly programs: ReadonlyMap<string, OptionProgram>;
  /** Keys of the states that the options are in at the root. */
  readonly initial: ReadonlyMap<string, string>;
}

/** What the cases prove together. */
export interface CaseBound {
  readonly usd: number;
  /** What no plan that takes an action at the root can exceed, by option and action; those that no case has are left out. */
  readonly withAction: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** The bound that the plan's cases prove: the highest of the leaves of their splits (G6). */
export function caseBound(root: CheckedCase, { priced, programs, initial }: CaseTerms): CaseBound {
  const withAction = new Map(Array.from(programs.keys(), (option) => [option, new Map<string, number>()]));
  const bound = (one: CheckedCase, rules: ReadonlyMap<string, readonly ActionRule[]>): number => {
    if (!('multipliers' in one)) {
      const { option, node, action } = one;
      const side = (taken: boolean) =>
        new Map(rules).set(option, [...(rules.get(option) ?? []), { node, action, taken }]);
      return Math.max(bound(one.taken, side(true)), bound(one.otherwise, side(false)));
    }
    const { usd, values } = lagrangianBound(priced[one.multipliers]!, programs, (option) => ({
      ask: [{ node: 0, key: initial.get(option)! }],
      rules: rules.get(option) ?? [],
    }));
    if (usd === -Infinity) return usd;
    for (const [option, value] of values) {
      const known = withAction.get(option)!;
      for (const { action, usd: withIt } of value.worth.get(`0|${initial.get(option)!}`)!) {
        const mostUsd = usd - value.usd + withIt;
        if (mostUsd > (known.get(action) ?? -Infinity)) known.set(action, mostUsd);
      }
    }
    return usd;
  };
  return { usd: bound(root, new Map()), withAction };
}
