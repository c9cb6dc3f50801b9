import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KeyInput, launch, type Page, type Browser as PuppeteerBrowser } from 'puppeteer-core';
import { type Browser, createBrowser, type LaunchOptions, type Process } from './browser.ts';
import type { Driver } from './driver.ts';
import { findBrowser } from './find-browser.ts';
import { fillProfile } from './firefox-profile.ts';
import { killBrowser, letSleep } from './kill.ts';
import { NotYet, until } from './until.ts';
import { zipFolder } from './zip.ts';

/** Firefox draws a new host for each extension and profile; a chosen one makes its pages reachable. */
const host = '5cf1b2f0-9d0b-4a65-9a3e-d0c1b4a7e001';

/** Longer than any threshold for idle computers. */
const LONG_IDLE_MS = 86_400_000;

/** Without any window there is none to put a tab into. */
const OPEN_WINDOW = `new Promise((resolve) => {
  if (Services.wm.getMostRecentWindow('navigator:browser')) return resolve('there');
  Services.obs.addObserver(function seen() {
    Services.obs.removeObserver(seen, 'browser-delayed-startup-finished');
    resolve('opened');
  }, 'browser-delayed-startup-finished');
  Services.ww.openWindow(null, 'chrome://browser/content/browser.xhtml', '_blank', 'chrome,all,dialog=no', null);
})`;
const ACTION =
  "ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs').ExtensionParent.apiManager.global.browserActionFor";

/** Starts Firefox with the build installed in the profile; api.brevo.com, and every other host, is this machine. */
export async function launchFirefox(options: LaunchOptions): Promise<Browser> {
  const executablePath = await findBrowser('firefox');
  const id = idOf(options.buildDir);
  const start = async (profile: string, hear: (message: string) => void): Promise<Process> => {
    if (options.skipsFirstStart && readdirSync(profile).length === 0) await fillProfile(profile, executablePath);
    install(options.buildDir, profile, id);
    const firefox = await launch({
      browser: 'firefox',
      executablePath,
      headless: options.headless ?? true,
      acceptInsecureCerts: true,
      defaultViewport: null,
      args: ['--remote-allow-system-access', '--profile', profile, ...sizeOf(options)],
      extraPrefsFirefox: preferences(options.brevoPort, id),
      // Without it, the release build ignores the preference that keeps its settings service off the network.
      env: { ...process.env, ...options.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: '1' },
    });
    keepPreferences(profile);
    listen(firefox, hear);
    return createProcess(firefox, id).catch(async (error) => {
      await firefox.close();
      throw error;
    });
  };
  return createBrowser('firefox', start, options.profileDir);
}

function sizeOf({ windowSize }: LaunchOptions): string[] {
  return windowSize ? ['--width', String(windowSize.width), '--height', String(windowSize.height)] : [];
}

function preferences(brevoPort: number, id: string): Record<string, unknown> {
  return {
    'network.dns.forceResolve': '127.0.0.1',
    'network.socket.forcePort': `443=${brevoPort};80=${brevoPort}`,
    'network.proxy.type': 0,
    'services.settings.server': 'data:,#remote-settings-dummy/v1',
    'extensions.webextensions.uuids': JSON.stringify({ [id]: host }),
    'xpinstall.signatures.required': false,
    'extensions.autoDisableScopes': 0,
    'extensions.enabledScopes': 15,
    'extensions.startupScanScopes': 15,
    // Answers a request for a permission with yes; the click that asks stays real.
    'extensions.webextOptionalPermissionPrompts': false,
    // BiDi reports nothing that an extension's pages log; the browser's own output does.
    'devtools.console.stdout.content': true,
  };
}

function idOf(buildDir: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(buildDir, 'manifest.json'), 'utf8'));
  return (manifest as { browser_specific_settings: { gecko: { id: string } } }).browser_specific_settings.gecko.id;
}

/** Puts the build where Firefox keeps what its user installed; a temporary installation would not survive a restart. */
function install(buildDir: string, profile: string, id: string): void {
  const path = join(profile, 'extensions', `${id}.xpi`);
  const packed = zipFolder(buildDir);
  mkdirSync(join(profile, 'extensions'), { recursive: true });
  // A file that was touched counts as an update.
  if (!existsSync(path) || !readFileSync(path).equals(packed)) writeFileSync(path, packed);
}

/** Puppeteer would put the preferences back as they were before this start; a profile has to remember. */
function keepPreferences(profile: string): void {
  for (const name of ['prefs.js.puppeteer', 'user.js.puppeteer']) rmSync(join(profile, name), { force: true });
}

function listen(firefox: PuppeteerBrowser, hear: (message: string) => void): void {
  const { stdout, stderr } = firefox.process() ?? {};
  for (const stream of [stdout, stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString('utf8').split('\n')) if (line.trim()) hear(line);
    });
  }
}

async function createProcess(firefox: PuppeteerBrowser, id: string): Promise<Process> {
  const chrome = createChromeScope(firefox);
  const extension = `WebExtensionPolicy.getByID(${JSON.stringify(id)})?.extension`;
  const state = () => chrome(`String(${extension}?.backgroundState)`);
  const installed = 'Firefox to install the extension (only ESR, Developer Edition and Nightly take unsigned ones)';
  await until(installed, async () => (await state()) !== 'undefined' || new NotYet('it is not there'));
  const pid = firefox.process()?.pid;
  if (pid === undefined) throw new Error('Firefox did not tell its process');
  return {
    origin: `moz-extension://${host}`,
    async openTab() {
      await chrome(OPEN_WINDOW);
      return createDriver(await firefox.newPage(), firefox);
    },
    title: () => chrome(`String(${ACTION}(${extension}).action.globals.title)`),
    async findTab(url) {
      const page = (await firefox.pages()).find((one) => one.url() === url);
      return page && createDriver(page, firefox);
    },
    reloadExtension: async () =>
      void (await chrome(
        `ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs').AddonManager.getAddonByID(${JSON.stringify(id)}).then((addon) => addon.reload()).then(() => 'done')`,
      )),
    killWorker: async () => void (await chrome(`${extension}.terminateBackground().then(() => 'done')`)),
    isWorkerAlive: async () => (await state()) === 'running',
    setOffline: async (isOffline) => void (await chrome(`String(Services.io.offline = ${isOffline})`)),
    async closeWindows() {
      // A window of another kind keeps Firefox alive, and its debugger reachable.
      await chrome(`new Promise((resolve) => {
        const other = Services.ww.openWindow(null, 'chrome://browser/content/places/places.xhtml', '_blank', 'chrome,all', null);
        other.addEventListener('load', () => {
          for (const window of Services.wm.getEnumerator('navigator:browser')) window.close();
          resolve('closed');
        }, { once: true });
      })`);
    },
    setInput: async (input) => {
      if (input === 'locked') throw new Error('Firefox never tells that the screen is locked');
      const service = 'Cc["@mozilla.org/widget/useridleservice;1"].getService(Ci.nsIUserIdleServiceInternal)';
      await chrome(`String(${service}.resetIdleTimeOut(${input === 'idle' ? LONG_IDLE_MS : 0}))`);
    },
    sleep: (ms) => letSleep(pid, ms),
    quit: () => firefox.close(),
    kill: () => killBrowser(pid),
  };
}

/** Puppeteer has no call of its own for some of what the debugger's protocol can do. */
function createCall(firefox: PuppeteerBrowser): (method: string, params: object) => Promise<Reply> {
  const { connection } = firefox as unknown as {
    connection: { send: (method: string, params: object) => Promise<Reply> };
  };
  return (method, params) => connection.send(method, params);
}

/** Evaluates expressions that give text in Firefox's own window, where its extensions can be managed. */
function createChromeScope(firefox: PuppeteerBrowser): (expression: string) => Promise<string> {
  const call = createCall(firefox);
  return async (expression) => {
    const { result: tree } = await call('browsingContext.getTree', { 'moz:scope': 'chrome' });
    const target = { context: tree.contexts?.[0]?.context };
    const { result } = await call('script.evaluate', { expression, target, awaitPromise: true });
    if (result.type !== 'success') throw new Error(`${expression}: ${JSON.stringify(result.exceptionDetails)}`);
    return result.result?.value ?? '';
  };
}

type Context = { context: string; url: string; children?: Context[] | null };

type Reply = {
  result: {
    contexts?: Context[];
    type?: string;
    result?: { value?: string };
    exceptionDetails?: unknown;
  };
};

function createDriver(page: Page, firefox: PuppeteerBrowser): Driver {
  return {
    frame: (prefix) => findFrame(page, firefox, prefix),
    evaluate: (source) => page.evaluate(source),
    click: (x, y) => page.mouse.click(x, y),
    async drag(from, to) {
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(to.x, to.y, { steps: 5 });
      await page.mouse.up();
    },
    keyDown: (key) => page.keyboard.down(key as KeyInput),
    keyUp: (key) => page.keyboard.up(key as KeyInput),
    type: (text) => page.keyboard.type(text),
    startNavigation: (url) => void page.goto(url).catch(() => {}),
    screenshot: async (path) => void (await page.screenshot({ path: path as `${string}.png` })),
    async emulatePrint(isOn) {
      const tab = "Services.wm.getMostRecentWindow('navigator:browser').gBrowser.selectedBrowser";
      await createChromeScope(firefox)(`String(${tab}.browsingContext.mediumOverride = '${isOn ? 'print' : ''}')`);
    },
    close: () => page.close(),
  };
}

/** Puppeteer never hears that a page of an extension has come into a frame, so the debugger is asked each time. */
async function findFrame(page: Page, firefox: PuppeteerBrowser, prefix: string): Promise<Driver | undefined> {
  const call = createCall(firefox);
  const { _id: root } = page.mainFrame() as unknown as { _id: string };
  const { result: tree } = await call('browsingContext.getTree', { root });
  const frame = tree.contexts?.[0]?.children?.find(({ url }) => url.startsWith(prefix));
  return (
    frame &&
    inFrame(createDriver(page, firefox), page, async (expression) => {
      const { result } = await call('script.evaluate', {
        expression,
        target: { context: frame.context },
        awaitPromise: true,
      });
      if (result.type !== 'success') throw new Error(`in the frame: ${JSON.stringify(result.exceptionDetails)}`);
      return result.result?.value;
    })
  );
}

/** Keys go to whatever has the focus; points of the frame are points of the page, further in. */
function inFrame(driver: Driver, page: Page, evaluate: Driver['evaluate']): Driver {
  const corner = 'JSON.stringify({ x: globalThis.mozInnerScreenX, y: globalThis.mozInnerScreenY })';
  return {
    ...driver,
    evaluate,
    async click(x, y) {
      const [inner, outer] = (await Promise.all([evaluate(corner), page.evaluate(corner)])).map(
        (answer) => JSON.parse(String(answer)) as { x: number; y: number },
      );
      if (inner && outer) await driver.click(inner.x - outer.x + x, inner.y - outer.y + y);
    },
  };
}
