/**
 * Scenario trees of a given shape from the planner's own outlooks (quantiles, or growth and volatility).
 *
 * News arrives at branch points only. A branch point tells the children what happens to every series until the
 * next one; between branch points a series follows the path that was told. Each series is a two-piece lognormal
 * driven by a Brownian motion that runs on the series' own clock, the square of its log spread; shocks of
 * different series are correlated.
 *
 * Every node carries the conditional means of all later quarters. A branching moves them by the closed-form
 * conditional mean under its shock and scales the children so that their mean is the parent's: the conditional
 * means are martingales in the tree, and each quarter's mean is the intended one, both to rounding. The fan's
 * quantiles are met as well as the number of branches allows; the diagnostics say how well.
 */
import type { Quarter } from '../units/quarter.ts';
import { randomStream } from '../units/random.ts';
import { type ShockSource, shockSource } from './branch-shocks.ts';
import { type CorrelationMatrix, correlationFaults, independence } from './correlation.ts';
import { type CodeOf, type DemandFault, refuseFaults } from './fault.ts';
import { NORMAL_P90 } from './normal.ts';
import {
  clockOf,
  expectedValue,
  type Marginal,
  marginalsOf,
  outlookFaults,
  type SeriesOutlook,
  valueAt,
} from './outlook.ts';
import type { ScenarioTree } from './scenario-tree.ts';
import { diagnoseTree, roundedTo12, type TreeDiagnostics } from './tree-diagnostics.ts';

/** A tree of a given shape. */
export interface TreeRequest {
  /** Quarter of the root, whose values are known. */
  readonly firstQuarter: Quarter;
  /** Quarters from the root to the leaves, both included; 1…160. Leaves lie at depth `horizonQuarters` − 1. */
  readonly horizonQuarters: number;
  /**
   * Branches at the start of each year counted from the root, each 1…1,000; 1 = no branching. Entry y ≥ 1 splits
   * every node of depth 4y − 1 into that many children; entry 0 splits the root. Missing entries are 1.
   */
  readonly branchesPerYear: readonly number[];
  /** At least one. */
  readonly series: readonly SeriesOutlook[];
  /** Correlation of the series' shocks, shape `[series][series]`; independent when left out. */
  readonly correlation?: CorrelationMatrix;
  /** A safe integer; the same request gives the same tree. */
  readonly seed: number;
}

/** The tree with how well it holds what was asked for. */
export interface GeneratedTree {
  /** Values under each series' name, in the series' unit, rounded to 12 significant digits. */
  readonly tree: ScenarioTree;
  readonly diagnostics: TreeDiagnostics & {
    /** Correlation of the shocks over all branchings, shape `[series][series]`. */
    readonly shockCorrelation: readonly (readonly number[])[];
  };
}

const MAX_NODES = 200_000;

/**
 * The tree of `request`, with its diagnostics.
 *
 * Throws a `DemandFaultsError` that holds all of {@link treeRequestFaults}.
 *
 * ```ts
 * const { tree, diagnostics } = generateTree({
 *   firstQuarter: quarter(2025, 2), horizonQuarters: 20, branchesPerYear: [1, 3, 2, 2, 1], seed: 1,
 *   series: [{ name: 'demand:chat', initial: 4e9,
 *     outlook: { kind: 'growth', growthPerYear: 0.8, volatilityPerYear: 0.35 } }],
 * });
 * [nodeCount(tree), diagnostics.leaves]; // → [136, 12]
 * ```
 */
export function generateTree(request: TreeRequest): GeneratedTree {
  refuseFaults(treeRequestFaults(request));
  const { series, horizonQuarters, firstQuarter } = request;
  const shocks = shockSource(
    request.correlation ?? independence(series.length),
    randomStream(request.seed, 'tree-shocks'),
  );
  const drivers = series.map((one): Driver => {
    const marginals = marginalsOf(one, horizonQuarters);
    return { marginals, clock: clockOf(marginals) };
  });
  const worlds = growWorlds(drivers, branchesByDepth(request), shocks);
  const values = new Map(
    series.map(({ name }, s) => [
      name,
      Float64Array.from(worlds, (world) => roundedTo12(world.means[s]![world.depth]!)),
    ]),
  );
  const tree: ScenarioTree = {
    firstQuarter,
    parent: Int32Array.from(worlds, (world) => world.parent),
    depth: Int32Array.from(worlds, (world) => world.depth),
    probability: Float64Array.from(worlds, (world) => world.probability),
    values,
  };
  const intended = new Map(series.map(({ name }, s) => [name, drivers[s]!.marginals.map(intendedQuarter)]));
  return {
    tree,
    diagnostics: { ...diagnoseTree(tree, intended), shockCorrelation: shocks.reached() },
  };
}

/** All faults of `request`: an empty list means that {@link generateTree} accepts it. */
export function treeRequestFaults(request: TreeRequest): DemandFault[] {
  const { horizonQuarters, branchesPerYear, series, correlation, seed } = request;
  const faults: DemandFault[] = [];
  const fault = (code: CodeOf<'tree'>, path: string, value: number, params?: Record<string, number>) =>
    faults.push({ code: `demand.tree.${code}`, path, value, ...(params && { params }) });
  if (!Number.isSafeInteger(seed)) fault('seed', 'seed', seed);
  const years = Math.ceil(horizonQuarters / 4);
  const horizonSound = Number.isInteger(horizonQuarters) && horizonQuarters >= 1 && horizonQuarters <= 160;
  if (!horizonSound) fault('horizon', 'horizonQuarters', horizonQuarters);
  else if (branchesPerYear.length > years) {
    fault('years-beyond-horizon', 'branchesPerYear', branchesPerYear.length, { years });
  }
  branchesPerYear.forEach((branches, y) => {
    if (!(Number.isInteger(branches) && branches >= 1 && branches <= 1000))
      fault('branches', `branchesPerYear[${y}]`, branches);
  });
  if (faults.length === 0) {
    const nodes = countNodes(branchesByDepth(request));
    if (nodes > MAX_NODES) fault('too-many-nodes', 'branchesPerYear', nodes, { limit: MAX_NODES });
  }
  if (series.length === 0) fault('no-series', 'series', 0);
  const names = new Set<string>();
  series.forEach((one, i) => {
    if (names.has(one.name)) {
      faults.push({ code: 'demand.series.name-twice', path: `series[${i}].name`, value: one.name });
    }
    names.add(one.name);
    faults.push(...outlookFaults(one, `series[${i}]`));
  });
  if (correlation) faults.push(...correlationFaults(correlation, series.length, 'correlation'));
  return faults;
}

/** Children of each node of a depth, shape `[depth]`; 0 at the leaves. */
function branchesByDepth({ horizonQuarters, branchesPerYear }: TreeRequest): number[] {
  return Array.from({ length: horizonQuarters }, (_, depth) => {
    if (depth === horizonQuarters - 1) return 0;
    if (depth === 0) return horizonQuarters > 1 ? (branchesPerYear[0] ?? 1) : 0;
    return (depth + 1) % 4 === 0 ? (branchesPerYear[(depth + 1) / 4] ?? 1) : 1;
  });
}

function countNodes(branches: readonly number[]): number {
  let width = 1;
  let nodes = 0;
  for (const children of branches) {
    nodes += width;
    width *= children;
  }
  return nodes;
}

interface Driver {
  readonly marginals: readonly Marginal[];
  /** See {@link clockOf}. */
  readonly clock: readonly number[];
}

/** A node while the tree grows. */
interface World {
  readonly parent: number;
  readonly depth: number;
  readonly probability: number;
  /** Brownian position per series, as far as told. */
  readonly position: readonly number[];
  /** Clock per series up to which the position is told. */
  readonly told: readonly number[];
  /** Conditional mean per series and quarter, shape `[series][quarter]`; entries before `depth` are the past's. */
  readonly means: readonly Float64Array[];
}

function growWorlds(drivers: readonly Driver[], branches: readonly number[], shocks: ShockSource): World[] {
  const worlds: World[] = [
    {
      parent: -1,
      depth: 0,
      probability: 1,
      position: drivers.map(() => 0),
      told: drivers.map(() => 0),
      means: drivers.map(({ marginals }) =>
        Float64Array.from(marginals, (marginal) => expectedValue(marginal)),
      ),
    },
  ];
  for (let n = 0; n < worlds.length; n++) {
    const world = worlds[n]!;
    const children = branches[world.depth]!;
    if (children === 0) break;
    const next = { ...world, parent: n, depth: world.depth + 1 };
    if (children === 1) worlds.push(next);
    else worlds.push(...split(next, children, drivers, branches, shocks));
  }
  return worlds;
}

/** The children of a branch point: `first` is what a single child would be. */
function split(
  first: World,
  children: number,
  drivers: readonly Driver[],
  branches: readonly number[],
  shocks: ShockSource,
): World[] {
  const nextBranching = branches.findIndex((count, depth) => depth >= first.depth && count !== 1);
  const draws = shocks.draw(children, first.probability);
  const moved = drivers.map((driver, s) =>
    draws.map((shock) => movedSeries(driver, first, s, shock[s]!, nextBranching)),
  );
  for (const [s, ofSeries] of moved.entries()) keepMean(ofSeries, first.means[s]!, first.depth);
  return draws.map((_, c) => ({
    ...first,
    probability: first.probability / children,
    position: moved.map((ofSeries) => ofSeries[c]!.position),
    told: drivers.map((driver) => driver.clock[nextBranching]!),
    means: moved.map((ofSeries) => ofSeries[c]!.means),
  }));
}

/** One series of one child: told by `shock` until the quarter `until`, in the mean after it. */
function movedSeries(driver: Driver, from: World, s: number, shock: number, until: number) {
  const { marginals, clock } = driver;
  const start = from.position[s]!;
  const told = from.told[s]!;
  const reach = (t: number) => start + shock * Math.sqrt(Math.max(0, clock[t]! - told));
  const position = reach(until);
  const means = Float64Array.from(from.means[s]!);
  for (let t = from.depth; t < means.length; t++) {
    const total = clock[t]!;
    if (total === 0) continue;
    const z = (t <= until ? reach(t) : position) / Math.sqrt(total);
    means[t] =
      t <= until
        ? valueAt(marginals[t]!, z)
        : expectedValue(marginals[t]!, z, Math.sqrt(Math.max(0, 1 - clock[until]! / total)));
  }
  return { position, means };
}

/** Scales equally likely children, quarter by quarter, so that their mean is the parent's. */
function keepMean(children: readonly { means: Float64Array }[], parent: Float64Array, fromQuarter: number) {
  for (let t = fromQuarter; t < parent.length; t++) {
    let sum = 0;
    for (const { means } of children) sum += means[t]!;
    if (sum === 0) continue;
    const factor = (parent[t]! * children.length) / sum;
    for (const { means } of children) means[t]! *= factor;
  }
}

function intendedQuarter(marginal: Marginal) {
  return {
    mean: expectedValue(marginal),
    p10: valueAt(marginal, -NORMAL_P90),
    p50: marginal.median,
    p90: valueAt(marginal, NORMAL_P90),
  };
}
