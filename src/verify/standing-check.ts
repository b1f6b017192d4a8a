/** Money that can be taken back (K5) and how much of the fleet works (K7). */
import type { Portfolio } from '../domain/portfolio.ts';
import type { Operation, PlanUnderCheck } from './fleet-check.ts';
import { nominalUsd, rulesAt } from './machine.ts';
import { type ReplayedOption, usedAt } from './replay.ts';
import { moneyTolerance } from './report.ts';
import type { Timeline } from './timeline.ts';

type Operated = Pick<PlanUnderCheck, 'plan' | 'options' | 'service' | 'timeline'>;

/** Checks the money that can still be taken back, per quarter. */
export function checkReversible(under: PlanUnderCheck): void {
  const { plan, checks } = under;
  checks.reach('reversible');
  const { usd, sizeUsd } = reversible(under);
  const path = ['headline', 'figures', 'reversibleUsd'];
  const stated = plan.headline.figures.reversibleUsd;
  checks.equalSeries('reversible', path, stated, usd, (t) => moneyTolerance(sizeUsd[t]!));
}

/** Per quarter, expected: later capex of the options that may be cancelled, less what cancelling costs; and the size of its terms. */
export function reversible({ options, timeline }: Pick<Operated, 'options' | 'timeline'>) {
  const quarters = Math.max(...timeline.age) + 1;
  const [usd, sizeUsd] = [new Float64Array(quarters), new Float64Array(quarters)];
  for (const option of options) {
    const ahead = capexAhead(option, timeline);
    for (const [n, t] of timeline.age.entries()) {
      const feeUsd = feeOfLeaving(option, n, timeline);
      if (feeUsd === undefined) continue;
      const weight = timeline.tree.probability[n]!;
      usd[t]! += Math.max(0, ahead.usd[n]! - weight * feeUsd);
      sizeUsd[t]! += ahead.sizeUsd[n]! + weight * Math.abs(feeUsd);
    }
  }
  return { usd, sizeUsd };
}

/** Capex of an option at each node and below, weighted with probability. */
function capexAhead({ steps }: ReplayedOption, timeline: Timeline) {
  const { parent, probability } = timeline.tree;
  const [usd, sizeUsd] = [new Float64Array(steps.length), new Float64Array(steps.length)];
  for (let n = steps.length - 1; n >= 0; n--) {
    for (const amount of steps[n]!.amounts) {
      if (!amount.capex) continue;
      const due = probability[n]! * nominalUsd(amount, n, timeline);
      usd[n]! -= due;
      sizeUsd[n]! += Math.abs(due);
    }
    if (n === 0) continue;
    usd[parent[n]!]! += usd[n]!;
    sizeUsd[parent[n]!]! += sizeUsd[n]!;
  }
  return { usd, sizeUsd };
}

/** What `cancel` would cost at a node, less salvage; `undefined` where it is not open. */
function feeOfLeaving(
  { machine, states }: ReplayedOption,
  node: number,
  timeline: Timeline,
): number | undefined {
  const step = rulesAt(machine, node).step(states[node], 'cancel');
  if (!step || step.when?.(timeline.quarter[node]!) === false) return undefined;
  let usd = 0;
  for (const amount of step.amounts) {
    const leaves = amount.heading === 'cancellation' || amount.heading === 'salvage';
    if (leaves) usd -= nominalUsd(amount, node, timeline);
  }
  return usd;
}

/** Checks the shares of the fleet that work, by kind of workload and quarter. */
export function checkUtilisation(portfolio: Portfolio, under: PlanUnderCheck, operation: Operation): void {
  const { plan, checks } = under;
  checks.reach('utilisation');
  const stated = plan.headline.figures.utilisation;
  const shares = utilisation(portfolio, under, operation);
  const path = ['headline', 'figures', 'utilisation'];
  const names = (of: object) => Object.keys(of).sort().join(' ');
  if (!checks.same('utilisation', path, names(stated), names(shares))) return;
  for (const [kind, expected] of Object.entries(shares)) {
    checks.equalSeries('utilisation', [...path, kind], stated[kind]!, expected, () => 1e-6);
  }
}

/** By kind of workload and quarter, expected: accelerators that work for it over those owned. */
export function utilisation(
  portfolio: Portfolio,
  { plan, options, service, timeline }: Operated,
  { ownedUnits }: Pick<Operation, 'ownedUnits'>,
): Record<string, number[]> {
  const kindOf = new Map<string, string>();
  for (const [id, { workload }] of service.workloads) kindOf.set(id, workload.kind);
  for (const [id, { workload }] of service.offers) kindOf.set(id, workload.workload.kind);
  const kinds = new Set(kindOf.values());
  if (portfolio.trainingRuns.length > 0) kinds.add('pre-training');
  const shares: Record<string, number[]> = {};
  for (const kind of kinds) {
    const busy = new Float64Array(timeline.periods.length);
    for (const { node, workload, units } of plan.fleet.running)
      if (kindOf.get(workload) === kind) busy[timeline.periodOf[node]!]! += units;
    const expected = Array.from({ length: portfolio.calendar.horizonQuarters }, () => 0);
    for (const [n, t] of timeline.age.entries()) {
      const p = timeline.periodOf[n]!;
      const held = kind === 'pre-training' ? heldAt(portfolio, options, n) : 0;
      const owned = ownedUnits[p]!;
      if (owned > 0) expected[t]! += (timeline.tree.probability[n]! * (busy[p]! + held)) / owned;
    }
    shares[kind] = expected;
  }
  return shares;
}

function heldAt(
  { pools, accelerators }: Portfolio,
  options: readonly ReplayedOption[],
  node: number,
): number {
  let units = 0;
  for (const pool of pools)
    for (const { id } of accelerators) units += usedAt(options, 'held', `${pool.id}|${id}`, node);
  return units;
}
