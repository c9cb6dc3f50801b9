import { err, ok, type Result } from '../../result.ts';
import type { Refusal } from './answers.ts';

const NAMES = ['agentId', 'agentEmail', 'agentName', 'receivedFrom', 'groupId', 'text', 'visitorId'] as const;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** The fields that any of the endpoints reads; all are strings, and unknown ones are ignored. */
export type Fields = Partial<Record<(typeof NAMES)[number], string>>;

/** Which agent a request speaks for. */
export type Sender =
  | { by: 'id'; agentId: string }
  | { by: 'email'; email: string; name: string }
  | { by: 'group'; groupId: string }
  | { by: 'anyone' };

/** Reads a request body: a JSON object whose known fields are strings. */
export function readFields(body: string): Result<Fields, Refusal> {
  const parsed = parseObject(body);
  if (!parsed) return err({ status: 400, code: 'bad_request', message: 'Input must be a valid JSON object' });
  const fields: Fields = {};
  for (const name of NAMES) {
    const value = Object.hasOwn(parsed, name) ? parsed[name] : undefined;
    if (value === undefined) continue;
    if (typeof value !== 'string') return err(invalid(`${name} is not a string`));
    fields[name] = value;
  }
  if (fields.agentEmail && !EMAIL.test(fields.agentEmail)) return err(invalid('agentEmail is not a valid email'));
  return ok(fields);
}

/** The identity rule of the ping and of agents' messages: an id alone, or email, name and label together. */
export function readAgent(fields: Fields): Result<Sender, Refusal> {
  const { agentId, agentEmail, agentName, receivedFrom } = fields;
  if (agentId) return ok({ by: 'id', agentId });
  if (agentEmail && agentName && receivedFrom) return ok({ by: 'email', email: agentEmail, name: agentName });
  return err(missing('agentId, or agentEmail with agentName and receivedFrom,'));
}

/** The rule of automated messages: an agent, a group, or anyone. */
export function readAutomatedSender(fields: Fields): Result<Sender, Refusal> {
  if (fields.agentId) return ok({ by: 'id', agentId: fields.agentId });
  if (fields.groupId) return ok({ by: 'group', groupId: fields.groupId });
  return ok({ by: 'anyone' });
}

/** The text exactly as sent, when it says something and is not too long. */
export function readText(fields: Fields, maxLength: number): Result<string, Refusal> {
  const { text } = fields;
  if (text === undefined) return err(missing('text'));
  if (text.trim() === '') return err(invalid('text is empty'));
  // Never shorter in UTF-16 units than in characters, so most texts need no counting.
  if (text.length > maxLength && [...text].length > maxLength) {
    return err({ status: 400, code: 'out_of_range', message: `text is longer than ${maxLength} characters` });
  }
  return ok(text);
}

/** The visitor's id; any non-blank text, since sites set their own. */
export function readVisitorId(fields: Fields): Result<string, Refusal> {
  if (fields.visitorId === undefined) return err(missing('visitorId'));
  return fields.visitorId.trim() === '' ? err(invalid('visitorId is empty')) : ok(fields.visitorId);
}

function parseObject(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function missing(what: string): Refusal {
  return { status: 400, code: 'missing_parameter', message: `${what} is missing` };
}

function invalid(message: string): Refusal {
  return { status: 400, code: 'invalid_parameter', message };
}
