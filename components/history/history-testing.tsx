import { waitFor } from '@testing-library/preact';
import { expect, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { HistoryQuery } from '../../lib/messaging/contract.ts';
import { ok } from '../../lib/result.ts';
import type { Message } from '../../lib/storage/items/messages.ts';
import { show } from '../../lib/testing/show.ts';
import { createHistoryView } from '../../lib/view/history.ts';
import { messageOf, NOW, SENT } from '../testing.ts';
import { History } from './History.tsx';

export type Asked = { name: string; data: { query: HistoryQuery; offset: number; limit: number } };

const MINUTE = 60_000;
const ROW_PX = 80;
const WINDOW_PX = 640;

/** happy-dom lays nothing out: every row is as high as every other, and eight are in the window. */
function layOut(): void {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(WINDOW_PX);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(ROW_PX);
}

/** `count` messages, a minute apart. */
export const someMessages = (count: number): Message[] =>
  Array.from({ length: count }, (_, n) =>
    messageOf(SENT, { id: `m-${n}`, text: `Text ${n}`, confirmedAt: NOW - n * MINUTE }),
  );

const answerOf = (messages: Message[], { name, data }: Asked) => {
  const start = new Date(NOW).setHours(0, 0, 0, 0);
  if (name === 'history/find') return ok({ total: messages.length, days: [{ start, count: messages.length }] });
  if (name === 'history/page') return ok(messages.slice(data.offset, data.offset + data.limit));
  return ok(undefined);
};

/** The page before a background that has these messages, or says something else. */
export async function openHistory(messages: Message[], answer: (asked: Asked) => unknown = () => undefined) {
  layOut();
  const asked = vi
    .spyOn(fakeBrowser.runtime, 'sendMessage')
    .mockImplementation(async (message) => (await answer(message as Asked)) ?? answerOf(messages, message as Asked));
  const view = createHistoryView(() => NOW);
  await view.ready;
  const page = show(<History view={view} />);
  return { asked, view, ...page };
}

/** The files that the page gave the agent, by name. */
export function savedFiles() {
  const blobs: Blob[] = [];
  const files = new Map<string, Blob>();
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => `blob:${blobs.push(blob as Blob) - 1}`);
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    const blob = blobs[Number(this.href.slice('blob:'.length))];
    if (blob) files.set(this.download, blob);
  });
  return files;
}

export const seeRows = (...texts: string[]) =>
  waitFor(() => {
    for (const text of texts) expect(document.body.textContent).toContain(text);
  });
