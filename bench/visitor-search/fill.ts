import type { Browser } from '../../e2e/browsers/browser.ts';
import { encode } from '../../lib/storage/item.ts';
import { type Visitor, visitorItem, visitorName } from '../../lib/storage/items/visitors.ts';

const NAMES = ['Ada Lovelace', 'José García', 'Élodie Müller', 'Søren Ødegård', 'Zoë Łukasz', '李小龙', 'محمد علي', ''];
const DAY_MS = 86_400_000;

/** Makes these the only visitors that are known, straight in storage. */
export async function fillVisitors(browser: Browser, count: number): Promise<void> {
  const accountId = await browser.withApi(async (api) => {
    const stored = await api.storage.local.get(null);
    await api.storage.local.remove(Object.keys(stored).filter((key) => key.startsWith('visitor:')));
    return (stored.accounts as { data: { current: string } }).data.current;
  });
  const visitors = Array.from({ length: count }, (_, n) => visitorOf(n, count, accountId));
  const items = Object.fromEntries(
    visitors.map((visitor) => [visitorItem.key + visitorName(visitor), encode(visitorItem, visitor)]),
  );
  await browser.withApi((api, stored) => api.storage.local.set(stored), items);
}

/** The nth visitor; the same number gives the same visitor. */
function visitorOf(n: number, count: number, accountId: string): Visitor {
  const name = n === count - 1 ? 'The Last Of All' : NAMES[n % NAMES.length];
  return {
    accountId,
    visitorId: n % 2 ? `customer-${(n * 7919) % 99_991}` : `${(n * 2_654_435_761) % 4_294_967_296}-b7c4-${n}`,
    ...(name && { name: `${name}${n === count - 1 ? '' : ` ${n}`}` }),
    ...(n % 3 === 0 && { nickname: `Nick ${n}` }),
    ...(n % 5 === 0 && { note: 'asks about the wool blanket' }),
    isPinned: n % 500 === 0,
    seenAt: Date.now() - DAY_MS - n * 60_000,
  };
}
