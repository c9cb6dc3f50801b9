import { type ItemDefinition, valueOr } from '../storage/item.ts';
import {
  MOST_VISITORS,
  type Thread,
  threadItem,
  type Visitor,
  visitorItem,
  visitorName,
} from '../storage/items/visitors.ts';
import { idsOf, readMany, remove } from '../storage/local.ts';

type Who = Pick<Visitor, 'accountId' | 'visitorId'>;

/** So many more go at once, so that with a full memory not every newcomer means reading all of it. */
const ROOM = 50;

/** The readable threads of a visitor. */
export async function threadsOf({ accountId, visitorId }: Who): Promise<Thread[]> {
  const readings = await readMany(threadItem, await ownIds(threadItem, accountId));
  return readings
    .flatMap((reading) => valueOr(reading, []))
    .filter((thread) => thread.accountId === accountId && thread.visitorId === visitorId);
}

/**
 * Beyond so many, those that were seen longest ago go: neither the newcomer, nor whom the agent pinned or wrote about, nor
 * what cannot be read.
 */
export async function pruneVisitors(newcomer: Who): Promise<void> {
  const ids = await ownIds(visitorItem, newcomer.accountId);
  if (ids.length <= MOST_VISITORS) return;
  const readings = await readMany(visitorItem, ids);
  const gone = readings
    .flatMap((reading) => valueOr(reading, []))
    .filter((visitor) => visitor.visitorId !== newcomer.visitorId && !isKept(visitor))
    .sort((a, b) => a.seenAt - b.seenAt)
    .slice(0, ids.length - MOST_VISITORS + ROOM);
  // When it fails, the next newcomer tries again.
  if (gone.length > 0) await remove(...gone.map((visitor) => visitorItem.key + visitorName(visitor)));
}

const isKept = ({ isPinned, nickname, note }: Visitor) => isPinned || nickname !== undefined || note !== undefined;

/** The ids of an account's members; each is the JSON of a list that begins with the account. */
async function ownIds<T>(item: ItemDefinition<T>, accountId: string): Promise<string[]> {
  const beginning = `${JSON.stringify([accountId]).slice(0, -1)},`;
  return (await idsOf(item)).filter((id) => id.startsWith(beginning));
}
