import { askIn, type Driver, type Name, type Point, pattern, type World } from './driver.ts';
import * as inside from './in-page.ts';
import { click, fill, navigate, press, type } from './input.ts';
import { createRow, type Row } from './row.ts';
import { NotYet, until } from './until.ts';

export type { Name, Row };

/** A page as a person meets it: found by role and name, clicked and typed into with the browser's own input. */
export interface Page {
  click(role: string, name: Name): Promise<void>;
  /** Replaces the content of a field at once, or chooses an option of a list by its label. */
  fill(role: string, name: Name, text: string): Promise<void>;
  /** Clicks the field and types at the end of its text, key by key. */
  type(role: string, name: Name, text: string): Promise<void>;
  /** Types key by key into whatever has the focus. */
  typeOn(text: string): Promise<void>;
  /** A real click at a point of the page, whatever is there. */
  clickAt(x: number, y: number): Promise<void>;
  /** Drags whatever is at a point to another. */
  drag(from: Point, to: Point): Promise<void>;
  /** One key for whatever has the focus, with modifiers: `Shift+Enter`. */
  press(key: string): Promise<void>;
  text(role: string, name: Name): Promise<string>;
  value(role: string, name: Name): Promise<string>;
  checked(role: string, name: Name): Promise<boolean>;
  /** Whether it is there now; does not wait. */
  isVisible(role: string, name: Name): Promise<boolean>;
  waitFor(role: string, name: Name, timeoutMs?: number): Promise<void>;
  waitUntilGone(role: string, name: Name, timeoutMs?: number): Promise<void>;
  waitForText(text: Name, timeoutMs?: number): Promise<void>;
  /** The first message whose row contains this text. */
  row(text: Name): Row;
  rows(): Promise<number>;
  /** The accessible name of what has the focus, or nothing. */
  focusedName(): Promise<string>;
  /** Runs a function in the page; what goes in and comes out is JSON, and it sees nothing but its argument. */
  evaluate<Result, Argument = undefined>(
    fn: (argument: Argument) => Result | Promise<Result>,
    argument?: Argument,
  ): Promise<Result>;
  /** Runs the source of a library in the page, which the page's own policy would not let it load. */
  runScript(source: string): Promise<void>;
  navigate(url: string): Promise<void>;
  /** The document in a frame of this page whose address begins so; waits for it. */
  frame(prefix: string, timeoutMs?: number): Promise<Page>;
  /** Whether there is such a frame now. */
  hasFrame(prefix: string): Promise<boolean>;
  /** Runs a function in our content script's world of this page, if it is there. Only Chromium's debugger gets into it. */
  inWorldOf<Result, Argument = undefined>(
    origin: string,
    fn: (argument: Argument) => Result | Promise<Result>,
    argument?: Argument,
  ): Promise<Result>;
  /** The origins of all content scripts in this page. */
  originsOfWorlds(): Promise<string[]>;
  /** Has the page look as it does on paper, or as on the screen again. */
  emulatePrint(isOn: boolean): Promise<void>;
  screenshot(path: string): Promise<void>;
  close(): Promise<void>;
}

/** Builds a page on a browser's driver. */
export function createPage(driver: Driver): Page {
  const query = (role: string, name: Name) => ({ role, name: pattern(name) });
  const read = (role: string, name: Name) =>
    until(`${role} ${name}`, async () => {
      const reading = await askIn(driver, inside.readingOf, query(role, name));
      return typeof reading === 'string' ? new NotYet(reading) : reading;
    });
  const count = (role: string, name: Name) => askIn(driver, inside.countOf, query(role, name));
  return {
    ...waits(driver, count),
    click: (role, name) => click(driver, query(role, name)),
    clickAt: (x, y) => driver.click(x, y),
    async drag(from, to) {
      if (!driver.drag) throw new Error('nothing can be dragged in this page');
      await driver.drag(from, to);
    },
    fill: (role, name, text) => fill(driver, query(role, name), text),
    type: (role, name, text) => type(driver, query(role, name), text),
    typeOn: (text) => driver.type(text),
    press: (key) => press(driver, key),
    text: async (role, name) => (await read(role, name)).text,
    value: async (role, name) => (await read(role, name)).value,
    checked: async (role, name) => (await read(role, name)).checked,
    isVisible: async (role, name) => (await count(role, name)) > 0,
    row: (text) => createRow(driver, text),
    rows: async () => (await askIn(driver, inside.rowTexts)).length,
    focusedName: () => askIn(driver, inside.focusedName),
    evaluate: (fn, argument) => askIn(driver, fn, argument as never),
    runScript: async (source) => void (await driver.evaluate(`${source}\n;undefined`)),
    navigate: (url) => navigate(driver, url),
    frame: async (prefix, timeoutMs) =>
      createPage(
        await until(
          `a frame of ${prefix}`,
          async () => (await driver.frame?.(prefix)) ?? new NotYet('it is not there'),
          timeoutMs,
        ),
      ),
    hasFrame: async (prefix) => (await driver.frame?.(prefix)) !== undefined,
    async inWorldOf(origin, fn, argument) {
      const world = (await worldsOf(driver)).find((one) => one.origin === origin);
      if (!world) throw new Error(`there is no world of ${origin}`);
      return askIn(world, fn, argument as never);
    },
    originsOfWorlds: async () => (await worldsOf(driver)).map(({ origin }) => origin),
    emulatePrint: async (isOn) => {
      if (!driver.emulatePrint) throw new Error('this page has no paper');
      await driver.emulatePrint(isOn);
    },
    screenshot: (path) => driver.screenshot(path),
    close: () => driver.close(),
  };
}

async function worldsOf(driver: Driver): Promise<World[]> {
  if (!driver.worlds) throw new Error('this browser keeps the worlds of content scripts to itself');
  return driver.worlds();
}

function waits(driver: Driver, count: (role: string, name: Name) => Promise<number>) {
  const isIn = (text: Name, seen: string) => (typeof text === 'string' ? seen.includes(text) : text.test(seen));
  return {
    async waitFor(role: string, name: Name, timeoutMs?: number) {
      const probe = async () => (await count(role, name)) > 0 || new NotYet('it is not there');
      await until(`${role} ${name}`, probe, timeoutMs);
    },
    async waitUntilGone(role: string, name: Name, timeoutMs?: number) {
      const probe = async () => (await count(role, name)) === 0 || new NotYet('it is still there');
      await until(`${role} ${name} to go`, probe, timeoutMs);
    },
    async waitForText(text: Name, timeoutMs?: number) {
      const probe = async () => {
        const seen = await askIn(driver, inside.pageText);
        return isIn(text, seen) || new NotYet(`the page says: ${seen.slice(0, 600)}`);
      };
      await until(`the text ${text}`, probe, timeoutMs);
    },
  };
}
