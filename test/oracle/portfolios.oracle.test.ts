import { beforeAll, describe, expect, it } from 'vitest';
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import { kindsIn, optionKinds } from '../../src/domain/option-kinds.ts';
import type { LpSolver } from '../../src/lp/lp-solver.ts';
import { type ExactMethod, exactMethod } from './exact-optimum.ts';
import { judge, type Verdict } from './judged.ts';
import { randomPortfolio, randomPortfolioProblem } from './random-portfolio.ts';

const PORTFOLIOS = 100;
/** The first of those that bench/exact-method.ts takes 500 of. */
const MARKETS = 100;

describe('random small portfolios', () => {
  let solver: LpSolver;
  let exact: ExactMethod;
  beforeAll(async () => {
    [solver, exact] = await Promise.all([highsSolver(), exactMethod()]);
  });

  function verdicts(count: number, hasMarket: boolean): Record<Verdict, number> {
    const judges = { solver, exact };
    const counts: Record<Verdict, number> = { optimal: 0, branched: 0, infeasible: 0, unfinished: 0 };
    for (let seed = 0; seed < count; seed++)
      counts[judge(`seed ${seed}`, randomPortfolioProblem(seed, hasMarket), judges)] += 1;
    return counts;
  }

  it(`are planned to the optimum of the state-flow form, or found infeasible with it, on ${PORTFOLIOS} draws`, () => {
    const counts = verdicts(PORTFOLIOS, false);
    expect(counts.optimal + counts.branched).toBeGreaterThanOrEqual(70);
    expect(counts.branched).toBeGreaterThanOrEqual(10);
    expect(counts.infeasible).toBeGreaterThanOrEqual(7);
    expect(counts.unfinished).toBe(0);
  });

  it(`are so with tenants, counterparties, rented capacity and training runs on ${MARKETS} draws`, () => {
    const counts = verdicts(MARKETS, true);
    expect(counts.optimal + counts.branched).toBeGreaterThanOrEqual(75);
    expect(counts.branched).toBeGreaterThanOrEqual(15);
    expect(counts.unfinished).toBe(0);
  });

  it('are drawn in every shape that the model knows', () => {
    const portfolios = Array.from({ length: PORTFOLIOS }, (_, seed) => randomPortfolio(seed).portfolio);
    const projects = portfolios.flatMap((portfolio) => portfolio.projects);
    const leases = portfolios.flatMap((portfolio) => portfolio.leases);
    const budgets = portfolios.flatMap((portfolio) => portfolio.budget);
    const workloads = portfolios.flatMap((portfolio) => portfolio.workloads);
    const shapes: Record<string, number> = {
      tracks: projects.filter((project) => project.tracks).length,
      tranches: projects.filter((project) =>
        (project.stages ?? project.tracks!.flatMap((track) => track.stages)).some(
          (stage) => stage.deliversMw,
        ),
      ).length,
      pauses: projects.filter((project) => project.maxPauseQuarters > 0).length,
      slow: projects.filter((project) => project.slow).length,
      loi: leases.filter((lease) => lease.loi).length,
      signed: leases.filter((lease) => lease.signed && !lease.loi).length,
      commenced: leases.filter((lease) => lease.commenced).length,
      fixed: leases.filter((lease) => !lease.terminable).length,
      hardBudget: budgets.filter((year) => year.overspendUsdPerUsd === undefined).length,
      softBudget: budgets.filter((year) => year.overspendUsdPerUsd !== undefined).length,
      serviceLevel: workloads.filter((workload) => workload.serviceLevel).length,
      noPrice: workloads.filter((workload) => workload.priceUsdPerUnit === undefined).length,
      committed: workloads.filter((workload) => workload.committedShare > 0).length,
      minimumTake: portfolios.filter((portfolio) => portfolio.powerContracts.length > 0).length,
      orders: portfolios.filter((portfolio) => portfolio.orders.length > 0).length,
      riskAverse: portfolios.filter((portfolio) => portfolio.risk.cvarWeight > 0).length,
      halfYears: portfolios.filter((portfolio) => portfolio.calendar.periodQuarters === 2).length,
    };
    for (const [shape, count] of Object.entries(shapes)) expect(count, shape).toBeGreaterThanOrEqual(15);
  });

  it('with a market hold every kind of the registry', () => {
    const counts = new Map<string, number>(optionKinds.map(({ id }) => [id, 0]));
    for (let seed = 0; seed < MARKETS; seed++)
      for (const kind of kindsIn(randomPortfolio(seed, true).portfolio))
        counts.set(kind, counts.get(kind)! + 1);
    for (const [kind, count] of counts) expect(count, kind).toBeGreaterThanOrEqual(10);
  });
});
