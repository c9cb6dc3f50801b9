import fc from 'fast-check';
import papaparse from 'papaparse';
import { describe, expect, it } from 'vitest';
import { sentOf } from '../messages/history-testing.ts';
import type { Message } from '../storage/items/messages.ts';
import { type ExportChoice, historyFile } from './history-file.ts';

const AT = Date.UTC(2026, 4, 4, 10, 30);
const none: ExportChoice = { format: 'json', withText: false, withVisitors: false };
const all: ExportChoice = { format: 'csv', withText: true, withVisitors: true };
const secret = sentOf('a', AT, { text: 'xkeysib-secret', visitorId: 'ada', accountId: 'acc-9' });

async function file(choice: ExportChoice, ...portions: Message[][]): Promise<string> {
  const { start, part, end } = await historyFile(choice);
  return start + portions.map(part).join('') + end;
}
/** The cell of a text as the file has it, before a reader takes the quotes away. */
const cellOf = async (text: string): Promise<string> => {
  const rows = papaparse.parse<string[]>((await file(all, [sentOf('a', AT, { text })])).slice(1), {
    delimiter: ',',
    newline: '\r\n',
  });
  return rows.data[1]?.[4] ?? '';
};

describe('G-S11 a file', () => {
  it.each(['csv', 'json'] as const)('of %s holds text and visitor IDs only when they are ticked', async (format) => {
    const bare = await file({ ...none, format }, [secret]);
    for (const hidden of ['xkeysib', 'ada', 'acc-9']) expect(bare).not.toContain(hidden);
    for (const shown of ['2026-05-04T10:30:00.000Z', 'agent', 'sent']) expect(bare).toContain(shown);
    expect(await file({ ...none, format, withText: true }, [secret])).toMatch(/xkeysib-secret/);
    expect(await file({ ...none, format, withText: true }, [secret])).not.toMatch(/ada/);
    expect(await file({ ...none, format, withVisitors: true }, [secret])).toMatch(/ada/);
    expect(await file({ ...none, format, withVisitors: true }, [secret])).not.toMatch(/xkeysib/);
  });
});

describe('a CSV file', () => {
  it('is one table, whatever the portions, that Excel reads as UTF-8', async () => {
    const text = 'Grüße, "Ada"\nund 👋';
    const made = await file(all, [sentOf('a', AT, { text })], [], [sentOf('b', AT)]);
    expect(made.startsWith('\ufeffconfirmedAt,mode,state,visitorId,text\r\n')).toBe(true);
    const { data, errors } = papaparse.parse(made.slice(1), { header: true, skipEmptyLines: true });
    expect(errors).toEqual([]);
    expect(data).toEqual([
      { confirmedAt: '2026-05-04T10:30:00.000Z', mode: 'agent', state: 'sent', visitorId: 'ada', text },
      { confirmedAt: '2026-05-04T10:30:00.000Z', mode: 'agent', state: 'sent', visitorId: 'ada', text: 'Hello' },
    ]);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '=1\nsecond line', ' =1', '＝1', '-2\r\n=3'])(
    'does not let %j be a formula',
    async (text) => {
      expect(await cellOf(text)).toBe(`'${text}`);
    },
  );

  it('neutralises visitor IDs too', async () => {
    expect(await file(all, [sentOf('a', AT, { visitorId: '=cmd' })])).toContain(`,"'=cmd",`);
  });

  it('begins no cell with what begins a formula, and changes nothing else', async () => {
    const anyText = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...'=+-@\t\r\n ,"a')).map((each) => each.join('')),
    );
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const cell = await cellOf(text);
        expect(cell).not.toMatch(/^\s*[=+\-@]|^[\t\r\n]/);
        expect([text, `'${text}`]).toContain(cell);
      }),
    );
  });

  it('leaves the cell of a text that was not kept empty', async () => {
    expect(await file(all, [sentOf('a', AT, { text: '', textHash: 'h' })])).toMatch(/,sent,ada,\r\n$/);
  });
});

describe('a JSON file', () => {
  it('is one list, whatever the portions', async () => {
    const json = { ...all, format: 'json' as const };
    expect(JSON.parse(await file(json, [sentOf('a', AT)], [], [sentOf('b', AT, { text: '', textHash: 'h' })]))).toEqual(
      [
        { confirmedAt: '2026-05-04T10:30:00.000Z', mode: 'agent', state: 'sent', visitorId: 'ada', text: 'Hello' },
        { confirmedAt: '2026-05-04T10:30:00.000Z', mode: 'agent', state: 'sent', visitorId: 'ada', text: null },
      ],
    );
    expect(JSON.parse(await file(none))).toEqual([]);
  });
});
