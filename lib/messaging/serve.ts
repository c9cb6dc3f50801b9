import { browser } from 'wxt/browser';
import {
  type CommandAnswers,
  type CommandData,
  type CommandName,
  commands,
  envelope,
  type PageName,
} from './contract.ts';
import { pageOf, type Sender } from './sender.ts';

export type Handlers = { [N in CommandName]: (data: CommandData<N>) => Promise<CommandAnswers[N]> };

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

/** Answers commands. Must be called before the first `await` of the background. */
export function serve(handlers: Handlers): void {
  const base = browser.runtime.getURL('/');
  const { id } = browser.runtime;
  // A callback and `true` instead of a promise: older Chrome does not wait for promises.
  browser.runtime.onMessage.addListener((message: unknown, sender: Sender, sendResponse: (answer: unknown) => void) => {
    const command = accept(message, pageOf(sender, id, base));
    if (!command) {
      sendResponse(undefined);
      return true;
    }
    const handle = handlers[command.name] as (data: unknown) => Promise<unknown>;
    handle(command.data).then(sendResponse, (bug: unknown) => {
      sendResponse(undefined);
      throw bug;
    });
    return true;
  });
}
