/** Demand, service and minimum takes of a plan (F5, F6, F8, F10), and what they earn and cost. */
import type { Operation, PlanUnderCheck } from './fleet-check.ts';
import type { CheckedPlan } from './plan-form.ts';
import { usedByPeriod } from './replay.ts';
import { amountTolerance } from './report.ts';
import { churnShares, type WorkloadTerms } from './service-model.ts';
import { hoursPerQuarter } from './timeline.ts';

/** Promised but not served: the least that F6 allows. */
export function leastShort(committedShare: number, demand: number, served: number): number {
  return Math.max(0, committedShare * demand - served);
}

/** Checks what is said to be served against what runs, and books what it earns and costs. */
export function checkService(under: PlanUnderCheck, operation: Operation): void {
  const { plan, timeline, service, ledger, checks } = under;
  checks.reach('service', 'service-levels');
  const lines = new Map<string, readonly [CheckedPlan['service'][number], number]>();
  for (const [i, line] of plan.service.entries()) {
    const key = `${line.node}|${line.workload}`;
    checks.same('service', ['service', i], lines.has(key), false);
    lines.set(key, [line, i]);
  }
  for (const [id, terms] of service.workloads) {
    const { workload, demand, priceUsd } = terms;
    const lost = checkLost(under, terms, (head) => lines.get(`${head}|${id}`));
    for (const [p, { head, nodes }] of timeline.periods.entries()) {
      const [line, i] = lines.get(`${head}|${id}`) ?? [];
      const path = ['service', i ?? `${head}|${id}`];
      if (!checks.same('service', path, line !== undefined, true)) continue;
      const served = operation.served.get(id)![p]!;
      const tolerance = amountTolerance(demand[p]!);
      const left = demand[p]! - lost[p]!;
      const least = leastShort(workload.committedShare, left, served);
      // F17 bounds a shortage that drives demand away from below alone.
      const short = workload.churnShare === undefined ? least : Math.max(least, line!.short);
      checks.equal('service', [...path, 'demand'], line!.demand, demand[p]!, 1e-9 * demand[p]!);
      checks.equal('service', [...path, 'served'], line!.served, served, tolerance);
      checks.atMost('service', [...path, 'served'], line!.served, left, tolerance);
      checks.equal('service', [...path, 'short'], line!.short, short, tolerance);
      if (workload.serviceLevel !== undefined) {
        const level = workload.serviceLevel * left;
        checks.atLeast('service-levels', [...path, 'served'], line!.served, level, tolerance);
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
  checkOffers(under, operation);
  addMinimumTakes(under, operation);
}

/** F17: what the shortage of the periods before drove away. Returns it by period. */
function checkLost(
  { timeline, checks }: PlanUnderCheck,
  terms: WorkloadTerms,
  lineAt: (head: number) => readonly [CheckedPlan['service'][number], number] | undefined,
): Float64Array {
  const lost = new Float64Array(timeline.periods.length);
  for (const [p, { head, nodes, next }] of timeline.periods.entries()) {
    const [line, i] = lineAt(head) ?? [];
    if (!line) continue;
    const tolerance = amountTolerance(terms.demand[p]!);
    checks.equal('service', ['service', i!, 'lost'], line.lost ?? 0, lost[p]!, tolerance);
    if (terms.workload.churnShare === undefined) continue;
    for (const q of next) {
      const shares = churnShares(terms, p, q, nodes.length);
      lost[q] = shares.lost * (line.lost ?? 0) + shares.short * line.short;
    }
  }
  return lost;
}

/** C3: blocks that were taken are served or paid for. */
function checkOffers(
  { options, timeline, service, ledger, checks }: PlanUnderCheck,
  operation: Operation,
): void {
  for (const [id, { contract, offer }] of service.offers) {
    const taken = usedByPeriod(options, 'block', id, timeline);
    const items = [`contract:${contract}`, `offer:${id}`];
    for (const [p, { nodes }] of timeline.periods.entries()) {
      const served = operation.served.get(id)![p]!;
      const short = leastShort(1, taken[p]!, served);
      checks.atMost('service', ['fleet', 'running', id], served, taken[p]!, amountTolerance(taken[p]!));
      for (const node of nodes) {
        const revenue = hoursPerQuarter * offer.priceUsdPerUnit * served;
        const penalty = hoursPerQuarter * offer.penaltyUsdPerUnit * short;
        ledger.add({ node, heading: 'revenue', usd: revenue, items });
        ledger.add({ node, heading: 'shortfall', usd: -penalty, items });
      }
    }
  }
}

/** F10, P11: the least takes that the rules allow are paid for. */
function addMinimumTakes(under: PlanUnderCheck, operation: Operation): void {
  const { service, ledger, options, timeline } = under;
  for (const [pool, { priceUsdPerMwh }] of service.sites) {
    const owedMw = usedByPeriod(options, 'owed', pool, timeline);
    const items = [`pool:${pool}`];
    for (const [p, { nodes }] of timeline.periods.entries()) {
      const takeMw = Math.max(0, owedMw[p]! - operation.utilityMw.get(pool)![p]!);
      const usd = -hoursPerQuarter * priceUsdPerMwh * takeMw;
      for (const node of nodes) ledger.add({ node, heading: 'minimum-take', usd, items });
    }
  }
  for (const [id, { contract, nodes }] of service.contracts) {
    const pools = [...service.pools.values()].filter(({ pool }) => pool.region === contract.region);
    const used = (p: number) =>
      pools.reduce((sum, { pool }) => sum + operation.utilityMw.get(pool.id)![p]!, 0);
    const items = [`contract:${id}`, `region:${contract.region}`];
    for (const [p, bound] of nodes.entries()) {
      const takeMw = Math.max(0, contract.minimumTakeMw - used(p));
      const usd = -hoursPerQuarter * contract.priceUsdPerMwh * takeMw;
      for (const node of bound) ledger.add({ node, heading: 'minimum-take', usd, items });
    }
  }
}
