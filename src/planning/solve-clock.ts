/** Time and interruption of a solve, handed in so that the planner itself reads no clock. */

/** How far a solve is, in units of the objective; what did not change is left out. */
export interface SolveProgress {
  /** Proven upper bound so far; Infinity while there is none. */
  readonly bound?: number;
  /** Value of the relaxation's master so far. */
  readonly relaxed?: number;
  /** Value of the best plan so far. */
  readonly value?: number;
}

/** Time and interruption as the planner sees them. */
export interface SolveClock {
  /** Seconds since any fixed moment. */
  now(): number;
  /** Whether to stop at the next occasion: the time is up, or the user said so. */
  isOver(): boolean;
  /** Seconds until the time is up, 0 or more; Infinity where there is no limit. */
  left(): number;
  /** Runs `work` and books its time under `part`. */
  time<T>(part: SolvePart, work: () => T): T;
  /** Told whenever a figure moved. */
  report(progress: SolveProgress): void;
}

/** Where a solve spends its time. */
export type SolvePart = 'pricing' | 'master';

/** Where a clock has its time from, and what ends it. Unlimited when left out. */
export interface ClockOptions {
  /** Seconds since any fixed moment; must not run backwards. */
  readonly now: () => number;
  readonly timeLimitSeconds?: number;
  /** Asked often; once true, the best plan so far is what there is. */
  readonly shouldStop?: () => boolean;
  readonly onProgress?: (progress: SolveProgress & { seconds: number }) => void;
}

/** A clock that says where the time went. */
export interface BookedClock extends SolveClock {
  /** Seconds booked so far, per part. */
  readonly booked: Record<SolvePart, number>;
  /** Seconds since the clock was made. */
  elapsed(): number;
}

/** A clock that starts now. */
export function solveClock({
  now,
  timeLimitSeconds = Infinity,
  shouldStop,
  onProgress,
}: ClockOptions): BookedClock {
  const start = now();
  const booked = { pricing: 0, master: 0 };
  return {
    now,
    booked,
    elapsed: () => now() - start,
    isOver: () => now() - start >= timeLimitSeconds || (shouldStop?.() ?? false),
    left: () => Math.max(0, start + timeLimitSeconds - now()),
    time(part, work) {
      const before = now();
      try {
        return work();
      } finally {
        booked[part] += now() - before;
      }
    },
    report: (progress) => onProgress?.({ ...progress, seconds: now() - start }),
  };
}

/** A clock that never ends and books nothing: for small problems and tests. */
export function untimed(): BookedClock {
  return solveClock({ now: () => 0 });
}
