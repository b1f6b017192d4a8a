/**
 * The shape of a tree that stands for paths, and the trees of that shape.
 *
 * Which paths a node gathers depends on what the paths are, not on how probable they are. Where hazards of events change, the same paths on the same
 * nodes, weighted by how much more or less probable each has become (importance sampling), give a tree that can be compared with the one before node
 * by node: it differs by what the hazards do, not by how ten thousand paths happen to fall into groups.
 */
import { keptEvent } from './event-branches.ts';
import type { EventRegime } from './event-regime.ts';
import { refuseFaults } from './fault.ts';
import { couplingDistance, nodeValues, quartersOf } from './group-values.ts';
import type { Group, Level } from './path-groups.ts';
import { likelihoodRatios } from './path-likelihood.ts';
import { pathWeights, type WeightedPaths } from './path-weights.ts';
import type { PathSet } from './paths.ts';
import { RankedPaths } from './ranked-paths.ts';
import { type ReducedTree, type ReductionRequest, reductionFaults } from './reduction.ts';
import type { ScenarioTree } from './scenario-tree.ts';
import { type Totals, withTotals } from './totals.ts';
import { diagnoseTree } from './tree-diagnostics.ts';
import { growLevels } from './tree-levels.ts';

/** The groups that paths fall into, quarter by quarter, with the paths: what trees of one shape have in common. */
export class TreeShape {
  readonly #drawn: WeightedPaths;
  readonly #ranked: RankedPaths;
  readonly #levels: readonly Level[];
  readonly #totals: Totals;
  readonly #kept: readonly string[];
  readonly #branches: readonly number[];

  /** Throws a `DemandFaultsError` that holds all of `reductionFaults`. */
  constructor(simulated: PathSet, request: ReductionRequest) {
    refuseFaults(reductionFaults(simulated, request));
    const { totals = {}, keepEvents = [] } = request;
    const paths = withTotals(simulated, totals);
    const order = Int32Array.from({ length: paths.pathCount }, (_, i) => i);
    this.#drawn = { paths, weights: pathWeights(paths), order };
    const { levels, branches } = growLevels(this.#drawn, request, eventsNamed(paths.events, keepEvents));
    this.#ranked = new RankedPaths(paths);
    this.#levels = levels;
    this.#totals = totals;
    this.#kept = keepEvents;
    this.#branches = branches;
  }

  /** The tree of the paths as they were drawn. */
  tree(): ReducedTree {
    return this.#treeOf(this.#drawn, this.#levels);
  }

  /**
   * The tree of this shape in which `events` have other hazards than those under which the paths were drawn; all else about them is the same.
   * `haveCommonPaths` says whether there is one.
   */
  treeUnder(events: readonly EventRegime[]): ReducedTree {
    const { paths: drawn, weights: before, order } = this.#drawn;
    if (events.every(({ hazardPerQuarter }, e) => hazardPerQuarter === drawn.events[e]!.hazardPerQuarter))
      return this.tree();
    const paths = { ...drawn, events };
    const weights = pathWeights(paths, likelihoodRatios(drawn, events));
    const counts = weights.map((weight, path) => weight / before[path]!);
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const weighted = { paths, weights, order, counts: counts.map((count) => count / mean) };
    return this.#treeOf(weighted, reweighed(this.#levels, weights));
  }

  #treeOf(weighted: WeightedPaths, levels: readonly Level[]): ReducedTree {
    const { paths, counts } = weighted;
    const offsets = levels.map(() => 0);
    for (let t = 1; t < levels.length; t++) offsets[t] = offsets[t - 1]! + levels[t - 1]!.groups.length;
    const perNode = <T>(pick: (group: Group, t: number) => T) =>
      levels.flatMap(({ groups }, t) => groups.map((group) => pick(group, t)));
    const { values, unmatched } = nodeValues(weighted, this.#ranked, levels, this.#totals);
    const tree: ScenarioTree = {
      firstQuarter: paths.firstQuarter,
      parent: Int32Array.from(perNode(({ parent }, t) => (t === 0 ? -1 : offsets[t - 1]! + parent))),
      depth: Int32Array.from(perNode((_, t) => t)),
      probability: Float64Array.from(perNode(({ probability }) => probability)),
      values,
    };
    const ranked = this.#ranked;
    let diagnostics: ReducedTree['diagnostics'] | undefined;
    return {
      tree,
      events: eventsNamed(paths.events, this.#kept).map((event, e) =>
        keptEvent(weighted, event, levels.at(-1)!, { e, branches: this.#branches[e]! }),
      ),
      get diagnostics() {
        diagnostics ??= {
          ...diagnoseTree(tree, quartersOf(ranked, counts)),
          couplingDistance: couplingDistance(weighted, levels, values),
          unmatched,
        };
        return diagnostics;
      },
    };
  }
}

function eventsNamed(events: readonly EventRegime[], names: readonly string[]): EventRegime[] {
  return names.map((name) => events.find((event) => event.name === name)!);
}

/** Levels with the probabilities that other weights of their paths give; a node's is the sum of its children's. */
function reweighed(levels: readonly Level[], weights: Float64Array): Level[] {
  let below = new Float64Array(levels.at(-1)!.groups.length);
  for (const [path, node] of levels.at(-1)!.nodeOfPath.entries()) below[node]! += weights[path]!;
  return levels
    .toReversed()
    .map(({ groups, nodeOfPath }, back): Level => {
      const own = below;
      below = new Float64Array(levels.at(-2 - back)?.groups.length ?? 0);
      for (const [n, { parent }] of groups.entries()) if (parent >= 0) below[parent]! += own[n]!;
      return { nodeOfPath, groups: groups.map((group, n) => ({ ...group, probability: own[n]! })) };
    })
    .toReversed();
}
