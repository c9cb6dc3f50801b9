import { browser } from 'wxt/browser';
import { err, type Result } from '../result.ts';
import type { CommandAnswers, CommandData, CommandName, NoAnswer } from './contract.ts';

type Failure<R> = R extends { ok: false; failure: infer F } ? F : never;
type Value<R> = R extends { ok: true; value: infer V } ? V : never;

export type Ask = <N extends CommandName>(
  name: N,
  data: CommandData<N>,
) => Promise<Result<Value<CommandAnswers[N]>, Failure<CommandAnswers[N]> | NoAnswer>>;

/**
 * Gives the background a command and waits for its answer. When the worker dies on the way the browser's error is
 * misleading, so it becomes `no-answer`: the caller looks at the stored state to see what happened.
 */
export const ask: Ask = async (name, data) => {
  try {
    const answer: unknown = await browser.runtime.sendMessage({ name, data });
    return answer === undefined ? err({ kind: 'no-answer' }) : (answer as Awaited<ReturnType<typeof ask<typeof name>>>);
  } catch {
    return err({ kind: 'no-answer' });
  }
};
