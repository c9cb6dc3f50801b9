import fc from 'fast-check';
import { expect, test } from 'vitest';
import { publishedAnswers } from './simulation/openapi-check.ts';
import { readAccount, readError, readMessage } from './wire.ts';

const READ = ['text', 'type', 'id', 'visitorId', 'agentId', 'createdAt', 'isPushed'];
const pick = (body: unknown, names: string[]) =>
  Object.fromEntries(Object.entries(Object(body)).filter(([name]) => names.includes(name)));
const published = (isWanted: (operation: string, status: number) => boolean) =>
  publishedAnswers().filter(({ operation, status }) => isWanted(operation, status));

test.each(published((operation, status) => status < 300 && !/account/i.test(operation)))(
  'the published message is read in full: $name',
  ({ body }) => {
    expect(readMessage(body)).toEqual({ ...pick(body, READ), files: [], forwardingError: undefined });
  },
);

test.each(published((operation, status) => status < 300 && /account/i.test(operation)))(
  'of the published account only the company’s name is kept: $name',
  ({ body }) => {
    expect(readAccount(body)).toEqual(pick(body, ['companyName']));
  },
);

test.each(published((_, status) => status >= 400))('the published refusal is read: $name', ({ body }) => {
  expect(readError(body)).toEqual(body);
});

test.each([undefined, null, 7, 'Hi', true, [], [{ id: 'x' }]])('%j is no message, no account and no error', (json) => {
  expect([readMessage(json), readAccount(json), readError(json)]).toEqual([undefined, undefined, undefined]);
});

test('fields that are missing, null or of another type read as absent', () => {
  const wrong = { id: 7, type: 'bot', text: null, visitorId: [], agentId: {}, createdAt: '1', isPushed: 'yes' };
  const nothing = { files: [], forwardingError: undefined };
  expect(readMessage({})).toEqual(nothing);
  expect(readMessage({ ...wrong, file: 'a.pdf', attachments: 'b.pdf' })).toEqual(nothing);
  expect(readMessage({ id: '', visitorId: '' })).toEqual(nothing);
  expect(readMessage({ ...wrong, text: 'Hi' })).toEqual({ ...nothing, text: 'Hi' });
  expect(readAccount({ companyName: null })).toEqual({});
});

test('one wrong field does not spoil the others', () => {
  fc.assert(
    fc.property(fc.constantFrom(...READ), fc.jsonValue(), (name, value) => {
      const good = { id: 'x', type: 'agent', text: 'Hi', visitorId: 'ada', createdAt: 1 };
      expect(readMessage({ ...good, [name]: value })).toMatchObject(
        pick(
          good,
          READ.filter((other) => other !== name),
        ),
      );
    }),
  );
});

test.each([
  ['today’s name', { name: 'a.pdf', link: 'https://x.example/a' }, ['a.pdf']],
  ['an old name', { fileName: 'a.pdf', url: 'https://x.example/a' }, ['a.pdf']],
  ['the other old name', { filename: 'a.pdf' }, ['a.pdf']],
  ['a null name beside an old one', { name: null, fileName: 'a.pdf' }, ['a.pdf']],
  ['an empty name beside an old one', { name: '', fileName: 'a.pdf' }, ['a.pdf']],
  ['only an address', { link: 'https://x.example/a' }, ['https://x.example/a']],
  ['only an old address', { url: 'https://x.example/a' }, ['https://x.example/a']],
  ['nothing usable', { name: 7, size: 3 }, []],
  ['null', null, []],
])('a file is named by %s', (_, file, files) => {
  expect(readMessage({ file })?.files).toEqual(files);
  expect(readMessage({ attachments: [file, { name: 'b.png' }] })?.files).toEqual([...files, 'b.png']);
});

test.each([
  [undefined, undefined],
  [null, undefined],
  ['failed', undefined],
  [{}, undefined],
  [{ isSuccess: true }, undefined],
  [{ isSuccess: true, error: '' }, undefined],
  [{ error: '' }, undefined],
  [{ isSuccess: true, error: null }, undefined],
  [{ isSuccess: false }, ''],
  [{ isSuccess: false, error: 'Window closed' }, 'Window closed'],
  [{ error: 'Window closed' }, 'Window closed'],
])('whether WhatsApp or e-mail took the message is told: %j', (forwardedToSourceStatus, forwardingError) => {
  expect(readMessage({ forwardedToSourceStatus })?.forwardingError).toBe(forwardingError);
});

test('G-S7: Brevo’s HTML never surfaces, wherever it stands', () => {
  const html = '<img src=x onerror=alert(1)>';
  const spoiled = { html, rawUnsafeHtml: html };
  const message = readMessage({
    ...spoiled,
    text: 'Hi',
    file: { name: 'a', ...spoiled },
    attachments: [spoiled],
    forwardedToSourceStatus: { isSuccess: false, ...spoiled },
  });
  expect(JSON.stringify(message)).not.toContain('onerror');
  expect(Object.keys(message ?? {})).not.toEqual(expect.arrayContaining(['html']));
});

test('a refusal may lack its code or its words, but not both', () => {
  expect(readError({ message: 'No' })).toEqual({ code: undefined, message: 'No' });
  expect(readError({ code: 'bad_request' })).toEqual({ code: 'bad_request', message: 'bad_request' });
  expect([{}, { code: 7 }, { message: null }, { error: 'No' }].map(readError)).toEqual(Array(4).fill(undefined));
});

test('no JSON value makes the reading throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      readMessage(json);
      readAccount(json);
      readError(json);
      readMessage({ attachments: json, file: json, forwardedToSourceStatus: json });
    }),
  );
});
