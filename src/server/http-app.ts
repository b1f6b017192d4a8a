/** The HTTP service of the dashboard: its files, and an API that can do what the command line can. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';
import type { DashboardHost, HandedFile, HostedJob, HostedPortfolio } from '../app/dashboard-host.ts';
import type { InvalidInput } from '../app/open-portfolio.ts';
import type { PlanFile } from '../app/plan-overview.ts';
import type { Judgement } from '../app/read-judged.ts';
import { languageOf } from '../messages/language.ts';
import { type ProblemRecord, problemRecord, problemResponse } from './problem-json.ts';
import type { StaticFile } from './static-files.ts';

/** What the service shows, and under which names. */
export interface ServedDashboard {
  readonly host: DashboardHost;
  /** The portfolio that it opens with. */
  readonly portfolio: HostedPortfolio;
  /** Ids of its plan and of the one before, once there are any. */
  readonly planId: () => string | undefined;
  readonly formerPlanId?: string | undefined;
  /** The job that makes its plan, while there is none. */
  readonly job?: HostedJob | undefined;
  /** What was judged of its plans. */
  readonly judgements?: readonly Judgement[];
  /** More plans to compare with. */
  readonly others?: readonly { readonly id: string; readonly name: string }[];
  readonly files: ReadonlyMap<string, StaticFile>;
  /** Names by which it may be called: a page elsewhere cannot reach it by a name of its own. */
  readonly hostNames: readonly string[];
}

/** Largest request in bytes: the largest portfolio file that is read. */
const LARGEST_BODY = 10 * 1024 * 1024;

const securityHeaders: Readonly<Record<string, string>> = {
  // WebAssembly must be allowed for the solver in the worker; nothing else runs or loads that is not ours.
  'content-security-policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  // Both let the page share memory with its worker: the stop flag of a search.
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

/** The service as a function of requests; it listens nowhere by itself. */
export function httpApp(served: ServedDashboard): Hono {
  const app = new Hono();
  app.use('*', async (context, next) => {
    if (!served.hostNames.includes(hostName(context.req.header('host') ?? '')))
      return problemResponse({ status: 403, code: 'host', title: 'This service does not go by that name.' });
    await next();
    for (const [name, value] of Object.entries(securityHeaders)) context.header(name, value);
    return undefined;
  });
  app.use(
    '/v1/*',
    bodyLimit({
      maxSize: LARGEST_BODY,
      onError: () =>
        problemResponse({
          ...{ status: 413, code: 'too-large', title: 'The request is larger than 10 MB.' },
        }),
    }),
  );
  portfolioRoutes(app, served);
  jobRoutes(app, served);
  app.all('/v1/*', () =>
    problemResponse({ status: 404, code: 'unknown', title: 'There is no such resource.' }),
  );
  app.get('*', (context) => fileResponse(context, served.files));
  app.onError((failure) =>
    problemResponse({ status: 500, code: 'unexpected', title: 'Unexpected fault.', detail: failure.message }),
  );
  return app;
}

/** Parts of plans as JSON, written once: the first page then waits for nothing but the line. */
const written = new WeakMap<PlanFile, Map<keyof PlanFile, string>>();

function writtenPart(plan: PlanFile, part: keyof PlanFile): string {
  const parts = written.get(plan) ?? new Map<keyof PlanFile, string>();
  written.set(plan, parts);
  const text = parts.get(part) ?? JSON.stringify(plan[part]);
  parts.set(part, text);
  return text;
}

/** Writes the parts of the plan that the page opens with, before anybody asks. */
export async function writeFirstPlan({
  host,
  planId,
}: Pick<ServedDashboard, 'host' | 'planId'>): Promise<void> {
  const first = await host.plan(planId() ?? '');
  for (const part of Object.keys(first ?? {})) writtenPart(first!, part as keyof PlanFile);
}

function portfolioRoutes(app: Hono, served: ServedDashboard): void {
  const { host } = served;
  app.get('/v1/health', (context) => context.json({ status: 'ok' }));
  app.get('/v1/portfolio', (context) =>
    context.json({
      ...portfolioBody(served.portfolio),
      ...{ planId: served.planId() ?? null, formerPlanId: served.formerPlanId ?? null },
      ...{ jobId: served.job?.id ?? null, engineVersion: host.engineVersion },
      ...{ judgements: served.judgements ?? [], others: served.others ?? [] },
    }),
  );
  app.get('/v1/portfolios/:hash', async (context) => {
    const portfolio = await host.portfolio(context.req.param('hash'));
    return portfolio
      ? context.json({ ...portfolioBody(portfolio), source: portfolio.source })
      : missing('portfolio');
  });
  app.get('/v1/plans', async (context) =>
    context.json({
      plans: (await host.plans()).map(({ portfolio: name, ...entry }) => ({ ...entry, name })),
    }),
  );
  app.get('/v1/plans/:id', async (context) => {
    const plan = await host.plan(context.req.param('id'));
    return plan ? context.json(plan) : missing('plan');
  });
  // Part by part, so that a page can read a large plan without being blocked.
  app.get('/v1/plans/:id/parts', async (context) => {
    const plan = await host.plan(context.req.param('id'));
    return plan ? context.json({ parts: Object.keys(plan) }) : missing('plan');
  });
  app.get('/v1/plans/:id/parts/:part', async (context) => {
    const plan = await host.plan(context.req.param('id'));
    const part = context.req.param('part');
    if (!plan || !Object.hasOwn(plan, part)) return missing('part');
    return context.body(writtenPart(plan, part as keyof PlanFile), 200, {
      'content-type': 'application/json',
    });
  });
  app.post('/v1/validate', async (context) => {
    const file = await handedFile(context);
    if (file instanceof Response) return file;
    const read = await host.read(file);
    return 'status' in read ? invalidResponse(context, read) : context.json(portfolioBody(read));
  });
}

function jobRoutes(app: Hono, served: ServedDashboard): void {
  const { host } = served;
  app.post('/v1/plans', async (context) => {
    const body = await jsonBody(context);
    if (body instanceof Response) return body;
    const portfolio =
      body['inputHash'] === undefined ? served.portfolio : await host.portfolio(String(body['inputHash']));
    if (!portfolio) return missing('portfolio');
    const [timeLimitSeconds, gapShare] = [positive(body['timeLimitSeconds']), positive(body['gapShare'])];
    const start = host.start(portfolio, { timeLimitSeconds, gapShare });
    if (start.status === 'busy')
      return problemResponse({ status: 429, code: 'busy', title: 'Two plans are being made already.' });
    if (start.status === 'invalid') return invalidResponse(context, start);
    context.header('location', `/v1/jobs/${start.job.id}`);
    return context.json(jobBody(start.job), 202);
  });
  app.get('/v1/jobs/:id', (context) => {
    const job = host.job(context.req.param('id'));
    return job ? context.json(jobBody(job)) : missing('job');
  });
  app.delete('/v1/jobs/:id', (context) => {
    const job = host.job(context.req.param('id'));
    if (!job) return missing('job');
    job.stop();
    return context.json(jobBody(job), 202);
  });
  app.get('/v1/jobs/:id/events', (context) => {
    const job = host.job(context.req.param('id'));
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

function portfolioBody({ file, document, portfolio, notices, inputHash }: HostedPortfolio) {
  return { file, document, portfolio, inputHash, notices: notices.length };
}

function jobBody(job: HostedJob) {
  return { id: job.id, inputHash: job.portfolio.inputHash, ...job.state() };
}

function missing(what: string): Response {
  return problemResponse({ status: 404, code: `no-${what}`, title: `There is no such ${what}.` });
}

function invalidResponse(context: Context, { problems }: InvalidInput): Response {
  const language = languageOf(context.req.query('lang') ?? context.req.header('accept-language'));
  const records: ProblemRecord[] = problems.map((found) => problemRecord(found, language));
  const title = 'The portfolio is not sound.';
  return problemResponse({ status: 422, code: 'invalid-portfolio', title, problems: records });
}

async function handedFile(context: Context): Promise<HandedFile | Response> {
  const body = await jsonBody(context);
  if (body instanceof Response) return body;
  const { name, text } = body;
  if (typeof name === 'string' && typeof text === 'string') return { name, text };
  return problemResponse({ status: 400, code: 'body', title: 'The request needs `name` and `text`.' });
}

/** Only JSON is taken: a form of another page cannot send it without asking first. */
async function jsonBody(context: Context): Promise<Record<string, unknown> | Response> {
  if (!context.req.header('content-type')?.startsWith('application/json'))
    return problemResponse({
      status: 415,
      code: 'content-type',
      title: 'The request must be application/json.',
    });
  try {
    const body: unknown = await context.req.json();
    if (typeof body === 'object' && body !== null && !Array.isArray(body))
      return body as Record<string, unknown>;
  } catch (failure) {
    // The limit on the size of a body speaks through the body's reader.
    if (failure instanceof Error && failure.name === 'BodyLimitError') throw failure;
  }
  return problemResponse({ status: 400, code: 'body', title: 'The request is not a JSON object.' });
}

function positive(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 ? value : undefined;
}

function hostName(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}

/** A file of the dashboard; paths without an extension are its views. */
function fileResponse(context: Context, files: ReadonlyMap<string, StaticFile>): Response {
  const { path } = context.req;
  const file = files.get(path) ?? (path.includes('.') ? undefined : files.get('/index.html'));
  if (!file) return problemResponse({ status: 404, code: 'unknown', title: 'There is no such file.' });
  const cache = file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache';
  const headers: Record<string, string> = {
    ...{ 'content-type': file.type, etag: file.tag, 'cache-control': cache, vary: 'accept-encoding' },
  };
  if (context.req.header('if-none-match') === file.tag) return context.body(null, 304, headers);
  const gzip = file.gzipped && (context.req.header('accept-encoding') ?? '').includes('gzip');
  return gzip
    ? context.body(file.gzipped!, 200, { ...headers, 'content-encoding': 'gzip' })
    : context.body(file.body, 200, headers);
}
