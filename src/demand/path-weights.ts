/** Weights of simulated paths, so that events begin with their exact probability in every quarter. */
import type { EventRegime } from './event-regime.ts';
import { hazardOnPath, type PathSet } from './paths.ts';

/** Paths with their weights, in an order that groups cut into stretches. */
export interface WeightedPaths {
  readonly paths: PathSet;
  /** Shape `[path]`, sum 1. */
  readonly weights: Float64Array;
  readonly order: Int32Array;
  /** How often each path counts in a quarter's distribution, shape `[path]`, mean 1; once where it is left out. */
  readonly counts?: Float64Array;
}

const ROUNDS = 40;
const ACCURACY = 1e-13;

/**
 * Weights by path, sum 1: those next to equal ones with which every event begins in every quarter with the probability
 * of its hazard on the paths that are at risk (iterative proportional fitting, Deming and Stephan, 1940). Sampled paths
 * hit it to one path only. A quarter in which an event begins on no path stays as it is.
 *
 * @param ratios what the weights are in proportion to before they are fitted, shape `[path]`; equal when left out.
 */
export function pathWeights(paths: PathSet, ratios?: Float64Array): Float64Array {
  const weights = ratios ? shares(ratios) : new Float64Array(paths.pathCount).fill(1 / paths.pathCount);
  for (let round = 0; round < ROUNDS; round++) {
    let missed = 0;
    for (let t = 1; t < paths.quarters; t++) {
      for (const event of paths.events) missed = Math.max(missed, fitQuarter(paths, event, t, weights));
    }
    if (missed < ACCURACY) break;
  }
  return weights;
}

function shares(ratios: Float64Array): Float64Array {
  const sum = ratios.reduce((total, ratio) => total + ratio, 0);
  return ratios.map((ratio) => ratio / sum);
}

/** Scales the paths at risk of `event` in quarter `t` to its hazard; returns by how much the probability was missed. */
function fitQuarter(paths: PathSet, event: EventRegime, t: number, weights: Float64Array): number {
  const onset = paths.onsets.get(event.name)!;
  const same = event.hazardFactors?.length ? undefined : hazardOnPath(paths, event, 0, t);
  if (same === 0) return 0;
  let [atRisk, wanted, begun] = [0, 0, 0];
  for (let path = 0; path < weights.length; path++) {
    if (onset[path]! < t) continue;
    const weight = weights[path]!;
    atRisk += weight;
    wanted += weight * (same ?? hazardOnPath(paths, event, path, t));
    if (onset[path] === t) begun += weight;
  }
  if (begun === 0 || begun === atRisk || wanted >= atRisk) return 0;
  const [up, down] = [wanted / begun, (atRisk - wanted) / (atRisk - begun)];
  for (let path = 0; path < weights.length; path++) {
    if (onset[path]! < t) continue;
    weights[path]! *= onset[path] === t ? up : down;
  }
  return Math.abs(wanted - begun);
}

/** Weight of a stretch of an order of paths. */
export function weightOf(weights: Float64Array, order: Int32Array, start: number, end: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) sum += weights[order[i]!]!;
  return sum;
}
