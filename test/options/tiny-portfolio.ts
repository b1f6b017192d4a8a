/**
 * Portfolios that are small enough to be planned by hand, and the planner's answer to them.
 *
 * An accelerator draws 1 kW and serves one unit per hour, so a MW serves 1,000 units per hour. Prices are given per MW
 * and quarter in millions of USD ({@link perMwQuarter}), so that a MW that serves for a quarter earns 1. Whatever a test
 * does not name is zero: discount, inflation, energy, terminal values, pauses, fees.
 */
import { expect } from 'vitest';
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import { pathTo, type ScenarioTree } from '../../src/demand/scenario-tree.ts';
import type { PlanFleet } from '../../src/domain/plan-file.ts';
import { type Portfolio, typicalPortfolio } from '../../src/domain/portfolio.ts';
import { type PortfolioInput, portfolioSchema } from '../../src/domain/schema.ts';
import { fleetLines } from '../../src/planning/plan/fleet-lines.ts';
import { optionPolicies } from '../../src/planning/plan/option-states.ts';
import { compilePortfolio } from '../../src/planning/portfolio/compile-portfolio.ts';
import { untimed } from '../../src/planning/solve-clock.ts';
import { solveProblem } from '../../src/planning/solve-problem.ts';
import { quarter } from '../../src/units/quarter.ts';

type Entry<Key extends keyof PortfolioInput> = Extract<PortfolioInput[Key], readonly unknown[]>[number];
type Stage = NonNullable<Entry<'projects'>['stages']>[number];

/** A yearly rate of 46.41 % is 10 % a quarter; −34.39 % is −10 % a quarter. */
export const tenPercentPerQuarter = 0.4641;

/** Yearly growth of what falls by a tenth each quarter: 0.9⁴ − 1. */
export const minusTenPercentPerQuarter = -0.3439;

/** Accelerators, or units per hour, of a MW. */
export const PER_MW = 1000;

/** USD per unit, or per accelerator-hour, that make millions of USD per MW and quarter. */
export function perMwQuarter(millions: number): number {
  return Number(((millions * 1e6) / PER_MW / 2191.5).toPrecision(15));
}

/** USD per MWh that make millions of USD per utility MW and quarter. */
export function energyPerMwQuarter(millions: number): number {
  return Number(((millions * 1e6) / 2191.5).toPrecision(15));
}

/** One possible future: its probability, and the demand of each workload in MW per quarter, trunk included. */
export interface World {
  readonly probability: number;
  readonly demand: Readonly<Record<string, readonly number[]>>;
}

/**
 * A tree whose worlds share their first `trunk` quarters. The nodes of a quarter lie side by side: with trunk 1 and two
 * worlds, 1 and 2 are the second quarter, 3 and 4 the third.
 */
export function fork(trunk: number, worlds: readonly World[], firstQuarter = quarter(2025, 1)): ScenarioTree {
  const horizon = Object.values(worlds[0]!.demand)[0]!.length;
  const parent: number[] = [];
  const depth: number[] = [];
  const probability: number[] = [];
  const demand = new Map<string, number[]>();
  for (let t = 0; t < horizon; t++) {
    worlds.slice(0, t < trunk ? 1 : worlds.length).forEach((world, w) => {
      const before = t - 1 < trunk ? t - 1 : parent.length - worlds.length;
      parent.push(before);
      depth.push(t);
      probability.push(t < trunk ? 1 : worlds[w]!.probability);
      for (const [id, mw] of Object.entries(world.demand)) {
        demand.set(`demand:${id}`, [...(demand.get(`demand:${id}`) ?? []), mw[t]! * PER_MW]);
      }
    });
  }
  return {
    firstQuarter,
    parent: Int32Array.from(parent),
    depth: Int32Array.from(depth),
    probability: Float64Array.from(probability),
    values: new Map([...demand].map(([name, series]) => [name, Float64Array.from(series)])),
  };
}

/** A tree without branches, with the demand of `chat` in MW per quarter. */
export function chain(chat: readonly number[], firstQuarter = quarter(2025, 1)): ScenarioTree {
  return fork(chat.length, [{ probability: 1, demand: { chat } }], firstQuarter);
}

/** A tree of two worlds that part after the first quarter, with their demand of `chat` in MW per quarter. */
export function highOrLow(
  high: readonly number[],
  low: readonly number[],
  highProbability = 0.5,
): ScenarioTree {
  return fork(1, [
    { probability: highProbability, demand: { chat: high } },
    { probability: 1 - highProbability, demand: { chat: low } },
  ]);
}

/** A project of one track in the campus that can neither be slowed nor paused, unless `changes` say so. */
export function site(
  id: string,
  itPowerMw: number,
  stages: readonly Partial<Stage>[],
  changes: Partial<Entry<'projects'>> = {},
): Entry<'projects'> {
  return {
    ...{ id, name: id, pool: 'campus', itPowerMw, maxPauseQuarters: 0, slow: false },
    ...(changes.tracks ? {} : { stages: stages.map(stageOf) }),
    ...changes,
  };
}

/** A stage of construction of one quarter that costs nothing, unless `changes` say so. */
export function stageOf(changes: Partial<Stage>): Stage {
  return { stage: 'construction', quarters: 1, costUsd: 0, ...changes };
}

/** A lease in the campus at 0.1 M USD of rent per MW and month, leaving at three months' rent. */
export function rented(
  id: string,
  itPowerMw: number,
  changes: Partial<Entry<'leases'>> & { termQuarters: number },
): Entry<'leases'> {
  return {
    ...{ id, name: id, pool: 'campus', itPowerMw, rentUsdPerKwMonth: 100, terminationRentMonths: 3 },
    ...changes,
  };
}

/** Live capacity without cost. */
export function live(pool: string, itPowerMw: number): Entry<'liveCapacity'> {
  return { id: `live-${pool}`, pool, itPowerMw };
}

/** A workload for every pool that earns 1 per MW and quarter. */
export function served(id: string, changes: Partial<Entry<'workloads'>> = {}): Entry<'workloads'> {
  return {
    ...{ id, name: id, kind: 'interactive-inference' as const, unit: 'units' },
    ratePerAcceleratorHour: { chip: 1 },
    priceUsdPerUnit: perMwQuarter(1),
    demand: { now: 1, growthPerYear: 0, volatilityPerYear: 0 },
    ...changes,
  };
}

/** The accelerator of every test; none can be bought unless `changes` give a supply. */
export function chip(changes: Partial<Entry<'accelerators'>> = {}): Entry<'accelerators'> {
  return {
    ...{ id: 'chip', name: 'chip', itKwPerUnit: 1, priceUsd: 0, priceGrowthPerYear: 0 },
    ...{ leadTimeQuarters: 0, usefulLifeQuarters: 80, supplyPerQuarter: 0, supplyGrowthPerYear: 0 },
    residualSharePerYear: 0,
    ...changes,
  };
}

/** A region without any price. */
export function region(id: string, changes: Partial<Entry<'regions'>> = {}): Entry<'regions'> {
  return {
    ...{ id, name: id, powerUsdPerMwh: 0, powerGrowthPerYear: 0, pue: 1, carbonKgPerMwh: 0 },
    ...changes,
  };
}

/** What a test changes of the tiny portfolio; sections in part. */
export interface TinyChanges extends Omit<Partial<PortfolioInput>, 'finance' | 'calendar'> {
  readonly finance?: Partial<PortfolioInput['finance']>;
  readonly calendar?: Partial<NonNullable<PortfolioInput['calendar']>>;
}

/** A campus and a zone in one region with 100,000 accelerators each, periods of one quarter; read as a file is. */
export function tinyPortfolio({ depth }: ScenarioTree, changes: TinyChanges): Portfolio {
  const { finance, calendar, ...parts } = changes;
  const input: PortfolioInput = {
    kadenz: 1,
    name: 'Tiny',
    asOf: '2025-01-01',
    calendar: { horizonQuarters: depth.at(-1)! + 1, periodQuarters: 1, ...calendar },
    finance: {
      ...{ discountRatePerYear: 0, costInflationPerYear: 0, terminalUsdPerMw: 0, partBuiltShare: 0 },
      ...finance,
    },
    uncertainty: { branching: [1], correlations: [] },
    regions: [region('here')],
    pools: [
      { id: 'campus', region: 'here', kind: 'campus' },
      { id: 'zone', region: 'here', kind: 'zone' },
    ],
    accelerators: [chip()],
    installedFleet: ['campus', 'zone'].map((pool) => ({
      ...{ pool, accelerator: 'chip', units: 100 * PER_MW, arrived: '2025Q1' },
    })),
    workloads: [served('chat')],
    ...parts,
  };
  return typicalPortfolio(portfolioSchema.parse(input));
}

/** The planner's answer, in the units of the derivations. */
export interface BestPlan {
  readonly status: string;
  /** Millions of USD. */
  readonly value: number;
  readonly bound: number;
  readonly fleet: PlanFleet;
  /** What an option does in each quarter of a world. */
  readonly actions: (option: string, world?: number) => readonly string[];
}

let loading: ReturnType<typeof highsSolver> | undefined;

/** The planner's plan with its bound, branched until no gap is left. */
export async function bestPlan(tree: ScenarioTree, changes: TinyChanges): Promise<BestPlan> {
  loading ??= highsSolver();
  const compiled = compilePortfolio(tinyPortfolio(tree, changes), tree);
  const solution = solveProblem(compiled.problem, await loading, { clock: untimed() });
  if (!('incumbent' in solution)) throw new Error(`no plan: ${JSON.stringify(solution)}`);
  const policies = optionPolicies(compiled, solution.incumbent);
  const worlds = tree.depth.filter((t) => t === tree.depth.at(-1)).length;
  return {
    status: solution.status,
    value: solution.incumbent.value,
    bound: solution.bound,
    fleet: fleetLines(compiled, solution.incumbent.variables),
    actions(option, world = 0) {
      const { actions } = policies.find((policy) => policy.option === option)!;
      return pathTo(tree, tree.parent.length - worlds + world).map((n) => actions[n]!);
    },
  };
}

/** The plan is worth what was derived, to 1e-9 of it, and is proven to be the best. */
export function expectOptimum({ status, value, bound }: BestPlan, derived: number): void {
  const tolerance = 1e-9 * Math.max(1, Math.abs(derived));
  expect({ status, value, bound }).toEqual({
    status: 'solved',
    value: expect.closeTo(derived, -Math.log10(2 * tolerance)),
    bound: expect.closeTo(derived, -Math.log10(2 * tolerance)),
  });
}
