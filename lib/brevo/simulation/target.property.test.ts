import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDesk, LIZ } from './testing.ts';

const PATHS = ['/v3/conversations/messages', '/v3/conversations/pushedMessages'];
const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH');
const hostilePart = fc.constantFrom(
  '/',
  '..',
  '.',
  '?',
  '#',
  '%2f',
  '%2e',
  '%',
  '\\',
  ' ',
  '\0',
  'ü',
  '__proto__',
  'a',
);
const hostileId = fc.oneof(
  fc.array(hostilePart, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ minLength: 1, unit: 'grapheme' }),
  fc.constantFrom('../agentOnlinePing', '../../account', '../pushedMessages', 'x/../../account', '..%2fpushedMessages'),
);

test('a hostile id, encoded, is one segment that names nothing', () => {
  fc.assert(
    fc.property(hostileId, fc.constantFrom(...PATHS), fc.constantFrom('GET', 'PUT', 'DELETE'), (id, base, verb) => {
      const { call, simulation } = createDesk();
      expect(call(verb, `${base}/${encodeURIComponent(id)}`, { text: 'Hi' }).status).toBe(404);
      expect(simulation.commits).toEqual([]);
    }),
  );
});

test('a hostile id, left as it is, never reaches another endpoint', () => {
  const everything = { agentId: LIZ.id, text: 'Hi', visitorId: 'ada' };
  fc.assert(
    fc.property(hostileId, fc.constantFrom(...PATHS), method, (id, base, verb) => {
      const { call, simulation } = createDesk();
      expect([400, 404, 405]).toContain(call(verb, `${base}/${id}`, everything).status);
      expect(simulation.commits).toEqual([]);
    }),
  );
});
