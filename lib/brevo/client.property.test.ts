import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Outgoing, Route } from './client.ts';
import { findRequestProblems } from './simulation/openapi-check.ts';
import { anyAgent, anySender, anyText, createClientAnswered, createClientDesk, HELLO } from './testing.ts';

const anyRoute = fc.constantFrom<Route>('messages', 'pushedMessages');
const TRICKY = [
  '/',
  '\\',
  '.',
  '..',
  '?',
  '#',
  '%',
  '%2f',
  '%2e',
  ' ',
  '\t',
  '\n',
  '\0',
  ':',
  '@',
  ';',
  '&',
  'é',
  '\u{1f44b}',
];
const anyId = fc.oneof(
  fc.array(fc.constantFrom(...TRICKY, 'a', 'account'), { maxLength: 6 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
);
const METHODS = { read: 'GET', edit: 'PUT', delete: 'DELETE' } as const;
const anyCall = fc.constantFrom<keyof typeof METHODS>('read', 'edit', 'delete');

async function pathsFor(call: keyof typeof METHODS, route: Route, id: string) {
  const { brevo, requests } = createClientAnswered(() => new Response(null, { status: 204 }));
  const answer = call === 'edit' ? await brevo.edit(route, id, 'Hi') : await brevo[call](route, id);
  return { answer, requests };
}

test('F28: any id is one encoded segment of the path, and never reaches another endpoint', async () => {
  await fc.assert(
    fc.asyncProperty(anyCall, anyRoute, anyId, async (call, route, id) => {
      fc.pre(id !== '' && id !== '.' && id !== '..' && id.isWellFormed());
      const { requests } = await pathsFor(call, route, id);
      expect(requests).toHaveLength(1);
      // Parsed as a browser does, which resolves dots and drops what is after `?` and `#`.
      const url = new URL(requests[0]?.url ?? '');
      expect([url.origin, url.search, url.hash, url.username]).toEqual(['https://api.brevo.com', '', '', '']);
      const [empty, version, area, resource, segment, ...more] = url.pathname.split('/');
      expect([empty, version, area, resource, more]).toEqual(['', 'v3', 'conversations', route, []]);
      expect(decodeURIComponent(segment ?? '')).toBe(id);
      expect(requests[0]?.init.method).toBe(METHODS[call]);
    }),
    { numRuns: 500 },
  );
});

test('F28: an id that no path can hold belongs to no message, and nothing is asked', async () => {
  const broken = fc.constantFrom('', '.', '..', '\ud800', 'a\udc00b', '\udc00\ud800');
  await fc.assert(
    fc.asyncProperty(anyCall, anyRoute, broken, async (call, route, id) => {
      const { answer, requests } = await pathsFor(call, route, id);
      expect(answer).toEqual({ ok: false, failure: { kind: 'not-found', mayHaveActed: false } });
      expect(requests).toEqual([]);
    }),
  );
});

test.each([
  ['markup', '<script>alert(1)</script> & <b>"bold"</b>'],
  ['a javascript: link', '[x](javascript:alert(1)) javascript:alert(1)'],
  ['right-to-left overrides', 'abc \u202edef\u202c \u2067ghi\u2069'],
  ['zero-width letters', 'a\u200bb\u200dc\ufeffd'],
  ['a byte order mark first', '\ufeffHello'],
  ['emoji sequences', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467} \u{1f1e8}\u{1f1ed} \u{1f44b}\u{1f3fd} ❤️'],
  ['blanks around', '  \r\n\tHi\u2028\u2029 '],
  ['quotes, backslashes and control letters', '"\\u0041\\" \0\u0007\u001b'],
  ['letters that look alike, composed and not', 'é e\u0301 \ufb01'],
  ['10 000 lines', 'line\n'.repeat(10_000)],
  ['a megabyte', 'ü'.repeat(524_288)],
])('F27: the visitor gets exactly what I wrote: %s', async (_, text) => {
  const { brevo, simulation } = createClientDesk();
  const sent = await brevo.send({ ...HELLO, text });
  expect(simulation.conversation('ada').map((message) => message.text)).toEqual([text]);
  expect(sent).toMatchObject({ ok: true });
});

test('F27: any text and visitor id arrive exactly as written, and so does an edit', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, anyText, anyText, async (text, visitorId, later) => {
      const { brevo, simulation } = createClientDesk();
      const sent = await brevo.send({ ...HELLO, text, visitorId });
      const id = (sent.ok && sent.value.value.id) || '';
      expect(sent).toMatchObject({ ok: true, value: { value: { text, visitorId } } });
      await brevo.edit('messages', id, later);
      expect(simulation.commits).toMatchObject([
        { text, visitorId },
        { kind: 'edited', id, text: later },
      ]);
    }),
  );
});

const anyOutgoing: fc.Arbitrary<Outgoing> = fc.oneof(
  fc.record({ route: fc.constant('messages'), visitorId: anyText, text: anyText, agent: anyAgent }),
  fc.record({ route: fc.constant('pushedMessages'), visitorId: anyText, text: anyText, sender: anySender }),
);

test('every request fits Brevo’s published description, whoever writes what to whom', async () => {
  await fc.assert(
    fc.asyncProperty(anyOutgoing, anyAgent, fc.string({ minLength: 1 }), async (outgoing, agent, id) => {
      fc.pre(id !== '.' && id !== '..');
      const { brevo, simulation } = createClientDesk();
      const { route } = outgoing;
      expect([(await brevo.ping(agent)).ok, (await brevo.send(outgoing)).ok]).toEqual([true, true]);
      await brevo.account();
      await brevo.read(route, id);
      await brevo.edit(route, id, outgoing.text);
      await brevo.delete(route, id);
      expect(simulation.arrivals.flatMap(({ request }) => findRequestProblems(request))).toEqual([]);
      expect(simulation.arrivals).toHaveLength(6);
    }),
  );
});
