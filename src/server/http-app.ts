/** The HTTP service of the dashboard: its files, and an API that can do what the command line can. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { faultText, StoreFault } from '../app/store-trouble.ts';
import { languageOf } from '../messages/language.ts';
import { signIn } from './access.ts';
import { serveJobs } from './job-routes.ts';
import { openApiDocument } from './openapi.ts';
import { type Signed, serveOperation } from './operation.ts';
import { operations } from './operations.ts';
import { servePlans } from './plan-routes.ts';
import { problemResponse } from './problem-json.ts';
import type { ServedDashboard } from './served-dashboard.ts';
import type { StaticFile } from './static-files.ts';
import { serveVersions } from './version-routes.ts';

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
export function httpApp(served: ServedDashboard): Hono<Signed> {
  const { host, access } = served;
  const app = new Hono<Signed>();
  app.use('*', async (context, next) => {
    if (!access.tokenNeeded && !served.hostNames.includes(hostName(context.req.header('host') ?? '')))
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
  app.use('*', signIn(host, access));
  const document = openApiDocument(operations, host.engineVersion);
  serveOperation(app, operations.health, ({ context }) => context.json({ status: 'ok' }));
  serveOperation(app, operations.description, ({ context }) => context.json(document));
  servePlans(app, served);
  serveJobs(app, served);
  serveVersions(app, host);
  app.all('/v1/*', () =>
    problemResponse({ status: 404, code: 'unknown', title: 'There is no such resource.' }),
  );
  app.get('*', (context) => fileResponse(context, served.files));
  app.onError((failure, context) => {
    const detail = faultText(failure, languageOf(context.req.header('accept-language')));
    if (!(failure instanceof StoreFault))
      return problemResponse({ status: 500, code: 'unexpected', title: 'Unexpected fault.', detail });
    const title = 'The store cannot be used.';
    return problemResponse({ status: 503, code: `store-${failure.trouble.code}`, title, detail });
  });
  return app;
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
