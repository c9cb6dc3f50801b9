import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Answer } from './answers.ts';
import type { SimulatedRequest } from './types.ts';

type Content = { schema: { properties?: object }; examples?: Record<string, { value: unknown }> };
type Media = { content?: { 'application/json'?: Content } };
type Answers = Record<string, Media & { $ref?: string }>;
type Operation = { operationId: string; requestBody?: Media; responses: Answers };
type Description = { paths: Record<string, Record<string, Operation>>; components: { responses: Answers } };

/** A request that Brevo's documentation shows; `path` still has its `{id}`. */
export type PublishedRequest = { name: string; method: string; path: string; status: number; body: unknown };

/** An answer that Brevo's documentation shows. */
export type PublishedAnswer = { name: string; operation: string; status: number; body: unknown };

const FILE = join(import.meta.dirname, '../../../docs/api/brevo-conversations.openapi.json');
const METHODS = ['get', 'post', 'put', 'delete'];
const SHARED: Record<string, number> = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  TooManyRequests: 429,
};
const ERROR_MODEL = '/components/schemas/errorModel';
// Brevo's published description of it is incomplete, so the simulation leaves it out.
const LEFT_OUT = 'setVisitorGroupAssignment';

const description: Description & Record<string, unknown> = JSON.parse(readFileSync(FILE, 'utf8'));
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(description, 'brevo');

/** Says what is wrong with an answer by Brevo's description; an empty list when nothing is. */
export function findProblems(request: SimulatedRequest, answer: Answer): string[] {
  const schema = findSchema(request, answer.status);
  if (schema.kind === 'undescribed') return [`status ${answer.status} is not described`];
  if (schema.kind === 'empty') return answer.body === '' ? [] : ['the body is not empty'];
  if (answer.headers['content-type'] !== 'application/json') return ['the body is not marked as JSON'];
  return problemsOf(schema.validate, JSON.parse(answer.body));
}

/** Says what is wrong with a request by Brevo's description; an empty list when nothing is. */
export function findRequestProblems({ method, path, headers, body }: SimulatedRequest): string[] {
  const template = templateOf(path);
  const operation = description.paths[template]?.[method.toLowerCase()];
  if (!operation) return [`${method} ${template} is not described`];
  const content = operation.requestBody?.content?.['application/json'];
  if (!content) return body === '' ? [] : ['the body is not empty'];
  if (headers['content-type'] !== 'application/json') return ['the body is not marked as JSON'];
  const found = compiled(pointerTo('paths', template, method.toLowerCase(), 'requestBody'));
  const fields: object = JSON.parse(body);
  const unknown = Object.keys(fields).filter((name) => !Object.hasOwn(content.schema.properties ?? {}, name));
  return [...problemsOf(found.validate, fields), ...unknown.map((name) => `${name} is not described`)];
}

/** All request examples, and one request for each operation that has no body. */
export function publishedRequests(): PublishedRequest[] {
  return operations().flatMap(({ path, method, operation }) => {
    const status = Number(Object.keys(operation.responses).find((code) => code.startsWith('2')));
    const examples = examplesOf(operation.requestBody ?? {});
    const bodies: [string, unknown][] = examples.length > 0 ? examples : [['', undefined]];
    return bodies.map(([example, body]) => {
      return { name: `${operation.operationId} ${example}`.trim(), method: method.toUpperCase(), path, status, body };
    });
  });
}

/** All answer examples: those of each operation, and the refusals that operations share. */
export function publishedAnswers(): PublishedAnswer[] {
  const own = operations().flatMap(({ operation }) =>
    Object.entries(operation.responses).flatMap(([status, answer]) =>
      examplesOf(answer).map(([example, body]) => {
        const name = `${operation.operationId} ${example}`;
        return { name, operation: operation.operationId, status: Number(status), body };
      }),
    ),
  );
  const shared = Object.entries(description.components.responses).flatMap(([operation, answer]) =>
    examplesOf(answer).map(([example, body]) => {
      return { name: `${operation} ${example}`, operation, status: SHARED[operation] ?? 0, body };
    }),
  );
  return [...own, ...shared];
}

type Described = { kind: 'body'; validate: ValidateFunction };
type FoundSchema = { kind: 'undescribed' } | { kind: 'empty' } | Described;

function findSchema({ method, path }: SimulatedRequest, status: number): FoundSchema {
  const template = templateOf(path.replace(/\?.*$/s, ''));
  const responses = description.paths[template]?.[method.toLowerCase()]?.responses;
  const response = responses?.[String(status)];
  // Undocumented refusals (no such route, an unknown agent) still have Brevo's general error body.
  if (!response) return status >= 400 ? compiled(ERROR_MODEL) : { kind: 'undescribed' };
  if (response.$ref) return compiled(`${response.$ref.slice(1)}/content/application~1json/schema`);
  if (!response.content) return { kind: 'empty' };
  return compiled(pointerTo('paths', template, method.toLowerCase(), 'responses', String(status)));
}

function pointerTo(...place: string[]): string {
  const parts = [...place, 'content', 'application/json', 'schema'];
  return `/${parts.map((part) => part.replaceAll('/', '~1')).join('/')}`;
}

function problemsOf(validate: ValidateFunction, value: unknown): string[] {
  return validate(value) ? [] : (validate.errors ?? []).map((error) => ajv.errorsText([error]));
}

function examplesOf({ content }: Media): [string, unknown][] {
  return Object.entries(content?.['application/json']?.examples ?? {}).map(([name, { value }]) => [name, value]);
}

function compiled(pointer: string): Described {
  const validate = ajv.getSchema(`brevo#${encodeURI(pointer)}`);
  if (!validate) throw new Error(`No schema at ${pointer}`);
  return { kind: 'body', validate };
}

function templateOf(path: string): string {
  const [, , area, resource, id] = path.split('/');
  if (id === undefined) return `/${[area, resource].filter((part) => part !== undefined).join('/')}`;
  return `/${area}/${resource}/{id}`;
}

function operations(): { path: string; method: string; operation: Operation }[] {
  const all = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return all.filter(({ method, operation }) => METHODS.includes(method) && operation.operationId !== LEFT_OUT);
}
