/**
 * Exponentials and logarithms with the same digits in every engine.
 *
 * ECMAScript leaves the last digits of `Math.exp`, `Math.log` and `**` to the engine; sums, products, quotients and
 * square roots it does not (IEEE 754). The functions here use these alone, so that trees agree bit for bit in Node
 * and in any browser. Results lie within 2 units in the last place of V8's (`elementary.test.ts`).
 */

/** ln 2 in two parts: products of the upper one with whole numbers below 2²⁰ are exact. */
const LN2_UPPER = 0.6931471803691238;
const LN2_LOWER = 1.9082149292705877e-10;

/** 1/13! … 1/2!, written out, as a loop over a list takes twice as long. */
const [S13, S12, S11, S10, S9, S8] = [
  1 / 6227020800,
  1 / 479001600,
  1 / 39916800,
  1 / 3628800,
  1 / 362880,
  1 / 40320,
];
const [S7, S6, S5, S4, S3, S2] = [1 / 5040, 1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2];

/** 1/n for odd n from 21 down to 3, written out likewise. */
const [O21, O19, O17, O15, O13] = [1 / 21, 1 / 19, 1 / 17, 1 / 15, 1 / 13];
const [O11, O9, O7, O5, O3] = [1 / 11, 1 / 9, 1 / 7, 1 / 5, 1 / 3];

/** 2^k for k from −1074 to 1023, exact, at place k + 1074. */
const POWERS_OF_TWO = new Float64Array(2098);
POWERS_OF_TWO[1074] = 1;
for (let k = 1; k <= 1023; k++) POWERS_OF_TWO[1074 + k] = POWERS_OF_TWO[1073 + k]! * 2;
for (let k = 1; k <= 1074; k++) POWERS_OF_TWO[1074 - k] = POWERS_OF_TWO[1075 - k]! / 2;

/** eˣ; `Infinity` above 709.78, 0 below −745.13. Taylor's series after the nearest multiple of ln 2 is taken off. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  const k = Math.round(x / Math.LN2);
  const rest = x - k * LN2_UPPER - k * LN2_LOWER;
  const upper = (((((S13 * rest + S12) * rest + S11) * rest + S10) * rest + S9) * rest + S8) * rest + S7;
  const tail = ((((upper * rest + S6) * rest + S5) * rest + S4) * rest + S3) * rest + S2;
  const near = 1 + (rest + rest * rest * tail);
  // In two steps, as 2^k alone may lie outside the range where eˣ does not.
  const half = k >> 1;
  return near * POWERS_OF_TWO[1074 + half]! * POWERS_OF_TWO[1074 + k - half]!;
}

/** Bits of a number: the exponent is read from the upper half. */
const cell = new Float64Array(1);
const halves = new Uint32Array(cell.buffer);
const UPPER = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/**
 * ln x; −∞ at 0, `NaN` below. With x = 2^k·m, m from √½ to √2, and s = (m − 1)/(m + 1), it is k·ln 2 + ln m, where
 * ln m = f − s·(f − 2·(s²/3 + s⁴/5 + …)) for f = m − 1, whose first term is exact.
 */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN;
  if (x === Infinity) return x;
  if (x < 2.2250738585072014e-308) return ln(x * 18014398509481984) - 54 * LN2_UPPER - 54 * LN2_LOWER;
  cell[0] = x;
  const bits = halves[UPPER]!;
  let k = ((bits >>> 20) & 0x7ff) - 1023;
  halves[UPPER] = (bits & 0x000fffff) | 0x3ff00000;
  let m = cell[0]!;
  if (m > Math.SQRT2) {
    m /= 2;
    k++;
  }
  const f = m - 1;
  const s = f / (m + 1);
  const square = s * s;
  const upper = ((((O21 * square + O19) * square + O17) * square + O15) * square + O13) * square + O11;
  const series = (((upper * square + O9) * square + O7) * square + O5) * square + O3;
  const near = f - s * (f - 2 * square * series);
  return k * LN2_UPPER + (near + k * LN2_LOWER);
}

/** ln(1 + x) without loss for small x (Kahan's correction of the rounding of 1 + x). */
export function log1p(x: number): number {
  const sum = 1 + x;
  return sum === 1 || sum === Infinity ? x : sum === 0 ? -Infinity : (ln(sum) * x) / (sum - 1);
}

/** eˣ − 1 without loss for small x (Kahan's correction of the rounding of eˣ). */
export function expm1(x: number): number {
  const power = exp(x);
  if (power === 1) return x;
  const less = power - 1;
  return less === -1 || power === Infinity ? less : (less * x) / ln(power);
}

/** x². */
export function square(x: number): number {
  return x * x;
}

/** `base` to the whole number `exponent` ≥ 0, by repeated squaring. */
export function wholePower(base: number, exponent: number): number {
  let [result, square] = [1, base];
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}
