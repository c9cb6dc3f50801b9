import type { Browser } from '../browsers/browser.ts';
import type { Page } from '../browsers/page.ts';
import { NotYet, until } from '../browsers/until.ts';
import { type Book, numberOf } from './book.ts';
import { type Chance, oneOf, pick } from './chance.ts';
import { compose, edit, press, remove, sendAndLeave, sendWithEnter, tidyUp } from './hands.ts';
import type { Popups } from './popups.ts';
import { type Hot, type Kept, readHot } from './stored.ts';

// With digits in them, or the composer would take one visitor's ID in a text for a name.
const VISITORS = ['soak-visitor-1', 'soak-visitor-2', 'shop/4711 b', 'soak-visitor-4'];
const WORDS = ['Hello!', 'Your parcel is on its way.', 'One moment, please.', '😀 Grüße', 'A line\nand another'];

type Parts = {
  browser: Browser;
  popups: Popups;
  book: Book;
  chance: Chance;
  /** Whether Brevo has a message of this number: what a careful agent would look up before answering. */
  hasArrived: (number: number) => boolean;
};

type Action = (page: Page, hot: Hot) => Promise<boolean>;

/** A busy agent. `act` does one thing at random and gives its name, or undefined when there was nothing to do it with. */
export function createAgent({ browser, popups, book, chance, hasArrived }: Parts) {
  const write = async (page: Page): Promise<number> => {
    const visitorId = oneOf(chance, VISITORS) ?? '';
    const { number, text } = book.write(oneOf(chance, WORDS) ?? '');
    await compose(page, visitorId, chance() < 0.7 ? 'Agent' : 'Automated', text);
    book.confirm(number, visitorId);
    return number;
  };
  const some = ({ messages }: Hot, ...kinds: string[]): Kept | undefined =>
    oneOf(
      chance,
      messages.filter(({ state }) => kinds.includes(state.kind)),
    );
  const on =
    (act: (page: Page, message: Kept) => Promise<boolean>, ...kinds: string[]): Action =>
    async (page, hot) => {
      const message = some(hot, ...kinds);
      return message !== undefined && act(page, message);
    };

  const actions: Record<string, Action> = {
    send: async (page) => {
      await write(page);
      await sendWithEnter(page);
      return true;
    },
    'send and close in one tick': async () => {
      const page = await popups.second();
      await write(page);
      await sendAndLeave(page);
      popups.forgetSecond();
      return true;
    },
    undo: on(async (page, { id, text }) => {
      if (!(await press(page, id, 'Undo'))) return false;
      if ((await stateAfterHold(browser, id)) === 'cancelled') book.undone(text);
      return true;
    }, 'held'),
    'send now': on(async (page, { visitorId }) => {
      await compose(page, visitorId, 'Agent', '');
      await page.press('Enter');
      return true;
    }, 'held'),
    edit: on((page, { id, text }) => edit(page, id, `${text} (edited)`), 'sent', 'held', 'not-sent'),
    delete: on((page, { id }) => remove(page, id), 'sent', 'held', 'not-sent'),
    'answer an unknown': on((page, message) => answer(page, message), 'unknown'),
    'send again': on((page, message) => again(page, message), 'not-sent'),
    'send anyway': on((page, { id }) => press(page, id, 'Send anyway'), 'queued', 'needs-answer'),
    'close and open a popup': async () => {
      await popups.closeSecond();
      await popups.second();
      return true;
    },
  };
  const answer = (page: Page, message: Kept) =>
    hasArrived(numberOf(message.text)) ? press(page, message.id, 'It arrived') : again(page, message);
  const again = async (page: Page, { id, text }: Kept) => {
    const isPressed = await press(page, id, 'Send again');
    if (isPressed) book.sentAgain(text);
    return isPressed;
  };
  const weights: [number, string][] = [
    ...[
      [9, 'send'],
      [1, 'send and close in one tick'],
      [3, 'undo'],
      [2, 'send now'],
      [3, 'edit'],
      [2, 'delete'],
    ],
    ...[
      [3, 'answer an unknown'],
      [1, 'send again'],
      [2, 'send anyway'],
      [1, 'close and open a popup'],
    ],
  ] as [number, string][];

  return {
    async act(): Promise<string | undefined> {
      const name = pick(chance, weights);
      const page = chance() < 0.6 ? popups.first() : await popups.second();
      await tidyUp(page);
      const isDone = await actions[name]?.(page, await readHot(browser));
      return isDone ? name : undefined;
    },
    /** Lets go whatever waits for the agent, so that everything can come to an end. */
    async release(hot: Hot): Promise<void> {
      const waiting = hot.messages.filter(({ state }) => ['queued', 'needs-answer'].includes(state.kind));
      for (const { id } of waiting) {
        if (await press(popups.first(), id, 'Send anyway')) book.count('send anyway');
      }
    },
  };
}

/** What an undo came to: it may meet the end of the hold. */
const stateAfterHold = (browser: Browser, id: string): Promise<string> =>
  until(
    'the hold to end',
    async () => {
      const { messages } = await readHot(browser);
      const kind = messages.find((message) => message.id === id)?.state.kind;
      return kind === undefined || kind === 'held' ? new NotYet(`it is ${kind ?? 'not there'}`) : kind;
    },
    45_000,
  );
