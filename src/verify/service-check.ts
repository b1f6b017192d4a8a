/** Demand, service and minimum takes of a plan (F5, F6, F8, F10), and what they earn and cost. */
import type { Operation, PlanUnderCheck } from './fleet-check.ts';
import type { CheckedPlan } from './plan-form.ts';
import { amountTolerance } from './report.ts';
import { hoursPerQuarter } from './timeline.ts';

/** Promised but not served: the least that F6 allows. */
export function leastShort(committedShare: number, demand: number, served: number): number {
  return Math.max(0, committedShare * demand - served);
}

export function checkService(under: PlanUnderCheck, operation: Operation): void {
  const { plan, timeline, service, ledger, checks } = under;
  checks.reach('service', 'service-levels');
  const lines = new Map<string, readonly [CheckedPlan['service'][number], number]>();
  for (const [i, line] of plan.service.entries()) {
    const key = `${line.node}|${line.workload}`;
    checks.same('service', ['service', i], lines.has(key), false);
    lines.set(key, [line, i]);
  }
  for (const [id, { workload, demand, priceUsd }] of service.workloads) {
    for (const [p, { head, nodes }] of timeline.periods.entries()) {
      const [line, i] = lines.get(`${head}|${id}`) ?? [];
      const path = ['service', i ?? `${head}|${id}`];
      if (!checks.same('service', path, line !== undefined, true)) continue;
      const served = operation.served.get(id)![p]!;
      const tolerance = amountTolerance(demand[p]!);
      const short = leastShort(workload.committedShare, demand[p]!, served);
      checks.equal('service', [...path, 'demand'], line!.demand, demand[p]!, 1e-9 * demand[p]!);
      checks.equal('service', [...path, 'served'], line!.served, served, tolerance);
      checks.atMost('service', [...path, 'served'], line!.served, demand[p]!, tolerance);
      checks.equal('service', [...path, 'short'], line!.short, short, tolerance);
      if (workload.serviceLevel !== undefined) {
        const least = workload.serviceLevel * demand[p]!;
        checks.atLeast('service-levels', [...path, 'served'], line!.served, least, tolerance);
      }
      const items = [`workload:${id}`];
      for (const node of nodes) {
        const revenue = hoursPerQuarter * priceUsd[node]! * served;
        const penalty = hoursPerQuarter * workload.shortfallUsdPerUnit * short;
        ledger.add({ node, heading: 'revenue', usd: revenue, items });
        ledger.add({ node, heading: 'shortfall', usd: -penalty, items });
      }
    }
  }
  addMinimumTakes(under, operation);
}

/** F10: the least take that the rules allow is paid for. */
function addMinimumTakes({ service, ledger }: PlanUnderCheck, operation: Operation): void {
  for (const [id, { contract, nodes }] of service.contracts) {
    const used = operation.utilityMw.get(contract.region);
    const items = [`contract:${id}`, `region:${contract.region}`];
    for (const [p, bound] of nodes.entries()) {
      const takeMw = Math.max(0, contract.minimumTakeMw - (used?.[p] ?? 0));
      const usd = -hoursPerQuarter * contract.priceUsdPerMwh * takeMw;
      for (const node of bound) ledger.add({ node, heading: 'minimum-take', usd, items });
    }
  }
}
