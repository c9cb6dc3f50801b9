import papaparse from 'papaparse';
import { expect, it } from 'vitest';
import type { Visitor } from '../storage/items/visitors.ts';
import { visitorFile } from './visitor-file.ts';

const SEEN = Date.UTC(2026, 4, 4, 10, 30);
const ADA: Visitor = {
  accountId: 'acc-9',
  visitorId: 'c-1',
  name: 'Ada, "the first"',
  nickname: 'Ädä',
  language: 'pt',
  note: 'two\nlines',
  isPinned: true,
  seenAt: SEEN,
};
const bare: Visitor = { accountId: 'acc-9', visitorId: 'c-2', isPinned: false, seenAt: SEEN };
const threadsOf = (visitorId: string) => (visitorId === 'c-1' ? ['t-1', 't-2'] : []);
const csv = async (...visitors: Visitor[]) => (await visitorFile('csv', visitors, threadsOf)).join('');

it('a CSV file is one table that Excel reads as UTF-8', async () => {
  const made = await csv(ADA, bare);
  expect(made.startsWith('\ufeffvisitorId,name,nickname,language,note,seenAt,isPinned,threadIds\r\n')).toBe(true);
  const { data, errors } = papaparse.parse(made.slice(1), { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  const seenAt = '2026-05-04T10:30:00.000Z';
  const { accountId: _, isPinned: __, ...texts } = ADA;
  expect(data).toEqual([
    { ...texts, seenAt, isPinned: 'true', threadIds: 't-1 t-2' },
    { visitorId: 'c-2', name: '', nickname: '', language: '', note: '', seenAt, isPinned: 'false', threadIds: '' },
  ]);
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '=1\nsecond line'])(
  'a CSV file does not let %j be a formula, wherever it stands',
  async (text) => {
    const { data } = papaparse.parse<Record<string, string>>(
      (await csv({ ...bare, visitorId: text, name: text, nickname: text, note: text })).slice(1),
      { header: true },
    );
    const [{ visitorId, name, nickname, note } = {}] = data;
    expect([visitorId, name, nickname, note]).toEqual(Array(4).fill(`'${text}`));
  },
);

it('a JSON file holds what is remembered, without the account', async () => {
  const { accountId: _, seenAt: __, ...ada } = ADA;
  const made = JSON.parse((await visitorFile('json', [ADA], threadsOf)).join(''));
  expect(made).toEqual([{ ...ada, seenAt: '2026-05-04T10:30:00.000Z', threadIds: ['t-1', 't-2'] }]);
});
