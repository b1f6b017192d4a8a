/** The API as other programs use it: what it describes is what it serves, and nobody does more than the role allows. */
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryPlanStore } from '../../src/adapters/memory/memory-plan-store.ts';
import { nodePorts } from '../../src/app/compose.ts';
import { DashboardHost } from '../../src/app/dashboard-host.ts';
import { type Caller, createToken, type Role } from '../../src/app/sign-in.ts';
import { StoreFault } from '../../src/app/store-trouble.ts';
import type { PlanFile } from '../../src/domain/plan-file.ts';
import { httpApp } from '../../src/server/http-app.ts';
import { honoPath, type Operation } from '../../src/server/operation.ts';
import { operations } from '../../src/server/operations.ts';
import { RateLimit } from '../../src/server/rate-limit.ts';
import { repositoryFile } from '../cli/program.ts';
import { samplePlan } from '../store/sample-documents.ts';

const portfolioFile = repositoryFile('examples/neocloud/portfolio.yaml');
const portfolio = await opened();
const operationList = Object.entries(operations) as [keyof typeof operations, Operation][];

describe('the description of the API', () => {
  it('lists every route that is served, and no other', async () => {
    const { app, ask } = await service();
    const served = app.routes
      .filter(({ path, method }) => path.startsWith('/v1/') && method !== 'ALL' && !path.endsWith('*'))
      .map(({ path, method }) => `${method} ${path}`);
    const described = operationList.map(
      ([, { method, path }]) => `${method.toUpperCase()} ${honoPath(path)}`,
    );
    expect([...new Set(served)].sort()).toEqual(described.sort());
    const { paths } = (await ask('get', '/v1/openapi.json')).body as { paths: Record<string, object> };
    const inDocument = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${honoPath(path)}`),
    );
    expect(inDocument.sort()).toEqual(described.sort());
  });

  it('is OpenAPI 3.1 whose references lead somewhere, and tells the role of each operation', async () => {
    const { app } = await service();
    const document = await (await app.request('http://localhost/v1/openapi.json', LOCAL)).json();
    expect(document.openapi).toBe('3.1.0');
    const references = JSON.stringify(document).match(/"\$ref":"([^"]+)"/g) ?? [];
    expect(new Set(references)).toEqual(new Set(['"$ref":"#/components/schemas/Problem"']));
    expect(document.components.schemas.Problem.properties.title.type).toBe('string');
    const approve = document.paths['/v1/versions/{id}/approve'].post;
    expect(approve.description).toBe('Needs the role approver.');
    expect(Object.keys(approve.responses)).toEqual(
      expect.arrayContaining(['200', '400', '401', '403', '404', '409', '415']),
    );
    expect(document.paths['/v1/audit'].get.parameters.map(({ name }: { name: string }) => name)).toEqual([
      'after',
      'limit',
    ]);
  });

  it('is what every answer looks like', async () => {
    const { ask, plan, hash } = await service();
    const planId = plan.provenance.planHash;
    await answered(ask, 'health', '/v1/health');
    await answered(ask, 'opening', '/v1/portfolio');
    await answered(ask, 'portfolio', `/v1/portfolios/${hash}`);
    const text = readFileSync(portfolioFile, 'utf8');
    expect(await answered(ask, 'validate', '/v1/validate', { name: 'mine.yaml', text })).toMatchObject({
      inputHash: hash,
    });
    await answered(ask, 'plans', '/v1/plans');
    await answered(ask, 'plan', `/v1/plans/${planId}`);
    expect(await answered(ask, 'parts', `/v1/plans/${planId}/parts`)).toEqual({ parts: Object.keys(plan) });
    expect(await answered(ask, 'part', `/v1/plans/${planId}/parts/headline`)).toEqual(plan.headline);
    const job = (await answered(ask, 'makePlan', '/v1/plans', {})) as { id: string };
    await answered(ask, 'job', `/v1/jobs/${job.id}`);
    await answered(ask, 'stopJob', `/v1/jobs/${job.id}`);
    await answered(ask, 'createVersion', '/v1/versions', { planId, note: 'for Q2' });
    await answered(ask, 'version', '/v1/versions/1');
    await answered(ask, 'submitVersion', '/v1/versions/1/submit', {});
    await answered(ask, 'returnVersion', '/v1/versions/1/return', { note: 'Rüsselsheim fehlt' });
    await answered(ask, 'submitVersion', '/v1/versions/1/submit', {});
    await answered(ask, 'approveVersion', '/v1/versions/1/approve', {});
    await answered(ask, 'versions', '/v1/versions?portfolio=Neocloud');
    await answered(ask, 'audit', '/v1/audit?limit=1000');
  });
});

describe('versions over HTTP', () => {
  it('go from draft to approved, and then no further', async () => {
    const { ask, plan } = await service();
    const { body: made, response } = await ask('post', '/v1/versions', { planId: plan.provenance.planHash });
    expect(response.headers.get('location')).toBe('/v1/versions/1');
    expect(made).toMatchObject({ number: 1, state: 'draft', portfolio: 'Neocloud' });
    await ask('post', '/v1/versions/1/submit', {});
    expect((await ask('post', '/v1/versions/1/approve', { note: 'ja' })).body).toMatchObject({
      state: 'approved',
    });
    const again = await ask('post', '/v1/versions/1/return', {});
    expect(again.response.status).toBe(409);
    expect(again.body).toMatchObject({ type: 'urn:kadenz:step', state: 'approved' });
    const { body } = await ask('get', '/v1/audit');
    expect((body as { entries: { action: string }[] }).entries.map(({ action }) => action)).toEqual([
      'portfolio-stored',
      ...['plan-stored', 'version-create', 'version-submit', 'version-approve'],
    ]);
  });

  it.each(['0', '-1', '1.5', '9999999999', 'x', '%00'])('knows no version %s', async (id) => {
    const { ask } = await service();
    expect((await ask('get', `/v1/versions/${id}`)).response.status).toBe(404);
    expect((await ask('post', `/v1/versions/${id}/submit`, {})).response.status).toBe(404);
  });

  it.each([
    ['no plan', {}, 'planId'],
    ['a note that is too long', { planId: 'x', note: 'x'.repeat(2001) }, 'note'],
    ['a note with control characters', { planId: 'x', note: 'a\u0000b' }, 'note'],
    ['something unknown', { planId: 'x', by: 'somebody else' }, 'by'],
  ])('refuses %s, and names it', async (_, sent, named) => {
    const { ask } = await service();
    const { body, response } = await ask('post', '/v1/versions', sent);
    expect(response.status).toBe(400);
    expect((body as { detail: string }).detail).toContain(named);
  });
});

describe('tokens', () => {
  const allowed: Readonly<Record<string, readonly Role[]>> = {
    'get /v1/plans': ['viewer', 'planner', 'approver'],
    'post /v1/versions': ['planner', 'approver'],
    'post /v1/plans': ['planner', 'approver'],
    'post /v1/validate': ['planner', 'approver'],
    'post /v1/versions/1/approve': ['approver'],
    'get /v1/audit': ['approver'],
  };
  const cases = Object.entries(allowed).flatMap(([request, roles]) =>
    (['viewer', 'planner', 'approver'] as const).map((role) => [request, role, roles] as const),
  );

  it.each(cases)('%s with the role %s', async (request, role, roles) => {
    const { ask, token } = await service({ tokenNeeded: true });
    const [method, path] = request.split(' ') as ['get' | 'post', string];
    const text = await token({ name: 'Jürgen', role });
    const { response, body } = await ask(method, path, method === 'post' ? {} : undefined, bearer(text));
    expect(response.status === 403).toBe(!roles.includes(role));
    if (response.status === 403)
      expect(body).toMatchObject({
        type: 'urn:kadenz:role',
        role,
        needed: roles[0],
        title: expect.stringContaining(roles[0]!),
      });
  });

  it('are needed for everything but health and description where the service says so', async () => {
    const { app, ask } = await service({ tokenNeeded: true });
    for (const [, { method, path, role }] of operationList) {
      const response = await app.request(path.replace(/\{\w+\}/g, '1'), { method: method.toUpperCase() });
      expect([path, response.status === 401]).toEqual([path, role !== undefined]);
    }
    const page = await app.request('/');
    expect(page.status).toBe(401);
    expect(page.headers.get('www-authenticate')).toContain('Basic realm="Kadenz"');
    for (const header of ['Bearer kdz_wrong', `Bearer kdz_${'A'.repeat(43)}`, 'Basic !!', 'nonsense'])
      expect((await ask('get', '/v1/plans', undefined, { authorization: header })).response.status).toBe(401);
  });

  it('sign what is done with their name, also from a browser, and end when they are revoked', async () => {
    const { ask, token, plan, store } = await service({ tokenNeeded: true });
    const text = await token({ name: 'Jürgen Ğ', role: 'approver' });
    const basic = { authorization: `Basic ${Buffer.from(`anybody:${text}`).toString('base64')}` };
    await ask('post', '/v1/versions', { planId: plan.provenance.planHash }, basic);
    const { body } = await ask('get', '/v1/audit', undefined, bearer(text));
    expect((body as { entries: object[] }).entries.at(-1)).toMatchObject({
      by: 'Jürgen Ğ',
      action: 'version-create',
    });
    await store.revokeToken(1, 'local');
    expect((await ask('get', '/v1/plans', undefined, bearer(text))).response.status).toBe(401);
  });

  it('count on this machine too, where none is needed: one that is not in force is refused', async () => {
    const { ask } = await service();
    expect((await ask('get', '/v1/plans')).response.status).toBe(200);
    expect((await ask('get', '/v1/plans', undefined, bearer('kdz_wrong'))).response.status).toBe(401);
  });

  it('may ask so often and then have to wait', async () => {
    const { ask, token } = await service({ tokenNeeded: true, burst: 3 });
    const [first, second] = [
      await token({ name: 'a', role: 'viewer' }),
      await token({ name: 'b', role: 'viewer' }),
    ];
    const statuses = [];
    for (let i = 0; i < 4; i++)
      statuses.push((await ask('get', '/v1/plans', undefined, bearer(first))).response.status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const { response } = await ask('get', '/v1/plans', undefined, bearer(first));
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect((await ask('get', '/v1/plans', undefined, bearer(second))).response.status).toBe(200);
  });
});

describe('planning over HTTP', () => {
  it('starts one job for requests with one Idempotency-Key, and refuses the key for another request', async () => {
    const { ask } = await service();
    const key = { 'idempotency-key': 'april' };
    const both = await Promise.all([1, 2].map(() => ask('post', '/v1/plans', { gapShare: 0.1 }, key)));
    const [first, second] = both.map(({ body }) => (body as { id: string }).id);
    expect(second).toBe(first);
    expect(both[0]!.response.headers.get('location')).toBe(`/v1/jobs/${first}`);
    const other = await ask('post', '/v1/plans', { gapShare: 0.2 }, key);
    expect([other.response.status, (other.body as { type: string }).type]).toEqual([
      422,
      'urn:kadenz:idempotency-key',
    ]);
    const without = await ask('post', '/v1/plans', { gapShare: 0.1 });
    expect((without.body as { id: string }).id).not.toBe(first);
  });

  it('makes two plans at a time and asks a third to come back', async () => {
    const { ask } = await service();
    for (let i = 0; i < 2; i++) expect((await ask('post', '/v1/plans', {})).response.status).toBe(202);
    const { response } = await ask('post', '/v1/plans', {});
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '10']);
  });

  it.each([
    ['a form', { 'content-type': 'text/plain' }, '{}', 415],
    ['half an object', { 'content-type': 'application/json' }, '{', 400],
    ['a list', { 'content-type': 'application/json' }, '[]', 400],
    ['a limit that is none', { 'content-type': 'application/json' }, '{"timeLimitSeconds":-1}', 400],
    ['11 MB', { 'content-type': 'application/json' }, JSON.stringify({ x: 'x'.repeat(11_000_000) }), 413],
    ['a portfolio that is not there', { 'content-type': 'application/json' }, '{"inputHash":"x"}', 404],
  ])('refuses %s', async (_, headers, body, status) => {
    const { app } = await service();
    const response = await app.request('/v1/plans', {
      method: 'POST',
      headers: { host: 'localhost', ...headers },
      body,
    });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });

  it('tells of a store that cannot be used, with its remedy, and goes on', async () => {
    const { ask, store } = await service();
    const plans = store.plans;
    store.plans = () => Promise.reject(new StoreFault({ code: 'full', place: 'plans' }));
    const { response, body } = await ask('get', '/v1/plans');
    expect([response.status, (body as { detail: string }).detail]).toEqual([
      503,
      expect.stringContaining('no space left'),
    ]);
    store.plans = plans;
    expect((await ask('get', '/v1/plans')).response.status).toBe(200);
  });
});

const LOCAL = { headers: { host: 'localhost' } };
let ids = 0;
beforeEach(() => {
  ids = 0;
});

/** The example, opened once. */
async function opened() {
  const ports = nodePorts();
  const host = new DashboardHost(ports, new MemoryPlanStore({ now: () => new Date() }), () => 'none');
  const found = await host.open(portfolioFile, undefined);
  if ('status' in found) throw new Error('the example is not sound');
  return found;
}

/** The service over memory; its searches never end by themselves. */
async function service({ tokenNeeded = false, burst = 1000 } = {}) {
  const store = new MemoryPlanStore({ now: () => new Date() });
  const ports = {
    ...nodePorts(),
    runPlanning: ({ stop }: { stop?: AbortSignal | undefined }) =>
      new Promise<{ status: 'none-found' }>((resolve) => {
        stop?.addEventListener('abort', () => resolve({ status: 'none-found' }));
      }),
  } as unknown as ReturnType<typeof nodePorts>;
  const host = new DashboardHost(ports, store, () => `job-${++ids}`);
  await store.putPortfolio(portfolio, 'local');
  const plan = samplePlan('Neocloud', 1) as PlanFile;
  await host.addPlan(plan);
  const limit = new RateLimit({ burst, perSecond: 0.5, seconds: () => 0 });
  const served = { host, portfolio, planId: () => plan.provenance.planHash, files: new Map() };
  const app = httpApp({ ...served, hostNames: ['localhost'], access: { tokenNeeded, limit } });
  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await app.request(path, {
      method: method.toUpperCase(),
      headers: {
        host: 'localhost',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { response, body: (await response.json()) as unknown };
  };
  const token = async (caller: Caller) => (await createToken(store, caller, ports))!.text;
  return { app, ask, store, token, plan, hash: portfolio.inputHash };
}

type Ask = Awaited<ReturnType<typeof service>>['ask'];

/** Asks, and holds the answer against its description. */
async function answered(
  ask: Ask,
  name: keyof typeof operations,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const operation: Operation = operations[name];
  const { response, body: answer } = await ask(operation.method, path, body);
  const described = operation.answers[response.status];
  expect([name, response.status, described !== undefined]).toEqual([name, response.status, true]);
  described!.form!.parse(answer);
  return answer;
}

function bearer(text: string): Record<string, string> {
  return { authorization: `Bearer ${text}` };
}
