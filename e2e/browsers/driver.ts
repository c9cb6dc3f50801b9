import { inPage, type Pattern } from './in-page.ts';

/** A string is the whole name, a pattern any part of it. */
export type Name = string | RegExp;

/** Where scripts run that share a document but no variables. A content script's has the origin of its extension. */
export type World = { origin: string; evaluate: Driver['evaluate'] };

/** In CSS pixels, from the top left corner of the window's content. */
export type Point = { x: number; y: number };

/** What a browser must be able to do with one page; everything else is built on it, once for both browsers. */
export type Driver = {
  /** Gives the value of the expression's promise. */
  evaluate(source: string): Promise<unknown>;
  /** A real click at a point of the page. */
  click(x: number, y: number): Promise<void>;
  /** Presses at a point of the page, and lets go at another. */
  drag?(from: Point, to: Point): Promise<void>;
  keyDown(key: string): Promise<void>;
  keyUp(key: string): Promise<void>;
  type(text: string): Promise<void>;
  /** Starts a navigation; whether it has arrived is asked of the page. */
  startNavigation(url: string): void;
  screenshot(path: string): Promise<void>;
  /** The document in a frame of this page, wherever the frame is, whose address begins so. */
  frame?(prefix: string): Promise<Driver | undefined>;
  /** The worlds of scripts in the page's own document, those of content scripts too; not in Firefox. */
  worlds?(): Promise<World[]>;
  /** Has the page look as it does on paper, or as on the screen again. */
  emulatePrint?(isOn: boolean): Promise<void>;
  close(): Promise<void>;
};

/** Runs a function in the page; what goes in and comes out is JSON. */
export async function askIn<Arguments extends unknown[], Result>(
  driver: Pick<Driver, 'evaluate'>,
  fn: (...values: Arguments) => Result,
  ...values: Arguments
): Promise<Awaited<Result>> {
  return parseAnswer(await driver.evaluate(inPage(`${fn}`, ...values))) as Awaited<Result>;
}

/** What a function gave inside the browser; the JSON of nothing is no text. */
export function parseAnswer(answer: unknown): unknown {
  return typeof answer === 'string' ? JSON.parse(answer) : undefined;
}

/** A name in the form that can travel into a page. */
export function pattern(name: Name): Pattern {
  return typeof name === 'string' ? { text: name } : { source: name.source, flags: name.flags };
}
