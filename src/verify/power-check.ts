/** Power against need (K1–K3): over-build, under-build, what waits for accelerators, and runway. */
import type { Portfolio } from '../domain/portfolio.ts';
import type { Operation, PlanUnderCheck } from './fleet-check.ts';
import { mostFlow } from './most-flow.ts';
import { quantileOf } from './objective.ts';
import { usedByPeriod } from './replay.ts';
import { amountTolerance } from './report.ts';
import { servedPerUnit, type WorkloadTerms } from './service-model.ts';

/** IT MW of a node. */
interface Power {
  readonly poweredMw: number;
  readonly needMw: number;
  readonly overMw: number;
  readonly underMw: number;
  readonly waitingMw: number;
  /** How far two computations of them may differ. */
  readonly tolerance: number;
}

/** Above these shares of powered MW and of need a node counts as over-built or under-built (K2). */
const toleratedShare = 0.05;

/** Checks the figures on power against the fleet as it runs in the plan. */
export function checkPowerFigures(portfolio: Portfolio, under: PlanUnderCheck, operation: Operation): void {
  const { plan, timeline, checks } = under;
  const { figures } = plan.headline;
  checks.reach('power-figures');
  const power = powerPerNode(portfolio, under, operation);
  const { probability } = timeline.tree;
  const quarters = Array.from({ length: portfolio.calendar.horizonQuarters }, (_, t) =>
    [...timeline.age.keys()].filter((n) => timeline.age[n] === t),
  );
  const at = (name: string, ...rest: string[]) => ['headline', 'figures', name, ...rest];
  const chance = (
    name: 'overBuildProbability' | 'underBuildProbability',
    mw: (of: Power) => readonly [mw: number, of: number],
  ) => {
    const nearest = quarters.map((nodes, t) => {
      const above = (margin: number) =>
        nodes.reduce((sum, n) => {
          const { tolerance } = power[n]!;
          const [amount, whole] = mw(power[n]!);
          const beyond = amount - toleratedShare * whole > margin * tolerance && amount > tolerance;
          return sum + (beyond ? probability[n]! : 0);
        }, 0);
      // Where a share lies at 5 %, rounding decides.
      return Math.min(Math.max(figures[name][t]!, above(1)), above(-1));
    });
    checks.equalSeries('power-figures', at(name), figures[name], nearest, () => 1e-9);
  };
  chance('overBuildProbability', ({ overMw, poweredMw }) => [overMw, poweredMw]);
  chance('underBuildProbability', ({ underMw, needMw }) => [underMw, needMw]);
  const tolerances = quarters.map((nodes) => Math.max(...nodes.map((n) => power[n]!.tolerance)));
  const fan = (name: 'overBuildMw' | 'underBuildMw' | 'waitingMw', mw: (of: Power) => number) => {
    const outcomes = quarters.map((nodes) =>
      nodes
        .map((n) => ({ probability: probability[n]!, amount: mw(power[n]!) }))
        .sort((a, b) => a.amount - b.amount),
    );
    for (const [key, level] of [
      ['p10', 0.1],
      ['p50', 0.5],
      ['p90', 0.9],
    ] as const) {
      const expected = outcomes.map((list) => quantileOf(list, level));
      checks.equalSeries('power-figures', at(name, key), figures[name][key], expected, (t) => tolerances[t]!);
    }
  };
  fan('overBuildMw', ({ overMw }) => overMw);
  fan('underBuildMw', ({ underMw }) => underMw);
  fan('waitingMw', ({ waitingMw }) => waitingMw);
  checkRunway(under, power, quarters);
}

/** K3. */
function checkRunway(
  { plan, timeline, checks }: PlanUnderCheck,
  power: readonly Power[],
  quarters: readonly (readonly number[])[],
): void {
  const path = ['headline', 'figures', 'runwayQuarters'];
  const stated = plan.headline.figures.runwayQuarters;
  const ahead = Math.min(4, quarters.length - 1);
  const mean = (t: number, of: (power: Power) => number) =>
    quarters[t]!.reduce((sum, n) => sum + timeline.tree.probability[n]! * of(power[n]!), 0);
  const growth = ahead > 0 ? (mean(ahead, (of) => of.needMw) - mean(0, (of) => of.needMw)) / ahead : 0;
  const tolerance = mean(ahead, (of) => of.tolerance) + mean(0, (of) => of.tolerance);
  if (growth > tolerance) {
    const quarters = power[0]!.poweredMw / growth;
    const margin = (quarters * tolerance) / growth + 1e-9 * quarters;
    checks.equal('power-figures', path, stated ?? Number.NaN, quarters, margin);
  } else if (growth < -tolerance || ahead === 0) {
    checks.same('power-figures', path, stated, null);
  } else if (stated !== null) {
    // Whether need grows is a matter of rounding: then no runway, or a very long one.
    checks.atLeast('power-figures', path, stated, power[0]!.poweredMw / (2 * tolerance), 0);
  }
}

/** K1. */
function powerPerNode(portfolio: Portfolio, under: PlanUnderCheck, operation: Operation): Power[] {
  const { timeline, options, service } = under;
  const pools = portfolio.pools.map(({ id }) => id);
  const workloads = [...service.workloads.values()];
  const reach = workloads.map((terms) => pools.map((pool) => terms.pools.has(pool)));
  const missing = workloads.map((terms) => missingMw(under, operation, terms));
  return Array.from(timeline.age, (_, n): Power => {
    const p = timeline.periodOf[n]!;
    const idle: number[] = [];
    let [poweredMw, runningMw] = [0, 0];
    for (const pool of pools) {
      let [stands, draws] = [0, operation.itMw.get(pool)![p]!];
      for (const live of portfolio.liveCapacity) {
        if (live.pool === pool && timeline.quarter[n]! <= (live.until ?? Infinity)) stands += live.itPowerMw;
      }
      for (const { steps } of options) {
        for (const { kind, subject, amount } of steps[n]!.uses) {
          if (kind !== 'powered-mw' || subject !== pool) continue;
          if (amount > 0) stands += amount;
          else draws -= amount;
        }
      }
      poweredMw += stands;
      runningMw += draws;
      idle.push(Math.max(0, stands - draws));
    }
    const short = missing.map((mw) => mw[p]!);
    const underMw = short.reduce((sum, mw) => sum + mw, 0);
    const waitingMw = mostFlow(idle, short, reach);
    const overMw = idle.reduce((sum, mw) => sum + mw, 0) - waitingMw;
    const needMw = runningMw + underMw;
    return { poweredMw, needMw, overMw, underMw, waitingMw, tolerance: amountTolerance(poweredMw + needMw) };
  });
}

/** MW by period that the unserved demand of a workload and of its blocks would need where a MW serves most of it. */
function missingMw(
  { service, options, timeline }: PlanUnderCheck,
  operation: Operation,
  terms: WorkloadTerms,
): Float64Array {
  const { id } = terms.workload;
  const demanded = [{ name: id, demand: terms.demand }];
  for (const [name, offer] of service.offers) {
    if (offer.workload === terms)
      demanded.push({ name, demand: usedByPeriod(options, 'block', name, timeline) });
  }
  return Float64Array.from(timeline.periods, (_, p) => {
    let perMw = 0;
    for (const [accelerator, itKw] of service.itKw)
      perMw = Math.max(perMw, (1000 * servedPerUnit(terms, accelerator, p)) / itKw);
    if (perMw === 0) return 0;
    const unserved = demanded.map(({ name, demand }) => demand[p]! - operation.served.get(name)![p]!);
    return unserved.reduce((sum, units) => sum + Math.max(0, units), 0) / perMw;
  });
}
