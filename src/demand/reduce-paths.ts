/**
 * Simulated paths reduced to a scenario tree of a given size.
 *
 * Quarter by quarter, groups of paths that cannot yet be told apart are split where their values of that quarter
 * differ most (nested two-means along the principal direction), so that a node knows the past and nothing of the
 * future. Named events open branches of their own, with their exact probability, while their share of the nodes
 * lasts; what is left stays merged and is reported. Values are then matched to the paths' means and quantiles.
 */
import type { PathSet } from './paths.ts';
import type { ReducedTree, ReductionRequest } from './reduction.ts';
import { TreeShape } from './tree-shape.ts';

/** Reduces `simulated` paths; throws a `DemandFaultsError` that holds all of {@link reductionFaults}. */
export function reducePaths(simulated: PathSet, request: ReductionRequest): ReducedTree {
  return new TreeShape(simulated, request).tree();
}
