/** Faults as `application/problem+json` (RFC 9457). */

import type { Language } from '../messages/language.ts';
import { problemParts } from '../messages/render-problem.ts';
import { formatPath, type LocatedProblem } from '../units/problem.ts';

/** What went wrong with a request; `type` is a name of this project's, not an address. */
export interface RequestFault {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503;
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  /** Problems of an input, placed. */
  readonly problems?: readonly ProblemRecord[];
  /** Of a refused role: that of the token, and the least that is needed. */
  readonly role?: string;
  readonly needed?: string;
  /** State of a version for which a step is not open. */
  readonly state?: string;
}

/** A problem in a language, field by field. */
export interface ProblemRecord {
  readonly code: string;
  readonly path: string;
  /** `portfolio.yaml:12:5`; empty when unknown. */
  readonly location: string;
  readonly got: string;
  readonly rule: string;
  readonly remedy: string;
}

/** The record of a problem. */
export function problemRecord(found: LocatedProblem, language: Language): ProblemRecord {
  const { location, got, rule, remedy } = problemParts(found, language);
  return { code: found.code, path: formatPath(found.path), location, got, rule, remedy };
}

/** A refusal with `type` `urn:kadenz:<code>`; never cached. */
export function problemResponse({ code, ...fault }: RequestFault): Response {
  return new Response(JSON.stringify({ type: `urn:kadenz:${code}`, ...fault }), {
    status: fault.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}

/** A refusal of what is asked for by an id that nothing has. */
export function missing(what: string): Response {
  return problemResponse({ status: 404, code: `no-${what}`, title: `There is no such ${what}.` });
}
