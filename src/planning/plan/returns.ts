/** Returns of a stream of yearly or quarterly cash. */

/**
 * Internal rate of return per year of nominal cash per quarter: the rate at which its present value is 0.
 * `null` when the stream does not change its sign, or when no rate in (−0.99, 100) gives 0. Found by bisection on the
 * highest sign change from below, so that the rate is unique for a stream that first pays and then earns.
 */
export function internalRateOfReturn(quarterly: readonly number[]): number | null {
  const present = (rate: number) => quarterly.reduce((sum, cash, t) => sum + cash / (1 + rate) ** (t / 4), 0);
  if (!quarterly.some((cash) => cash > 0) || !quarterly.some((cash) => cash < 0)) return null;
  let [low, high] = [-0.99, 100];
  if (present(low) < 0 || present(high) > 0) return null;
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (present(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Years until the running total of quarterly cash turns to at least 0 for good; `null` when it never does. 0 when it is never negative. */
export function paybackYears(quarterly: readonly number[]): number | null {
  let total = 0;
  let lastNegative = -1;
  quarterly.forEach((cash, t) => {
    total += cash;
    if (total < 0) lastNegative = t;
  });
  return lastNegative === quarterly.length - 1 ? null : (lastNegative + 1) / 4;
}
