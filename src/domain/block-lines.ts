/** What anchor tenants took of the blocks offered to them and what they are served (C1–C4, E4), read from a plan's actions and fleet. */
import type { OptionPolicy, PlanFleet } from './plan-file.ts';
import type { Portfolio } from './portfolio.ts';

/** A block in a period, in units per hour of its workload (means over the period). */
export interface BlockLine {
  /** First node of the period. */
  readonly node: number;
  readonly workload: string;
  readonly demand: number;
  readonly served: number;
  readonly priceUsdPerUnit: number;
}

/** A plan's policy and fleet on its tree; `periodHead` is the first node of each node's period. */
export interface PlanOnTree {
  readonly policy: readonly OptionPolicy[];
  readonly fleet: Pick<PlanFleet, 'running'>;
  readonly parent: ArrayLike<number>;
  readonly values: ReadonlyMap<string, ArrayLike<number>>;
  readonly periodHead: ArrayLike<number>;
}

const shares: Readonly<Record<string, number>> = { exercise: 1, 'exercise-half': 0.5 };

/** One line per offer and period in which something of it was taken. */
export function blockLines(portfolio: Portfolio, plan: PlanOnTree): BlockLine[] {
  return portfolio.contracts.flatMap((contract) =>
    contract.offers.flatMap((offer, i) => {
      const id = `${contract.id}:${i + 1}`;
      const actions = plan.policy.find(({ option }) => option === id)?.actions ?? [];
      const gone = portfolio.events
        .filter(({ withdraws }) => withdraws.includes(contract.id))
        .map((event) => plan.values.get(`event:${event.id}`));
      const taken: number[] = [];
      const asked = actions.map((action, n) => {
        taken[n] = action === 'serve' ? taken[plan.parent[n]!]! : (shares[action] ?? 0);
        const left = gone.some((event) => (event?.[n] ?? 0) >= 0.5);
        return left ? 0 : taken[n]! * offer.unitsPerHour;
      });
      const workload = portfolio.workloads.find((one) => one.id === contract.workload)!;
      const efficiency = meansOfPeriods(efficiencyPerNode(workload.id, plan), plan.periodHead);
      const served = new Map<number, number>();
      for (const { node, accelerator, units, workload: of } of plan.fleet.running) {
        if (of !== id) continue;
        const rate = (workload.ratePerAcceleratorHour[accelerator] ?? 0) / workload.peakFactor;
        served.set(node, (served.get(node) ?? 0) + units * rate * efficiency[node]!);
      }
      const demand = meansOfPeriods(asked, plan.periodHead);
      const { priceUsdPerUnit } = offer;
      return actions.flatMap((_, node) =>
        plan.periodHead[node] === node && demand[node]! > 0
          ? [
              {
                ...{ node, workload: workload.id, priceUsdPerUnit },
                ...{ demand: demand[node]!, served: served.get(node) ?? 0 },
              },
            ]
          : [],
      );
    }),
  );
}

/** Efficiency of a workload per node; 1 where the tree has none (F5). */
export function efficiencyPerNode(
  workload: string,
  { parent, values }: Pick<PlanOnTree, 'parent' | 'values'>,
): ArrayLike<number> {
  return values.get(`efficiency:${workload}`) ?? new Float64Array(parent.length).fill(1);
}

/** Gives every node the mean over its period (T4). */
export function meansOfPeriods(perNode: ArrayLike<number>, periodHead: ArrayLike<number>): Float64Array {
  const [sums, counts] = [new Float64Array(periodHead.length), new Float64Array(periodHead.length)];
  for (let n = 0; n < perNode.length; n++) {
    sums[periodHead[n]!]! += perNode[n]!;
    counts[periodHead[n]!]! += 1;
  }
  return Float64Array.from(periodHead, (head) => sums[head]! / counts[head]!);
}
