/** What standard error says of how far work is: a line that turns on a terminal, elsewhere a line now and then. */
import type { PlanningProgress } from '../app/planning-job.ts';
import type { Context } from './context.ts';
import { clearLine } from './terminal.ts';

const frames = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
/** Milliseconds between two frames. */
const FRAME_MS = 120;

/** What is told while work goes on; silent with `--no-progress`. */
export interface ProgressLine {
  update(progress: PlanningProgress): void;
  /** Clears the line. */
  end(): void;
}

/** Milliseconds between two lines where none can be rewritten: a log shows that work goes on, and stays short. */
const LOG_MS = 10_000;

/** A line that turns and counts while the work goes on. */
function progressLine({ terminal, say, format, flags }: Context): ProgressLine {
  if (!flags.progress) return { update: () => {}, end: () => {} };
  const start = performance.now();
  let latest: PlanningProgress = { seconds: 0 };
  let frame = 0;
  const text = () => {
    const { boundUsd, valueUsd } = latest;
    const parts = [say.progress.seconds(Math.floor((performance.now() - start) / 1000))];
    if (valueUsd !== undefined) parts.push(say.progress.value(valueUsd, format));
    if (valueUsd !== undefined && boundUsd !== undefined)
      parts.push(say.progress.gap(boundUsd - valueUsd, format));
    else if (boundUsd !== undefined) parts.push(say.progress.bound(boundUsd, format));
    if (terminal.live) parts.push(say.progress.stopHint);
    return `${say.progress.planning} · ${parts.join(' · ')}`;
  };
  const draw = () => {
    const mark = frames[frame++ % frames.length];
    terminal.err(`${clearLine}${mark} ${text()}`.slice(0, 110));
  };
  const log = () => terminal.err(`${text()}\n`);
  const timer = setInterval(terminal.live ? draw : log, terminal.live ? FRAME_MS : LOG_MS);
  if (terminal.live) draw();
  return {
    update: (progress) => {
      latest = progress;
    },
    end: () => {
      clearInterval(timer);
      if (terminal.live) terminal.err(clearLine);
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
  let latest: Progress | undefined;
  const log = () => terminal.err(`${latest === undefined ? say.progress.working : text(latest)}\n`);
  const timer = !terminal.live && flags.progress ? setInterval(log, LOG_MS) : undefined;
  const stop = new AbortController();
  const release = context.onInterrupt(() => {
    terminal.err(`${isShown ? clearLine : ''}${say.progress.stopping}\n`);
    stop.abort();
  });
  try {
    return await work({
      stop: stop.signal,
      onProgress: (progress) => {
        latest = progress;
        if (isShown && !stop.signal.aborted) terminal.err(`${clearLine}${text(progress)}`.slice(0, 110));
      },
    });
  } finally {
    release();
    clearInterval(timer);
    if (isShown) terminal.err(clearLine);
  }
}
