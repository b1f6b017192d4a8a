/**
 * Seeded random numbers that are the same in Node and in every browser.
 *
 * xoshiro128** (Blackman and Vigna, 2018) seeded by splitmix32; integer arithmetic only, so that no
 * engine's floating point can change a stream.
 */
import { ln } from './elementary.ts';

/** A stream of random numbers; equal seeds give equal streams, bit for bit. */
export interface RandomStream {
  /** A number in [0, 1) with 53 random bits. */
  uniform(): number;
  /** A standard normal deviate. */
  normal(): number;
}

/** A stream for `seed` (any safe integer) and an optional `label` that names an independent substream. */
export function randomStream(seed: number, label = ''): RandomStream {
  let mixed = (seed ^ Math.floor(seed / 4294967296)) >>> 0;
  for (let i = 0; i < label.length; i++)
    mixed = (Math.imul(mixed ^ label.charCodeAt(i), 0x01000193) + 0x9e3779b9) >>> 0;
  const splitmix = () => {
    mixed = (mixed + 0x9e3779b9) >>> 0;
    let z = mixed;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  let [a, b, c, d] = [splitmix(), splitmix(), splitmix(), splitmix()];
  const next = () => {
    const scrambled = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotateLeft(d, 11);
    return scrambled;
  };
  const uniform = () => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
  return { uniform, normal: () => inverseNormal(uniform() || Number.MIN_VALUE) };
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

/**
 * The standard normal quantile for `probability` in (0, 1), to about 1e-9 relative (Acklam, 2003).; the same digits in
 * every engine.
 */
export function inverseNormal(probability: number): number {
  if (!(probability > 0 && probability < 1)) {
    return probability === 0 ? -Infinity : probability === 1 ? Infinity : Number.NaN;
  }
  const tail = 0.02425;
  if (probability < tail) return tailQuantile(Math.sqrt(-2 * ln(probability)));
  if (probability > 1 - tail) return -tailQuantile(Math.sqrt(-2 * ln(1 - probability)));
  const q = probability - 0.5;
  const r = q * q;
  const numerator =
    ((((-3.969683028665376e1 * r + 2.209460984245205e2) * r - 2.759285104469687e2) * r + 1.38357751867269e2) *
      r -
      3.066479806614716e1) *
      r +
    2.506628277459239;
  const denominator =
    ((((-5.447609879822406e1 * r + 1.615858368580409e2) * r - 1.556989798598866e2) * r +
      6.680131188771972e1) *
      r -
      1.328068155288572e1) *
      r +
    1;
  return (numerator * q) / denominator;
}

function tailQuantile(q: number): number {
  const numerator =
    ((((-7.784894002430293e-3 * q - 3.223964580411365e-1) * q - 2.400758277161838) * q - 2.549732539343734) *
      q +
      4.374664141464968) *
      q +
    2.938163982698783;
  const denominator =
    (((7.784695709041462e-3 * q + 3.224671290700398e-1) * q + 2.445134137142996) * q + 3.754408661907416) *
      q +
    1;
  return numerator / denominator;
}
