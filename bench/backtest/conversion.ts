/** How training turns into inference in a plan: power and accelerators by use, what changes its use, sites that change theirs. */
import { depthsOf } from '../../src/demand/scenario-tree.ts';
import type { PlanFile } from '../../src/domain/plan-file.ts';
import type { Portfolio } from '../../src/domain/portfolio.ts';

type Plan = Pick<PlanFile, 'policy' | 'tree' | 'fleet'>;
type Use = 'training' | 'inference';

/**
 * Expected, by year from the date; MW are IT MW of what runs. Accelerators count as re-assigned where a generation, in all pools together, trains less
 * than in the period before and serves more: which pool does what is often worth the same.
 */
export function conversionFigures(portfolio: Portfolio, plan: Plan) {
  const { parent, probability, periodHead } = plan.tree;
  const runs = runsByHead(portfolio, plan);
  const depth = depthsOf(parent);
  const perYear = () => Array.from({ length: Math.ceil((Math.max(...depth) + 1) / 4) }, () => 0);
  const mw: Record<Use, number[]> = { training: perYear(), inference: perYear() };
  const reassigned = { units: perYear(), mw: perYear(), backUnits: perYear() };
  const quarters = new Map<number, number>();
  for (const head of periodHead) quarters.set(head, (quarters.get(head) ?? 0) + 1);
  for (const { id, itKwPerUnit } of portfolio.accelerators) {
    const usesAt = (head: number) => runs.get(`${id} ${head}`) ?? { training: 0, inference: 0 };
    for (const [head, length] of quarters) {
      const year = Math.floor(depth[head]! / 4);
      const weight = probability[head]!;
      const here = usesAt(head);
      for (const use of ['training', 'inference'] as const)
        mw[use][year]! += ((weight * length) / 4) * here[use] * (itKwPerUnit / 1000);
      if (head === 0) continue;
      const before = usesAt(periodHead[parent[head]!]!);
      const over = weight * moved(before.training - here.training, here.inference - before.inference);
      reassigned.units[year]! += over;
      reassigned.mw[year]! += over * (itKwPerUnit / 1000);
      reassigned.backUnits[year]! +=
        weight * moved(before.inference - here.inference, here.training - before.training);
    }
  }
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  return {
    trainingMw: mw.training,
    inferenceMw: mw.inference,
    inferenceShareOfMw: mw.inference.map((power, y) => power / (power + mw.training[y]!)),
    reassignedUnits: reassigned.units,
    reassignedUnitsInAll: sum(reassigned.units),
    reassignedMw: reassigned.mw,
    reassignedMwInAll: sum(reassigned.mw),
    returnedUnitsInAll: sum(reassigned.backUnits),
    repurposed: repurposed(portfolio, plan),
  };
}

/** What left one use and came to the other. */
function moved(left: number, came: number): number {
  return Math.max(0, Math.min(left, came));
}

/** Units by use, by generation and head of the period. */
function runsByHead({ workloads, contracts }: Portfolio, { fleet }: Plan) {
  const kindOf = new Map<string, string>(workloads.map(({ id, kind }) => [id, kind]));
  for (const { id, workload, offers } of contracts)
    for (const [i] of offers.entries()) kindOf.set(`${id}:${i + 1}`, kindOf.get(workload)!);
  const runs = new Map<string, Record<Use, number>>();
  for (const { node, accelerator, workload, units } of fleet.running) {
    const key = `${accelerator} ${node}`;
    const uses = runs.get(key) ?? { training: 0, inference: 0 };
    runs.set(key, uses);
    uses[kindOf.get(workload)!.endsWith('inference') ? 'inference' : 'training'] += units;
  }
  return runs;
}

/** Sites that change their use in some future: how likely, and in which year from the date on average. */
function repurposed({ projects }: Portfolio, { policy, tree }: Plan) {
  const depth = depthsOf(tree.parent);
  const mwOf = new Map(projects.map(({ id, itPowerMw }) => [id, itPowerMw]));
  const sites = policy.flatMap(({ option, actions }) => {
    let [probability, time] = [0, 0];
    actions.forEach((action, n) => {
      if (action !== 're-purpose') return;
      probability += tree.probability[n]!;
      time += tree.probability[n]! * depth[n]!;
    });
    if (probability === 0) return [];
    return [{ option, mw: mwOf.get(option)!, probability, yearsFromDate: time / probability / 4 }];
  });
  return { sites, count: sites.length, expectedMw: sites.reduce((sum, s) => sum + s.mw * s.probability, 0) };
}
