import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { err, ok, type Result } from '../result.ts';
import type { Presence } from '../storage/items/presence.ts';
import { troubleNotice } from '../text/presence.ts';
import { actionOf } from './trouble.ts';

/** One id: trouble is told once, and taken away when it is over. */
const ID = 'presence-trouble';
const TEST_ID = 'presence-test';

const show = (id: string, words: { title: string; message: string }) =>
  browser.notifications.create(id, { type: 'basic', iconUrl: browser.runtime.getURL('/icon/128.png'), ...words });

export const presenceNotification = {
  async tell(presence: Presence): Promise<void> {
    // A system without notifications is no reason to stop: the badge says it as well.
    await show(ID, troubleNotice(presence, actionOf(presence).kind)).catch(() => undefined);
  },
  async untell(): Promise<void> {
    await browser.notifications.clear(ID);
  },
  /** Shows one on demand, so that the agent sees whether the system lets it through. */
  test: (): Promise<Result<undefined, { kind: 'not-shown' }>> =>
    show(TEST_ID, { title: i18n.t('presence.notice.test'), message: i18n.t('presence.notice.testBody') }).then(
      () => ok(undefined),
      () => err({ kind: 'not-shown' }),
    ),
};

/** Calls back when the notification about trouble is clicked. Must run before the first `await` of the background. */
export function onTroubleClicked(act: () => void): void {
  browser.notifications.onClicked.addListener((id) => {
    if (id === ID) act();
  });
}
