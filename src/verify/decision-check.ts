/** The decisions of today and their reasons: actions, losses, proofs, parts and binding rows (G3). */
import type { DecisionNow, DecisionReason, PlanFile } from '../domain/plan-file.ts';
import type { BudgetRow } from './budget-check.ts';
import type { OptionValue, Worth } from './option-value.ts';
import { type OptionWorth, optionWorth } from './option-worth.ts';
import type { Prices } from './prices.ts';
import type { ReplayedOption } from './replay.ts';
import { type Checks, moneyTolerance } from './report.ts';
import type { Timeline } from './timeline.ts';

export interface ReasonedPlan {
  readonly plan: PlanFile;
  readonly timeline: Timeline;
  readonly options: readonly ReplayedOption[];
  /** Values of the options' dynamic programs, by option. */
  readonly values: ReadonlyMap<string, OptionValue>;
  readonly prices: Prices;
  readonly budgets: readonly BudgetRow[];
  /** Value of the plan as recomputed. */
  readonly valueUsd: number;
  readonly checks: Checks;
}

/** States whose actions' worth the reasons need: the policy's at each reason's node. */
export function statesToValue(
  plan: PlanFile,
  { machine, states }: ReplayedOption,
): { readonly node: number; readonly key: string }[] {
  return plan.reasons
    .filter(({ option }) => option === machine.option)
    .map(({ node }) => ({ node, key: machine.key(states[node]) }));
}

export function checkReasons(reasoned: ReasonedPlan): void {
  const { plan, options, values, checks } = reasoned;
  checks.reach('losses', 'proven', 'parts');
  const byId = new Map(options.map((option) => [option.machine.option, option]));
  const seen = new Set<string>();
  for (const [i, reason] of plan.reasons.entries()) {
    const option = byId.get(reason.option)!;
    const path = ['reasons', i];
    checks.same('losses', [...path, 'node'], seen.has(`${reason.node}|${reason.option}`), false);
    seen.add(`${reason.node}|${reason.option}`);
    checks.same('losses', [...path, 'action'], reason.action, option.actions[reason.node]);
    const key = `${reason.node}|${option.machine.key(option.states[reason.node])}`;
    const worth = values.get(reason.option)!.worth.get(key)!;
    checkLosses(reasoned, option, reason, i, worth);
    const total = optionWorth(option, reasoned.timeline, reasoned.prices, reasoned.budgets, reason.node);
    checkParts(reason, i, total, checks);
    checkBindingRows(reasoned, reason, i, total);
  }
}

function checkLosses(
  { plan, checks, valueUsd }: ReasonedPlan,
  { machine }: ReplayedOption,
  reason: DecisionReason,
  position: number,
  worth: Worth,
): void {
  const { boundUsd } = plan.headline;
  const best = Math.max(...worth.map(({ usd }) => usd));
  const tolerance = moneyTolerance(Math.max(Math.abs(best), ...worth.map(({ usd }) => Math.abs(usd))));
  const stated = new Map(
    reason.alternatives.map((one, j) => [machine.canonical(one.action), [one, j] as const]),
  );
  const path = ['reasons', position];
  checks.same('losses', [...path, 'alternatives', 'length'], reason.alternatives.length, worth.length);
  let proven = true;
  let close = false;
  for (const { action, usd } of worth) {
    const lossUsd = best - usd;
    const [alternative, j] = stated.get(action) ?? [];
    const at = (field: string) => [...path, 'alternatives', j ?? action, field];
    if (!checks.same('losses', at('action'), alternative !== undefined, true)) continue;
    checks.equal('losses', at('lossUsd'), alternative!.lossUsd, lossUsd, tolerance);
    checks.equal('losses', at('boundUsd'), alternative!.boundUsd, boundUsd - lossUsd, tolerance);
    if (alternative!.valueUsd !== undefined) {
      checks.atMost('losses', at('valueUsd'), alternative!.valueUsd, boundUsd - lossUsd, tolerance);
    }
    if (action === machine.canonical(reason.action)) continue;
    const above = boundUsd - lossUsd - valueUsd;
    if (above >= 0) proven = false;
    if (Math.abs(above) <= tolerance) close = true;
  }
  checks.same('proven', [...path, 'proven'], reason.proven, close ? reason.proven : proven);
}

/** Each part is the option's cash under that heading, or what the rows of a rule are worth to it. */
function checkParts(reason: DecisionReason, position: number, worth: OptionWorth, checks: Checks): void {
  const path = ['reasons', position];
  const tolerance = moneyTolerance(worth.sizeUsd);
  checks.equal('parts', [...path, 'totalUsd'], reason.totalUsd, worth.totalUsd, tolerance);
  const sum = reason.parts.reduce((total, { usd }) => total + usd, 0);
  checks.equal('parts', [...path, 'parts'], sum, reason.totalUsd, tolerance);
  for (const [j, { heading, usd }] of reason.parts.entries()) {
    const known = [
      ...(worth.cash as ReadonlyMap<string, number>).entries(),
      ...(worth.rows as ReadonlyMap<string, number>).entries(),
    ].filter(([name]) => name === heading);
    const at = [...path, 'parts', j];
    if (!checks.same('parts', [...at, 'heading'], known.length > 0 || Math.abs(usd) <= 1, true)) continue;
    const match = known.find(([, part]) => Math.abs(part - usd) <= tolerance) ?? known[0];
    checks.equal('parts', [...at, 'usd'], usd, match?.[1] ?? 0, tolerance);
  }
}

/** Rows with a price, the dearest first; `worthUsd` is the size of what the row charges or earns. */
function checkBindingRows(
  { timeline, checks }: ReasonedPlan,
  { bindingRows }: DecisionReason,
  position: number,
  worth: OptionWorth,
): void {
  const tolerance = moneyTolerance(worth.sizeUsd);
  let before = Infinity;
  for (const [j, { rule, node, subject, worthUsd }] of bindingRows.entries()) {
    const path = ['reasons', position, 'bindingRows', j];
    const place = rule === 'budget' ? node : timeline.periodOf[node]!;
    const head = rule === 'budget' || timeline.periods[place]!.head === node;
    const enters = head ? worth.byRow.get(`${rule}|${place}|${subject}`) : undefined;
    if (!checks.same('parts', path, enters !== undefined, true)) continue;
    checks.equal('parts', [...path, 'worthUsd'], Math.abs(worthUsd), Math.abs(enters!), tolerance);
    checks.atMost('parts', [...path, 'worthUsd'], Math.abs(worthUsd), before, tolerance);
    before = Math.abs(worthUsd);
  }
  const dearest = Math.max(0, ...[...worth.byRow.values()].map(Math.abs));
  if (dearest <= tolerance) return;
  const first = Math.abs(bindingRows[0]?.worthUsd ?? 0);
  checks.equal('parts', ['reasons', position, 'bindingRows'], first, dearest, tolerance);
}

/** One decision per option; it agrees with the policy at the root and with the reason given for it. */
export function checkDecisions({ plan, options, checks }: ReasonedPlan): void {
  checks.reach('decisions');
  const reasons = new Map(plan.reasons.filter(({ node }) => node === 0).map((one) => [one.option, one]));
  const decisions = new Map(plan.decisionsNow.map((one, i) => [one.option, [one, i] as const]));
  checks.same('decisions', ['decisionsNow', 'length'], plan.decisionsNow.length, options.length);
  for (const { machine, kind, name, itPowerMw, actions } of options) {
    const [decision, i] = decisions.get(machine.option) ?? [];
    const reason = reasons.get(machine.option);
    const at = (field: string) => ['decisionsNow', i ?? machine.option, field];
    if (!checks.same('decisions', at('option'), decision !== undefined && reason !== undefined, true))
      continue;
    const expected = {
      kind,
      name,
      itPowerMw,
      pool: machine.pool,
      action: actions[0],
      proven: reason!.proven,
    };
    for (const [field, value] of Object.entries(expected)) {
      checks.same('decisions', at(field), decision![field as keyof typeof expected], value);
    }
    checkAdvantage(decision!, reason!, plan.headline.valueUsd, ['decisionsNow', i!], checks);
  }
}

/**
 * The next best action and how much better the decision is: among alternatives that were solved for, by value;
 * otherwise by loss at the plan's prices.
 */
function checkAdvantage(
  decision: DecisionNow,
  { action, alternatives }: DecisionReason,
  valueUsd: number,
  path: readonly (string | number)[],
  checks: Checks,
): void {
  const others = alternatives.filter((one) => one.action !== action);
  const next = others.find((one) => one.action === decision.nextBest);
  const named = next ? next.action : null;
  checks.same(
    'decisions',
    [...path, 'nextBest'],
    decision.nextBest,
    others.length > 0 ? (named ?? 'an alternative') : null,
  );
  const own = alternatives.find((one) => one.action === action)?.lossUsd ?? 0;
  const solved = next?.valueUsd;
  const advantageUsd = !next ? 0 : solved === undefined ? next.lossUsd - own : valueUsd - solved;
  const tolerance = moneyTolerance(solved === undefined ? advantageUsd : valueUsd);
  checks.equal('decisions', [...path, 'advantageUsd'], decision.advantageUsd, advantageUsd, tolerance);
  for (const other of others) {
    const rival = solved === undefined ? other.lossUsd - own : valueUsd - (other.valueUsd ?? -Infinity);
    checks.atMost('decisions', [...path, 'advantageUsd'], advantageUsd, rival, tolerance);
  }
}
