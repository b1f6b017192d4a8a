/** Why each option does what it does at the root: every alternative's worth at the plan's prices, and what the option's worth is made of. */

import { leavesOf } from '../../demand/scenario-tree.ts';
import type { DecisionReason } from '../../domain/plan-file.ts';
import type { Incumbent } from '../incumbent.ts';
import type { LagrangianBound, Multipliers } from '../lagrangian-bound.ts';
import type { OptionPricer, Policy } from '../option-pricing.ts';
import { visitTerms } from '../policy-effects.ts';
import type { CompiledPortfolio } from '../portfolio/compile-portfolio.ts';
import { USD_SCALE } from '../portfolio/portfolio-frame.ts';
import { subjectOf } from '../portfolio/row-register.ts';
import type { RuledOut } from './alternative-actions.ts';
import { planMultipliers } from './plan-prices.ts';

export interface ReasonRequest {
  readonly compiled: CompiledPortfolio;
  readonly plan: Incumbent;
  readonly multipliers: Multipliers;
  /** The bound at the multipliers, evaluated last: the pricers hold its dynamic programs. */
  readonly at: LagrangianBound;
  readonly pricers: readonly OptionPricer[];
  /** Best value found with an arc forced at the root, where it was solved for: `[option][arc]`. */
  readonly forcedValues: ReadonlyMap<number, ReadonlyMap<number, number>>;
  /** Alternatives ruled out by multipliers of their own: `[option][arc]`. */
  readonly ruledOut: ReadonlyMap<number, ReadonlyMap<number, RuledOut>>;
}

/** Most binding rows that a reason lists. */
const LISTED_ROWS = 6;

/** One reason per option, at the root. */
export function decisionReasons(request: ReasonRequest): DecisionReason[] {
  return request.compiled.problem.options.map((_, o) => reasonOf(request, o));
}

function reasonOf(
  { compiled, plan, multipliers, at, pricers, forcedValues, ruledOut }: ReasonRequest,
  o: number,
): DecisionReason {
  const option = compiled.problem.options[o]!;
  const nameOf = (arc: number) => option.actionNames[option.arcAction[arc]!]!;
  const chosen = plan.policies[o]![0]!;
  const best = at.optionValues[o]!;
  const alternatives = pricers[o]!.alternatives(0, option.initialState).map(({ arc, value }) => {
    const loss = Math.max(0, best - value);
    const proof = ruledOut.get(o)?.get(arc);
    const forced = arc === chosen ? plan.value : forcedValues.get(o)?.get(arc);
    return {
      arc,
      action: nameOf(arc),
      lossUsd: loss * USD_SCALE,
      boundUsd: (proof ? proof.bound : at.bound - loss) * USD_SCALE,
      ...(proof && { multipliers: planMultipliers(compiled, proof.multipliers) }),
      ...(forced !== undefined && { valueUsd: forced * USD_SCALE }),
    };
  });
  const proven = alternatives.every(
    ({ arc, boundUsd }) => arc === chosen || boundUsd < plan.value * USD_SCALE,
  );
  const worth = worthAtPrices(compiled, o, plan.policies[o]!, at, multipliers);
  return {
    option: option.id,
    node: 0,
    action: nameOf(chosen),
    alternatives: alternatives
      .sort((a, b) => a.lossUsd - b.lossUsd)
      .map(({ arc: _, ...alternative }) => alternative),
    proven,
    ...worth,
  };
}

/** What a policy is worth at the plan's prices, by heading of cash and by rule, and the rows that charge or pay most. */
function worthAtPrices(
  { problem, frame }: CompiledPortfolio,
  o: number,
  policy: Policy,
  { prices }: LagrangianBound,
  { rowPrices }: Multipliers,
): Pick<DecisionReason, 'bindingRows' | 'parts' | 'totalUsd'> {
  const parts = new Map<string, number>();
  const byRow = new Map<number, number>();
  const add = <Key>(totals: Map<Key, number>, key: Key, value: number) =>
    totals.set(key, (totals.get(key) ?? 0) + value * USD_SCALE);
  visitTerms(problem.options[o]!, policy, leavesOf(problem.tree), ({ target, category }, n, amount) => {
    if (target === 'cash') {
      add(parts, category ?? 'other', prices.cashWeight[n]! * amount);
      return;
    }
    add(parts, ruleOf(problem.resourceNames[target]!), prices.resource[target]![n]! * amount);
    const entries = problem.resourceRows[target]!;
    for (let i = entries.start[n]!; i < entries.start[n + 1]!; i++) {
      const row = entries.row[i]!;
      if (rowPrices[row] !== 0) add(byRow, row, -entries.coefficient[i]! * rowPrices[row]! * amount);
    }
  });
  const bindingRows = [...byRow]
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
    .slice(0, LISTED_ROWS)
    .map(([row, worthUsd]) => {
      const { key } = frame.rows.get(row);
      return {
        rule: key.rule,
        node: key.node,
        subject: subjectOf(key),
        worthUsd,
      };
    });
  const listed = [...parts].filter(([, usd]) => usd !== 0).map(([heading, usd]) => ({ heading, usd }));
  return { bindingRows, parts: listed, totalUsd: listed.reduce((sum, { usd }) => sum + usd, 0) };
}

/** Headings of what resources earn or cost at the plan's prices: `power:…` → `powered-mw`, `capex` → `budget`. */
function ruleOf(resource: string): string {
  const [kind] = resource.split(':') as [string];
  return { power: 'powered-mw', capex: 'budget' }[kind] ?? kind;
}
