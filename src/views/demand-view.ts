/** The demand that the plan is made for, per workload, and what is served of it. */
import type { Quantiles } from '../domain/plan-file.ts';
import type { Workload } from '../domain/portfolio.ts';
import type { PlanFacts } from './plan-facts.ts';
import { quantilesByQuarter } from './plan-tree.ts';

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
  /** Served over demanded in the last quarter, both at P50, at most 1. */
  readonly servedShare: number;
}

export interface DemandView {
  readonly sentence: string;
  readonly fans: readonly DemandFan[];
}

export function demandView(facts: PlanFacts): DemandView {
  const { say, format, quarters, portfolio } = facts;
  const fans = portfolio.workloads.map((workload) => fanOf(facts, workload));
  const growth = ({ demand }: DemandFan) => demand.p50.at(-1)! / demand.p50[0]!;
  const fastest = fans.reduce((best, fan) => (growth(fan) > growth(best) ? fan : best));
  const last = format.quarter(quarters.at(-1)!);
  return { sentence: say.demand.takeaway(fastest.name, format.number(growth(fastest)), last), fans };
}

function fanOf({ plan, tree }: PlanFacts, { id, name, unit, kind }: Workload): DemandFan {
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
    servedShare: Math.min(1, served.at(-1)! / demand.p50.at(-1)!),
  };
}

export function isTraining(kind: string): boolean {
  return kind === 'pre-training' || kind === 'post-training';
}
