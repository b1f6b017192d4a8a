/** Why each option does what it does, today and where its policy turns later: every alternative's worth at the plan's prices, and what the option's worth is made of. */

import { leavesOf, type ScenarioTree } from '../../demand/scenario-tree.ts';
import type { DecisionReason } from '../../domain/plan-file.ts';
import type { Incumbent } from '../incumbent.ts';
import type { LagrangianBound, Multipliers } from '../lagrangian-bound.ts';
import type { OptionPricer, Policy } from '../option-pricing.ts';
import { visitTerms } from '../policy-effects.ts';
import type { CompiledPortfolio } from '../portfolio/compile-portfolio.ts';
import { USD_SCALE } from '../portfolio/portfolio-frame.ts';
import { subjectOf } from '../portfolio/row-register.ts';
import { actionOf } from '../staged-option.ts';
import type { RuledOut } from './alternative-actions.ts';
import { offerPriceFlips, poweredMwFlips } from './flip-thresholds.ts';
import { planMultipliers } from './plan-prices.ts';
import { type TurningPoint, turningPoints } from './turning-points.ts';

/** A plan with the prices and the searches that its reasons rest on. */
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
  /** What the cases of the bound prove about plans that take an arc at the root: `[option][arc]`, absent arcs not at all. */
  readonly mostWithArc?: readonly ReadonlyMap<number, number>[];
  /** Whether to look for the worth of megawatts at which decisions flip: some hundred dynamic programs per option. */
  readonly thresholds: boolean;
}

/** Most binding rows that a reason lists. */
const LISTED_ROWS = 6;

/** One reason per option at the root, and one per later turning point of its policy. */
export function decisionReasons(request: ReasonRequest): DecisionReason[] {
  const { compiled, plan, pricers, at, thresholds } = request;
  const { problem } = compiled;
  const reasons = problem.options.map((option, o) => {
    const open = (node: number, state: number) => pricers[o]!.alternatives(node, state).length > 1;
    return turningPoints(option, plan.policies[o]!, problem.tree, open).map((point) =>
      reasonOf(request, o, point),
    );
  });
  // Looking for thresholds leaves the pricers with other prices: last of all.
  const flips = problem.options.map((_, o) =>
    !thresholds ? [] : poweredMwFlips(compiled, pricers[o]!, at.prices, plan.policies[o]![0]!),
  );
  const today = reasons.map(([reason], o) =>
    flips[o]!.length > 0 ? { ...reason!, flips: flips[o]! } : reason!,
  );
  return [...today, ...reasons.flatMap(([, ...later]) => later)];
}

function reasonOf(
  { compiled, plan, multipliers, at, pricers, forcedValues, ruledOut, mostWithArc }: ReasonRequest,
  o: number,
  { node, state }: TurningPoint,
): DecisionReason {
  const option = compiled.problem.options[o]!;
  const policy = plan.policies[o]!;
  const chosen = policy[node]!;
  const open = pricers[o]!.alternatives(node, state);
  const best = node === 0 ? at.optionValues[o]! : Math.max(...open.map(({ value }) => value));
  const alternatives = open
    .map(({ arc, value }) => {
      const loss = Math.max(0, best - value);
      const proof = node === 0 ? ruledOut.get(o)?.get(arc) : undefined;
      const byCases = node === 0 ? mostWithArc?.[o]?.get(arc) : undefined;
      const forced = node > 0 ? undefined : arc === chosen ? plan.value : forcedValues.get(o)?.get(arc);
      return {
        arc,
        action: actionOf(option, arc),
        lossUsd: loss * USD_SCALE,
        boundUsd: Math.min(at.bound - loss, proof?.bound ?? Infinity, byCases ?? Infinity) * USD_SCALE,
        ...(proof && { multipliers: planMultipliers(compiled, proof.multipliers) }),
        ...(forced !== undefined && { valueUsd: forced * USD_SCALE }),
      };
    })
    .sort((a, b) => a.lossUsd - b.lossUsd);
  const proven = alternatives.every(
    ({ arc, boundUsd }) => arc === chosen || boundUsd < plan.value * USD_SCALE,
  );
  const action = actionOf(option, chosen);
  const taken = { option: option.id, node, action };
  const flips = offerPriceFlips(compiled, taken, alternatives, at.prices.cashWeight);
  return {
    ...taken,
    alternatives: alternatives.map(({ arc: _, ...alternative }) => alternative),
    proven,
    ...(flips.length > 0 && { flips }),
    ...worthAtPrices(compiled, { o, policy, from: node }, at, multipliers),
  };
}

/** What a policy is worth at the plan's prices from a node on, by heading of cash and by rule, and the rows that charge or pay most. */
function worthAtPrices(
  { problem, frame }: CompiledPortfolio,
  { o, policy, from }: { readonly o: number; readonly policy: Policy; readonly from: number },
  { prices }: LagrangianBound,
  { rowPrices }: Multipliers,
): Pick<DecisionReason, 'bindingRows' | 'parts' | 'totalUsd'> {
  const parts = new Map<string, number>();
  const byRow = new Map<number, number>();
  const add = <Key>(totals: Map<Key, number>, key: Key, value: number) =>
    totals.set(key, (totals.get(key) ?? 0) + value * USD_SCALE);
  const below = nodesBelow(problem.tree, from);
  visitTerms(problem.options[o]!, policy, leavesOf(problem.tree), ({ target, category }, n, amount) => {
    if (below[n] === 0) return;
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

/** 1 at a node and all below it. */
function nodesBelow({ parent }: ScenarioTree, from: number): Uint8Array {
  const below = new Uint8Array(parent.length);
  for (let n = from; n < below.length; n++) below[n] = n === from || below[parent[n]!] ? 1 : 0;
  return below;
}

/** Headings of what resources earn or cost at the plan's prices: `power:…` → `powered-mw`, `capex` → `budget`. */
function ruleOf(resource: string): string {
  const [kind] = resource.split(':') as [string];
  return { power: 'powered-mw', capex: 'budget' }[kind] ?? kind;
}
