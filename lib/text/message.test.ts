import { describe, expect, it } from 'vitest';
import type { Message, MessageState } from '../storage/items/messages.ts';
import { needsAnswerWords, stateDetail, stateWord, textWords } from './message.ts';

const AT = 1_700_000_000_000;
const message = (state: MessageState): Message => ({
  id: 'm-1',
  origin: 'here',
  accountId: 'account-1',
  visitorId: 'ada',
  mode: 'agent',
  text: 'Hello',
  confirmedAt: AT,
  state,
});

/** The words that the product fixes: other people's scripts lean on them. */
const words: Record<MessageState['kind'], [word: string, state: MessageState]> = {
  held: ['Held', { kind: 'held', windowMs: 5000 }],
  queued: ['Queued', { kind: 'queued' }],
  'needs-answer': ['Needs your answer', { kind: 'needs-answer', at: AT, why: 'stale' }],
  dispatching: ['Sending', { kind: 'dispatching', at: AT }],
  sent: ['Sent', { kind: 'sent', at: AT, brevoId: 'b-1' }],
  'sent-id-unknown': ['Sent', { kind: 'sent-id-unknown', at: AT, by: 'brevo' }],
  'not-sent': ['Not sent', { kind: 'not-sent', at: AT, reason: { kind: 'no-key' } }],
  unknown: ['May have been sent', { kind: 'unknown', at: AT }],
  deleted: ['Deleted', { kind: 'deleted', at: AT }],
  cancelled: ['Cancelled', { kind: 'cancelled', at: AT }],
};

it.each(Object.values(words))('says %s', (word, state) => {
  expect(stateWord(message(state))).toBe(word);
});

describe('what the agent should know beyond the state', () => {
  it('is nothing while all goes its way', () => {
    const calm = (['held', 'queued', 'dispatching', 'sent', 'deleted', 'cancelled'] as const).map(
      (kind) => words[kind][1],
    );
    expect(calm.map((state) => stateDetail(message(state)))).toEqual(calm.map(() => undefined));
  });

  it('G-R11 is why it was not sent without asking', () => {
    const why = (each: 'stale' | 'restarted') => stateDetail(message({ kind: 'needs-answer', at: AT, why: each }));
    expect(why('stale')).toContain('more than ten minutes');
    expect(why('restarted')).toContain('The browser or Deskside was started anew');
  });

  it('G-R2 is to look in Brevo before sending again what may have been sent', () => {
    expect(stateDetail(message({ kind: 'unknown', at: AT }))).toMatch(/stopped while .* Look in Brevo before/);
  });
});

it('says what keeps a text from being sent', () => {
  expect(textWords('blank')).toBe('Write something first.');
  expect(textWords('holds-key')).toContain('holds an API key');
  expect(textWords('malformed')).toContain('half of a character');
  const [is, most] = [(20_500).toLocaleString(), (20_000).toLocaleString()];
  expect(textWords('too-long', 20_500)).toContain(`${is} of at most ${most} characters`);
});

it('G-R11 counts the messages that need an answer', () => {
  expect(needsAnswerWords(1).title).toBe('A message needs your answer');
  expect(needsAnswerWords(12).title).toBe('12 messages need your answer');
});
