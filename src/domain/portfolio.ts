/** The portfolio as the planner computes with it: every figure a plain number. */

import type { Quarter } from '../units/quarter.ts';
import { quarterOfDate } from '../units/quarter.ts';
import type { RandomStream } from '../units/random.ts';
import { isQuantity, type Quantity, snap } from './quantity.ts';
import type { PortfolioDocument } from './schema.ts';

/** A document's type with every {@link Quantity} replaced by a number. */
export type Plain<T> = T extends Quantity
  ? number
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? readonly Plain<Item>[]
      : { readonly [Key in keyof T]: Plain<T[Key]> };

type Document = Plain<PortfolioDocument>;

/** A workload with what a document may leave open: its rates, 1 for the peak, no growth of efficiency. */
export type Workload = Omit<Document['workloads'][number], 'served' | FilledIn> & {
  readonly [Key in FilledIn]: NonNullable<Document['workloads'][number][Key]>;
};
type FilledIn = 'ratePerAcceleratorHour' | 'peakFactor' | 'efficiencyGrowthPerYear';

/** An event with its hazard as it is, factor included. */
export type PortfolioEvent = Omit<Document['events'][number], 'hazardFactor'> & {
  /** The hazard at which the scenario tree has its shape; `hazardPerQuarter` where left out. */
  readonly shapeHazardPerQuarter?: number;
};

/** A portfolio of plain numbers, each in the unit that its field names; served models have become rates, and factors of hazards are in them. */
export type Portfolio = Omit<Document, 'models' | 'workloads' | 'events'> & {
  readonly workloads: readonly Workload[];
  readonly events: readonly PortfolioEvent[];
};

/** A place with one power price, PUE and carbon intensity. */
export type Region = Portfolio['regions'][number];

/** Where capacity is interchangeable: a region and a kind, campus or zone. */
export type Pool = Portfolio['pools'][number];

/** A building or lease of the installed base. */
export type LiveCapacity = Portfolio['liveCapacity'][number];

/** An obligation to take utility power. */
export type PowerContract = Portfolio['powerContracts'][number];

/** A generation in one configuration. */
export type Accelerator = Portfolio['accelerators'][number];

/** Accelerators that serve already. */
export type InstalledFleet = Portfolio['installedFleet'][number];

/** Accelerators that were bought and have not arrived. */
export type Order = Portfolio['orders'][number];

/** A build, through stages or parallel tracks. */
export type Project = Portfolio['projects'][number];

/** A line of work of a project that advances by itself. */
export type Track = NonNullable<Project['tracks']>[number];

/** What a track goes through; its quarters and costs are those of the whole stage. */
export type Stage = Track['stages'][number];

/** A lease that is not yet part of the live capacity. */
export type Lease = Portfolio['leases'][number];

/** Capital expenditure allowed in a fiscal year. */
export type BudgetYear = Portfolio['budget'][number];

/** Who would absorb released capacity. */
export type Counterparty = Portfolio['counterparties'][number];

/** An anchor tenant's block of demand and its offers. */
export type Contract = Portfolio['contracts'][number];

/** A block that a tenant's contract puts up in one quarter, to exercise or to waive. */
export type Offer = Contract['offers'][number];

/** Capacity of another cloud, rented by the quarter. */
export type Burst = Portfolio['bursts'][number];

/** A rival view on how fast a series grows. */
export type GrowthView = Portfolio['growthViews'][number];

/** An entry of the log of evidence, as the portfolio states it. */
export type EvidenceRecord = Portfolio['evidence'][number];

/** A pre-training run that takes one block of accelerators for its length. */
export type TrainingRun = Portfolio['trainingRuns'][number];

/**
 * The portfolio in which every figure has its typical value. A document with served models must have been through
 * `resolveServed` (a RangeError otherwise).
 */
export function typicalPortfolio(document: PortfolioDocument): Portfolio {
  return filledIn(plain(document, (quantity) => quantity.typical) as Document);
}

/** Leaves the models out, gives workloads what their file left open, and multiplies hazards. */
function filledIn({ models: _, workloads, events, ...rest }: Document): Portfolio {
  return { ...rest, workloads: workloads.map(filledInWorkload), events: events.map(withHazard) };
}

function withHazard({ hazardFactor, ...event }: Document['events'][number]): PortfolioEvent {
  const hazard = event.hazardPerQuarter;
  if (hazardFactor === 1) return event;
  return { ...event, hazardPerQuarter: Math.min(1, hazard * hazardFactor), shapeHazardPerQuarter: hazard };
}

/**
 * The portfolio with the hazards that it has, on paths and nodes of those of `stated`, whose events it shares: what `hazardFactor` says in a file. Their plans
 * can be compared future by future where nothing else that the tree is made of differs.
 */
export function inShapeOf(portfolio: Portfolio, stated: Portfolio): Portfolio {
  const events = portfolio.events.map((event, e): PortfolioEvent => {
    const { hazardPerQuarter, shapeHazardPerQuarter = hazardPerQuarter } = stated.events[e]!;
    return { ...event, shapeHazardPerQuarter };
  });
  return { ...portfolio, events };
}

function filledInWorkload(workload: Document['workloads'][number]): Workload {
  const { served, ratePerAcceleratorHour, peakFactor, efficiencyGrowthPerYear, ...rest } = workload;
  if (served) throw new RangeError(`rates of workload ${workload.id} are not resolved: call resolveServed`);
  return {
    ...rest,
    ratePerAcceleratorHour: ratePerAcceleratorHour ?? {},
    peakFactor: peakFactor ?? 1,
    efficiencyGrowthPerYear: efficiencyGrowthPerYear ?? 0,
  };
}

/**
 * A portfolio drawn from the ranges: each uncertain figure independently, triangular between its low, typical
 * and high value, rounded to its step. Correlations keep their typical value (a random matrix of them need not
 * be one of correlations); tranches are scaled to the project's drawn MW; the quantiles of a fan are sorted.
 */
export function drawPortfolio(document: PortfolioDocument, stream: RandomStream): Portfolio {
  const { uncertainty, ...rest } = document;
  const drawn = filledIn({
    ...(plain(rest, (quantity) => triangular(quantity, stream)) as Omit<Document, 'uncertainty'>),
    uncertainty: plain(uncertainty, (quantity) => quantity.typical) as Document['uncertainty'],
  });
  return {
    ...drawn,
    workloads: drawn.workloads.map(sortFan),
    projects: drawn.projects.map(scaleTranches),
  };
}

/** The inverse of the triangular distribution function at a uniform number (Kotz and van Dorp, 2004, §1.2). */
function triangular({ low, typical, high, step }: Quantity, stream: RandomStream): number {
  if (low === high) return typical;
  const u = stream.uniform();
  const width = high - low;
  const below = (typical - low) / width;
  const value =
    u < below
      ? low + Math.sqrt(u * width * (typical - low))
      : high - Math.sqrt((1 - u) * width * (high - typical));
  return snap(value, step);
}

function sortFan(workload: Workload): Workload {
  if (!('fan' in workload.demand)) return workload;
  const fan = workload.demand.fan.map((point) => {
    const [p10, p50, p90] = [point.p10, point.p50, point.p90].sort((a, b) => a - b) as [
      number,
      number,
      number,
    ];
    return { ...point, p10, p50, p90 };
  });
  return { ...workload, demand: { fan } };
}

function scaleTranches(project: Project): Project {
  if (!project.stages && !project.tracks) return project;
  const scale = (stages: readonly Stage[]): readonly Stage[] => {
    const sum = stages.reduce((total, stage) => total + (stage.deliversMw ?? 0), 0);
    if (sum === 0) return stages;
    return stages.map((stage) =>
      stage.deliversMw === undefined
        ? stage
        : { ...stage, deliversMw: (stage.deliversMw * project.itPowerMw) / sum },
    );
  };
  if (project.stages) return { ...project, stages: scale(project.stages) };
  return { ...project, tracks: project.tracks!.map((track) => ({ ...track, stages: scale(track.stages) })) };
}

function plain(value: unknown, figure: (quantity: Quantity) => number): unknown {
  if (isQuantity(value)) return figure(value);
  if (Array.isArray(value)) return value.map((item) => plain(item, figure));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part, figure)]));
}

/** The tracks of a project; one given by `stages` alone has the single track `building`. */
export function tracksOf(project: Project): readonly Track[] {
  return project.tracks ?? [{ id: 'building', stages: project.stages ?? [] }];
}

/** The phase under which a stage's cost is shown: land, shell or power. */
export function phaseOf(stage: Stage, trackId: string): 'land' | 'shell' | 'power' {
  if (stage.phase) return stage.phase;
  if (trackId === 'interconnection' || stage.stage === 'powered') return 'power';
  return stage.stage === 'construction' ? 'shell' : 'land';
}

/** The quarter of the root: the one that holds `asOf`. */
export function firstQuarterOf(portfolio: Pick<Portfolio, 'asOf'>): Quarter {
  const first = quarterOfDate(portfolio.asOf);
  if (first === undefined) throw new RangeError(`not a date: ${portfolio.asOf}`);
  return first;
}

/** The pools in which a workload may be served (F3): its own list, or those that its kind may use. */
export function poolsOf(workload: Pick<Workload, 'pools' | 'kind'>, pools: readonly Pool[]): readonly Pool[] {
  if (workload.pools) return pools.filter((pool) => workload.pools!.includes(pool.id));
  const training = workload.kind === 'pre-training' || workload.kind === 'post-training';
  return training ? pools.filter((pool) => pool.kind === 'campus') : pools;
}
