/** The description of the API: OpenAPI 3.1, made from the operations that are served. */
import { z } from 'zod';
import type { Answer, Operation } from './operation.ts';

/** Meanings of the refusals, all of them `application/problem+json`. */
const refusals: Readonly<Record<number, string>> = {
  400: 'Query or body are not as they must be',
  401: 'A token is needed, or the one given is not in force',
  403: 'The role of the token does not allow it; `needed` says which one does',
  404: 'There is no such thing',
  409: 'The step is not open in the state that the version is in; `state` says which',
  413: 'The request is larger than 10 MB',
  415: 'The request is not application/json',
  422: 'The portfolio is not sound; `problems` lists everything',
  429: 'Too many requests, or two plans are being made already; Retry-After says when to come back',
  503: 'The store cannot be used',
};

const fault = z.looseObject({
  type: z.string().describe('urn:kadenz: and a code'),
  ...{ title: z.string(), status: z.int(), detail: z.string().optional() },
});

/** The document of all operations; `version` is that of the program. */
export function openApiDocument(operations: Readonly<Record<string, Operation>>, version: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [operationId, operation] of Object.entries(operations)) {
    paths[operation.path] ??= {};
    paths[operation.path]![operation.method] = { operationId, ...described(operation) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Kadenz', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    security: [{ bearer: [] }, {}],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'kadenz token create' } },
      schemas: { Problem: schemaOf(fault, 'output') },
    },
  };
}

function described({
  summary,
  role,
  path,
  query,
  headers = {},
  body,
  answers,
  refusals: own = [],
  method,
}: Operation) {
  const withBody = method === 'post' ? [413, 415] : [];
  const withRole = role ? [401, 403, 429] : [];
  const statuses = [...new Set([...(query || body ? [400] : []), ...withRole, ...withBody, ...own, 503])];
  return {
    summary,
    ...(role ? { description: `Needs the role ${role}.` } : { security: [] }),
    parameters: [...pathParameters(path), ...queryParameters(query), ...headerParameters(headers)],
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } },
    }),
    responses: Object.fromEntries([
      ...Object.entries(answers).map(([status, answer]) => [status, response(answer)]),
      ...statuses.sort((a, b) => a - b).map((status) => [String(status), refusal(status)]),
    ]),
  };
}

function pathParameters(path: string) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true, schema: { type: 'string' } },
  }));
}

function queryParameters(query: z.ZodObject | undefined) {
  if (!query) return [];
  const { properties = {}, required = [] } = schemaOf(query, 'input') as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    ...{ name, in: 'query', required: required.includes(name), schema },
  }));
}

function headerParameters(headers: Readonly<Record<string, string>>) {
  return Object.entries(headers).map(([name, description]) => ({
    ...{ name, in: 'header', required: false, description, schema: { type: 'string', maxLength: 200 } },
  }));
}

function response({ description, form, type }: Answer) {
  if (form) return { description, content: { 'application/json': { schema: schemaOf(form, 'output') } } };
  return { description, ...(type && { content: { [type]: {} } }) };
}

function refusal(status: number) {
  const schema = { $ref: '#/components/schemas/Problem' };
  return { description: refusals[status], content: { 'application/problem+json': { schema } } };
}

function schemaOf(form: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...schema } = z.toJSONSchema(form, { io });
  return schema;
}
