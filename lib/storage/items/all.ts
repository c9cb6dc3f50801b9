import type { ItemDefinition } from '../item.ts';
import { accountsItem } from './accounts.ts';
import { bootItem } from './boot.ts';
import { contextItem } from './context.ts';
import { messageSettingsItem } from './message-settings.ts';
import { draftItem, intentItem, messageItem, recentItem, recipientItem, tabRecipientItem } from './messages.ts';
import { presenceItem } from './presence.ts';
import { presenceLogItem } from './presence-log.ts';
import { presenceSettingsItem } from './presence-settings.ts';
import { rateBudgetItem } from './rate-budget.ts';
import { sidebarItem, siteItem } from './sites.ts';
import { threadItem, visitorItem } from './visitors.ts';

/** Everything that is stored, for what looks through all of it. A test holds it against the files of this folder. */
export const allItems: ItemDefinition<unknown>[] = [
  accountsItem,
  bootItem,
  contextItem,
  draftItem,
  intentItem,
  messageItem,
  messageSettingsItem,
  presenceItem,
  presenceLogItem,
  presenceSettingsItem,
  rateBudgetItem,
  recentItem,
  recipientItem,
  sidebarItem,
  siteItem,
  tabRecipientItem,
  threadItem,
  visitorItem,
];
