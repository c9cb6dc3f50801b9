import { expect, test } from 'vitest';
import { AUTHORISED_ADDRESSES_LINK, type BrevoFailure, brevoFailure } from './failure.ts';
import { START } from './simulation/testing.ts';
import { CALLS, createClientAnswered, createClientDesk, HELLO, jsonResponse, LIZ_BY_ID } from './testing.ts';

const LOGIN_PAGE = '<!doctype html><html><title>Sign in</title></html>';
const link = AUTHORISED_ADDRESSES_LINK;
const textResponse = (status: number, body: string | null, contentType?: string) =>
  new Response(body === null ? null : new TextEncoder().encode(body), {
    status,
    headers: contentType === undefined ? {} : { 'content-type': contentType },
  });
const html = (status: number) => textResponse(status, LOGIN_PAGE, 'text/html; charset=utf-8');
const refused = (status: number, message: string, code?: string) => jsonResponse(status, { code, message });
const blocked = (address: string) =>
  refused(
    401,
    `We have detected you are using an unrecognised IP address ${address}. If you performed this action make sure to ` +
      'add the new IP address in this link: https://app.brevo.com/security/authorised_ips',
    'unauthorized',
  );

const sending = (response: Response) => createClientAnswered(() => response).brevo.send(HELLO);
const pinging = (response: Response) => createClientAnswered(() => response).brevo.ping(LIZ_BY_ID);

async function failureOf(answer: ReturnType<typeof sending | typeof pinging>): Promise<BrevoFailure> {
  const { ok, ...rest } = await answer;
  if (ok || !('failure' in rest)) throw new Error('Expected a failure');
  // What is stored must be readable again.
  expect(brevoFailure.parse(rest.failure)).toEqual(rest.failure);
  return rest.failure;
}

const unavailable = (status: number) => ({ kind: 'unavailable', status, mayHaveActed: true });
const unusable = (status: number, reason: 'html' | 'shape') => {
  return { kind: 'unusable-answer', status, reason, mayHaveActed: true };
};
const invalid = (status: number, words: string) => ({ kind: 'invalid', status, words, mayHaveActed: false });
const notAuthorised = (address?: string) => {
  return { kind: 'address-not-authorised', ...(address && { address }), link, mayHaveActed: false };
};
const sure = (kind: string) => ({ kind, mayHaveActed: false });

test.each<[string, () => Response, object]>([
  ['F8: 500', () => refused(500, 'Oops'), unavailable(500)],
  ['F8: 502 as HTML', () => html(502), unavailable(502)],
  ['F8: 503 without a body', () => textResponse(503, null), unavailable(503)],
  ['F8: 504', () => refused(504, 'Timeout'), unavailable(504)],
  ['408, though it is worded as a refusal', () => refused(408, 'Timeout', 'bad_request'), unavailable(408)],
  ['F10: 401 key not found', () => refused(401, 'Key not found', 'unauthorized'), sure('key-not-found')],
  ['F10: 401 key not enabled', () => refused(401, 'API Key is not enabled'), sure('key-not-found')],
  ['F10: 401 in other words', () => refused(401, 'No', 'unauthorized'), sure('key-not-found')],
  ['F10: 401 no key', () => refused(401, 'authentication not found in headers', 'unauthorized'), sure('key-missing')],
  ['F10: 401 for another reason', () => refused(401, 'Go away'), { ...sure('forbidden'), words: 'Go away' }],
  ['F10: 401 blocked IPv4', () => blocked('192.0.2.10'), notAuthorised('192.0.2.10')],
  ['F10: 401 blocked IPv6', () => blocked('2001:db8::8a2e:370:7334'), notAuthorised('2001:db8::8a2e:370:7334')],
  ['F10: 401 blocked short IPv6', () => blocked('2001:DB8::'), notAuthorised('2001:DB8::')],
  ['F10: 401 blocked loopback', () => blocked('::1'), notAuthorised('::1')],
  ['F10: 401 blocked IPv4 in IPv6', () => blocked('::ffff:192.0.2.10'), notAuthorised('::ffff:192.0.2.10')],
  ['F10: 401 address in quotes', () => blocked('"192.0.2.10"'), notAuthorised('192.0.2.10')],
  ['F10: 401 address in brackets', () => blocked('(2001:db8::1)'), notAuthorised('2001:db8::1')],
  ['F10: 401 spelt American', () => refused(401, 'Unrecognized IP address: 192.0.2.10'), notAuthorised('192.0.2.10')],
  ['F10: 401 no address quoted', () => refused(401, 'unrecognised IP address because of x'), notAuthorised()],
  [
    'F10: 403',
    () => refused(403, 'Not activated', 'permission_denied'),
    { ...sure('forbidden'), words: 'Not activated' },
  ],
  ['F10: 400', () => refused(400, 'Bad', 'bad_request'), { ...invalid(400, 'Bad'), code: 'bad_request' }],
  ['F10: 404', () => refused(404, 'Message not found', 'document_not_found'), sure('not-found')],
  [
    '402',
    () => refused(402, 'No credit', 'not_enough_credits'),
    { ...invalid(402, 'No credit'), code: 'not_enough_credits' },
  ],
  ['405 without a code', () => refused(405, 'No'), invalid(405, 'No')],
  ['422 with a code alone', () => jsonResponse(422, { code: 'x' }), { ...invalid(422, 'x'), code: 'x' }],
  ['problem+json', () => textResponse(400, '{"message":"No"}', 'application/problem+json'), invalid(400, 'No')],
  ['a firewall’s HTML 403', () => html(403), unusable(403, 'html')],
  ['a 401 in HTML', () => html(401), unusable(401, 'html')],
  ['a 400 in plain text', () => textResponse(400, 'Bad request', 'text/plain'), unusable(400, 'html')],
  ['a 400 of no type', () => textResponse(400, '{"message":"No"}'), unusable(400, 'html')],
  ['a 400 without a body', () => textResponse(400, null), unusable(400, 'shape')],
  ['a 404 of another shape', () => jsonResponse(404, { error: 'No' }), unusable(404, 'shape')],
  ['a 400 cut off', () => textResponse(400, '{"message":"N', 'application/json'), unusable(400, 'shape')],
  ['a 403 whose JSON is a list', () => jsonResponse(403, [{ message: 'No' }]), unusable(403, 'shape')],
  ['F11: 200 with a login page', () => html(200), unusable(200, 'html')],
  [
    'F11: 201 with a login page marked as JSON',
    () => textResponse(201, LOGIN_PAGE, 'application/json'),
    unusable(201, 'html'),
  ],
  ['F11: 200 with a login page of no type', () => textResponse(200, `\ufeff\r\n ${LOGIN_PAGE}`), unusable(200, 'html')],
  ['F11: 200 with JSON marked as HTML', () => textResponse(200, '{"id":"x"}', 'text/html'), unusable(200, 'html')],
  ['F11: 200 with plain text', () => textResponse(200, 'Welcome', 'text/plain'), unusable(200, 'html')],
  ['F12: 307 that shows itself', () => textResponse(307, null), { kind: 'redirected', mayHaveActed: true }],
  ['F12: 302 worded as a refusal', () => refused(302, 'No', 'bad_request'), { kind: 'redirected', mayHaveActed: true }],
])('%s: a message and a ping know what happened', async (_, response, failure) => {
  expect(await failureOf(sending(response()))).toEqual(failure);
  expect(await failureOf(pinging(response()))).toEqual(failure);
});

test.each([
  ['90', 90],
  [undefined, 60],
  ['', 60],
  ['-5', 30],
  ['0', 30],
  ['29.5', 30],
  ['3601', 3600],
  ['99999999999999', 3600],
  ['1e999', 3600],
  ['<html>', 60],
  ['NaN', 60],
  ['soon', 60],
])('F9: a 429 with reset %s is obeyed within 30 s and 1 h', async (reset, seconds) => {
  const headers = reset === undefined ? {} : { 'x-sib-ratelimit-reset': reset };
  const failure = { kind: 'rate-limited', retryAt: START + seconds * 1000, mayHaveActed: false };
  for (const response of [
    () => jsonResponse(429, {}, headers),
    () => new Response(LOGIN_PAGE, { status: 429, headers }),
  ]) {
    expect(await failureOf(sending(response()))).toEqual(failure);
  }
});

test.each([301, 302, 307, 308] as const)('F12: a %i to another host is not followed', async (status) => {
  for (const [, call] of CALLS) {
    const { brevo, simulation } = createClientDesk();
    simulation.script({ times: 9, fault: { kind: 'redirect', status, location: 'https://evil.example/' } });
    expect(await call(brevo)).toEqual({ ok: false, failure: { kind: 'redirected', mayHaveActed: true } });
    expect(simulation.arrivals).toHaveLength(1);
  }
});

test.each([
  ['an empty body', ''],
  ['blanks', ' \n'],
  ['a truncated body', '{"id":"eYBEm3gq3zc5a'],
  ['a wrong-typed body', '{"id":7,"text":[]}'],
  ['an empty id', '{"id":""}'],
  ['a list', '[{"id":"x"}]'],
  ['null', 'null'],
  ['a body of 5 MB', `{"id":"x","text":"${'a'.repeat(5_000_000)}"}`],
])('F13: a success with %s is sent, with the id unknown', async (_, body) => {
  const { brevo, simulation } = createClientDesk();
  simulation.script({ times: 2, fault: { kind: 'body', body } });
  const sent = await brevo.send(HELLO);
  expect(sent.ok && [sent.value.value.id, sent.value.value.agentId]).toEqual([undefined, undefined]);
  expect(simulation.commits).toHaveLength(1);
});

test('what Brevo says is cut short before it is kept', async () => {
  const words = 'x'.repeat(900_000);
  const kept = [
    await sending(refused(400, words, words)),
    await sending(refused(403, words)),
    await sending(jsonResponse(200, { id: 'x', forwardedToSourceStatus: { isSuccess: false, error: words } })),
  ];
  for (const answer of kept) expect(JSON.stringify(answer).length).toBeLessThan(3000);
});
