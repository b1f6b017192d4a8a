/** Jobs over HTTP: searches that were asked for, and how they stand. */
import type { Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { HostedJob } from '../app/dashboard-host.ts';
import { type Signed, serveOperation } from './operation.ts';
import { operations } from './operations.ts';
import { invalidResponse } from './plan-routes.ts';
import { missing, problemResponse } from './problem-json.ts';
import type { ServedDashboard } from './served-dashboard.ts';

/** Keys that are remembered; the oldest are forgotten first. */
const MOST_KEYS = 1000;

/** Adds what there is to ask about jobs. */
export function serveJobs(app: Hono<Signed>, served: ServedDashboard): void {
  const { host } = served;
  const keys = new Map<string, { readonly request: string; readonly job: HostedJob }>();
  serveOperation(app, operations.makePlan, async ({ context, body, caller }) => {
    const { inputHash, timeLimitSeconds, gapShare } = body;
    const portfolio = inputHash === undefined ? served.portfolio : await host.portfolio(inputHash);
    if (!portfolio) return missing('portfolio');
    const request = JSON.stringify({ timeLimitSeconds, gapShare, inputHash: portfolio.inputHash });
    const given = context.req.header('idempotency-key');
    const key = given && `${caller.name} ${given}`;
    // Nothing waits from here to where the key is set: of two requests at once the second finds it.
    const before = key ? keys.get(key) : undefined;
    if (before) return before.request === request ? accepted(context, before.job) : otherRequest();
    const start = host.start(portfolio, { timeLimitSeconds, gapShare }, caller.name);
    if (start.status === 'busy') return busy();
    if (start.status === 'invalid') return invalidResponse(context, start);
    if (key) keys.set(key, { request, job: start.job });
    if (keys.size > MOST_KEYS) keys.delete(keys.keys().next().value!);
    return accepted(context, start.job);
  });
  serveOperation(app, operations.job, ({ context, parameter }) => {
    const job = host.job(parameter('id'));
    return job ? context.json(jobBody(job)) : missing('job');
  });
  serveOperation(app, operations.stopJob, ({ context, parameter }) => {
    const job = host.job(parameter('id'));
    if (!job) return missing('job');
    job.stop();
    return context.json(jobBody(job), 202);
  });
  serveOperation(app, operations.jobEvents, ({ context, parameter }) => {
    const job = host.job(parameter('id'));
    return job ? jobEvents(context, job) : missing('job');
  });
}

/** Every change of a job as a server-sent event, until it ends or the reader leaves. */
function jobEvents(context: Context, job: HostedJob): Response {
  return streamSSE(context, async (stream) => {
    const write = () => stream.writeSSE({ event: job.state().status, data: JSON.stringify(jobBody(job)) });
    await write();
    if (job.state().status !== 'running') return;
    await new Promise<void>((resolve) => {
      const leave = job.listen((state) => {
        void write().then(() => {
          if (state.status === 'running') return;
          leave();
          resolve();
        });
      });
      stream.onAbort(() => {
        leave();
        resolve();
      });
    });
  });
}

function accepted(context: Context, job: HostedJob): Response {
  context.header('location', `/v1/jobs/${job.id}`);
  return context.json(jobBody(job), 202);
}

function jobBody(job: HostedJob) {
  return { id: job.id, inputHash: job.portfolio.inputHash, ...job.state() };
}

function busy(): Response {
  const response = problemResponse({ status: 429, code: 'busy', title: 'Two plans are being made already.' });
  response.headers.set('retry-after', '10');
  return response;
}

function otherRequest(): Response {
  const title = 'This Idempotency-Key came with another request before.';
  return problemResponse({ status: 422, code: 'idempotency-key', title });
}
