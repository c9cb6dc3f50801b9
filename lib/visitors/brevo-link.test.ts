import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doubtAbout, threadIn } from './brevo-link.ts';

const THREAD = 'aB3dE5gH7jK9mN1pQ';

describe('a conversation at Brevo', () => {
  it.each([
    `https://conversations-app.brevo.com/conversations/${THREAD}`,
    ` https://conversations-app.brevo.com/conversations/${THREAD}/?tab=notes#top `,
    `https://conversations-app.sendinblue.com/conversations/${THREAD}`,
    `conversations-app.brevo.com/conversations/${THREAD}`,
    `HTTPS://Conversations-App.Brevo.com/conversations/${THREAD}`,
  ])('is named by the link %s', (link) => {
    expect(threadIn(link)).toEqual({ threadId: THREAD, isLink: true });
    expect(doubtAbout(link)).toBe('link');
  });

  it('may be named by its ID alone, which a visitor’s may look like', () => {
    expect(threadIn(` ${THREAD} `)).toEqual({ threadId: THREAD, isLink: false });
    expect(doubtAbout(THREAD)).toBe('thread');
  });

  it.each([
    '',
    'ada',
    '12345678901234567',
    'customer123456789',
    `${THREAD}x`,
    'https://conversations-app.brevo.com/',
    'https://conversations-app.brevo.com/conversations/short',
    `https://conversations-app.brevo.com.evil.example/conversations/${THREAD}`,
    `https://crm.example/conversations/${THREAD}`,
    `https://`,
  ])('is not named by %j', (typed) => {
    expect(threadIn(typed)).toBeUndefined();
  });
});

it.each([
  ['https://crm.example/customers/7', 'link'],
  ['http://crm.example', 'link'],
  ['shop/4711 b', undefined],
  ['ada@example.com', undefined],
  ['12345678901234567', undefined],
  ['https://', undefined],
])('doubts of %j that it is an ID: %s', (typed, doubt) => {
  expect(doubtAbout(typed)).toBe(doubt);
});

it('copes with whatever is typed', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `https://${text}`),
      ),
      (text) => {
        threadIn(text);
        doubtAbout(text);
      },
    ),
  );
});
