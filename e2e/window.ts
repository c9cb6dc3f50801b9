import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import type { Browser, LaunchOptions } from './browsers/browser.ts';
import { launchChromium } from './browsers/chromium.ts';
import type { Page } from './browsers/page.ts';
import { NotYet, until } from './browsers/until.ts';

const execute = promisify(execFile);

/** A browser window as a person has it, for the few stories that need the browser's own surface. */
export interface BrowserWindow {
  readonly browser: Browser;
  /** A key for whatever has the focus on the screen, as xdotool names it: `ctrl+shift+f`, `Escape`. */
  key(combination: string): Promise<void>;
  type(text: string): Promise<void>;
  /** Opens the browser's menu at the middle of an element of a page. */
  openMenuAt(page: Page, selector: string): Promise<void>;
  /** Waits until nothing moves on the screen any more; a dialog that is still coming takes no key. */
  settle(): Promise<void>;
  /** The whole screen. */
  screenshot(file: string): Promise<void>;
  /** Presses the key that opens the popup, waits for the real popup, and gives it. */
  openPopup(combination?: string): Promise<Page>;
  waitUntilPopupCloses(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a headed Chromium with the build in it, on a screen of its own. */
export async function openWindow(options: Omit<LaunchOptions, 'headless' | 'env'>): Promise<BrowserWindow> {
  const screen = await openScreen();
  try {
    const env = { DISPLAY: screen.display };
    const browser = await launchChromium({ ...options, headless: false, env });
    const picture = (file: string) =>
      execute('import', ['-display', screen.display, '-window', 'root', '+set', 'date:create', file], {
        encoding: 'buffer',
        maxBuffer: 1e8,
      });
    const tool = (...args: string[]) => execute('xdotool', args, { env: { ...process.env, ...env } });
    await until('the window', () => tool('search', '--onlyvisible', '--class', 'chromium', 'windowactivate', '--sync'));
    return {
      ...popup(browser, tool),
      browser,
      screenshot: async (file) => void (await picture(file)),
      async settle() {
        let before = Buffer.alloc(0);
        await until('the screen to be still', async () => {
          const { stdout: now } = await picture('png:-');
          const isStill = now.equals(before);
          before = now;
          return isStill || new NotYet('it moves');
        });
      },
      close: async () => {
        await browser.close();
        await screen.close();
      },
    };
  } catch (error) {
    await screen.close();
    throw error;
  }
}

type Tool = (...args: string[]) => Promise<unknown>;

function popup(browser: Browser, tool: Tool) {
  const find = () => browser.findPage('popup.html');
  /** Modifiers first, and the key a moment later, as a hand does it. */
  const key = async (combination: string) => {
    const [last = '', ...modifiers] = combination.split('+').toReversed();
    const held = modifiers.flatMap((modifier) => ['keydown', modifier]);
    const left = modifiers.flatMap((modifier) => ['keyup', modifier]);
    await tool(...held, 'sleep', '0.05', 'key', last, ...left);
  };
  return {
    key,
    async openMenuAt(page: Page, selector: string) {
      const { x, y } = await page.evaluate(middleOnScreen, selector);
      await tool('mousemove', '--sync', String(x), String(y), 'click', '3');
    },
    type: async (text: string) => void (await tool('type', '--clearmodifiers', '--delay', '20', text)),
    async openPopup(combination = 'ctrl+shift+f') {
      await key(combination);
      return until('the popup', async () => (await find()) ?? new NotYet('it is not open'));
    },
    async waitUntilPopupCloses() {
      await until('the popup to close', async () => !(await find()) || new NotYet('it is still open'));
    },
  };
}

/** Xvfb with a small window manager, which gives new windows the focus. */
async function openScreen(): Promise<{ display: string; close(): Promise<unknown> }> {
  // Xvfb looks for a free number itself and writes it to the descriptor.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const display = `:${await firstLine(server)}`;
  const manager = spawn('openbox', [], { stdio: 'ignore', env: { ...process.env, DISPLAY: display } });
  const kill = () => [manager, server].map((one) => one.kill());
  process.once('exit', kill);
  const close = () => {
    process.off('exit', kill);
    const gone = Promise.all([manager, server].map((one) => once(one, 'exit')));
    kill();
    return gone;
  };
  return { display, close };
}

function firstLine(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', () => reject(new Error('No Xvfb was found. Run "node .ci/setup.mjs --window".')));
    server.once('exit', () => reject(new Error('Xvfb did not start')));
    server.stdio[3]?.once('data', (line: Buffer) => resolve(line.toString().trim()));
  });
}

/** The browser's own bars are above the page, and its edges are alike on both sides. */
function middleOnScreen(selector: string): { x: number; y: number } {
  const { left, top, width, height } = document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
  const edge = (outerWidth - innerWidth) / 2;
  return {
    x: Math.round(screenX + edge + left + width / 2),
    y: Math.round(screenY + outerHeight - innerHeight - edge + top + height / 2),
  };
}
