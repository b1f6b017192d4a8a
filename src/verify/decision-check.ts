/** The decisions of today and their reasons: actions, losses, proofs, parts and binding rows (G3). */
import type { Path } from '../units/problem.ts';
import type { BudgetRow } from './budget-check.ts';
import type { CaseBound } from './case-bound.ts';
import { checkFlips } from './flip-check.ts';
import { standsAtNode } from './multipliers.ts';
import type { OptionProgram, OptionValue, Worth } from './option-program.ts';
import { type OptionWorth, optionWorth } from './option-worth.ts';
import type { CheckedMultipliers, CheckedPlan, CheckedReason } from './plan-form.ts';
import type { Prices } from './prices.ts';
import type { ReplayedOption } from './replay.ts';
import { type Checks, moneyTolerance } from './report.ts';
import type { ServiceModel } from './service-model.ts';
import type { Timeline } from './timeline.ts';

/** The plan with all that was recomputed of it before its reasons are checked. */
export interface ReasonedPlan {
  readonly plan: CheckedPlan;
  readonly timeline: Timeline;
  readonly options: readonly ReplayedOption[];
  /** Values of the options' dynamic programs, by option. */
  readonly values: ReadonlyMap<string, OptionValue>;
  readonly prices: Prices;
  readonly budgets: readonly BudgetRow[];
  readonly service: ServiceModel;
  readonly programs: ReadonlyMap<string, OptionProgram>;
  /** The bound (G1) at other multipliers, which stand at `path`, with an option's action at a node forced. */
  boundAt(multipliers: CheckedMultipliers, path: Path, force: Forced): number;
  /** The bound at the plan's own multipliers. */
  readonly planBoundUsd: number;
  readonly cases: CaseBound | undefined;
  /** Value of the plan as recomputed. */
  readonly valueUsd: number;
  readonly checks: Checks;
}

/** An option made to take an action at a node. */
export interface Forced {
  readonly option: string;
  readonly node: number;
  readonly action: string;
}

/** States whose actions' worth the reasons need: the policy's at each reason's node. */
export function statesToValue(
  plan: CheckedPlan,
  { machine, states }: ReplayedOption,
): { readonly node: number; readonly key: string }[] {
  return plan.reasons
    .filter(({ option }) => option === machine.option)
    .map(({ node }) => ({ node, key: machine.key(states[node]) }));
}

/** Checks every reason against the option's own dynamic program under the multipliers. */
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
    const program = reasoned.programs.get(reason.option)!;
    checkFlips({ ...reasoned, program }, option, reason, worth, path);
    const total = optionWorth(option, reasoned.timeline, reasoned.prices, reasoned.budgets, reason.node);
    checkParts(reason, i, total, checks);
    checkBindingRows(reasoned, reason, i, total);
  }
}

/** Losses at the plan's prices, what no plan with the alternative can exceed, and the proof that follows. */
function checkLosses(
  reasoned: ReasonedPlan,
  { machine }: ReplayedOption,
  reason: CheckedReason,
  position: number,
  worth: Worth,
): void {
  const { checks, valueUsd } = reasoned;
  const best = Math.max(...worth.map(({ usd }) => usd));
  const tolerance = moneyTolerance(Math.max(...worth.map(({ usd }) => Math.abs(usd))));
  const path = ['reasons', position];
  checks.same('losses', [...path, 'alternatives', 'length'], reason.alternatives.length, worth.length);
  let highestUsd = -Infinity;
  for (const { action, usd } of worth) {
    const j = reason.alternatives.findIndex((one) => machine.canonical(one.action) === action);
    const at = [...path, 'alternatives', j < 0 ? action : j];
    if (!checks.same('losses', [...at, 'action'], j >= 0, true)) continue;
    const alternative = reason.alternatives[j]!;
    checks.equal('losses', [...at, 'lossUsd'], alternative.lossUsd, best - usd, tolerance);
    const casesUsd =
      reason.node === 0 ? reasoned.cases?.withAction.get(reason.option)?.get(action) : undefined;
    const lossUsd = best - usd;
    const mostUsd = checkAlternativeBound(reasoned, reason, alternative, { lossUsd, casesUsd }, at);
    if (action !== machine.canonical(reason.action)) highestUsd = Math.max(highestUsd, mostUsd);
  }
  const close = Math.abs(highestUsd - valueUsd) <= tolerance;
  checks.same('proven', [...path, 'proven'], reason.proven, close ? reason.proven : highestUsd < valueUsd);
}

/**
 * No plan with the alternative is worth more than the bound at the plan's multipliers less its loss, nor more than what multipliers of its
 * own or the cases prove with the action forced. Returns the lowest.
 */
function checkAlternativeBound(
  { planBoundUsd, boundAt, checks }: ReasonedPlan,
  { option, node }: CheckedReason,
  { action, boundUsd, valueUsd, multipliers }: CheckedReason['alternatives'][number],
  { lossUsd, casesUsd = Infinity }: { lossUsd: number; casesUsd?: number | undefined },
  path: Path,
): number {
  const shiftedUsd = planBoundUsd - lossUsd;
  const at = [...path, 'boundUsd'];
  const forcedUsd = multipliers
    ? boundAt(multipliers, [...path, 'multipliers'], { option, node, action })
    : Infinity;
  const mostUsd = Math.min(shiftedUsd, forcedUsd, casesUsd);
  const tolerance = moneyTolerance(shiftedUsd);
  checks.equal('losses', at, boundUsd, mostUsd, tolerance);
  if (valueUsd !== undefined) checks.atMost('losses', [...path, 'valueUsd'], valueUsd, mostUsd, tolerance);
  return mostUsd;
}

/** Each part is the option's cash under that heading, its MW or its budgets; together they are the total. */
function checkParts(reason: CheckedReason, position: number, worth: OptionWorth, checks: Checks): void {
  const path = ['reasons', position];
  const tolerance = moneyTolerance(worth.sizeUsd);
  checks.equal('parts', [...path, 'totalUsd'], reason.totalUsd, worth.totalUsd, tolerance);
  const stated = new Map<string, number>();
  for (const [j, { heading, usd }] of reason.parts.entries()) {
    const at = [...path, 'parts', j];
    checks.same('parts', [...at, 'heading'], stated.has(heading), false);
    stated.set(heading, usd);
    checks.equal('parts', [...at, 'usd'], usd, worth.parts.get(heading) ?? 0, tolerance);
  }
  for (const [heading, usd] of worth.parts) {
    if (!stated.has(heading)) checks.equal('parts', [...path, 'parts', heading], 0, usd, tolerance);
  }
}

/** Rows with a price, the dearest first; `worthUsd` is the size of what the row charges or earns. */
function checkBindingRows(
  { timeline, checks }: ReasonedPlan,
  { bindingRows }: CheckedReason,
  position: number,
  worth: OptionWorth,
): void {
  const tolerance = moneyTolerance(worth.sizeUsd);
  let before = Infinity;
  for (const [j, { rule, node, subject, worthUsd }] of bindingRows.entries()) {
    const path = ['reasons', position, 'bindingRows', j];
    const place = standsAtNode(rule) ? node : timeline.periodOf[node]!;
    const head = standsAtNode(rule) || timeline.periods[place]!.head === node;
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

/** One decision per option that has a choice; it agrees with the policy at the root and with the reason given for it. */
export function checkDecisions({ plan, options, checks }: ReasonedPlan): void {
  checks.reach('decisions');
  const reasons = new Map(plan.reasons.filter(({ node }) => node === 0).map((one) => [one.option, one]));
  const decisions = new Map(plan.decisionsNow.map((one, i) => [one.option, [one, i] as const]));
  checks.same('decisions', ['decisionsNow', 'length'], plan.decisionsNow.length, decisions.size);
  for (const { machine, kind, name, itPowerMw, pool, actions } of options) {
    const [decision, i] = decisions.get(machine.option) ?? [];
    const reason = reasons.get(machine.option);
    if (!decision && reason?.alternatives.length === 1) continue;
    const at = (field: string) => ['decisionsNow', i ?? machine.option, field];
    if (!checks.same('decisions', at('option'), decision !== undefined && reason !== undefined, true))
      continue;
    const expected = {
      kind,
      name,
      itPowerMw,
      pool,
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
  decision: CheckedPlan['decisionsNow'][number],
  { action, alternatives }: CheckedReason,
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
