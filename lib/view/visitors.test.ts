// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { accountsItem } from '../storage/items/accounts.ts';
import { threadItem, threadName, type Visitor, visitorItem, visitorName } from '../storage/items/visitors.ts';
import { entry, remove, write } from '../storage/local.ts';
import { createVisitorsPage } from './visitors-page.ts';
import { createWorkspace } from './workspace.ts';

const visitorOf = (visitorId: string, change: Partial<Visitor> = {}): Visitor => ({
  accountId: 'acc-1',
  visitorId,
  isPinned: false,
  seenAt: 0,
  ...change,
});
const remember = (...visitors: Visitor[]) =>
  write(...visitors.map((visitor) => entry(visitorItem, visitor, visitorName(visitor))));
const rememberThread = (threadId: string, visitorId: string, accountId = 'acc-1') => {
  const thread = { accountId, threadId, visitorId };
  return write(entry(threadItem, thread, threadName(thread)));
};

beforeEach(async () => {
  await write(entry(accountsItem, { current: 'acc-1', byId: { 'acc-1': { accountId: 'acc-1' } } }));
});

describe('the visitors in the workspace', () => {
  it('are those of this account, the one seen last first, with their conversations', async () => {
    await remember(visitorOf('ada', { seenAt: 1 }), visitorOf('bob', { seenAt: 2 }));
    await remember(visitorOf('cem', { accountId: 'acc-2', seenAt: 3 }));
    await rememberThread('thread-a', 'ada');
    await rememberThread('thread-c', 'cem', 'acc-2');
    const { known } = createWorkspace();
    await vi.waitFor(() => expect(known.value.latest.map(({ visitorId }) => visitorId)).toEqual(['bob', 'ada']));
    expect([...known.value.visitors.keys()].toSorted()).toEqual(['ada', 'bob']);
    expect([...known.value.threads]).toEqual([['thread-a', 'ada']]);
    await remember(visitorOf('ada', { name: 'Ada', seenAt: 4 }));
    await remove(visitorItem.key + visitorName(visitorOf('bob')));
    expect(known.value.latest).toEqual([visitorOf('ada', { name: 'Ada', seenAt: 4 })]);
  });

  it('are not waited for by the first paint', async () => {
    await remember(visitorOf('ada'));
    const reading = vi.spyOn(fakeBrowser.storage.local, 'get');
    const { ready, known } = createWorkspace();
    await ready;
    expect(JSON.stringify(reading.mock.calls)).not.toContain('visitor:');
    expect(known.value).toMatchObject({ latest: [], find: undefined });
  });

  it('can be searched by name once the search is loaded, those who come later too', async () => {
    await remember(visitorOf('c-1', { name: 'Zoë' }));
    const { known } = createWorkspace();
    await vi.waitFor(() => expect(known.value.find?.('zoe', 8)).toHaveLength(1));
    await remember(visitorOf('c-2', { nickname: 'Zoé L.' }));
    expect(known.value.find?.('zoe', 8)).toHaveLength(2);
  });
});

describe('the Visitors page', () => {
  const open = async () => {
    const view = createVisitorsPage();
    await view.ready;
    return { view, ids: () => view.shown.value.map(({ visitorId }) => visitorId) };
  };

  it('keeps everybody in place until I search for something else', async () => {
    await remember(visitorOf('ada', { seenAt: 2 }), visitorOf('bob', { seenAt: 1 }));
    const { view, ids } = await open();
    expect(ids()).toEqual(['ada', 'bob']);
    await remember(visitorOf('bob', { isPinned: true, seenAt: 9 }));
    expect(ids()).toEqual(['ada', 'bob']);
    await remember(visitorOf('cem', { seenAt: 10 }));
    expect(ids()).toEqual(['cem', 'ada', 'bob']);
    await remove(visitorItem.key + visitorName(visitorOf('ada')));
    expect(ids()).toEqual(['cem', 'bob']);
    view.search('b');
    expect(ids()).toEqual(['bob']);
    view.search('');
    expect(ids()).toEqual(['bob', 'cem']);
  });

  it('ranks anew for each search', async () => {
    await remember(visitorOf('bob', { seenAt: 2 }), visitorOf('bobby', { isPinned: true, seenAt: 1 }));
    const { view, ids } = await open();
    expect(ids()).toEqual(['bobby', 'bob']);
    await remember(visitorOf('bobby', { seenAt: 1 }));
    expect(ids()).toEqual(['bobby', 'bob']);
    view.search('bob');
    expect(ids()).toEqual(['bob', 'bobby']);
  });
});
