import fc from 'fast-check';
import type { HistoryQuery } from '../messaging/contract.ts';
import type { Message, MessageState } from '../storage/items/messages.ts';
import { messageOf } from './testing.ts';

export const DAY_MS = 86_400_000;
export const everything: HistoryQuery = { text: '', visitor: '', mode: 'all', state: 'all' };
export const SENT: MessageState = { kind: 'sent', at: 1, brevoId: 'b' };
export const UNKNOWN: MessageState = { kind: 'unknown', at: 1 };

/** A message that was sent, confirmed at `confirmedAt`. */
export const sentOf = (id: string, confirmedAt: number, change: Partial<Message> = {}): Message =>
  messageOf(SENT, { id, confirmedAt, ...change });

export const states: MessageState[] = [
  SENT,
  UNKNOWN,
  { kind: 'held', windowMs: 5 },
  { kind: 'queued' },
  { kind: 'needs-answer', at: 1, why: 'stale' },
  { kind: 'dispatching', at: 1 },
  { kind: 'sent-id-unknown', at: 1, by: 'brevo' },
  { kind: 'not-sent', at: 1, reason: { kind: 'no-key' } },
  { kind: 'deleted', at: 1 },
  { kind: 'cancelled', at: 1 },
];

const piece = fc.constantFrom(
  'par',
  'parcel',
  'Ça',
  'ca',
  'Straße',
  '京都',
  '京',
  'é',
  '\uffff',
  '\ud83d',
  '👍',
  'z',
  '9',
  '.',
);
const words = fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 4 });
const visitor = fc.oneof(piece, fc.string({ maxLength: 6 }));

/** Messages with ids of their own, at times that are often the same. */
export const anyMessages: fc.Arbitrary<Message[]> = fc.uniqueArray(
  fc
    .record({
      id: fc.stringMatching(/^[\w-]{1,4}$/),
      confirmedAt: fc.integer({ min: 0, max: 5 }),
      visitorId: visitor,
      mode: fc.constantFrom('agent', 'automated'),
      text: words.map((each) => each.join(' ')),
      state: fc.constantFrom(...states),
    })
    .map((change) => messageOf(change.state, change)),
  { selector: ({ id }) => id, maxLength: 12 },
);

export const anyQuery: fc.Arbitrary<HistoryQuery> = fc.record({
  text: fc.oneof(
    fc.constant(''),
    words.map((each) => each.join(' ')),
  ),
  visitor: fc.oneof(fc.constant(''), visitor),
  mode: fc.constantFrom('all', 'agent', 'automated'),
  state: fc.constantFrom('all', 'waiting', 'needs-answer', 'sent', 'not-sent', 'unknown', 'deleted', 'cancelled'),
});
