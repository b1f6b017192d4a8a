/** Who asks: a token in a header, or whoever sits at this machine. */
import type { MiddlewareHandler } from 'hono';
import type { DashboardHost } from '../app/dashboard-host.ts';
import { localCaller } from '../app/sign-in.ts';
import type { Signed } from './operation.ts';
import { problemResponse } from './problem-json.ts';
import type { RateLimit } from './rate-limit.ts';

/** When a token is needed, and how often its owner may ask. */
export interface AccessRules {
  /** Otherwise whoever gives none is the local user; one that is given counts all the same. */
  readonly tokenNeeded: boolean;
  readonly limit: RateLimit;
}

/** What everybody may ask for: whether it runs, and what it can do. */
const open = new Set(['/v1/health', '/v1/openapi.json']);

/** Finds out who asks; refuses who must say so and does not, and who asks too often. */
export function signIn(host: DashboardHost, { tokenNeeded, limit }: AccessRules): MiddlewareHandler<Signed> {
  return async (context, next) => {
    const text = tokenText(context.req.header('authorization'));
    const caller = text === undefined ? undefined : await host.caller(text);
    if (!caller && !open.has(context.req.path) && (tokenNeeded || text !== undefined)) return refused(text);
    const wait = caller ? limit.secondsToWait(caller.name) : 0;
    if (wait > 0) return tooOften(wait);
    context.set('caller', caller ?? localCaller);
    await next();
    return undefined;
  };
}

/** The token of `Bearer TOKEN`, or the password of `Basic …`, which browsers ask for; empty where it is neither. */
function tokenText(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const [, scheme = '', value = ''] = /^(\w+) +(\S+)$/.exec(header.trim()) ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return '';
  return Buffer.from(value, 'base64').toString('utf8').split(':').slice(1).join(':');
}

function refused(text: string | undefined): Response {
  const title = text === undefined ? 'A token is needed.' : 'The token is not in force.';
  const detail = 'kadenz token create makes one; send it as Authorization: Bearer TOKEN, or as the password.';
  const response = problemResponse({ status: 401, code: 'token', title, detail });
  response.headers.set('www-authenticate', 'Basic realm="Kadenz", charset="UTF-8"');
  response.headers.append('www-authenticate', 'Bearer realm="Kadenz"');
  return response;
}

function tooOften(seconds: number): Response {
  const title = 'Too many requests with this token.';
  const response = problemResponse({ status: 429, code: 'rate', title });
  response.headers.set('retry-after', String(Math.ceil(seconds)));
  return response;
}
