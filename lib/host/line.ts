import { browser } from 'wxt/browser';
import type { CommandAnswers, CommandData, CommandName } from '../messaging/contract.ts';

type Value<N extends CommandName> = CommandAnswers[N] extends infer R
  ? R extends { ok: true; value: infer V }
    ? V
    : never
  : never;

/** The host's way to the background. `onGone` is called once when there is none any more: the extension was updated or removed. */
export function createLine(onGone: () => void) {
  let isGone = false;
  const gone = () => {
    if (isGone) return;
    isGone = true;
    onGone();
  };
  /** Of an extension that was updated under us nothing is left but dead functions. */
  const check = () => {
    try {
      if (browser.runtime?.id) return true;
    } catch {
      // As in Firefox.
    }
    gone();
    return false;
  };
  return {
    check,
    /** Gives the answer, or nothing when there is none. */
    async ask<N extends CommandName>(name: N, data: CommandData<N>): Promise<Value<N> | undefined> {
      if (isGone || !check()) return undefined;
      try {
        const answer = (await browser.runtime.sendMessage({ name, data })) as
          | { ok?: boolean; value?: Value<N> }
          | undefined;
        return answer?.ok ? answer.value : undefined;
      } catch {
        check();
        return undefined;
      }
    },
  };
}

export type Line = ReturnType<typeof createLine>;
