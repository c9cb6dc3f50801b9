import { type ReadonlySignal, signal } from '@preact/signals';
import { type Draft, draftItem, draftName, type Recipient } from '../storage/items/messages.ts';
import { type Entry, entry } from '../storage/local.ts';
import type { Follower } from './follow.ts';

type Dependencies = {
  /** This open page. */
  surface: string;
  accountId: ReadonlySignal<string | undefined>;
  /** The texts of the messages confirmed lately, by id. */
  confirmed: ReadonlySignal<ReadonlyMap<string, string>>;
};

type To = Pick<Recipient, 'visitorId' | 'mode'>;
type All = ReadonlyMap<string, Draft>;

/** What has to be stored, and which keys removed, in the tick of a change. */
export type Changes = { entries: Entry[]; gone: string[] };

/** What is being written, one draft for each visitor and mode, on every surface the same. */
export function createDrafts(follower: Follower, { surface, accountId, confirmed }: Dependencies) {
  const stored = follower.followFamily(draftItem);
  /** The newest of each draft, whoever wrote it. */
  const latest = signal<All>(new Map());
  /** Drafts of which nobody has written a letter: their id stays the same until then. */
  const blank = new Map<string, Draft>();
  let before: All = new Map();
  let revision = 0;
  /** The last that this page wrote of each. */
  const own = new Map<string, Draft>();

  stored.subscribe((now) => {
    const next = new Map(latest.value);
    for (const [name, draft] of now) {
      if (before.get(name) === draft) continue;
      const mine = own.get(name);
      if (draft.surface !== surface) next.set(name, draft);
      // Our own writes come back late; only the last of them is as new as what stands here. And it is taken as it was
      // written: storage cannot hold half of a surrogate pair, and what is wrong with a text must not be hidden.
      else if (mine && mine.revision === draft.revision) next.set(name, mine);
    }
    for (const [name, gone] of before) {
      const here = next.get(name);
      const isHeard = gone.surface === surface && gone.revision === here?.revision;
      // Sent or emptied elsewhere. What was written here is newer as long as its own echo has not come.
      if (!now.has(name) && (here?.surface !== surface || isHeard)) next.delete(name);
    }
    before = now;
    latest.value = next;
  });

  const blankFor = (recipient: Recipient, key = draftName(recipient)): Draft => {
    const made = blank.get(key) ?? {
      ...recipient,
      id: crypto.randomUUID(),
      surface,
      revision: 0,
      text: '',
      caret: 0,
    };
    blank.set(key, made);
    return made;
  };

  /** A draft that was sent is over; what another surface wrote into it since belongs to the next message. */
  const alive = (draft: Draft): Draft => {
    const sent = confirmed.value.get(draft.id);
    if (sent === undefined) return draft;
    const { accountId, visitorId, mode, text, caret } = draft;
    const next = blankFor({ accountId, visitorId, mode }, draft.id);
    return sent === '' || sent === text ? next : { ...next, text, caret };
  };

  return {
    /** The draft to somebody; a signal that reads it follows it. */
    of({ visitorId, mode }: To): Draft {
      const recipient: Recipient = { accountId: accountId.value, visitorId, mode };
      const draft = latest.value.get(draftName(recipient));
      if (draft) return alive(draft);
      // Written before there was an account.
      const early = latest.value.get(draftName({ ...recipient, accountId: undefined }));
      return early ? { ...early, accountId: accountId.value } : blankFor(recipient);
    },

    /** All drafts of this account that hold a text. */
    written: (): Draft[] =>
      [...latest.value.values()].filter(
        (draft) => draft.accountId === accountId.value && alive(draft).text.trim() !== '',
      ),

    /** Makes drafts the newest ones, at once. */
    put(...drafts: Draft[]): Changes {
      const next = new Map(latest.value);
      const changes: Changes = { entries: [], gone: [] };
      for (const draft of drafts) {
        const name = draftName(draft);
        const newest: Draft = { ...draft, surface, revision: ++revision };
        const early = draftName({ ...draft, accountId: undefined });
        // It goes on as the account's; left there, it would come back after it was sent.
        if (!next.has(name) && next.delete(early)) changes.gone.push(draftItem.key + early);
        next.set(name, newest);
        own.set(name, newest);
        for (const [key, { id }] of blank) if (id === draft.id) blank.delete(key);
        // What a newer version wrote there stays; here the text lives as long as the page.
        if (follower.isUnreadable(draftItem.key + name)) continue;
        if (newest.text === '') changes.gone.push(draftItem.key + name);
        else changes.entries.push(entry(draftItem, newest, name));
      }
      latest.value = next;
      return changes;
    },
  };
}

/** The same draft without a text, under the id of the next message. */
export const emptied = (draft: Draft): Draft => ({ ...draft, id: crypto.randomUUID(), text: '', caret: 0 });
