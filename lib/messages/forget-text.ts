import type { Message } from '../storage/items/messages.ts';
import { isOver } from './states.ts';
import { textHash } from './text-hash.ts';

/** Whether a message holds a text that nothing is left to be decided about. */
export const hasSpentText = (message: Message) => isOver(message) && message.text !== '';

/** The message with a hash in place of its text. */
export const withoutText = async (message: Message): Promise<Message> => ({
  ...message,
  text: '',
  textHash: await textHash(message, message.text),
});
