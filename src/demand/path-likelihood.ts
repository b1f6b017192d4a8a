/** How much more or less probable simulated paths become when hazards of events change. */
import type { EventRegime } from './event-regime.ts';
import { hazardOnPath, type PathSet } from './paths.ts';

/**
 * Whether paths that were drawn under the hazards of `drawn` can stand for the same events under those of `wanted`: what is possible under one is
 * possible under the other, in every quarter.
 */
export function haveCommonPaths(drawn: readonly EventRegime[], wanted: readonly EventRegime[]): boolean {
  return drawn.every((event, e) => {
    const other = wanted[e]!;
    if (event.hazardPerQuarter === other.hazardPerQuarter) return true;
    return mostHazard(event) < 1 && mostHazard(other) < 1 && leastHazard(event) > 0 && leastHazard(other) > 0;
  });
}

/** The hazard while all that raise it are active. */
function mostHazard({ hazardPerQuarter, hazardFactors = [] }: EventRegime): number {
  return hazardFactors.reduce((hazard, { factor }) => hazard * Math.max(1, factor), hazardPerQuarter);
}

/** The hazard while all that lower it are active. A factor of 0 leaves none under either hazard. */
function leastHazard({ hazardPerQuarter, hazardFactors = [] }: EventRegime): number {
  return hazardFactors.reduce(
    (hazard, { factor }) => (factor > 0 ? hazard * Math.min(1, factor) : hazard),
    hazardPerQuarter,
  );
}

/** The probability of each of `paths` under the hazards of `events` over that under its own, shape `[path]`. */
export function likelihoodRatios(paths: PathSet, events: readonly EventRegime[]): Float64Array {
  const ratios = new Float64Array(paths.pathCount).fill(1);
  paths.events.forEach((drawn, e) => {
    const wanted = events[e]!;
    if (drawn.hazardPerQuarter === wanted.hazardPerQuarter) return;
    const onset = paths.onsets.get(drawn.name)!;
    const ratioOn = (path: number) => {
      let ratio = 1;
      const last = Math.min(onset[path]!, paths.quarters - 1);
      for (let t = 1; t <= last; t++) {
        const [before, now] = [hazardOnPath(paths, drawn, path, t), hazardOnPath(paths, wanted, path, t)];
        if (before !== now) ratio *= t === onset[path] ? now / before : (1 - now) / (1 - before);
      }
      return ratio;
    };
    // Without the influence of other events all paths on which it begins in one quarter have one ratio.
    const byOnset = new Map<number, number>();
    const known = (path: number) => {
      const ratio = byOnset.get(onset[path]!) ?? ratioOn(path);
      byOnset.set(onset[path]!, ratio);
      return ratio;
    };
    const ratioOf = drawn.hazardFactors?.length ? ratioOn : known;
    for (let path = 0; path < ratios.length; path++) ratios[path]! *= ratioOf(path);
  });
  return ratios;
}
