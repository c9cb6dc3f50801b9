import type { Result } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import { type Sidebar, sidebarItem } from '../storage/items/sites.ts';
import { own } from '../storage/local.ts';
import { defaultSidebar } from './measures.ts';

type Change = { [K in keyof Sidebar]?: Sidebar[K] | undefined };

/** The one writer of where the sidebar is. */
export function createSidebar() {
  const stored = own<Sidebar>(sidebarItem, defaultSidebar);
  return {
    read: stored.read,
    save: ({ side, width, handleAt, isHidden }: Change): Promise<Result<Sidebar, StorageFailure>> =>
      stored.update((before) => ({
        side: side ?? before.side,
        width: width ?? before.width,
        handleAt: handleAt ?? before.handleAt,
        isHidden: isHidden ?? before.isHidden,
      })),
  };
}
