// What keeps the page's thread busy: tasks of a Chromium trace, each with the work that it consists of.

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8'];

/** Work that a trace names, as a reader of the bench calls it; all else counts to what surrounds it. */
const WORK = new Map([
  ['EvaluateScript', 'evaluating scripts'],
  ['v8.evaluateModule', 'evaluating scripts'],
  ['v8.compile', 'compiling'],
  ['v8.compileModule', 'compiling'],
  ['FunctionCall', 'scripts'],
  ['TimerFire', 'scripts'],
  ['RunMicrotasks', 'scripts'],
  ['EventDispatch', 'scripts'],
  ['FireAnimationFrame', 'scripts'],
  ['FireIdleCallback', 'scripts'],
  ['V8.GC_MARK_COMPACTOR', 'collecting garbage'],
  ['MajorGC', 'collecting garbage'],
  ['MinorGC', 'collecting garbage'],
  ['ParseHTML', 'parsing HTML'],
  ['UpdateLayoutTree', 'styles'],
  ['Layout', 'layout'],
  ['PrePaint', 'painting'],
  ['Paint', 'painting'],
  ['Layerize', 'painting'],
  ['Commit', 'painting'],
  ['HitTest', 'hit tests'],
  ['IntersectionObserverController::computeIntersections', 'observers'],
]);

/**
 * What `act` gives, and the tasks of the page's thread and of its workers meanwhile, the longest first: `ms` on the wall, `cpuMs` of the processor, and
 * `work`, the milliseconds on the wall of each kind of work, its own without what it calls. A task that has not ended is not among them.
 */
export async function tasksDuring(browser, page, act) {
  await browser.startTracing(page, { categories: CATEGORIES });
  let value;
  let trace;
  try {
    value = await act();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents } = JSON.parse(String(trace));
  return {
    value,
    tasks: tasksOf(traceEvents, 'CrRendererMain'),
    workerTasks: tasksOf(traceEvents, 'DedicatedWorker thread'),
  };
}

function tasksOf(events, threadName) {
  // The browser has pages of its own, in processes of their own.
  const processes = new Set(
    events.flatMap(({ name, pid, args }) => {
      if (name === 'CommitLoad' && args.data.url.startsWith('http')) return [pid];
      if (name !== 'TracingStartedInBrowser') return [];
      return args.data.frames.flatMap(({ url, processId }) => (url.startsWith('http') ? [processId] : []));
    }),
  );
  const threads = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === threadName)
      .filter(({ pid }) => processes.has(pid))
      .map(threadOf),
  );
  return [...threads]
    .flatMap((thread) => {
      const timed = events
        .filter((event) => event.ph === 'X' && threadOf(event) === thread)
        .sort((a, b) => a.ts - b.ts || b.dur - a.dur);
      return timed.flatMap((event, i) => (isTask(event) ? [taskAt(timed, i)] : []));
    })
    .sort((a, b) => b.ms - a.ms);
}

const threadOf = ({ pid, tid }) => `${pid} ${tid}`;
const isTask = ({ name }) => name === 'RunTask';

function taskAt(sorted, start) {
  const task = sorted[start];
  const end = task.ts + task.dur;
  const work = new Map();
  const add = (kind, us) => work.set(kind, (work.get(kind) ?? 0) + us / 1000);
  // Those that surround the event at hand, the innermost last.
  const open = [{ kind: 'other', end }];
  add('other', task.dur);
  for (let i = start + 1; i < sorted.length && sorted[i].ts < end; i++) {
    const { name, ts, dur } = sorted[i];
    const kind = WORK.get(name);
    if (kind === undefined) continue;
    while (open.at(-1).end <= ts) open.pop();
    add(open.at(-1).kind, -dur);
    add(kind, dur);
    open.push({ kind, end: ts + dur });
  }
  const parts = [...work].filter(([, ms]) => ms >= 1).sort(([, a], [, b]) => b - a);
  return { ms: task.dur / 1000, cpuMs: (task.tdur ?? 0) / 1000, work: parts };
}

/** `116 ms (74 of the processor): layout 61, scripts 30`. */
export function taskText({ ms, cpuMs, work }) {
  const parts = work.slice(0, 4).map(([kind, of]) => `${kind} ${Math.round(of)}`);
  return `${Math.round(ms)} ms (${Math.round(cpuMs)} of the processor): ${parts.join(', ')}`;
}
