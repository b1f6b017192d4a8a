/** All operations of the API. */
import { z } from 'zod';
import type { Operation } from './operation.ts';

const hash = z.string().describe('SHA-256 in hexadecimal');
const usd = z.number().describe('USD, present value');
const planList = z.strictObject({
  plans: z.array(
    z.strictObject({
      ...{ id: hash, inputHash: hash, name: z.string(), asOf: z.string(), valueUsd: usd, boundUsd: usd },
    }),
  ),
});
const portfolio = z.looseObject({
  ...{ file: z.string(), inputHash: hash, notices: z.int().describe('how many figures are unusual') },
  document: z.looseObject({}).describe('as written, with served models and forecasts worked out'),
  portfolio: z.looseObject({}).describe('typical values, as planned'),
});
const job = z.looseObject({
  ...{ id: z.string(), inputHash: hash },
  status: z.enum(['running', 'done', 'infeasible', 'none-found', 'failed']),
  planId: hash.optional().describe('once it is done'),
});
const event = z.strictObject({
  step: z.enum(['create', 'submit', 'return', 'approve']),
  ...{ at: z.iso.datetime(), by: z.string(), note: z.string().optional() },
});
const version = z.strictObject({
  id: z.int(),
  portfolio: z.string().describe('name of the portfolio'),
  number: z.int().describe('1, 2, 3 … within the portfolio'),
  ...{ planId: hash, inputHash: hash, state: z.enum(['draft', 'in-review', 'approved']) },
  events: z.array(event),
});
const audit = z.strictObject({
  entries: z.array(
    z.strictObject({
      sequence: z.int().describe('ask for what comes after the last one'),
      ...{ at: z.iso.datetime(), by: z.string(), action: z.string(), subject: z.string() },
      note: z.string().optional(),
    }),
  ),
});

/** One line or more of what a person says; no control characters but line ends. */
const note = z
  .string()
  .max(2000)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused.
  .regex(/^[^\u0000-\u0009\u000b-\u001f\u007f]*$/, 'must hold no control characters')
  .optional();
const steps = z.strictObject({ note });
const language = z.object({ lang: z.string().optional().describe('en or de: language of what is wrong') });
const json = (description: string, form: z.ZodType) => ({ description, form });
const anything = z.looseObject({});
const stepOf = (step: 'submit' | 'return' | 'approve', role: 'planner' | 'approver', summary: string) =>
  ({
    ...{ method: 'post', path: `/v1/versions/{id}/${step}`, summary, role, body: steps },
    ...{ answers: { 200: json('The version as it is now', version) }, refusals: [404, 409] },
  }) as const satisfies Operation;

/** By name; the path's parameters are hashes of plans and portfolios, and ids of jobs and versions. */
export const operations = {
  health: {
    ...{ method: 'get', path: '/v1/health', summary: 'Whether the service runs' },
    answers: { 200: json('It runs', z.strictObject({ status: z.literal('ok') })) },
  },
  description: {
    ...{ method: 'get', path: '/v1/openapi.json', summary: 'This description' },
    answers: { 200: json('OpenAPI 3.1', anything) },
  },
  opening: {
    ...{ method: 'get', path: '/v1/portfolio', role: 'viewer' },
    summary: 'The portfolio that the service was started with, and the plans to show first',
    answers: {
      200: json(
        'Portfolio, ids and judgements',
        portfolio.extend({
          planId: hash.nullable(),
          formerPlanId: hash.nullable(),
          jobId: z.string().nullable(),
        }),
      ),
    },
  },
  portfolio: {
    ...{ method: 'get', path: '/v1/portfolios/{hash}', summary: 'A portfolio', role: 'viewer' },
    ...{ answers: { 200: json('The portfolio', portfolio) }, refusals: [404] },
  },
  plans: {
    ...{ method: 'get', path: '/v1/plans', summary: 'All plans, the newest last', role: 'viewer' },
    answers: { 200: json('Plans with their value and bound', planList) },
  },
  plan: {
    ...{ method: 'get', path: '/v1/plans/{id}', summary: 'A plan file', role: 'viewer' },
    ...{ answers: { 200: json('As kadenz plan writes it', anything) }, refusals: [404] },
  },
  parts: {
    ...{ method: 'get', path: '/v1/plans/{id}/parts', summary: 'Names of a plan’s parts', role: 'viewer' },
    ...{ answers: { 200: json('Names', z.strictObject({ parts: z.array(z.string()) })) }, refusals: [404] },
  },
  part: {
    ...{ method: 'get', path: '/v1/plans/{id}/parts/{part}', role: 'viewer' },
    summary: 'One part of a plan, so that a page can read a large plan without being blocked',
    ...{ answers: { 200: json('The part', z.unknown()) }, refusals: [404] },
  },
  validate: {
    ...{ method: 'post', path: '/v1/validate', summary: 'Judge a portfolio and keep it', role: 'planner' },
    query: language,
    body: z.object({
      name: z.string().max(300).describe('name of the file; its ending tells YAML from JSON'),
      text: z.string().describe('the file'),
    }),
    ...{ answers: { 200: json('It is sound', portfolio) }, refusals: [422] },
  },
  makePlan: {
    ...{ method: 'post', path: '/v1/plans', summary: 'Plan a portfolio', role: 'planner', query: language },
    body: z.object({
      inputHash: hash.optional().describe('the portfolio; the one of the start without it'),
      timeLimitSeconds: z.number().positive().optional(),
      gapShare: z.number().positive().optional().describe('0.01: end at 1 % of the stake'),
    }),
    headers: {
      'Idempotency-Key':
        'a request with the key and body of an earlier one gets the job of that one, at this server until it ends',
    },
    answers: { 202: json('The job that makes it; Location leads to it', job) },
    refusals: [404, 422],
  },
  job: {
    ...{ method: 'get', path: '/v1/jobs/{id}', summary: 'How a job stands', role: 'viewer' },
    ...{ answers: { 200: json('The job', job) }, refusals: [404] },
  },
  stopJob: {
    ...{ method: 'delete', path: '/v1/jobs/{id}', role: 'planner' },
    summary: 'End a search; the best plan so far is kept',
    ...{ answers: { 202: json('The job', job) }, refusals: [404] },
  },
  jobEvents: {
    ...{ method: 'get', path: '/v1/jobs/{id}/events', summary: 'Every change of a job', role: 'viewer' },
    answers: {
      200: { description: 'Events named by status, with the job as data', type: 'text/event-stream' },
    },
    refusals: [404],
  },
  versions: {
    ...{ method: 'get', path: '/v1/versions', summary: 'Versions, the oldest first', role: 'viewer' },
    query: z.object({
      portfolio: z.string().optional().describe('only those of the portfolio with this name'),
    }),
    answers: { 200: json('Versions', z.strictObject({ versions: z.array(version) })) },
  },
  createVersion: {
    ...{ method: 'post', path: '/v1/versions', summary: 'Put a plan forward as a draft', role: 'planner' },
    body: z.strictObject({ planId: hash, note }),
    ...{ answers: { 201: json('The version; Location leads to it', version) }, refusals: [404] },
  },
  version: {
    ...{ method: 'get', path: '/v1/versions/{id}', summary: 'A version', role: 'viewer' },
    ...{ answers: { 200: json('The version', version) }, refusals: [404] },
  },
  submitVersion: stepOf('submit', 'planner', 'Submit a draft for review'),
  returnVersion: stepOf('return', 'approver', 'Return a version to its planner, as a draft'),
  approveVersion: stepOf('approve', 'approver', 'Approve a version, which then never changes'),
  diff: {
    ...{ method: 'get', path: '/v1/versions/{id}/diff', role: 'viewer' },
    summary: 'How the plan of a version differs from that of another',
    query: z.object({ from: z.coerce.number().int().describe('id of the older version') }),
    answers: {
      200: json('Inputs, decisions and figures that differ, as kadenz diff --json tells them', anything),
    },
    refusals: [404],
  },
  audit: {
    ...{ method: 'get', path: '/v1/audit', summary: 'Who changed what, the oldest first', role: 'approver' },
    query: z.object({
      after: z.coerce.number().int().min(0).default(0).describe('sequence of the last entry known'),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
    }),
    answers: { 200: json('Entries', audit) },
  },
} as const satisfies Record<string, Operation>;
