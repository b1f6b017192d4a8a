/** One case, solved in a process of its own, so that its peak memory is its own. */
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import { steadyPolicy } from '../../src/planning/column-generation.ts';
import { PlanningSession } from '../../src/planning/planning-session.ts';
import { solveClock } from '../../src/planning/solve-clock.ts';
import { type BenchCase, problemOf } from './cases.ts';

/** Seconds of processor time unless stated otherwise; values in millions of USD. */
export interface Measurement {
  readonly compileSeconds: number;
  /** Bound within 0.1 % of the relaxation's value above retreat; absent when the time was up before. */
  readonly roughBoundSeconds?: number;
  /** Bound to within 0.01 M USD. */
  readonly boundSeconds?: number;
  /** Gap of 1 % of value − retreat. */
  readonly onePercentSeconds?: number;
  readonly totalSeconds: number;
  /** Of the relaxation. */
  readonly bound: number;
  /** Of the cases that it was taken apart into. */
  readonly provenBound: number;
  readonly value: number;
  readonly retreat: number;
  readonly pricingShare: number;
  readonly masterShare: number;
  readonly rounds: number;
  readonly peakMb: number;
}

/** Processor seconds: a busy machine does not lengthen them. */
const now = () => process.cpuUsage().user / 1e6;

/** Gap at which a case ends, as a share of the stake. */
const GAP = 0.002;

/**
 * Solves a case as the planner does: retreat, relaxation, dive, neighbourhoods, and then cases; options alone as `solveProblem` does any problem of one's own, with
 * cuts before the dive and branching in place of cases. Ends at a gap of 0.2 % or at the limit.
 */
export async function measure(bench: BenchCase, timeLimitSeconds: number): Promise<Measurement> {
  const before = now();
  const problem = problemOf(bench);
  const compileSeconds = now() - before;
  const solver = await highsSolver();
  let [bound, value, retreat] = [Infinity, -Infinity, -Infinity];
  let roughBoundSeconds: number | undefined;
  let onePercentSeconds: number | undefined;
  const clock = solveClock({
    now,
    timeLimitSeconds,
    onProgress: (progress) => {
      bound = Math.min(bound, progress.bound ?? Infinity);
      value = Math.max(value, progress.value ?? -Infinity);
      if (progress.relaxed !== undefined && bound - progress.relaxed <= 0.001 * (progress.relaxed - retreat))
        roughBoundSeconds ??= progress.seconds;
      const stake = value - retreat;
      if (Number.isFinite(stake) && bound - value <= 0.01 * stake) onePercentSeconds ??= progress.seconds;
    },
  });
  const session = new PlanningSession(problem, solver, clock);
  try {
    const cancelAll = problem.options.map((_, o) => steadyPolicy(problem, o, 'cancel'));
    retreat = session.evaluate(cancelAll)?.value ?? -Infinity;
    const relaxation = session.relax(0.01);
    const boundSeconds = relaxation.status === 'solved' ? clock.elapsed() : undefined;
    bound = Math.min(bound, session.bound);
    const relaxationBound = bound;
    const isCustom = bench.kind === 'options';
    if (isCustom) session.tighten(0.001);
    session.improve({ target: session.bound - GAP * (session.bound - retreat), seed: 1, patience: 20 });
    if (isCustom) session.branch(GAP * (session.bound - retreat), Number.POSITIVE_INFINITY);
    else if (session.best)
      for (const _ of session.takeApart(
        () => GAP * (session.best!.value - retreat),
        Number.POSITIVE_INFINITY,
      ));
    const totalSeconds = clock.elapsed();
    return {
      compileSeconds,
      ...((roughBoundSeconds ?? boundSeconds) !== undefined && {
        roughBoundSeconds: roughBoundSeconds ?? boundSeconds!,
      }),
      ...(boundSeconds !== undefined && { boundSeconds }),
      ...(onePercentSeconds !== undefined && { onePercentSeconds }),
      totalSeconds,
      bound: relaxationBound,
      provenBound: session.bound,
      value: session.best?.value ?? -Infinity,
      retreat,
      pricingShare: clock.booked.pricing / totalSeconds,
      masterShare: clock.booked.master / totalSeconds,
      rounds: session.rounds,
      peakMb: process.resourceUsage().maxRSS / 1024,
    };
  } finally {
    session.dispose();
  }
}
