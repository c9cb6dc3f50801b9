import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { encode, type ItemDefinition, keyOf } from '../../../lib/storage/item.ts';
import { accountsItem } from '../../../lib/storage/items/accounts.ts';
import { threadItem, threadName, type Visitor, visitorItem, visitorName } from '../../../lib/storage/items/visitors.ts';
import { show } from '../../../lib/testing/show.ts';
import { createVisitorsPage } from '../../../lib/view/visitors-page.ts';
import { createVisitors } from '../../../lib/visitors/visitors.ts';
import { ACCOUNT, minutesAgo, NOW } from '../../testing.ts';
import { visitorOf } from '../../workspace/visitor-testing.ts';
import { VisitorsPage } from './VisitorsPage.tsx';

const ROW_PX = 80;
const WINDOW_PX = 640;

export const ADA = visitorOf('c-1', { name: 'Ada Lovelace', nickname: 'Ada', language: 'pt', note: 'likes wool' });
export const BRUNO = visitorOf('c-2', { name: 'Bruno', seenAt: minutesAgo(5) });
export const PINNED = visitorOf('c-3', { name: 'Carla', isPinned: true, seenAt: minutesAgo(9) });

const entry = <T,>(definition: ItemDefinition<T>, value: T, id = '') => ({
  [keyOf(definition, id)]: encode(definition, value),
});

export const remember = (...visitors: Visitor[]) =>
  fakeBrowser.storage.local.set(
    Object.assign({}, ...visitors.map((visitor) => entry(visitorItem, visitor, visitorName(visitor)))),
  );

export const rememberThread = (threadId: string, visitorId: string) => {
  const thread = { accountId: 'acc-1', threadId, visitorId };
  return fakeBrowser.storage.local.set(entry(threadItem, thread, threadName(thread)));
};

/** The page before a background that does what it is asked, until a test says otherwise. */
export async function openVisitors(visitors: Visitor[] = [ADA, BRUNO, PINNED]) {
  // happy-dom lays nothing out: every row is as high as every other, and eight are in the window.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(WINDOW_PX);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(ROW_PX);
  await fakeBrowser.storage.local.set(entry(accountsItem, { current: 'acc-1', byId: { 'acc-1': ACCOUNT } }));
  if (visitors.length > 0) await remember(...visitors);
  const background = createVisitors({ accountId: async () => 'acc-1', now: () => NOW });
  const asked = vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(async (message) => {
    const { name, data } = message as { name: string; data: Parameters<typeof answer>[2] };
    return answer(background, name, data);
  });
  const view = createVisitorsPage(() => NOW);
  await view.ready;
  return { asked, view, ...show(<VisitorsPage view={view} />) };
}

function answer(
  background: ReturnType<typeof createVisitors>,
  name: string,
  data: { visitorId: string; into: string; change: object },
) {
  if (name === 'visitor/save') return background.save(data.visitorId, data.change);
  return name === 'visitor/merge' ? background.merge(data.visitorId, data.into) : background.forget(data.visitorId);
}
