import { browser } from 'wxt/browser';
import { needsAnswerWords } from '../text/message.ts';

/** One id: a newer one takes the place of an older. */
const ID = 'needs-answer';

/** Tells that messages wait for the agent, once, however many. Clicking it is the way to them. */
export async function tellNeedsAnswer(count: number): Promise<void> {
  const { title, message } = needsAnswerWords(count);
  await browser.notifications.create(ID, {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icon/128.png'),
    title,
    message,
  });
}

/** Takes the notification away when nothing waits any more. */
export const untellNeedsAnswer = () => browser.notifications.clear(ID);

/** Calls back when the notification is clicked. Must run before the first `await` of the background. */
export function onNeedsAnswerClicked(open: () => void): void {
  browser.notifications.onClicked.addListener((id) => {
    if (id === ID) open();
  });
}
