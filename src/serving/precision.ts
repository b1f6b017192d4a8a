/** How numbers are stored: weights and KV cache may differ. `int4` and `fp4` include their block scales. */
export type Precision = 'bf16' | 'fp8' | 'fp4' | 'int8' | 'int4';

/**
 * Bytes per element, scales included: fp4 and int4 keep one 8-bit or 16-bit scale per 16 or 32 elements
 * (0.5625 bytes), fp8 and int8 one per 128 × 128 block or channel, which is below 0.1 %.
 */
export function bytesPerElement(precision: Precision): number {
  const bytes: Record<Precision, number> = { bf16: 2, fp8: 1, int8: 1, fp4: 0.5625, int4: 0.5625 };
  return bytes[precision];
}

/** What is stored how, and the arithmetic that follows from it. */
export interface ServingPrecision {
  readonly weights: Precision;
  readonly kvCache: 'bf16' | 'fp8' | 'int8';
}
