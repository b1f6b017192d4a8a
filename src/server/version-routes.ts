/** Versions and the audit log over HTTP. */
import type { Context, Hono } from 'hono';
import { compareKept } from '../app/compare-plans.ts';
import type { DashboardHost, PlanVersion, VersionOutcome } from '../app/dashboard-host.ts';
import { type Signed, serveOperation } from './operation.ts';
import { operations } from './operations.ts';
import { missing, problemResponse } from './problem-json.ts';

/** Adds what there is to do with versions. */
export function serveVersions(app: Hono<Signed>, host: DashboardHost): void {
  const { reviews } = host;
  serveOperation(app, operations.versions, async ({ context, query }) =>
    context.json({ versions: await reviews.versions(query.portfolio) }),
  );
  serveOperation(app, operations.createVersion, async ({ context, body, caller }) => {
    const outcome = await reviews.addVersion({ ...body, by: caller.name });
    if (outcome.status !== 'done') return missing('plan');
    context.header('location', `/v1/versions/${outcome.version.id}`);
    return context.json(outcome.version, 201);
  });
  serveOperation(app, operations.version, async ({ context, parameter }) => {
    const version = await versionOf(host, parameter('id'));
    return version ? context.json(version) : missing('version');
  });
  for (const [step, operation] of [
    ['submit', operations.submitVersion],
    ['return', operations.returnVersion],
    ['approve', operations.approveVersion],
  ] as const)
    serveOperation(app, operation, async ({ context, body, caller, parameter }) => {
      const id = wholeId(parameter('id'));
      if (id === undefined) return missing('version');
      return stepAnswer(context, await reviews.moveVersion({ id, step, by: caller.name, note: body.note }));
    });
  serveOperation(app, operations.diff, async ({ context, parameter, query }) => {
    const [now, before] = await Promise.all([
      versionOf(host, parameter('id')),
      versionOf(host, String(query.from)),
    ]);
    if (!now || !before) return missing('version');
    const [former, plan] = await Promise.all([host.plan(before.planId), host.plan(now.planId)]);
    if (!former || !plan) return missing('plan');
    const [old, recent] = await Promise.all([
      host.portfolio(before.inputHash),
      host.portfolio(now.inputHash),
    ]);
    return context.json(compareKept([former, plan], [old?.document, recent?.document]));
  });
  serveOperation(app, operations.audit, async ({ context, query }) =>
    context.json({ entries: await reviews.auditLog(query) }),
  );
}

function stepAnswer(context: Context, outcome: VersionOutcome): Response {
  if (outcome.status === 'done') return context.json(outcome.version);
  if (outcome.status === 'missing') return missing('version');
  const { state } = outcome;
  const title = `This step is not open for a version that is ${state}.`;
  return problemResponse({ status: 409, code: 'step', title, state });
}

async function versionOf(host: DashboardHost, text: string): Promise<PlanVersion | undefined> {
  const id = wholeId(text);
  return id === undefined ? undefined : host.reviews.version(id);
}

/** An id of the store, which are int4; `undefined` where it cannot be one. */
function wholeId(text: string): number | undefined {
  return /^[1-9]\d{0,9}$/.test(text) && Number(text) < 2 ** 31 ? Number(text) : undefined;
}
