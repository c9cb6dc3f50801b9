import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { ask } from '../messaging/ask.ts';
import type { NoAnswer } from '../messaging/contract.ts';
import type { Result } from '../result.ts';
import { defaultSidebar } from '../sites/measures.ts';
import type { StorageFailure } from '../storage/failure.ts';
import { failureOf, valueOr } from '../storage/item.ts';
import { type Rule, type Site, sidebarItem, siteItem } from '../storage/items/sites.ts';
import { createFollower } from './follow.ts';
import { switchOn } from './sites-page-switch.ts';

/** How the rules of a site become others; given those that are stored when it is this change's turn. */
export type RulesChange = (rules: Rule[]) => Rule[];

/** What the Sites page shows and may ask for. `ready` ends when the stored state is on screen. */
export function createSitesPage() {
  const follower = createFollower();
  const stored = follower.followFamily(siteItem);
  const sidebar = follower.follow(sidebarItem);
  const unreadable = signal<StorageFailure | undefined>(undefined);
  const ready = follower.load().catch(() => {
    unreadable.value = { kind: 'storage-unavailable' };
  });
  const sites = computed(() => [...stored.value.values()].sort((a, b) => a.origin.localeCompare(b.origin)));

  return {
    ready,
    sites: sites as ReadonlySignal<Site[]>,
    sidebar: computed(() => valueOr(sidebar.value, defaultSidebar)),
    /** Why the stored state cannot be read, which is not the same as there being none. */
    trouble: computed(() => unreadable.value ?? failureOf(sidebar.value)),
    changeRules: createRuleChanges(stored),
    /** Must be called first thing in a click. */
    switchOn: (origin: string, request: (pattern: string) => Promise<boolean>) => switchOn({ request, ask, origin }),
    ask,
  };
}

export type SitesPageView = ReturnType<typeof createSitesPage>;

/** Saves changes one after the other, each made from what the one before has left: none undoes another. */
function createRuleChanges(stored: ReadonlySignal<ReadonlyMap<string, Site>>) {
  /** What was saved, until storage says so. */
  let saved = new Map<string, Rule[]>();
  effect(() => {
    if (stored.value) saved = new Map();
  });
  const save = async (origin: string, change: RulesChange): Promise<Result<undefined, StorageFailure | NoAnswer>> => {
    const rules = change(saved.get(origin) ?? stored.value.get(origin)?.rules ?? []);
    const answer = await ask('site/save-rules', { origin, rules });
    if (answer.ok) saved.set(origin, rules);
    return answer;
  };
  let before: Promise<unknown> = Promise.resolve();
  return (origin: string, change: RulesChange) => {
    const saving = before.then(() => save(origin, change));
    before = saving.catch(() => undefined);
    return saving;
  };
}
