import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { blockersOf } from '../messages/plan.ts';
import { type Ask, ask } from '../messaging/ask.ts';
import type { CommandName } from '../messaging/contract.ts';
import { err } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import { failureOf, valueOr } from '../storage/item.ts';
import { type Account, accountsItem, currentAccount } from '../storage/items/accounts.ts';
import { bootItem } from '../storage/items/boot.ts';
import { type Message, messageItem, recentItem } from '../storage/items/messages.ts';
import { noPresence, presenceItem } from '../storage/items/presence.ts';
import { defaultPresenceSettings, presenceSettingsItem } from '../storage/items/presence-settings.ts';
import { findUnreadable } from '../storage/unreadable.ts';
import { afterPaint } from './after-paint.ts';
import { createClock, createOnline } from './clock.ts';
import { createComposer } from './composer.ts';
import { createFollower, type Follower } from './follow.ts';
import type { FrameGuard } from './frame-guard.ts';
import { followLines } from './presence-log.ts';
import { createThisPage, type Tab, type ThisPage } from './this-page.ts';
import { createKnown, followVisitors, recentVisitors } from './visitors.ts';

type Options = {
  now?: () => number;
  surface?: ThisPage['surface'];
  /** The tab beside us, for knowing which visitor its page shows. */
  tab?: ReadonlySignal<Tab | undefined>;
  /** Stands in a frame inside a page; see `frame-guard.ts`. */
  guard?: FrameGuard;
};

/** In a frame these need an agent who sees what they press. */
const GUARDED = new Set<CommandName>([
  'message/send-now',
  'message/edit',
  'message/delete',
  'message/send-again',
  'message/send-anyway',
  'message/arrived',
  'rule/confirm',
  'visitor/link',
  'visitor/forget',
]);

/** What popup, side panel and frame show and may ask for. `ready` ends when the stored state is on screen. */
export function createWorkspace({
  now = Date.now,
  surface = 'popup',
  tab = signal(undefined),
  guard = openGuard,
}: Options = {}) {
  const follower = createFollower();
  const accounts = follower.follow(accountsItem);
  const presence = follower.follow(presenceItem);
  const rules = follower.follow(presenceSettingsItem);
  const boot = follower.follow(bootItem);
  const recent = follower.follow(recentItem);
  const list = computed(() => valueOr(recent.value, { ids: [], unsettled: [] }));
  const messages = followMessages(
    follower,
    computed(() => list.value.ids),
  );
  const page = createThisPage(follower, { tab, surface });
  const command: Ask = async (name, data) =>
    GUARDED.has(name) && !guard.mayAct() ? (err({ kind: 'not-in-sight' }) as never) : ask(name, data);

  const account = computed<Account | undefined>(() => {
    const all = valueOr(accounts.value, undefined);
    return all && currentAccount(all);
  });
  const accountId = computed(() => account.value?.accountId);
  const own = computed(() => messages.value.filter((message) => message.accountId === accountId.value));
  const composer = createComposer(follower, {
    accountId,
    bootId: computed(() => valueOr(boot.value, undefined)),
    messages: own,
    page,
    mayAct: guard.mayAct,
    now,
  });

  /** A picture, which the first paint does not wait for. */
  const pictures = createFollower();
  const lines = followLines(pictures, accountId);
  const recents = computed(() => recentVisitors(own.value, composer.written.value));
  /** There may be thousands of them: they are read when the page stands. */
  const people = createFollower();
  const { known, load: loadSearch } = createKnown(followVisitors(people, accountId), recents);
  const unreadable = signal<StorageFailure | undefined>(undefined);
  const load = async () => {
    await follower.load();
    composer.begin();
  };
  const ready = load().catch(() => {
    unreadable.value = { kind: 'storage-unavailable' };
  });
  const quarantined = signal(0);
  void ready.then(pictures.load).catch(noScan);
  void ready.then(afterPaint).then(people.load).then(loadSearch).catch(noScan);
  // It reads everything, so it waits until the page stands.
  void ready
    .then(afterPaint)
    .then(findUnreadable)
    .then(({ length }) => {
      quarantined.value = length;
    }, noScan);

  return {
    ready,
    account,
    /** Why the account cannot be read, which is not the same as having none. */
    trouble: computed<StorageFailure | undefined>(() => unreadable.value ?? failureOf(accounts.value)),
    /** How many stored records cannot be read; they stay as they are, and the history page shows them. */
    quarantined: quarantined as ReadonlySignal<number>,
    presence: computed(() => valueOr(presence.value, noPresence)),
    /** The rules of presence that the agent chose. */
    rules: computed(() => valueOr(rules.value, defaultPresenceSettings)),
    /** What presence was in the last days, in no order. */
    lines,
    messages: own,
    /** The ids of queued messages that wait because one before them may have been sent. */
    heldBack: computed(() => heldBack(list.value.unsettled, own.value)),
    /** Whom the agent wrote to, or began to write to. */
    visitors: recents,
    /** What is remembered of visitors; it comes a moment after the rest. */
    known,
    composer,
    /** The page beside us. */
    page,
    isKeyboardTaken: guard.isKeyboardTaken,
    time: createClock(now, presence),
    online: createOnline(() => void ask('presence/refresh', { reason: 'network-back' })),
    ask: command,
  };
}

export type WorkspaceView = ReturnType<typeof createWorkspace>;

/** Popup and panel belong to the browser: no page can reach them. */
const openGuard: FrameGuard = { mayAct: () => true, isKeyboardTaken: signal(false) };

/** Storage is out of order altogether, which `trouble` says. */
const noScan = () => undefined;

/** The recent messages, newest first; a record that cannot be read is left out. */
function followMessages(follower: Follower, ids: ReadonlySignal<string[]>): ReadonlySignal<Message[]> {
  const records = computed(() => ids.value.map((id) => follower.follow(messageItem, id)));
  let before: string[] = [];
  effect(() => {
    if (records.value.length > 0) void follower.load();
    for (const id of before) if (!ids.value.includes(id)) follower.unfollow(messageItem, id);
    before = ids.value;
  });
  return computed(() => records.value.flatMap((record) => valueOr(record.value, [])));
}

function heldBack(unsettled: string[], messages: Message[]): ReadonlySet<string> {
  const inOrder = unsettled.flatMap((id) => messages.find((message) => message.id === id) ?? []);
  const waits = (message: Message, i: number) =>
    message.state.kind === 'queued' && blockersOf(message, inOrder.slice(0, i)).length > 0;
  return new Set(inOrder.filter(waits).map(({ id }) => id));
}
