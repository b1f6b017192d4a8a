/** From a workload's demand to accelerators, MW and USD, with how every figure was obtained. */
import { type Found, findNamed } from '../domain/find-named.ts';
import type { PlanFile } from '../domain/plan-file.ts';
import type { RateOrigin } from '../domain/rate-origin.ts';
import type { Quarter } from '../units/quarter.ts';
import { quartersOf, treeOfPlan } from '../views/plan-tree.ts';

export type { Obtained, RateLink, RateOrigin } from '../domain/rate-origin.ts';

/** One kind of accelerator: where its rate comes from, what the demand needs of it, and what the plan runs. */
export interface AcceleratorNeed {
  readonly origin: RateOrigin;
  /** For the whole demand at its peak, if this kind alone served it. */
  readonly accelerators: number;
  readonly itPowerMw: number;
  /** Hardware over its life and electricity, at today's prices. */
  readonly usdPerHour: number;
  /** Accelerators that the plan runs for it in this quarter, over all pools. */
  readonly running: number;
  readonly runningMw: number;
  /** Units per hour of mean demand that these serve. */
  readonly served: number;
}

/** A workload at one node of the plan's tree, accelerator by accelerator. */
export interface WorkloadExplanation {
  readonly workload: string;
  readonly node: number;
  readonly quarter: Quarter;
  /** Units per hour. */
  readonly demand: number;
  /** `M tokens`. */
  readonly unit: string;
  readonly peakFactor: number;
  /** Units per accelerator over those of today. */
  readonly efficiency: number;
  readonly needs: readonly AcceleratorNeed[];
}

/** Workloads whose rates a plan explains. */
function explainedWorkloads({ rates }: PlanFile): string[] {
  return [...new Set((rates ?? []).map(({ workload }) => workload))];
}

/** The option or workload that is meant by `asked`, an id, a name or a beginning, and the ids of all that can be explained. */
export function findExplained(
  plan: PlanFile,
  asked: string,
): { readonly found: Found; readonly known: readonly string[] } {
  const names = new Map([
    ...plan.policy.map(({ option, name }): [string, string] => [option, name]),
    ...explainedWorkloads(plan).map((id): [string, string] => [id, id]),
  ]);
  return { found: findNamed(asked, names), known: [...names.keys()] };
}

/** The chain of a workload at a node; `undefined` when the plan says nothing of its rates or has no such node. */
export function explainWorkload(plan: PlanFile, workload: string, node = 0): WorkloadExplanation | undefined {
  const origins = (plan.rates ?? []).filter((one) => one.workload === workload);
  const tree = treeOfPlan(plan.tree);
  const demand = tree.values.get(`demand:${workload}`)?.[node];
  if (origins.length === 0 || demand === undefined) return undefined;
  const efficiency = tree.values.get(`efficiency:${workload}`)?.[node] ?? 1;
  const head = plan.tree.periodHead[node]!;
  const running = plan.fleet.running.filter((run) => run.node === head && run.workload === workload);
  const peakFactor = linkOf(origins[0]!, 'peak') ?? 1;
  return {
    ...{ workload, node, demand, peakFactor, efficiency },
    quarter: quartersOf(tree)[tree.depth[node]!]!,
    unit: origins[0]!.links.find(({ step }) => step === 'rate')!.unit.replace(/\/h$/, ''),
    needs: origins.map((origin): AcceleratorNeed => {
      const perHour = (linkOf(origin, 'rate')! * efficiency) / peakFactor;
      const kw = linkOf(origin, 'it-power')!;
      const usd = linkOf(origin, 'hardware-cost')! + linkOf(origin, 'energy-cost')!;
      const accelerators = demand / perHour;
      const units = running
        .filter(({ accelerator }) => accelerator === origin.accelerator)
        .reduce((sum, run) => sum + run.units, 0);
      return {
        ...{ origin, accelerators, itPowerMw: (accelerators * kw) / 1000, usdPerHour: accelerators * usd },
        ...{ running: units, runningMw: (units * kw) / 1000, served: units * perHour },
      };
    }),
  };
}

function linkOf(origin: RateOrigin, step: RateOrigin['links'][number]['step']): number | undefined {
  return origin.links.find((link) => link.step === step)?.value;
}
