/** A whole portfolio from a list of projects in eight columns, filled up with shipped defaults. */
import { type LocatedProblem, type Location, type Problem, problem } from '../units/problem.ts';
import { formatQuarter, type Quarter, quarterOfDate } from '../units/quarter.ts';
import * as defaults from './defaults.ts';
import type { PortfolioInput } from './schema.ts';

/** One project as a planner lists it. */
export interface ProjectRow {
  readonly name: string;
  readonly region: string;
  /** Whether it is built or leased, and for which kind of pool; a build of 100 MW or more is a campus unless told. */
  readonly kind: { readonly lease: boolean; readonly pool?: 'campus' | 'zone' | undefined };
  readonly itPowerMw: number;
  /** The stage that is under way; `live` for capacity that runs. */
  readonly stage: (typeof defaults.defaultStages)[number]['stage'] | 'loi' | 'signed' | 'live';
  /** First quarter in which it should be live; ignored for what is live. */
  readonly liveQuarter: Quarter;
  readonly spentUsd: number;
  /** What remains to be spent; of a lease: on fit-out. */
  readonly remainingUsd: number;
}

/** A list of projects that was read, or everything that is wrong with it. */
export type ProjectRowsReading =
  | {
      readonly rows: readonly ProjectRow[];
      /** The line of each row. */
      readonly lines: readonly number[];
      /** Where each row stands. */
      readonly places: readonly Location[];
      readonly notices: readonly LocatedProblem[];
    }
  | { readonly problems: readonly LocatedProblem[] };

/** The name and date of the portfolio to make. */
export interface FromProjectsOptions {
  readonly name: string;
  /** ISO date. */
  readonly asOf: string;
}

/** What is doubtful about rows that can be read, each with the row's index: work that should have ended, and names that two projects share. */
export function doubtfulRows(
  rows: readonly ProjectRow[],
  { asOf, lines }: { readonly asOf: string; readonly lines: readonly number[] },
): { readonly row: number; readonly problem: Problem }[] {
  const now = quarterOfDate(asOf)!;
  const names = distinctNames(rows);
  return rows.flatMap((row, i) => {
    if (row.stage === 'live') return [];
    const first = rows.findIndex((other) => other.stage !== 'live' && other.name === row.name);
    const found: Problem[] = [];
    if (first < i) {
      const terms = { firstLine: lines[first]!, called: names[i]! };
      found.push(problem('same-name', ['name'], row.name, terms));
    }
    if (row.liveQuarter < now) {
      const got = formatQuarter(row.liveQuarter);
      found.push(problem('live-past', ['live quarter'], got, { asOf: formatQuarter(now) }));
    }
    return found.map((one) => ({ row: i, problem: one }));
  });
}

/** Names for people: a second project of the name is told from the first by a number. Live capacity keeps its name, as it is none to decide on. */
function distinctNames(rows: readonly ProjectRow[]): string[] {
  const seen = new Map<string, number>();
  return rows.map(({ name, stage }) => {
    if (stage === 'live') return name;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

type Project = NonNullable<PortfolioInput['projects']>[number];
type Lease = NonNullable<PortfolioInput['leases']>[number];

/**
 * Makes a portfolio that can be planned: regions and pools from the rows, stages spread over the quarters until each
 * row's live quarter, a fleet that fills the live capacity to 85 %, and demand that grows to fill all of it. Every
 * figure that the rows do not give carries a source or is marked assumed. Throws a `RangeError` for no rows or a bad date.
 */
export function portfolioFromProjects(
  rows: readonly ProjectRow[],
  options: FromProjectsOptions,
): PortfolioInput {
  const asOf = quarterOfDate(options.asOf);
  if (asOf === undefined || rows.length === 0)
    throw new RangeError(`no projects, or not a date: ${options.asOf}`);
  const ids = uniqueNames(rows.map(({ name }) => name));
  const regionIds = new Map(uniquePairs(rows.map(({ region }) => region)));
  const names = distinctNames(rows);
  const placed = rows.map((row, i) => ({
    row: { ...row, name: names[i]! },
    id: ids[i]!,
    pool: `${regionIds.get(row.region)}-${poolKind(row)}`,
  }));
  const pools = new Map(placed.map(({ row, pool }) => [pool, row]));
  const ahead = placed.filter(({ row }) => row.stage !== 'live');
  const live = placed.filter(({ row }) => row.stage === 'live');
  const training = rows.some((row) => poolKind(row) === 'campus');
  return {
    ...{ kadenz: 1, name: options.name, asOf: options.asOf },
    calendar: { horizonQuarters: 20 },
    finance: defaults.defaultFinance,
    uncertainty: { seed: 1, branching: [1, 3, 2, 2, 1] },
    sources: [...defaults.defaultSources],
    regions: [...regionIds].map(([name, id]) => defaults.defaultRegion(id, name)),
    pools: [...pools].map(([id, row]) => ({ id, region: regionIds.get(row.region)!, kind: poolKind(row) })),
    liveCapacity: live.map(({ row, id, pool }) => ({
      ...{ id, pool, itPowerMw: row.itPowerMw },
      ...(row.kind.lease ? { rentUsdPerKwMonth: defaults.defaultLeaseTerms.rentUsdPerKwMonth } : {}),
      ...(row.kind.lease ? {} : { opexUsdPerMwYear: defaults.defaultOpexUsdPerMwYear }),
    })),
    accelerators: [...defaults.defaultAccelerators],
    installedFleet: live.map(({ row, pool }) => ({
      ...{ pool, accelerator: 'h100', arrived: formatQuarter((asOf - 4) as Quarter) },
      units: defaults.assume(Math.round((0.85 * row.itPowerMw * 1000) / 1.4)),
    })),
    workloads: workloadsFor(rows, training, asOf),
    projects: ahead.filter(({ row }) => !row.kind.lease).map((item) => projectOf(item, asOf)),
    leases: ahead.filter(({ row }) => row.kind.lease).map((item) => leaseOf(item, asOf)),
  };
}

interface Placed {
  readonly row: ProjectRow;
  readonly id: string;
  readonly pool: string;
}

function projectOf({ row, id, pool }: Placed, asOf: Quarter): Project {
  const start = defaults.defaultStages.findIndex(({ stage }) => stage === row.stage);
  const stages = defaults.defaultStages.slice(Math.max(0, start));
  const usual = stages.reduce((sum, { quarters }) => sum + quarters, 0);
  const costs = stages.reduce((sum, { costShare }) => sum + costShare, 0);
  const quarters = Math.max(row.liveQuarter - asOf, stages.length / 2);
  const landUsd = defaults.round((0.015 / costs) * row.remainingUsd);
  const bought: readonly string[] = ['permitted', 'construction', 'powered'];
  const ends = stages.map((_, i) =>
    Math.round(
      (2 * quarters * stages.slice(0, i + 1).reduce((sum, stage) => sum + stage.quarters, 0)) / usual,
    ),
  );
  for (let i = 0; i < ends.length; i++) ends[i] = Math.max(ends[i]!, (ends[i - 1] ?? 0) + 1);
  return {
    ...{ id, name: row.name, pool, itPowerMw: row.itPowerMw, spentUsd: row.spentUsd },
    opexUsdPerMwYear: defaults.defaultOpexUsdPerMwYear,
    stages: stages.map(({ stage, costShare }, i) => {
      const costUsd = defaults.round((row.remainingUsd * costShare) / costs);
      return {
        ...{
          stage,
          quarters: defaults.assume((ends[i]! - (ends[i - 1] ?? 0)) / 2),
          costUsd: defaults.assume(costUsd),
        },
        ...defaults.defaultStageTerms(costUsd, bought.includes(stage) ? landUsd : 0),
      };
    }),
  };
}

function leaseOf({ row, id, pool }: Placed, asOf: Quarter): Lease {
  const quarters = Math.max(row.liveQuarter - asOf, 1);
  const talks = row.stage === 'signed' ? 0 : Math.max(1, Math.round(quarters / 4));
  const firstYearRentUsd = row.itPowerMw * 1000 * 140 * 12;
  return {
    ...{ id, name: row.name, pool, itPowerMw: row.itPowerMw },
    ...(talks > 0
      ? {
          loi: {
            quarters: defaults.assume(talks),
            walkAwayUsd: defaults.assume(
              0,
              defaults.round(0.01 * firstYearRentUsd),
              defaults.round(0.03 * firstYearRentUsd),
            ),
          },
        }
      : {}),
    signed: { quarters: defaults.assume(Math.max(quarters - talks, 1)) },
    ...defaults.defaultLeaseTerms,
    fitOutUsdPerMw: defaults.round(row.remainingUsd / row.itPowerMw),
  };
}

/** Demand that fills the live capacity now and all of it by the last live quarter. */
function workloadsFor(rows: readonly ProjectRow[], training: boolean, asOf: Quarter) {
  const sum = (some: readonly ProjectRow[]) => some.reduce((total, { itPowerMw }) => total + itPowerMw, 0);
  const all = sum(rows);
  const now = Math.max(sum(rows.filter(({ stage }) => stage === 'live')) * 0.85, all * 0.1);
  const years = Math.max(1, ...rows.map(({ liveQuarter }) => (liveQuarter - asOf) / 4));
  const growth = Math.min(1.5, Math.max(0.1, (all / now) ** (1 / years) - 1));
  return defaults.defaultWorkloads(now, Number(growth.toFixed(2)), training);
}

function poolKind({ kind, itPowerMw }: ProjectRow): 'campus' | 'zone' {
  return kind.pool ?? (!kind.lease && itPowerMw >= 100 ? 'campus' : 'zone');
}

function uniquePairs(names: readonly string[]): (readonly [string, string])[] {
  const distinct = [...new Set(names)];
  const ids = uniqueNames(distinct);
  return distinct.map((name, i) => [name, ids[i]!]);
}

/** Ids from names: `Licking 2` becomes `licking-2`; repeated ones get a number. */
function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain =
      name
        .normalize('NFKD')
        .replace(/\p{Mark}/gu, '')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '')
        .slice(0, 40) || 'item';
    let id = plain;
    for (let i = 2; taken.has(id); i++) id = `${plain}-${i}`;
    taken.add(id);
    return id;
  });
}
