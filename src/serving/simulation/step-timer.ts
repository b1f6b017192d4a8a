/**
 * Step times in a form that can be summed over runs of decode steps in closed form.
 *
 * Every answer is a whole number of ticks of 2⁻³⁶ s (15 ps), and sums of them below 2¹⁷ s (36 h) are exact in
 * double precision: jumping over a run gives bit for bit what stepping through it gives.
 */
export interface StepTimer {
  /** Attention groups that wait for each other in every step; 1 for all but copies that meet in shared experts. */
  readonly groups: number;
  /** Ticks of a decode step that do not depend on its context, for `decodes` sequences. */
  decodeBase(decodes: number): number;
  /** Ticks per token of context. */
  readonly contextSlope: number;
  /** Local attention: ticks per token of `min(context, decodes × window)`. */
  readonly windows: readonly { readonly window: number; readonly slope: number }[];
  /** Ticks that prompt tokens add to a step with `decodes` sequences; `pairs` as in the step's load. */
  prefillExtra(decodes: number, tokens: number, pairs: number, finishing: number): number;
}

/** Ticks per second. */
export const ticksPerSecond = 2 ** 36;

/** Seconds as whole ticks. */
export function toTicks(seconds: number): number {
  return Math.round(seconds * ticksPerSecond);
}

/** Ticks of one decode step. */
export function decodeTicks(timer: StepTimer, decodes: number, context: number): number {
  let ticks = timer.decodeBase(decodes) + timer.contextSlope * context;
  for (const { window, slope } of timer.windows) ticks += slope * Math.min(context, decodes * window);
  return ticks;
}

/** Steps before a window saturates, when every step adds `decodes` tokens of context; at least 1. */
export function stepsToNextKink(timer: StepTimer, decodes: number, context: number): number {
  let steps = Number.MAX_SAFE_INTEGER;
  for (const { window } of timer.windows) {
    const left = decodes * window - context;
    if (left > 0) steps = Math.min(steps, Math.floor(left / decodes) + 1);
  }
  return steps;
}

/** Ticks by which a decode step is longer than the one before it, up to the next kink. */
export function decodeGrowth(timer: StepTimer, decodes: number, context: number): number {
  let growth = timer.contextSlope * decodes;
  for (const { window, slope } of timer.windows) if (context < decodes * window) growth += slope * decodes;
  return growth;
}

/** Ticks of `steps` decode steps in a row with an unchanged batch; `steps` may not pass a kink. */
export function decodeRunTicks(timer: StepTimer, decodes: number, context: number, steps: number): number {
  const first = decodeTicks(timer, decodes, context);
  if (steps === 1) return first;
  return steps * first + decodeGrowth(timer, decodes, context) * ((steps * (steps - 1)) / 2);
}
