import { askIn, type Driver, type Name, pattern } from './driver.ts';
import * as inside from './in-page.ts';
import { click } from './input.ts';
import { NotYet, until } from './until.ts';

/** A message in the list "Recent messages". */
export interface Row {
  text(): Promise<string>;
  click(button: Name): Promise<void>;
  has(button: Name): Promise<boolean>;
  /** Waits until the row says this (whole words, in this case) beside the text it was found by. */
  waitForState(state: Name, timeoutMs?: number): Promise<void>;
}

/** The first message whose row contains the text. */
export function createRow(driver: Driver, text: Name): Row {
  const row = pattern(text);
  const button = (name: Name) => ({ role: 'button', name: pattern(name), row });
  const read = async () => (await askIn(driver, inside.rowTexts, row))[0] ?? new NotYet('no such row');
  return {
    text: () => until(`row ${text}`, read),
    click: (name) => click(driver, button(name)),
    has: async (name) => (await askIn(driver, inside.countOf, button(name))) > 0,
    async waitForState(state, timeoutMs) {
      const probe = async () => {
        const said = await read();
        if (said instanceof NotYet) return said;
        return says(said.replace(text, ''), state) || new NotYet(`it says: ${said}`);
      };
      await until(`row ${text} to say ${state}`, probe, timeoutMs);
    },
  };
}

function says(said: string, state: Name): boolean {
  if (state instanceof RegExp) return state.test(said);
  const literal = state.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<!\\w)${literal}(?!\\w)`).test(said);
}
