/** The standard normal distribution function, in arithmetic that every engine rounds alike save for one `Math.exp`. */
import { exp } from '../units/elementary.ts';

/** The standard normal quantile of 0.9: P10 and P90 lie this many standard deviations from the median. */
export const NORMAL_P90 = 1.2815515655446004;

/**
 * P(Z ≤ z) for a standard normal Z, to about 1e-15 absolute; 0 and 1 in the far tails.
 *
 * Rational approximation of the upper tail with a continued fraction beyond 7.07 (Hart, 1968, as arranged
 * by West, 2005).
 */
export function normalCdf(z: number): number {
  const distance = Math.abs(z);
  if (distance > 37) return z > 0 ? 1 : 0;
  const density = exp((-distance * distance) / 2);
  const tail = distance < 7.07106781186547 ? density * ratio(distance) : density / fraction(distance);
  return z > 0 ? 1 - tail : tail;
}

function ratio(x: number): number {
  let numerator = 3.52624965998911e-2 * x + 0.700383064443688;
  for (const c of [6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931, 220.206867912376]) {
    numerator = numerator * x + c;
  }
  let denominator = 8.83883476483184e-2 * x + 1.75566716318264;
  for (const c of [
    16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831, 793.826512519948, 440.413735824752,
  ]) {
    denominator = denominator * x + c;
  }
  return numerator / denominator;
}

function fraction(x: number): number {
  return (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))) * 2.506628274631;
}
