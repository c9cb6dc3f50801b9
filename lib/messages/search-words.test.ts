import { describe, expect, it } from 'vitest';
import type { HistoryQuery } from '../messaging/contract.ts';
import type { Message, MessageState } from '../storage/items/messages.ts';
import { fits, wordsOf } from './search-words.ts';
import { messageOf } from './testing.ts';

const everything: HistoryQuery = { text: '', visitor: '', mode: 'all', state: 'all' };
const sent: MessageState = { kind: 'sent', at: 1, brevoId: 'b' };
const asked = (query: Partial<HistoryQuery>, change: Partial<Message> = {}) =>
  fits(messageOf(sent, change), { ...everything, ...query });

describe('the words of a text', () => {
  it.each([
    ['Hello, hello Ada!', ['hello', 'ada']],
    ['Über die Straße', ['uber', 'die', 'strasse']],
    ['Ça coûte 12,50 €', ['ca', 'coute', '12', '50']],
    ['ΟΔΟΣ οδος', ['οδοσ']],
    ['IĞDIR ığdır', ['igdir']],
    ['東京タワー at 9', ['東', '京', 'タ', 'ワ', 'ー', 'at', '9']],
    ['สวัสดี', ['ส', 'วั', 'ดี']],
    ['한국어 안내', ['한국어', '안내']],
    ['हिन्दी', ['हिन्दी']],
    ['ﬁne ℡', ['fine', 'tel']],
    ['👍🏽 ok 👍', ['👍', 'ok']],
    ['\ud83d half', ['half']],
    [' \n…?!', []],
  ])('%s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });
});

describe('a query', () => {
  const text = 'The parcel is on its way to Zürich';

  it('wants all of its words, each as the beginning of one', () => {
    expect(asked({ text: 'parc way' }, { text })).toBe(true);
    expect(asked({ text: 'WAY, zur' }, { text })).toBe(true);
    expect(asked({ text: 'arcel' }, { text })).toBe(false);
    expect(asked({ text: 'parcel lost' }, { text })).toBe(false);
  });

  it('finds characters anywhere where nobody writes spaces', () => {
    expect(asked({ text: '京都' }, { text: '明日は京都です' })).toBe(true);
    expect(asked({ text: '大阪' }, { text: '明日は京都です' })).toBe(false);
  });

  it('wants the visitor to begin so, in whatever case', () => {
    expect(asked({ visitor: ' CRM/4' }, { visitorId: 'crm/42' })).toBe(true);
    expect(asked({ visitor: 'rm/42' }, { visitorId: 'crm/42' })).toBe(false);
  });

  it('wants the mode and the state', () => {
    expect(asked({ mode: 'automated' })).toBe(false);
    expect(asked({ mode: 'agent', state: 'sent' })).toBe(true);
    expect(asked({ state: 'unknown' })).toBe(false);
  });

  it.each<[HistoryQuery['state'], MessageState['kind'][]]>([
    ['waiting', ['held', 'queued', 'dispatching']],
    ['sent', ['sent', 'sent-id-unknown']],
    ['not-sent', ['not-sent']],
    ['needs-answer', ['needs-answer']],
    ['unknown', ['unknown']],
    ['deleted', ['deleted']],
    ['cancelled', ['cancelled']],
  ])('means by "%s" %j', (state, kinds) => {
    for (const kind of kinds) {
      expect(fits(messageOf({ ...sent, kind } as MessageState), { ...everything, state })).toBe(true);
    }
  });
});
