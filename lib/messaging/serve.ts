import { browser } from 'wxt/browser';
import {
  type CommandAnswers,
  type CommandData,
  type CommandName,
  commands,
  envelope,
  type PageName,
} from './contract.ts';
import { type From, type Sender, senderOf } from './sender.ts';

export type Handlers = { [N in CommandName]: (data: CommandData<N>, from: From) => Promise<CommandAnswers[N]> };

type Accepted = { [N in CommandName]: { name: N; data: CommandData<N> } }[CommandName];

/** The command in a message, or undefined when the sender may not give it or it is not well formed. */
export function accept(message: unknown, page: PageName | undefined): Accepted | undefined {
  const opened = envelope.safeParse(message);
  if (!page || !opened.success || !Object.hasOwn(commands, opened.data.name)) return undefined;
  const name = opened.data.name as CommandName;
  const from: readonly PageName[] = commands[name].from;
  if (!from.includes(page)) return undefined;
  const data = commands[name].data.safeParse(opened.data.data);
  return data.success ? ({ name, data: data.data } as Accepted) : undefined;
}

/** What any frame with our page may say: the proof itself, and that there is such a frame, which has to be known at once. */
const OPEN_TO_ALL = new Set<CommandName>(['frame/hello', 'host/menu']);

/**
 * Answers commands. Must be called before the first `await` of the background. A frame inside a site may ask only when
 * `isProven` knows it.
 */
export function serve(handlers: Handlers, isProven: (frame: From) => Promise<boolean>): void {
  const base = browser.runtime.getURL('/');
  const { id } = browser.runtime;
  const answer = async (message: unknown, from: From | undefined): Promise<unknown> => {
    const command = accept(message, from?.page);
    if (!command || !from) return undefined;
    if (from.page === 'frame' && !OPEN_TO_ALL.has(command.name) && !(await isProven(from))) return undefined;
    const handle = handlers[command.name] as (data: unknown, from: From) => Promise<unknown>;
    return handle(command.data, from);
  };
  // A callback and `true` instead of a promise: older Chrome does not wait for promises.
  browser.runtime.onMessage.addListener((message: unknown, sender: Sender, sendResponse: (answer: unknown) => void) => {
    answer(message, senderOf(sender, id, base)).then(sendResponse, (bug: unknown) => {
      sendResponse(undefined);
      throw bug;
    });
    return true;
  });
}
