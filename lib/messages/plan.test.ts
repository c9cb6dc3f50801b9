import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message, MessageState } from '../storage/items/messages.ts';
import { blockersOf, type Plan, planOf, type Surroundings } from './plan.ts';
import { messageOf } from './testing.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const QUEUED: MessageState = { kind: 'queued' };
const HELD: MessageState = { kind: 'held', windowMs: 5000 };
const ON_ITS_WAY: MessageState = { kind: 'dispatching', at: 7 };
const UNKNOWN: MessageState = { kind: 'unknown', at: 7 };
const ASKING: MessageState = { kind: 'needs-answer', at: 7, why: 'stale' };

/** Messages named `a`, `b`, …, confirmed this moment, in the states given. */
const line = (...states: (MessageState | Message)[]): Message[] =>
  states.map((state, i) => {
    const id = String.fromCharCode(97 + i);
    return 'state' in state ? { ...state, id } : messageOf(state, { id, confirmedAt: NOW });
  });
const of = (state: MessageState, change: Partial<Message>) => messageOf(state, { confirmedAt: NOW, ...change });

const plan = (messages: Message[], change: Partial<Surroundings> = {}): Plan =>
  planOf(messages, { now: NOW, isOnline: true, isInFlight: () => false, ageOf: () => 0, ...change });
const going = (...input: Parameters<typeof plan>) => plan(...input).go.map(({ id }) => id);
const moves = (...input: Parameters<typeof plan>) => plan(...input).moves.map(({ id, state }) => [id, state]);

describe('whose turn it is', () => {
  it.each<[string, Message[], string[]]>([
    ['nobody’s when there is nothing', [], []],
    ['the first one’s', line(QUEUED, QUEUED, QUEUED), ['a']],
    ['nobody’s while one is on its way', line(ON_ITS_WAY, QUEUED), []],
    ['nobody’s while one that went past is on its way', line(of(QUEUED, { past: ['x'] }), ON_ITS_WAY), []],
    ['nobody’s while one before is held', line(HELD, QUEUED, QUEUED), []],
    ['the first one’s when a later one is held', line(QUEUED, HELD), ['a']],
    ['the next one’s past what needs an answer', line(ASKING, QUEUED, QUEUED), ['b']],
    ['nobody’s behind what may have been sent', line(UNKNOWN, QUEUED, QUEUED), []],
    ['one before what may have been sent', line(QUEUED, UNKNOWN), ['a']],
    ['one that goes past it', line(UNKNOWN, QUEUED, of(QUEUED, { past: ['a'] }), QUEUED), ['c']],
    ['nobody’s when it goes past one of two', line(UNKNOWN, UNKNOWN, of(QUEUED, { past: ['a'] })), []],
    ['one that goes past both', line(UNKNOWN, UNKNOWN, of(QUEUED, { past: ['b', 'a'] })), ['c']],
    ['nobody’s past what is held, whatever it goes past', line(UNKNOWN, HELD, of(QUEUED, { past: ['a', 'b'] })), []],
    ['one for each visitor', line(QUEUED, of(QUEUED, { visitorId: 'ben' }), QUEUED), ['a', 'b']],
    [
      'one for each account, though the visitor has the same id',
      line(UNKNOWN, of(QUEUED, { accountId: 'acc-2' }), of(HELD, { accountId: 'acc-3' }), QUEUED),
      ['b'],
    ],
    ['one line for both modes', line(QUEUED, of(QUEUED, { mode: 'automated' })), ['a']],
    [
      'no mix-up of ids that look alike',
      line(of(HELD, { accountId: 'a","b', visitorId: 'c' }), of(QUEUED, { accountId: 'a', visitorId: 'b","c' })),
      ['b'],
    ],
  ])('G-R6 is %s', (_, messages, expected) => {
    expect(going(messages, { isInFlight: () => true })).toEqual(expected);
  });

  it('G-R6 is nobody’s behind one that this very look finds interrupted', () => {
    const messages = line(ON_ITS_WAY, QUEUED, of(QUEUED, { visitorId: 'ben' }));
    expect(moves(messages)).toEqual([['a', { kind: 'unknown', at: 7 }]]);
    expect(going(messages)).toEqual(['c']);
  });

  it.each(['not-sent', 'sent', 'sent-id-unknown', 'deleted', 'cancelled'] as const)('G-R6 %s blocks nobody', (kind) => {
    const over = { kind, at: 1, reason: { kind: 'no-key' }, brevoId: 'Q', by: 'brevo' } as MessageState;
    expect(going(line(over, QUEUED))).toEqual(['b']);
  });

  it('F14 is nobody’s while the network is away, and the message stays queued', () => {
    const offline = plan(line(QUEUED, of(QUEUED, { visitorId: 'ben' })), { isOnline: false });
    expect(offline).toEqual({ moves: [], go: [], nextEndMs: undefined, isWaiting: true });
  });

  it('F14 ends holds while the network is away', () => {
    const offline = plan(line(HELD), { isOnline: false, ageOf: () => 5000 });
    expect([offline.moves.map(({ state }) => state), offline.go]).toEqual([[QUEUED], []]);
  });
});

describe('blockers', () => {
  it('are those before it that may have been sent, of its visitor and account, and not gone past', () => {
    const before = line(
      UNKNOWN,
      of(UNKNOWN, { visitorId: 'ben' }),
      of(UNKNOWN, { accountId: 'acc-2' }),
      QUEUED,
      UNKNOWN,
      ASKING,
      UNKNOWN,
    );
    expect(blockersOf(of(QUEUED, { id: 'z', past: ['e'] }), before)).toEqual(['a', 'g']);
  });
});

describe('a hold', () => {
  it.each([
    [0, 5000],
    [1, 4999],
    [4999, 1],
  ])('after %i ms goes on for %i ms', (age, left) => {
    expect(plan(line(HELD), { ageOf: () => age })).toEqual({ moves: [], go: [], nextEndMs: left, isWaiting: true });
  });

  it('ends with its window, and the message goes in the same look', () => {
    const messages = line(HELD);
    const ended = plan(messages, { ageOf: () => 5000 });
    const queued = { ...messages[0], state: QUEUED };
    expect(ended).toEqual({ moves: [queued], go: [queued], nextEndMs: undefined, isWaiting: true });
  });

  it('of several says when the next one ends', () => {
    const messages = line(HELD, of({ kind: 'held', windowMs: 2000 }, { visitorId: 'ben' }), QUEUED);
    expect(plan(messages, { ageOf: () => 500 }).nextEndMs).toBe(1500);
  });

  it.each([
    ['a minute back', -MINUTE],
    ['a day back', -DAY],
    ['nine minutes on', 9 * MINUTE],
  ])('F17 is no shorter and no longer when the wall clock is put %s', (_, jump) => {
    expect(plan(line(HELD), { now: NOW + jump, ageOf: () => 4999 }).nextEndMs).toBe(1);
    expect(going(line(HELD), { now: NOW + jump, ageOf: () => 5000 })).toEqual(['a']);
  });
});

describe('text that waited', () => {
  const stale = { kind: 'needs-answer', at: NOW, why: 'stale' };

  it.each<[string, number, number, boolean]>([
    ['ten minutes', 10 * MINUTE, 10 * MINUTE, false],
    ['longer by the steady clock', 10 * MINUTE + 1, 0, true],
    ['longer by the wall clock, as after a sleep', 0, 10 * MINUTE + 1, true],
    ['longer, with a wall clock put a day back', 10 * MINUTE + 1, -DAY, true],
    ['a moment, with a wall clock put a minute back', 1000, -MINUTE, false],
    ['a moment, with a wall clock put a day back', 1000, -DAY, false],
    // Nobody can tell this from a sleep, so the agent is asked: never sent, never lost.
    ['a moment, with a wall clock put a day on', 1000, DAY, true],
  ])('G-R11 F17 %s', (_, age, wall, isAsked) => {
    for (const state of [QUEUED, { ...HELD, windowMs: 30_000 }]) {
      const messages = line(of(state, { confirmedAt: NOW - wall }));
      const found = plan(messages, { ageOf: () => age });
      const asked = found.moves.filter((move) => move.state.kind === 'needs-answer').map((move) => move.state);
      expect(asked).toEqual(isAsked ? [stale] : []);
      if (isAsked) expect([found.go, found.isWaiting]).toEqual([[], false]);
    }
  });

  it('G-R11 holds back nobody who is not stale', () => {
    expect(going(line(of(QUEUED, { confirmedAt: NOW - DAY }), QUEUED))).toEqual(['b']);
  });

  it('G-R11 is never asked about when it is on its way or may have been sent', () => {
    const messages = line(ON_ITS_WAY, UNKNOWN, ASKING).map((message) => ({ ...message, confirmedAt: 0 }));
    expect(plan(messages, { isInFlight: () => true, ageOf: () => DAY }).moves).toEqual([]);
  });
});

describe('being woken', () => {
  it.each<[string, Message[], boolean]>([
    ['nothing', [], false],
    ['a held one', line(HELD), true],
    ['a queued one', line(QUEUED), true],
    ['one that is held back', line(UNKNOWN, QUEUED), true],
    ['one on its way', line(ON_ITS_WAY), true],
    ['what only the agent can decide', line(UNKNOWN, ASKING), false],
  ])('G-R11 for %s', (_, messages, expected) => {
    expect(plan(messages, { isInFlight: () => true }).isWaiting).toBe(expected);
  });
});

describe('whatever there is', () => {
  const state = fc.constantFrom<MessageState>(QUEUED, HELD, ON_ITS_WAY, UNKNOWN, ASKING);
  const message = fc.record({
    state,
    visitorId: fc.constantFrom('ada', 'ben'),
    accountId: fc.constantFrom('acc-1', 'acc-2'),
    waited: fc.constantFrom(0, 4999, 5000, 10 * MINUTE, 10 * MINUTE + 1, -DAY),
    past: fc.subarray(['a', 'b', 'c']),
  });
  const world = fc.record({ isOnline: fc.boolean(), flying: fc.subarray(['a', 'b', 'c', 'd', 'e']) });

  it('G-R2 G-R6 sends only what is queued and unblocked, one of a line, and nothing that overtakes', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 6 }), world, (list, { isOnline, flying }) => {
        const messages = line(
          ...list.map(({ waited, ...each }) => of(each.state, { ...each, confirmedAt: NOW - waited })),
        );
        const found = plan(messages, {
          isOnline,
          isInFlight: (id) => flying.includes(id),
          ageOf: ({ confirmedAt }) => Math.max(0, NOW - confirmedAt),
        });
        const after = messages.map((before) => found.moves.find(({ id }) => id === before.id) ?? before);
        expect(
          found.go.every(
            ({ id, state: { kind } }) => kind === 'queued' && after.some((m) => m.id === id && m.state.kind === kind),
          ),
        ).toBe(true);
        const lines = found.go.map(({ accountId, visitorId }) => `${accountId} ${visitorId}`);
        expect(new Set(lines).size).toBe(lines.length);
        for (const gone of found.go) {
          const before = after.slice(
            0,
            after.findIndex(({ id }) => id === gone.id),
          );
          const own = before.filter((m) => m.visitorId === gone.visitorId && m.accountId === gone.accountId);
          expect(blockersOf(gone, before)).toEqual([]);
          expect(own.some((m) => m.state.kind === 'held' || m.state.kind === 'dispatching')).toBe(false);
          const overtaken = own.filter((m) => m.state.kind === 'queued');
          expect(overtaken.every((m) => blockersOf(m, after.slice(0, after.indexOf(m))).length > 0)).toBe(true);
        }
        // Looking twice changes nothing more.
        expect(
          plan(after, {
            isOnline,
            isInFlight: (id) => flying.includes(id),
            ageOf: ({ confirmedAt }) => Math.max(0, NOW - confirmedAt),
          }).moves,
        ).toEqual([]);
        if (!isOnline) expect(found.go).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
