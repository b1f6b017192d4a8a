/** When a search that nobody gave a goal ends: a large portfolio's last tenths of a per cent cost minutes each (decision 0028). */

/** Gap from which on a large portfolio's search may end, as a share of the stake. */
const LARGE_GAP_SHARE = 0.02;

/** Tries that are judged together, and what they must gain: a share of the stake. */
const TRIES = 8;
const GAIN_SHARE = 0.001;

/** Tells after each try, from the gap's share of the stake, whether the last ones gained too little to go on. */
export function slowProgress(): (gapShare: number) => boolean {
  const gaps: number[] = [];
  return (gapShare) => {
    gaps.push(gapShare);
    const before = gaps.at(-1 - TRIES);
    return gapShare <= LARGE_GAP_SHARE && before !== undefined && before - gapShare < GAIN_SHARE;
  };
}
