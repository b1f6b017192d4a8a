/** Returns of a stream of quarterly cash (K6). */

/** Rates are looked for between −99 % and 10,000 % a year, in steps of a hundredth of 1 + rate. */
const [LEAST_GROWTH, MOST_GROWTH, STEP] = [0.01, 101, 1.01];

/**
 * Internal rate of return per year of nominal cash per quarter: the rate at which its present value is 0.
 * `null` where the present value does not fall through 0 just once as the rate rises: a stream that only pays or only earns, one that pays
 * at its end, and one with several such rates.
 */
export function internalRateOfReturn(quarterly: readonly number[]): number | null {
  const signs: { readonly growth: number; readonly sign: number }[] = [];
  for (let growth = LEAST_GROWTH; growth <= MOST_GROWTH * STEP; growth *= STEP) {
    const sign = presentSign(quarterly, growth);
    if (sign !== 0 && sign !== signs.at(-1)?.sign) signs.push({ growth, sign });
  }
  if (signs.length !== 2 || signs[0]!.sign < 0) return null;
  // The sign held until the step before it turned.
  let [low, high] = [signs[1]!.growth / STEP, signs[1]!.growth];
  while (presentSign(quarterly, low) <= 0) low /= STEP;
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (presentValue(quarterly, middle).usd > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2 - 1;
}

/** Sign of the present value; 0 where it is lost in rounding. */
function presentSign(quarterly: readonly number[], growth: number): number {
  const { usd, size } = presentValue(quarterly, growth);
  return Math.abs(usd) <= 1e-12 * size ? 0 : Math.sign(usd);
}

function presentValue(quarterly: readonly number[], growth: number): { usd: number; size: number } {
  const value = { usd: 0, size: 0 };
  for (const [t, cash] of quarterly.entries()) {
    const present = cash / growth ** (t / 4);
    value.usd += present;
    value.size += Math.abs(present);
  }
  return value;
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
