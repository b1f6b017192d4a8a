/** The line on standard error that says how far planning is; only on a terminal. */
import type { PlanningProgress } from '../app/planning-job.ts';
import type { Context } from './context.ts';
import { clearLine } from './terminal.ts';

const frames = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
/** Milliseconds between two frames. */
const FRAME_MS = 120;

export interface ProgressLine {
  update(progress: PlanningProgress): void;
  /** Clears the line. */
  end(): void;
}

/** A line that turns and counts while the work goes on; silent where it would not be seen. */
export function progressLine({ terminal, say, format, flags }: Context): ProgressLine {
  if (!terminal.live || !flags.progress) return { update: () => {}, end: () => {} };
  const start = performance.now();
  let latest: PlanningProgress = { seconds: 0 };
  let frame = 0;
  const draw = () => {
    const { boundUsd, valueUsd } = latest;
    const parts = [say.progress.seconds(Math.floor((performance.now() - start) / 1000))];
    if (valueUsd !== undefined) parts.push(say.progress.value(valueUsd, format));
    if (valueUsd !== undefined && boundUsd !== undefined)
      parts.push(say.progress.gap(boundUsd - valueUsd, format));
    else if (boundUsd !== undefined) parts.push(say.progress.bound(boundUsd, format));
    parts.push(say.progress.stopHint);
    const mark = frames[frame++ % frames.length];
    terminal.err(`${clearLine}${mark} ${say.progress.planning} · ${parts.join(' · ')}`.slice(0, 110));
  };
  const timer = setInterval(draw, FRAME_MS);
  draw();
  return {
    update: (progress) => {
      latest = progress;
    },
    end: () => {
      clearInterval(timer);
      terminal.err(clearLine);
    },
  };
}

/** What long work is given: it reports, and stops on Ctrl-C. */
export interface Watch {
  readonly stop: AbortSignal;
  onProgress(progress: PlanningProgress): void;
}

/** Runs `work` with a progress line; Ctrl-C asks it to stop with what it has. */
export async function watched<Result>(
  context: Context,
  work: (watch: Watch) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  const line = progressLine(context);
  const release = context.onInterrupt(() => {
    line.end();
    context.terminal.err(`${context.say.progress.stopping}\n`);
    stop.abort();
  });
  try {
    return await work({ stop: stop.signal, onProgress: line.update });
  } finally {
    release();
    line.end();
  }
}

/** As {@link watched}, for work that reports steps; `text` says one of them. */
export async function watchedSteps<Progress, Result>(
  context: Context,
  text: (progress: Progress) => string,
  work: (watch: { readonly stop: AbortSignal; onProgress(progress: Progress): void }) => Promise<Result>,
): Promise<Result> {
  const { terminal, say, flags } = context;
  const isShown = terminal.live && flags.progress;
  const stop = new AbortController();
  const release = context.onInterrupt(() => {
    terminal.err(`${isShown ? clearLine : ''}${say.progress.stopping}\n`);
    stop.abort();
  });
  try {
    return await work({
      stop: stop.signal,
      onProgress: (progress) => {
        if (isShown && !stop.signal.aborted) terminal.err(`${clearLine}${text(progress)}`.slice(0, 110));
      },
    });
  } finally {
    release();
    if (isShown) terminal.err(clearLine);
  }
}
