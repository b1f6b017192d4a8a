/** A figure with six significant digits: the same on every machine, whatever its last bits of exp and log. */
export function sixDigits(value: number): number {
  return Number(value.toPrecision(6));
}
