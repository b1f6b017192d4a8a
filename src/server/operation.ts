/** An operation of the API as data: what is served, checked and described comes from the same place. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { type Caller, mayAct, type Role } from '../app/sign-in.ts';
import { problemResponse } from './problem-json.ts';

/** One answer: what it means and, for JSON, its form. */
export interface Answer {
  readonly description: string;
  readonly form?: z.ZodType;
  /** `application/json` where there is a form, else none. */
  readonly type?: string;
}

/** A method of a path, who may use it, what it takes and what it gives. */
export interface Operation<Body extends z.ZodObject = z.ZodObject, Query extends z.ZodObject = z.ZodObject> {
  readonly method: 'get' | 'post' | 'delete';
  /** `/v1/plans/{id}`. */
  readonly path: string;
  readonly summary: string;
  /** Least role; `undefined` for everybody, with or without a token. */
  readonly role?: Role;
  readonly query?: Query;
  readonly body?: Body;
  /** Headers that it heeds, by name. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Statuses of refusals beside those that every operation has. */
  readonly refusals?: readonly number[];
}

/** A request that was checked. */
export interface Call<Body, Query> {
  readonly context: Context;
  readonly caller: Caller;
  readonly body: Body;
  readonly query: Query;
  /** A parameter of the path. */
  parameter(name: string): string;
}

/** Serves an operation: role, query and body are checked before `answer` is asked. */
export function serveOperation<Body extends z.ZodObject, Query extends z.ZodObject>(
  app: Hono<Signed>,
  operation: Operation<Body, Query>,
  answer: (call: Call<z.infer<Body>, z.infer<Query>>) => Response | Promise<Response>,
): void {
  app.on(operation.method, honoPath(operation.path), async (context) => {
    const caller = context.get('caller');
    const { role } = operation;
    if (role && !mayAct(caller.role, role)) return refusedRole(caller.role, role);
    const query = (operation.query ?? z.object({})).safeParse(context.req.query());
    if (!query.success) return wrongForm('query', query.error);
    const sent = operation.body ? await jsonBody(context) : {};
    if (sent instanceof Response) return sent;
    const body = (operation.body ?? z.object({})).safeParse(sent);
    if (!body.success) return wrongForm('body', body.error);
    return answer({
      ...{ context, caller, body: body.data as z.infer<Body>, query: query.data as z.infer<Query> },
      parameter: (name) => context.req.param(name) ?? '',
    });
  });
}

/** What a request carries once it is known who asks. */
export interface Signed {
  Variables: { caller: Caller };
}

/** `/v1/plans/:id` for `/v1/plans/{id}`. */
export function honoPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

function refusedRole(role: Role, needed: Role): Response {
  const title = `This needs the role ${needed}; the token has the role ${role}.`;
  return problemResponse({ status: 403, code: 'role', title, role, needed });
}

function wrongForm(where: 'query' | 'body', { issues }: z.ZodError): Response {
  const detail = issues
    .map(({ path, message }) => `${path.map(String).join('.') || where}: ${message}`)
    .join('; ');
  return problemResponse({ status: 400, code: where, title: `The ${where} is not as it must be.`, detail });
}

/** Only JSON is taken: a form of another page cannot send it without asking first. */
async function jsonBody(context: Context): Promise<unknown> {
  if (!context.req.header('content-type')?.startsWith('application/json')) {
    const title = 'The request must be application/json.';
    return problemResponse({ status: 415, code: 'content-type', title });
  }
  try {
    return await context.req.json();
  } catch (failure) {
    // The limit on the size of a body speaks through the body's reader.
    if (failure instanceof Error && failure.name === 'BodyLimitError') throw failure;
    return problemResponse({ status: 400, code: 'body', title: 'The request is not JSON.' });
  }
}
