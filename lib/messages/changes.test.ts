import { beforeEach, describe, expect, it } from 'vitest';
import type { BrevoFailure } from '../brevo/failure.ts';
import type { Fault } from '../brevo/simulation/types.ts';
import { err, ok } from '../result.ts';
import { LONGEST_TEXT } from '../storage/items/messages.ts';
import { createChangeDesk } from './change-testing.ts';
import { stateOf } from './testing.ts';

let desk: ReturnType<typeof createChangeDesk>;
beforeEach(() => {
  desk = createChangeDesk();
});
const done = ok(undefined);
const at = (method: string, fault: Fault, times = 1) => desk.simulation.script({ method, fault, times });
const calls = (method: string) => desk.simulation.arrivals.filter(({ request }) => request.method === method).length;

describe('editing', () => {
  it('changes the text at Brevo and here, and says when', async () => {
    const { brevoId, ...before } = await desk.sent('Hello');
    desk.clock.now += 5;
    expect(await desk.changes.edit('m-1', 'Hello you', 'Hello')).toEqual(done);
    expect(desk.atBrevo()).toEqual(['Hello you']);
    expect(await desk.records.get('m-1')).toEqual({
      ...before,
      text: 'Hello you',
      state: { kind: 'sent', at: before.confirmedAt, brevoId, editedAt: desk.clock.now },
    });
  });

  it.each(['agent', 'automated'] as const)('uses the route of an %s message for all three calls', async (mode) => {
    await desk.sent('Hello', { mode });
    expect(await desk.changes.edit('m-1', 'New', 'Hello')).toEqual(done);
    expect(await desk.changes.delete('m-1', 'New')).toEqual(done);
    const route = mode === 'agent' ? '/messages/' : '/pushedMessages/';
    expect(desk.simulation.arrivals.every(({ request }) => request.path.includes(route))).toBe(true);
    expect(desk.atBrevo()).toEqual([]);
  });

  it('shows a differing text at Brevo and changes nothing until the agent has seen it', async () => {
    const { brevoId } = await desk.sent('Hello');
    desk.elsewhere(brevoId, 'Hello from the phone');
    const differs = err({ kind: 'differs', text: 'Hello from the phone' });
    expect(await desk.changes.edit('m-1', 'Mine', 'Hello')).toEqual(differs);
    expect(await desk.changes.delete('m-1', 'Hello')).toEqual(differs);
    expect(desk.atBrevo()).toEqual(['Hello from the phone']);
    desk.elsewhere(brevoId, 'And again');
    expect(await desk.changes.edit('m-1', 'Mine', 'Hello from the phone')).toEqual(
      err({ kind: 'differs', text: 'And again' }),
    );
    expect(await desk.changes.edit('m-1', 'Mine', 'And again')).toEqual(done);
    expect(desk.atBrevo()).toEqual(['Mine']);
  });

  it('F20 compares with what the agent has seen, not with the record that a look-up brought up to date meanwhile', async () => {
    const { brevoId } = await desk.sent('Hello');
    desk.elsewhere(brevoId, 'Theirs');
    await desk.changes.lookUp(brevoId);
    const differs = err({ kind: 'differs', text: 'Theirs' });
    expect(await desk.changes.edit('m-1', 'Mine', 'Hello')).toEqual(differs);
    expect(await desk.changes.delete('m-1', 'Hello')).toEqual(differs);
    expect(desk.atBrevo()).toEqual(['Theirs']);
    expect(await desk.changes.delete('m-1', 'Theirs')).toEqual(done);
  });

  it('G-R8 takes the new text at Brevo for an earlier try that arrived, and does not send it twice', async () => {
    const { brevoId } = await desk.sent('Hello');
    desk.elsewhere(brevoId, 'New');
    expect(await desk.changes.edit('m-1', 'New', 'Hello')).toEqual(done);
    expect(await desk.records.get('m-1')).toMatchObject({ text: 'New' });
    expect(calls('PUT')).toBe(0);
  });

  it('G-R8 does so too when the agent chose to replace a differing text and its answer was lost', async () => {
    const { brevoId } = await desk.sent('Hello');
    desk.elsewhere(brevoId, 'Theirs');
    at('PUT', { kind: 'hang', committed: true });
    expect(await desk.changes.edit('m-1', 'Mine', 'Theirs')).toMatchObject({ failure: { kind: 'brevo' } });
    expect(desk.atBrevo()).toEqual(['Mine']);
    expect(await desk.changes.edit('m-1', 'Mine', 'Theirs')).toEqual(done);
    expect(await desk.records.get('m-1')).toMatchObject({ text: 'Mine' });
  });

  it.each([
    ['blank', ' \n'],
    ['too-long', 'x'.repeat(LONGEST_TEXT + 1)],
    ['malformed', '\udc00'],
  ])('F27 refuses a text that is %s without a request', async (problem, text) => {
    await desk.sent('Hello');
    expect(await desk.changes.edit('m-1', text, 'Hello')).toEqual(err({ kind: 'text', problem }));
    expect(desk.simulation.arrivals).toEqual([]);
  });

  it.each(['before the edit is looked at', 'between look and edit'])(
    'G-R8 never resurrects what was deleted elsewhere %s',
    async (when) => {
      const { brevoId } = await desk.sent('Hello');
      if (when.startsWith('before')) desk.deletedElsewhere(brevoId);
      else at('PUT', { kind: 'status', status: 404 });
      expect(await desk.changes.edit('m-1', 'New', 'Hello')).toEqual(err({ kind: 'already-deleted' }));
      expect(await stateOf()).toMatchObject({ kind: 'deleted' });
      expect(await desk.changes.edit('m-1', 'New', 'Hello')).toEqual(err({ kind: 'already-deleted' }));
      expect(desk.simulation.commits.filter(({ kind }) => kind === 'edited')).toEqual([]);
    },
  );
});

describe('deleting', () => {
  it('deletes at Brevo, and keeps the words here', async () => {
    await desk.sent('Hello');
    expect(await desk.changes.delete('m-1', 'Hello')).toEqual(done);
    expect(desk.atBrevo()).toEqual([]);
    expect(await desk.records.get('m-1')).toMatchObject({ text: 'Hello', state: { kind: 'deleted' } });
  });

  it.each(['before', 'between look and delete'])('G-R8 succeeds when it is gone %s', async (when) => {
    const { brevoId } = await desk.sent('Hello');
    if (when === 'before') desk.deletedElsewhere(brevoId);
    else at('DELETE', { kind: 'status', status: 404 });
    expect(await desk.changes.delete('m-1', 'Hello')).toEqual(done);
    expect(await stateOf()).toMatchObject({ kind: 'deleted' });
  });

  it('G-R8 F8 succeeds when the answer to the first try was lost', async () => {
    await desk.sent('Hello');
    at('DELETE', { kind: 'status', status: 503, committed: true });
    expect(await desk.changes.delete('m-1', 'Hello')).toEqual(done);
    expect(calls('DELETE')).toBe(2);
  });
});

describe('trouble at Brevo', () => {
  it('G-R8 F8 tries at most three times, with a longer pause each time and never the same twice', async () => {
    await desk.sent('Hello');
    at('PUT', { kind: 'status', status: 503 }, 9);
    const pauses: number[] = [];
    for (let i = 0; i < 20; i++) {
      desk.pauses.length = 0;
      expect(await desk.changes.edit('m-1', 'New', 'Hello')).toMatchObject({
        failure: { failure: { kind: 'unavailable' } },
      });
      at('PUT', { kind: 'status', status: 503 }, 3);
      expect(desk.pauses).toHaveLength(2);
      expect(desk.pauses[0]).toBeGreaterThanOrEqual(200);
      expect(desk.pauses[0]).toBeLessThan(600);
      expect(desk.pauses[1]).toBeGreaterThanOrEqual(400);
      expect(desk.pauses[1]).toBeLessThan(1200);
      pauses.push(...desk.pauses);
    }
    expect(new Set(pauses).size).toBeGreaterThan(30);
    expect(calls('PUT')).toBe(60);
    expect(await desk.records.get('m-1')).toMatchObject({ text: 'Hello', state: { kind: 'sent' } });
  });

  it('succeeds when the third try does', async () => {
    await desk.sent('Hello');
    at('GET', { kind: 'reset', committed: false }, 2);
    at('PUT', { kind: 'status', status: 500 }, 2);
    expect(await desk.changes.edit('m-1', 'New', 'Hello')).toEqual(done);
  });

  it.each<[BrevoFailure['kind'], Fault]>([
    ['timed-out', { kind: 'hang', committed: false }],
    ['rate-limited', { kind: 'status', status: 429 }],
    ['invalid', { kind: 'status', status: 400 }],
    ['key-not-found', { kind: 'status', status: 401 }],
    ['forbidden', { kind: 'status', status: 403 }],
    ['redirected', { kind: 'redirect', status: 302, location: 'https://evil.example/' }],
    ['unusable-answer', { kind: 'html', status: 200, committed: false }],
  ])('does not repeat what ended as %s', async (kind, fault) => {
    await desk.sent('Hello');
    at('PUT', fault, 3);
    expect(await desk.changes.edit('m-1', 'New', 'Hello')).toMatchObject({
      ok: false,
      failure: { kind: 'brevo', failure: { kind } },
    });
    expect(calls('PUT')).toBe(1);
    expect(desk.pauses).toEqual([]);
    expect(await desk.records.get('m-1')).toMatchObject({ text: 'Hello' });
  });
});
