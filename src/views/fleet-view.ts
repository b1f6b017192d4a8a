/** The accelerators: which run where and for what, what is bought, and how well they are used. */

import { expectedByQuarter } from '../demand/tree-statistics.ts';
import type { PlanFleet } from '../domain/plan-file.ts';
import { addQuarters, fiscalYearOf } from '../units/quarter.ts';
import { isTraining } from './demand-view.ts';
import type { PlanFacts } from './plan-facts.ts';

/** A layer of a stack: expected values per quarter. */
export interface FleetLayer {
  readonly id: string;
  readonly name: string;
  readonly values: readonly number[];
}

/** What runs and what is bought; generations, pools and workloads that never run half an accelerator are left out. */
export interface FleetView {
  readonly sentence: string;
  /** Accelerators that run, expected, per quarter. */
  readonly byGeneration: readonly FleetLayer[];
  readonly byPool: readonly FleetLayer[];
  readonly byWorkload: readonly (FleetLayer & { readonly training: boolean })[];
  /** Accelerators ordered per fiscal year, expected. */
  readonly purchases: readonly {
    readonly fiscalYear: number;
    readonly accelerator: string;
    readonly name: string;
    readonly units: number;
  }[];
  /** Share of owned accelerators that run, by phase, per quarter. */
  readonly utilisation: readonly FleetLayer[];
  /** Share of the running accelerators that train, per quarter. */
  readonly trainingShare: readonly number[];
}

/** The expected fleet over the plan's futures. */
export function fleetView(facts: PlanFacts): FleetView {
  const { plan, portfolio, tree, dash, format, quarters, fiscalYears } = facts;
  const running = plan.fleet.running;
  const layers = (
    key: 'accelerator' | 'pool' | 'workload',
    named: readonly { id: string; name?: string }[],
  ) => {
    const lines = new Map(named.map(({ id }): [string, PlanFleet['running'][number][]] => [id, []]));
    for (const line of running) {
      const ofSameId = lines.get(line[key]);
      if (ofSameId) ofSameId.push(line);
      else lines.set(line[key], [line]);
    }
    return [...lines]
      .map(([id, of]) => ({
        ...{ id, name: named.find((one) => one.id === id)?.name ?? id },
        values: expectedByPeriod(facts, of),
      }))
      .filter(({ values }) => values.some((units) => units > 0.5));
  };
  const trains = (id: string) => isTraining(portfolio.workloads.find((one) => one.id === id)?.kind ?? '');
  const byWorkload = layers('workload', [
    ...portfolio.workloads,
    ...plan.policy.map(({ option, name }) => ({ id: option, name })),
  ]).map((layer) => ({ ...layer, training: trains(workloadOf(facts, layer.id)) }));
  const total = quarters.map((_, t) => byWorkload.reduce((sum, { values }) => sum + values[t]!, 0));
  const trainingShare = quarters.map((_, t) => {
    const training = byWorkload.filter((layer) => layer.training);
    return total[t]! > 0 ? training.reduce((sum, { values }) => sum + values[t]!, 0) / total[t]! : 0;
  });
  const yearOf = (node: number) =>
    fiscalYearOf(addQuarters(tree.firstQuarter, tree.depth[node]!), portfolio.calendar.fiscalYearStartMonth);
  const purchases = plan.fleet.purchases.map((line) => ({ ...line, year: yearOf(line.node) }));
  const bought = fiscalYears.flatMap(({ year }) =>
    portfolio.accelerators.map(({ id, name }) => ({
      ...{ fiscalYear: year, accelerator: id, name },
      units: purchases
        .filter((line) => line.accelerator === id && line.year === year)
        .reduce((sum, { node, units }) => sum + tree.probability[node]! * units, 0),
    })),
  );
  const last = format.quarter(quarters.at(-1)!);
  const [now, then] = [total[0]!, total.at(-1)!];
  return {
    sentence: dash.fleet.sentence({
      ...{ now: format.number(now), later: format.number(then), last },
      ...{ from: format.percent(1 - trainingShare[0]!), to: format.percent(1 - trainingShare.at(-1)!) },
    }),
    ...{
      byGeneration: layers('accelerator', portfolio.accelerators),
      byPool: layers('pool', portfolio.pools),
    },
    ...{ byWorkload, trainingShare, purchases: bought.filter(({ units }) => units >= 0.5) },
    utilisation: Object.entries(plan.headline.figures.utilisation).map(([id, values]) => ({
      ...{ id, name: dash.fleet.phases[id as keyof typeof dash.fleet.phases] ?? id, values },
    })),
  };
}

/** The workload that a line of the fleet serves: its own, or that of the contract. */
export function workloadOf({ portfolio }: Pick<PlanFacts, 'portfolio'>, id: string): string {
  const contract = portfolio.contracts.find((one) => id.startsWith(`${one.id}:`));
  return contract?.workload ?? id;
}

/** Expected units per quarter of amounts that stand at first nodes of periods. */
export function expectedByPeriod(
  { plan, tree }: Pick<PlanFacts, 'plan' | 'tree'>,
  lines: readonly { readonly node: number; readonly units: number }[],
): number[] {
  const atHead = new Float64Array(tree.parent.length);
  for (const { node, units } of lines) atHead[node]! += units;
  return expectedByQuarter(
    tree,
    plan.tree.periodHead.map((head) => atHead[head]!),
  );
}
