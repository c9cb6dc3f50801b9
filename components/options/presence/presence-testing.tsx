import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { err, ok } from '../../../lib/result.ts';
import { encode, type ItemDefinition, keyOf } from '../../../lib/storage/item.ts';
import { accountsItem } from '../../../lib/storage/items/accounts.ts';
import { type Presence, presenceItem } from '../../../lib/storage/items/presence.ts';
import { type LogLine, presenceLogItem } from '../../../lib/storage/items/presence-log.ts';
import {
  type Block,
  defaultPresenceSettings,
  type PresenceSettings,
  presenceSettingsItem,
} from '../../../lib/storage/items/presence-settings.ts';
import { show } from '../../../lib/testing/show.ts';
import { createPresencePage } from '../../../lib/view/presence-page.ts';
import { ACCOUNT, NOW } from '../../testing.ts';
import { PresencePage } from './PresencePage.tsx';

/** Monday, 4 May 2026, noon. */
export { NOW };
export const at = (hour: number, minute = 0): number => new Date(2026, 4, 4, hour, minute).getTime();
export const ONLINE: Presence = { wish: 'on', input: 'active', status: { kind: 'online', confirmedAt: NOW - 20_000 } };

/** The rules with other ones among them. */
export const rulesOf = (change: Partial<PresenceSettings> = {}): PresenceSettings => ({
  ...defaultPresenceSettings,
  ...change,
});

/** A schedule that is on, in this computer's zone. */
export const scheduleOf = (change: Partial<PresenceSettings['schedule']> = {}): PresenceSettings['schedule'] => ({
  ...defaultPresenceSettings.schedule,
  isOn: true,
  ...change,
});

/** A week with these hours on Monday, and none else. */
export const mondayOf = (...blocks: Block[]): PresenceSettings['schedule']['week'] => [blocks, [], [], [], [], [], []];

const entry = <T,>(definition: ItemDefinition<T>, value: T, id = '') => ({
  [keyOf(definition, id)]: encode(definition, value),
});

type Given = {
  presence?: Presence;
  rules?: PresenceSettings;
  lines?: LogLine[];
  canSeeLock?: boolean;
  now?: () => number;
};

/** The page before a background that does what it is asked, or says that it cannot. */
export async function openPresencePage({ presence = ONLINE, rules, lines, canSeeLock = true, now }: Given = {}) {
  await fakeBrowser.storage.local.set({
    ...entry(accountsItem, { current: 'acc-1', byId: { 'acc-1': ACCOUNT } }),
    ...entry(presenceItem, presence),
    ...(rules && entry(presenceSettingsItem, rules)),
    ...(lines && entry(presenceLogItem, lines, 'acc-1.2026-05-04')),
  });
  const background = actLikeTheBackground(rules);
  const view = createPresencePage(now ?? (() => NOW));
  await view.ready;
  return { ...background, view, ...show(<PresencePage view={view} canSeeLock={canSeeLock} />) };
}

function actLikeTheBackground(rules = defaultPresenceSettings) {
  const background = { stored: rules, isFull: false };
  const asked = vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(async (message) => {
    const { name, data } = message as { name: string; data: { change?: Partial<PresenceSettings> } };
    if (background.isFull)
      return err({ kind: name === 'presence/test-notification' ? 'not-shown' : 'storage-unavailable' });
    if (name !== 'presence-settings/save') return ok(undefined);
    background.stored = { ...background.stored, ...data.change };
    await fakeBrowser.storage.local.set(entry(presenceSettingsItem, background.stored));
    return ok(background.stored);
  });
  return { background, asked };
}
