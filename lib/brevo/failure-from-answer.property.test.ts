import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brevoFailure } from './failure.ts';
import { CALLS, createClientAnswered, HELLO } from './testing.ts';

const NULL_BODY = [204, 205, 304];
const anyStatus = fc.oneof(
  fc.constantFrom(200, 201, 204, 302, 307, 400, 401, 403, 404, 408, 429, 500, 503),
  fc.integer({ min: 200, max: 599 }),
);
const anyWords = fc.oneof(fc.string(), fc.constantFrom('Key not found', 'unrecognised IP address 192.0.2.1.', ''));
const anyError = fc.record({ code: anyWords, message: anyWords }, { requiredKeys: [] });
const anyBody = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.jsonValue().map((value) => JSON.stringify(value)),
  anyError.map((error) => JSON.stringify(error)),
  fc.constantFrom('', '<html>', ' <', '{"id":"x"}', '{"id":'),
);
const headerValue = fc.oneof(
  fc.string(),
  fc.constantFrom('90', '-1', 'NaN', '1e999', 'application/json', 'text/html', 'application/json; charset=utf-8'),
);
const headerName = fc.constantFrom(
  'content-type',
  'x-sib-ratelimit-limit',
  'x-sib-ratelimit-remaining',
  'x-sib-ratelimit-reset',
  'sib-request-id',
  'location',
);
const anyAnswer = fc.record({
  status: anyStatus,
  headers: fc.oneof(
    fc.dictionary(headerName, headerValue),
    fc.constant({ 'content-type': 'application/json' } as Record<string, string>),
  ),
  body: anyBody,
});
type Answer = { status: number; headers: Record<string, string>; body: string };

const toResponse = ({ status, headers, body }: Answer) =>
  new Response(NULL_BODY.includes(status) || body === '' ? null : body, { status, headers });

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** By the outcome table alone: a body of Brevo's own shape, marked as JSON. */
function isBrevosRefusal({ status, headers, body }: Answer): boolean {
  if (status < 400 || status >= 500 || status === 408) return false;
  if (!(headers['content-type'] ?? '').includes('json')) return false;
  const error = parsed(body);
  if (typeof error !== 'object' || error === null || Array.isArray(error)) return false;
  return 'message' in error ? typeof error.message === 'string' || hasCode(error) : hasCode(error);
}

const hasCode = (error: object) => 'code' in error && typeof error.code === 'string';

test('whatever comes back, nothing throws, and only a sure refusal counts as not sent', async () => {
  await fc.assert(
    fc.asyncProperty(anyAnswer, async (answer) => {
      const sent = await createClientAnswered(() => toResponse(answer)).brevo.send(HELLO);
      if (sent.ok) {
        expect(answer.status).toBeLessThan(300);
        expect(answer.body.trimStart().startsWith('<') && !NULL_BODY.includes(answer.status)).toBe(false);
        return;
      }
      expect(sent.failure.mayHaveActed).toBe(!(answer.status === 429 || isBrevosRefusal(answer)));
      expect(brevoFailure.parse(sent.failure)).toEqual(sent.failure);
    }),
    { numRuns: 1000 },
  );
});

test('whatever comes back, every call ends with a value or with a failure that can be kept', async () => {
  await fc.assert(
    fc.asyncProperty(anyAnswer, fc.constantFrom(...CALLS), async (answer, [, call]) => {
      const { brevo, requests } = createClientAnswered(() => toResponse(answer));
      const reply = await call(brevo);
      expect(requests).toHaveLength(1);
      if (!reply.ok) expect(brevoFailure.safeParse(reply.failure).success).toBe(true);
    }),
    { numRuns: 500 },
  );
});
