/** Portfolios and plans over HTTP. */
import type { Context, Hono } from 'hono';
import type { HostedPortfolio } from '../app/dashboard-host.ts';
import type { InvalidInput } from '../app/open-portfolio.ts';
import type { PlanFile } from '../app/plan-overview.ts';
import { languageOf } from '../messages/language.ts';
import { type Signed, serveOperation } from './operation.ts';
import { operations } from './operations.ts';
import { missing, type ProblemRecord, problemRecord, problemResponse } from './problem-json.ts';
import type { ServedDashboard } from './served-dashboard.ts';

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

/** Adds what there is to ask about portfolios and plans. */
export function servePlans(app: Hono<Signed>, served: ServedDashboard): void {
  const { host } = served;
  serveOperation(app, operations.opening, ({ context }) =>
    context.json({
      ...portfolioBody(served.portfolio),
      ...{ planId: served.planId() ?? null, formerPlanId: served.formerPlanId ?? null },
      ...{ jobId: served.job?.id ?? null, engineVersion: host.engineVersion },
      ...{ judgements: served.judgements ?? [], others: served.others ?? [] },
    }),
  );
  serveOperation(app, operations.portfolio, async ({ context, parameter }) => {
    const portfolio = await host.portfolio(parameter('hash'));
    return portfolio
      ? context.json({ ...portfolioBody(portfolio), source: portfolio.source })
      : missing('portfolio');
  });
  serveOperation(app, operations.plans, async ({ context }) =>
    context.json({
      plans: (await host.plans()).map(({ portfolio: name, ...entry }) => ({ ...entry, name })),
    }),
  );
  serveOperation(app, operations.plan, async ({ context, parameter }) => {
    const plan = await host.plan(parameter('id'));
    return plan ? context.json(plan) : missing('plan');
  });
  // Part by part, so that a page can read a large plan without being blocked.
  serveOperation(app, operations.parts, async ({ context, parameter }) => {
    const plan = await host.plan(parameter('id'));
    return plan ? context.json({ parts: Object.keys(plan) }) : missing('plan');
  });
  serveOperation(app, operations.part, async ({ context, parameter }) => {
    const plan = await host.plan(parameter('id'));
    const part = parameter('part');
    if (!plan || !Object.hasOwn(plan, part)) return missing('part');
    return context.body(writtenPart(plan, part as keyof PlanFile), 200, {
      'content-type': 'application/json',
    });
  });
  serveOperation(app, operations.validate, async ({ context, body, caller }) => {
    const read = await host.read(body, caller.name);
    return 'status' in read ? invalidResponse(context, read) : context.json(portfolioBody(read));
  });
}

/** Everything that is wrong with a portfolio, in the language that was asked for. */
export function invalidResponse(context: Context, { problems }: InvalidInput): Response {
  const language = languageOf(context.req.query('lang') ?? context.req.header('accept-language'));
  const records: ProblemRecord[] = problems.map((found) => problemRecord(found, language));
  const title = 'The portfolio is not sound.';
  return problemResponse({ status: 422, code: 'invalid-portfolio', title, problems: records });
}

function portfolioBody({ file, document, portfolio, notices, inputHash }: HostedPortfolio) {
  return { file, document, portfolio, inputHash, notices: notices.length };
}
