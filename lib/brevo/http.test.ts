import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KEY, START } from './simulation/testing.ts';
import { CALLS, createClientAnswered, createClientDesk, HELLO, jsonResponse, LIZ_BY_ID } from './testing.ts';

const RATE = { 'x-sib-ratelimit-limit': '100', 'x-sib-ratelimit-remaining': '41', 'x-sib-ratelimit-reset': '90' };

test.each(CALLS)('a request carries the key once, and nothing else of mine: %s', async (_, call) => {
  const { brevo, requests } = createClientAnswered(() => jsonResponse(200, {}));
  await call(brevo);
  expect(requests).toHaveLength(1);
  const { url, init } = requests[0] ?? { url: '', init: {} };
  const { redirect, credentials, cache, referrerPolicy } = init;
  expect({ redirect, credentials, cache, referrerPolicy }).toEqual({
    redirect: 'manual',
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  });
  const names = ['accept', 'api-key', ...(init.body === undefined ? [] : ['content-type'])];
  const headers = new Headers(init.headers);
  expect([...headers.keys()]).toEqual(names);
  expect([headers.get('api-key'), headers.get('accept')]).toEqual([KEY, 'application/json']);
  expect(url.startsWith('https://api.brevo.com/v3/')).toBe(true);
  expect(`${url} ${init.body}`).not.toContain(KEY);
});

test.each([undefined, ''])('without a key nothing is asked: %j', async (key) => {
  for (const [, call] of CALLS) {
    const { brevo, requests } = createClientAnswered(() => jsonResponse(200, {}), { key: async () => key });
    expect(await call(brevo)).toEqual({ ok: false, failure: { kind: 'key-missing', mayHaveActed: false } });
    expect(requests).toEqual([]);
  }
});

test('G-R9: when the key cannot be read nothing is asked, and the message counts as not sent', async () => {
  const key = () => Promise.reject(new Error('The database is out of order'));
  const { brevo, requests } = createClientAnswered(() => jsonResponse(200, {}), { key });
  expect(await brevo.send(HELLO)).toEqual({ ok: false, failure: { kind: 'unreachable', mayHaveActed: false } });
  expect(requests).toEqual([]);
});

test.each([
  'xkeysib-a\nb',
  'xkeysib-a\r\nx-evil: 1',
  'xkeysib-a\n',
  ' xkeysib-a',
  'xkeysib-ä',
  'xkeysib-\u200b',
  '\0',
  '🗝',
])('a key that no header can hold is never sent and never quoted: %j', async (key) => {
  const { brevo, requests } = createClientAnswered(() => jsonResponse(200, {}), { key: async () => key });
  const answer = await brevo.ping(LIZ_BY_ID);
  expect(answer).toEqual({ ok: false, failure: { kind: 'key-not-found', mayHaveActed: false } });
  expect(requests).toEqual([]);
});

test('any key is either sent exactly or not at all', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (key) => {
      const { brevo, requests } = createClientAnswered(() => jsonResponse(200, {}), { key: async () => key });
      await brevo.account();
      for (const { init } of requests) expect(new Headers(init.headers).get('api-key')).toBe(key);
    }),
  );
});

test('each call asks for the key anew', async () => {
  const keys = ['xkeysib-old', 'xkeysib-new'];
  const { brevo, requests } = createClientAnswered(() => jsonResponse(200, {}), { key: async () => keys.shift() });
  for (let calls = 0; calls < 3; calls++) await brevo.account();
  expect(requests.map(({ init }) => new Headers(init.headers).get('api-key'))).toEqual(['xkeysib-old', 'xkeysib-new']);
});

test.each([400, 401, 403, 422])('G-S1: a refusal (%i) that quotes the key does not keep it', async (status) => {
  const error = { code: `bad ${KEY}`, message: `Header api-key: ${KEY}, ${KEY} is wrong` };
  const { brevo } = createClientAnswered(() => jsonResponse(status, error));
  const answer = await brevo.send(HELLO);
  expect(answer.ok).toBe(false);
  expect(JSON.stringify(answer)).not.toContain(KEY);
});

test('a network error says nothing but that Brevo is out of reach', async () => {
  const fetch = () => Promise.reject(new TypeError(`Failed to fetch with ${KEY}`));
  const { brevo } = createClientAnswered(fetch);
  expect(await brevo.send(HELLO)).toEqual({ ok: false, failure: { kind: 'unreachable', mayHaveActed: true } });
});

test('the hourly budget and the request’s id are kept on a success', async () => {
  const { brevo } = createClientAnswered(() => jsonResponse(200, {}, { ...RATE, 'sib-request-id': 'req-1' }));
  for (const answer of [await brevo.account(), await brevo.send(HELLO), await brevo.ping(LIZ_BY_ID)]) {
    expect(answer).toMatchObject({
      value: { rate: { limit: 100, remaining: 41, resetAt: START + 90_000 }, requestId: 'req-1' },
    });
  }
});

test.each([400, 401, 403, 404, 408, 429, 500])(
  'the hourly budget and the request’s id are kept on a %i',
  async (status) => {
    const headers = { ...RATE, 'sib-request-id': 'req-1' };
    const { brevo } = createClientAnswered(() => jsonResponse(status, { message: 'No' }, headers));
    expect(await brevo.send(HELLO)).toMatchObject({
      failure: { rate: { limit: 100, remaining: 41, resetAt: START + 90_000 }, requestId: 'req-1' },
    });
  },
);

test('the budget that Brevo counts is the one that is told', async () => {
  const { brevo } = createClientDesk({ hourlyLimit: 2 });
  const remaining = async () => {
    const answer = await brevo.ping(LIZ_BY_ID);
    return (answer.ok ? answer.value : answer.failure).rate?.remaining;
  };
  expect([await remaining(), await remaining(), await remaining()]).toEqual([1, 0, 0]);
  expect(await brevo.ping(LIZ_BY_ID)).toMatchObject({ failure: { kind: 'rate-limited', retryAt: START + 3_600_000 } });
});

test.each([
  ['none', {}],
  ['one missing', { ...RATE, 'x-sib-ratelimit-limit': undefined }],
  ['a negative one', { ...RATE, 'x-sib-ratelimit-remaining': '-1' }],
  ['words', { ...RATE, 'x-sib-ratelimit-reset': 'soon' }],
  ['two at once', { ...RATE, 'x-sib-ratelimit-limit': '100, 200' }],
  ['an empty one', { ...RATE, 'x-sib-ratelimit-reset': '' }],
  ['an endless one', { ...RATE, 'x-sib-ratelimit-reset': '9'.repeat(30) }],
])('a budget that makes no sense is no budget: %s', async (_, headers) => {
  const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const { brevo } = createClientAnswered(() => jsonResponse(200, {}, Object.fromEntries(given)));
  const answer = await brevo.account();
  expect(answer.ok && answer.value.rate).toBeUndefined();
});
