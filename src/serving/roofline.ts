/** What one kernel does: floating-point operations and bytes moved through memory. */
export interface KernelWork {
  readonly flops: number;
  readonly bytes: number;
  /** Bytes that are moved before and after the products instead of beside them; default 0. */
  readonly shuffled?: number;
}

/**
 * How well one family of kernels uses one kind of accelerator.
 *
 * `compute` and `memory` are the shares of the data sheet's peaks that large kernels reach (0…1, a little
 * above 1 where a data sheet is conservative); `launchS` is what the smallest kernel takes. `shuffleBytesPerS` is how
 * fast a family that shuffles activations does so; chips with far different memories shuffle alike, so this is no share.
 */
export interface Utilisation {
  readonly compute: number;
  readonly memory: number;
  readonly launchS: number;
  readonly shuffleBytesPerS?: number;
}

/** Share of the bandwidth that shuffling does not exceed. */
const mostOfBandwidth = 0.85;

/**
 * Seconds that a kernel takes: launch + ((flops/(peak·u_c))^p + (bytes/(bandwidth·u_m))^p)^(1/p) + shuffled/shuffle rate.
 *
 * The roofline of Williams et al. (2009) in utilisation space, with a rounded knee. Homogeneous of degree one
 * in (flops, bytes) beyond the launch, so that the attention time of a batch is linear in its context.
 */
export function kernelSeconds(
  work: KernelWork,
  peakFlops: number,
  bandwidth: number,
  u: Utilisation,
): number {
  const compute = work.flops / (peakFlops * u.compute);
  const memory = work.bytes / (bandwidth * u.memory);
  const shuffleS =
    (work.shuffled ?? 0) / Math.min(u.shuffleBytesPerS ?? Infinity, bandwidth * mostOfBandwidth);
  const longer = Math.max(compute, memory);
  if (longer === 0) return u.launchS + shuffleS;
  const ratio = Math.min(compute, memory) / longer;
  return u.launchS + shuffleS + longer * Math.cbrt(1 + ratio * ratio * ratio);
}
