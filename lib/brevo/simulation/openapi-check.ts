import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Answer } from './answers.ts';
import type { SimulatedRequest } from './types.ts';

type Content = { schema: object; examples?: Record<string, { value: unknown }> };
type Media = { content?: { 'application/json'?: Content } };
type Operation = { operationId: string; requestBody?: Media; responses: Record<string, Media & { $ref?: string }> };
type Description = { paths: Record<string, Record<string, Operation>> };

/** A request that Brevo's documentation shows; `path` still has its `{id}`. */
export type PublishedRequest = { name: string; method: string; path: string; status: number; body: unknown };

const FILE = join(import.meta.dirname, '../../../docs/api/brevo-conversations.openapi.json');
const METHODS = ['get', 'post', 'put', 'delete'];
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
  const { validate } = schema;
  return validate(JSON.parse(answer.body)) ? [] : (validate.errors ?? []).map((error) => ajv.errorsText([error]));
}

/** All request examples, and one request for each operation that has no body. */
export function publishedRequests(): PublishedRequest[] {
  return operations().flatMap(({ path, method, operation }) => {
    const status = Number(Object.keys(operation.responses).find((code) => code.startsWith('2')));
    const examples = Object.entries(operation.requestBody?.content?.['application/json']?.examples ?? {});
    const bodies: [string, unknown][] =
      examples.length > 0 ? examples.map(([k, v]) => [k, v.value]) : [['', undefined]];
    return bodies.map(([example, body]) => {
      return { name: `${operation.operationId} ${example}`.trim(), method: method.toUpperCase(), path, status, body };
    });
  });
}

type FoundSchema = { kind: 'undescribed' } | { kind: 'empty' } | { kind: 'body'; validate: ValidateFunction };

function findSchema({ method, path }: SimulatedRequest, status: number): FoundSchema {
  const template = templateOf(path.replace(/\?.*$/s, ''));
  const responses = description.paths[template]?.[method.toLowerCase()]?.responses;
  const response = responses?.[String(status)];
  // Undocumented refusals (no such route, an unknown agent) still have Brevo's general error body.
  if (!response) return status >= 400 ? compiled(ERROR_MODEL) : { kind: 'undescribed' };
  if (response.$ref) return compiled(`${response.$ref.slice(1)}/content/application~1json/schema`);
  if (!response.content) return { kind: 'empty' };
  const place = ['paths', template, method.toLowerCase(), 'responses', String(status), 'content', 'application/json'];
  return compiled(`/${[...place, 'schema'].map((part) => part.replaceAll('/', '~1')).join('/')}`);
}

function compiled(pointer: string): FoundSchema {
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
