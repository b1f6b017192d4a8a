/** What one kernel does: floating-point operations and bytes moved through memory. */
export interface KernelWork {
  readonly flops: number;
  readonly bytes: number;
}

/**
 * How well one family of kernels uses one kind of accelerator.
 *
 * `compute` and `memory` are the shares of the data sheet's peaks that large kernels reach (0…1, a little
 * above 1 where a data sheet is conservative); `launchS` is what the smallest kernel takes.
 */
export interface Utilisation {
  readonly compute: number;
  readonly memory: number;
  readonly launchS: number;
}

/**
 * Seconds that a kernel takes: launch + ((flops/(peak·u_c))^p + (bytes/(bandwidth·u_m))^p)^(1/p).
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
  const longer = Math.max(compute, memory);
  if (longer === 0) return u.launchS;
  const ratio = Math.min(compute, memory) / longer;
  return u.launchS + longer * Math.cbrt(1 + ratio * ratio * ratio);
}
