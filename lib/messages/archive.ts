import type { HistoryQuery } from '../messaging/contract.ts';
import type { Message } from '../storage/items/messages.ts';

/** When a message was confirmed, in ms since 1970, and its id: the order of history. */
export type MessageKey = [confirmedAt: number, id: string];

/** Older messages, out of the way of the pages. All calls reject when the browser's IndexedDB is out of order. */
export type Archive = {
  /** Keeps messages for good before it resolves. One that is there already is replaced, also when its time changed. */
  put(messages: Message[]): Promise<void>;
  has(id: string): Promise<boolean>;
  /** The keys of all messages that fit, newest first. */
  find(query: HistoryQuery): Promise<MessageKey[]>;
  /** Those that are still there, in the order asked. */
  get(keys: MessageKey[]): Promise<Message[]>;
  /** Removes what was confirmed before `time` and has come to its end; see `isOver` in `states.ts`. */
  removeBefore(time: number): Promise<void>;
  /** Replaces the text of everything that has come to its end by its hash. */
  forgetTexts(): Promise<void>;
  /** Removes everything. */
  wipe(): Promise<void>;
};
