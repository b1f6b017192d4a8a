import type { Accelerator } from './accelerator.ts';

/**
 * Share of its all-in IT power that an accelerator draws when it serves nothing; `assumed`.
 *
 * The boards of an H100 and an H200 draw 17 to 18 % of their limit then, and 65 % and more with a single sequence (measured,
 * `scripts/measure-steps/power.csv`); what the host, fans and network draw was not.
 */
const idlePowerShare = 0.4;

/**
 * IT power of one accelerator in kW at a share `utilisation` of time in which its engine works.
 *
 * Linear between idle and all-in power (after Fan, Weber and Barroso, 2007): at 0 the idle share, at 1 all of it.
 */
export function acceleratorKw(unit: Accelerator, utilisation: number): number {
  return unit.itKw * (idlePowerShare + (1 - idlePowerShare) * Math.min(1, Math.max(0, utilisation)));
}
