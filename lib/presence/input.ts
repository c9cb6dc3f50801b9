import { browser } from 'wxt/browser';
import type { Presence } from '../storage/items/presence.ts';

/** In Chrome the screen's lock is seen as well; Firefox never says it. */
type Input = NonNullable<Presence['input']>;

/** Has the browser tell when nobody has touched keyboard or mouse for so many minutes. */
export const watchInput = (minutes: number): void => browser.idle.setDetectionInterval(minutes * 60);

export const askInput = (minutes: number): Promise<Input> => browser.idle.queryState(minutes * 60);

/** Calls back when that changes. Must run before the first `await` of the background. */
export const onInputChanged = (listener: (input: Input) => void): void =>
  browser.idle.onStateChanged.addListener(listener);
