/** The demand that the plan is made for, per workload, and what is served of it. */

import { quantilesByQuarter } from '../demand/tree-statistics.ts';
import type { Quantiles } from '../domain/plan-file.ts';
import type { Workload } from '../domain/portfolio.ts';
import { quarterOfDate } from '../units/quarter.ts';
import type { PlanFacts } from './plan-facts.ts';

/** A workload's demand beside what is served of it. */
export interface DemandFan {
  readonly workload: string;
  readonly name: string;
  /** `M tokens`: the plan counts units per hour. */
  readonly unit: string;
  readonly training: boolean;
  /** Units per hour, per quarter. */
  readonly demand: Quantiles;
  /** P50 of what is served, units per hour. */
  readonly served: readonly number[];
  /** What was observed in the quarters before the plan's first, the oldest first; `undefined` where nothing was. */
  readonly observed: readonly (number | undefined)[];
  /** Evidence on its growth or on events that move it. */
  readonly markers: readonly EvidenceMarker[];
  /** Served over demanded in the last quarter, both at P50, at most 1. */
  readonly servedShare: number;
}

/** A piece of evidence on the axis of quarters. */
export interface EvidenceMarker {
  /** Quarters from the plan's first to the day of publication; mostly below 0. */
  readonly at: number;
  readonly text: string;
}

/** All fans, and in a sentence which grows fastest. */
export interface DemandView {
  readonly sentence: string;
  readonly fans: readonly DemandFan[];
}

/** One fan per workload, in the portfolio's order. */
export function demandView(facts: PlanFacts): DemandView {
  const { say, format, quarters, portfolio } = facts;
  const fans = portfolio.workloads.map((workload) => fanOf(facts, workload));
  const growth = ({ demand }: DemandFan) => demand.p50.at(-1)! / demand.p50[0]!;
  const fastest = fans.reduce((best, fan) => (growth(fan) > growth(best) ? fan : best));
  const last = format.quarter(quarters.at(-1)!);
  return { sentence: say.demand.takeaway(fastest.name, format.number(growth(fastest)), last), fans };
}

function fanOf(facts: PlanFacts, { id, name, unit, kind }: Workload): DemandFan {
  const { plan, tree } = facts;
  const atHead = new Float64Array(tree.parent.length);
  for (const line of plan.service) if (line.workload === id) atHead[line.node] = line.served;
  const values = tree.values.get(`demand:${id}`) ?? new Float64Array(tree.parent.length);
  const demand = quantilesByQuarter(tree, values);
  const served = quantilesByQuarter(
    tree,
    plan.tree.periodHead.map((head) => atHead[head]!),
  ).p50;
  return {
    ...{ workload: id, name, unit, training: isTraining(kind), demand, served },
    ...{ observed: observedOf(facts, id), markers: markersOf(facts, id) },
    servedShare: Math.min(1, served.at(-1)! / demand.p50.at(-1)!),
  };
}

/** Quarters of history that are shown. */
const MOST_PAST = 12;

/** The latest known figure of each quarter before the plan's first. */
function observedOf({ portfolio, tree }: PlanFacts, workload: string): (number | undefined)[] {
  const known = new Map<number, { readonly value: number; readonly knownOn: string }>();
  for (const { workload: of, quarter, value, knownOn } of portfolio.demandHistory) {
    const before = known.get(quarter);
    if (of === workload && quarter < tree.firstQuarter && (!before || before.knownOn < knownOn))
      known.set(quarter, { value, knownOn });
  }
  if (known.size === 0) return [];
  const count = Math.min(MOST_PAST, tree.firstQuarter - Math.min(...known.keys()));
  return Array.from({ length: count }, (_, i) => known.get(tree.firstQuarter - count + i)?.value);
}

function markersOf({ portfolio, tree }: PlanFacts, workload: string): EvidenceMarker[] {
  const series = [`demand:${workload}`, `efficiency:${workload}`];
  const subjects = [
    ...portfolio.growthViews.filter((view) => series.includes(view.series)),
    ...portfolio.events.filter(({ effects }) => effects.some((effect) => series.includes(effect.series))),
  ];
  return portfolio.evidence
    .filter(({ retracted }) => !retracted)
    .flatMap(({ about, publishedOn, source }) => {
      const subject = subjects.find(({ id }) => id === about);
      const quarter = quarterOfDate(publishedOn);
      if (!subject || quarter === undefined) return [];
      const title = portfolio.sources.find(({ id }) => id === source)?.title ?? source;
      const at = quarter - tree.firstQuarter + shareOfQuarter(publishedOn);
      return [{ at, text: `${publishedOn}: ${title} (${subject.name})` }];
    })
    .sort((a, b) => a.at - b.at);
}

/** How much of its quarter has passed by an ISO date, 0…1. */
function shareOfQuarter(date: string): number {
  const [, month = 1, day = 1] = date.split('-').map(Number);
  return (((month - 1) % 3) * 30 + day - 1) / 92;
}

/** Whether a kind of workload trains, before or after release, rather than serves. */
export function isTraining(kind: string): boolean {
  return kind === 'pre-training' || kind === 'post-training';
}
