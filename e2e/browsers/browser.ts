import type { Browser as ExtensionApi } from 'webextension-polyfill';
import { type Driver, parseAnswer } from './driver.ts';
import { inPage } from './in-page.ts';
import { navigate } from './input.ts';
import { createPage, type Page } from './page.ts';
import { openProfile } from './profile.ts';
import { NotYet, until } from './until.ts';

export type Input = 'active' | 'idle' | 'locked';

export type BrowserName = 'chromium' | 'firefox';

export type LaunchOptions = {
  /** Where the simulated Brevo listens on 127.0.0.1. */
  brevoPort: number;
  /** Of its certificate; see `demo/certificate.ts`. */
  spki: string;
  /** The folder of the build for this browser, as shipped. */
  buildDir: string;
  /** Kept after `close`; without it the profile is temporary. */
  profileDir?: string;
  /** A new profile of Firefox begins with what its first start leaves behind; the extension is new to it all the same. */
  skipsFirstStart?: boolean;
  /** Default true. */
  headless?: boolean;
  /** In pixels; without it the browser's own choice, which is small. */
  windowSize?: { width: number; height: number };
  /** Added to the environment of the browser, for a display. */
  env?: Record<string, string>;
};

/** One life of a browser process. */
export type Process = {
  /** `chrome-extension://…` or `moz-extension://…`, without a slash at the end. */
  origin: string;
  /** A new empty tab. */
  openTab(): Promise<Driver>;
  /** A page that is open already, whoever opened it. */
  findTab(url: string): Promise<Driver | undefined>;
  killWorker(): Promise<void>;
  isWorkerAlive(): Promise<boolean>;
  setOffline(isOffline: boolean): Promise<void>;
  /** What a system says about its keyboard, mouse and screen; Firefox never hears of locks. */
  setInput(input: Input): Promise<void>;
  /** Closes every window, while the browser lives on as it does on macOS. */
  closeWindows(): Promise<void>;
  title(): Promise<string>;
  sleep(ms: number): Promise<void>;
  /** Starts the extension anew under the pages that are open, as an update does. */
  reloadExtension?(): Promise<void>;
  /** Evaluates an expression in a live worker; absent where pages of the extension can reach the background. */
  evaluateInWorker?(source: string): Promise<unknown>;
  /** Ends the browser the way its user does. */
  quit(): Promise<void>;
  /** Ends every process of the browser at once. */
  kill(): Promise<void>;
};

export type StartProcess = (profile: string, hear: (message: string) => void) => Promise<Process>;

export interface Browser {
  readonly name: BrowserName;
  readonly origin: string;
  /** Opens a page of the extension (`popup.html`), or any address, in a tab of its own. */
  openPage(pathOrUrl: string): Promise<Page>;
  /** A page that is open already and that the test did not open: the real popup, a page after installation. */
  findPage(pathOrUrl: string): Promise<Page | undefined>;
  /** Quits the browser and starts it again with the same profile, on which something may be done in between. */
  restart(between?: (profile: string) => void): Promise<void>;
  /** Kills the whole browser; `relaunch` starts it again with the same profile. */
  crash(): Promise<void>;
  relaunch(): Promise<void>;
  /** Ends the background at once, also in the middle of a request; it stays startable by the next event. */
  killWorker(): Promise<void>;
  isWorkerAlive(): Promise<boolean>;
  /** Cuts the browser off its network, or connects it again; pages and background see that. */
  setOffline(isOffline: boolean): Promise<void>;
  /** Has the browser tell its extensions that keyboard and mouse are in use, or not, or that the screen is locked. */
  setInput(input: Input): Promise<void>;
  /** Closes every window, while the browser lives on as it does on macOS. The next page opens a new one. */
  closeWindows(): Promise<void>;
  /** The title of the toolbar button, which can be read without a window too. */
  title(): Promise<string>;
  /** Has the computer sleep: nothing of the browser runs for so long. */
  sleep(ms: number): Promise<void>;
  /** Starts the extension anew under the pages that are open, as an update does. */
  reloadExtension(): Promise<void>;
  /** Runs a function with the background's global object; in Firefox this wakes it. */
  evaluateInBackground<Result>(fn: (background: typeof globalThis) => Result | Promise<Result>): Promise<Result>;
  /** Runs a function with the extension's API in a page that holds none of the product's code and wakes nothing. */
  withApi<Result, Argument = undefined>(
    fn: (api: ExtensionApi, argument: Argument) => Result | Promise<Result>,
    argument?: Argument,
  ): Promise<Result>;
  readStorageLocal(): Promise<Record<string, unknown>>;
  /** Lets the alarm fire now and waits until it has rung; a repeating one goes on repeating. */
  fireAlarm(name: string): Promise<void>;
  badge(): Promise<{ text: string; title: string }>;
  /** Everything that pages and background wrote to the console, and every uncaught error, since the first start. */
  consoleMessages(): readonly string[];
  close(): Promise<void>;
}

/** Builds a browser that can be ended and started again, from a function that starts its process. */
export async function createBrowser(name: BrowserName, start: StartProcess, profileDir?: string): Promise<Browser> {
  const messages: string[] = [];
  const life = createLife(start, (message) => messages.push(message), profileDir);
  await life.start().catch(async (error) => {
    await life.close();
    throw error;
  });
  return {
    name,
    get origin() {
      return life.current().origin;
    },
    ...tabs(life.current),
    restart: async (between) => {
      await life.end('quit');
      between?.(life.folder);
      await life.start();
    },
    crash: () => life.end('kill'),
    relaunch: life.start,
    killWorker: () => life.current().killWorker(),
    isWorkerAlive: () => life.current().isWorkerAlive(),
    setOffline: (isOffline) => life.current().setOffline(isOffline),
    sleep: (ms) => life.current().sleep(ms),
    closeWindows: () => life.current().closeWindows(),
    title: () => life.current().title(),
    setInput: (input) => life.current().setInput(input),
    ...extensionTools(life.current),
    reloadExtension: () => reloadExtension(life.current()),
    consoleMessages: () => messages,
    close: life.close,
  };
}

function tabs(current: () => Process): Pick<Browser, 'openPage' | 'findPage'> {
  return {
    async openPage(pathOrUrl) {
      const driver = await current().openTab();
      await visit(driver, current(), pathOrUrl);
      return createPage(driver);
    },
    async findPage(pathOrUrl) {
      const driver = await current().findTab(addressOf(current(), pathOrUrl));
      return driver && createPage(driver);
    },
  };
}

function addressOf({ origin }: Process, pathOrUrl: string): string {
  return new URL(pathOrUrl, `${origin}/`).href;
}

async function visit(driver: Driver, process: Process, pathOrUrl: string): Promise<void> {
  const url = addressOf(process, pathOrUrl);
  if (!url.startsWith(`${process.origin}/`)) return navigate(driver, url);
  // Just after its start, Firefox may show a page before the extension is ready.
  await until(`${url} with the extension's API`, async () => {
    await navigate(driver, url);
    return (await hasApi(driver)) || new NotYet('the API is not there');
  });
}

/** Not so when the extension is just starting, or has been reloaded under the page. */
async function hasApi(driver: Driver): Promise<boolean> {
  const source = inPage('() => Boolean((globalThis.browser ?? globalThis.chrome)?.storage)');
  return (await driver.evaluate(source)) === 'true';
}

function createLife(start: StartProcess, hear: (message: string) => void, profileDir?: string) {
  const profile = openProfile(profileDir);
  let running: Process | undefined;
  const end = async (how: 'quit' | 'kill') => {
    const ending = running;
    running = undefined;
    await ending?.[how]();
  };
  return {
    folder: profile.folder,
    current: () => {
      if (!running) throw new Error('the browser is not running');
      return running;
    },
    start: async () => {
      if (running) throw new Error('the browser is already running');
      running = await start(profile.folder, hear);
      profile.removeOnExit();
    },
    end,
    close: async () => {
      await end('quit');
      profile.remove();
    },
  };
}

/** Chromium's pages may ask for it themselves, and go with it. */
async function reloadExtension(process: Process): Promise<void> {
  if (process.reloadExtension) return process.reloadExtension();
  const driver = await process.openTab();
  await visit(driver, process, 'manifest.json');
  await driver.evaluate('chrome.runtime.reload()').catch(() => undefined);
}

function extensionTools(current: () => Process) {
  const quiet = createQuietPage(current);
  const withApi: Browser['withApi'] = async (fn, argument) => {
    const call = `(argument) => (${fn})(globalThis.browser ?? globalThis.chrome, argument)`;
    return parseAnswer(await (await quiet()).evaluate(inPage(call, argument))) as never;
  };
  const evaluateInBackground: Browser['evaluateInBackground'] = async (fn) => {
    const inWorker = current().evaluateInWorker;
    if (inWorker) return parseAnswer(await inWorker(inPage(`() => (${fn})(globalThis)`))) as never;
    const call = `async () => (${fn})(await browser.runtime.getBackgroundPage())`;
    return parseAnswer(await (await quiet()).evaluate(inPage(call))) as never;
  };
  return {
    withApi,
    evaluateInBackground,
    readStorageLocal: () => withApi((api) => api.storage.local.get(null)),
    fireAlarm: (name: string) => withApi(fireAlarm, name),
    badge: () =>
      withApi(async ({ action }) => ({ text: await action.getBadgeText({}), title: await action.getTitle({}) })),
  };
}

/** The manifest is an address of the extension's own origin: the API is there, but no script of the product runs. */
function createQuietPage(current: () => Process): () => Promise<Driver> {
  let opened: { process: Process; driver: Driver } | undefined;
  return async () => {
    const process = current();
    if (opened?.process === process && (await hasApi(opened.driver).catch(() => false))) return opened.driver;
    const driver = await process.openTab();
    await visit(driver, process, 'manifest.json');
    opened = { process, driver };
    return driver;
  };
}

async function fireAlarm({ alarms }: ExtensionApi, name: string): Promise<void> {
  const alarm = await alarms.get(name);
  const { periodInMinutes } = alarm ?? {};
  const rung = new Promise<void>((resolve) => {
    alarms.onAlarm.addListener((ringing) => {
      if (ringing.name === name) resolve();
    });
  });
  await alarms.create(name, { when: Date.now(), ...(periodInMinutes && { periodInMinutes }) });
  await rung;
}
