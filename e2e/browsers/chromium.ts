import { createHash } from 'node:crypto';
import { lstatSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BrowserContext, type CDPSession, chromium, type Frame, type Page } from '@playwright/test';
import { driveBareTarget } from './bare-target.ts';
import { type Browser, createBrowser, type LaunchOptions, type Process } from './browser.ts';
import type { Driver, World } from './driver.ts';
import { findBrowser } from './find-browser.ts';
import { killBrowser, letSleep } from './kill.ts';
import { NotYet, until } from './until.ts';

/** Starts Chromium with the build in it; api.brevo.com, and every other host but localhost, is the simulated Brevo. */
export async function launchChromium(options: LaunchOptions): Promise<Browser> {
  const executablePath = await findBrowser('chromium');
  const start = async (profile: string, hear: (message: string) => void): Promise<Process> => {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath,
      headless: options.headless ?? true,
      viewport: null,
      args: switches(options),
      ignoreDefaultArgs: ['--disable-extensions'],
      env: { ...(process.env as Record<string, string>), ...options.env },
    });
    listen(context, hear);
    return createProcess(context, originOf(options.buildDir), profile).catch(async (error) => {
      await context.close();
      throw error;
    });
  };
  return createBrowser('chromium', start, options.profileDir);
}

/** The switches that bring every host to the simulated Brevo and load the build. */
export function switches({ brevoPort, spki, buildDir, windowSize }: LaunchOptions): string[] {
  // The browser's own errands must neither leave the machine nor be mistaken for the extension's.
  const errands = ['*.google.com', '*.googleapis.com', '*.gstatic.com', '*.gvt1.com'].map(
    (host) => `MAP ${host} ^NOTFOUND`,
  );
  const local = ['localhost', '*.localhost', '127.0.0.1'].map((host) => `EXCLUDE ${host}`);
  return [
    `--disable-extensions-except=${buildDir}`,
    `--load-extension=${buildDir}`,
    `--host-resolver-rules=${[...errands, `MAP * 127.0.0.1:${brevoPort}`, ...local].join(', ')}`,
    `--ignore-certificate-errors-spki-list=${spki}`,
    '--no-proxy-server',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    ...(windowSize ? [`--window-size=${windowSize.width},${windowSize.height}`] : []),
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}

/** The id of an unpacked extension is the beginning of the hash of its path, in letters from a to p. */
export function originOf(buildDir: string): string {
  const hash = createHash('sha256').update(realpathSync(buildDir)).digest('hex').slice(0, 32);
  const id = [...hash].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
  return `chrome-extension://${id}`;
}

type Action = { getTitle(details: object): Promise<string> };
type Dispatching = { dispatch(state: string): void };

function listen(context: BrowserContext, hear: (message: string) => void): void {
  // This includes what the worker logs; its uncaught errors are reported to nobody.
  context.on('console', (message) => hear(`${message.type()}: ${message.text()}`));
  context.on('weberror', (error) => hear(`error: ${error.error().stack ?? error.error().message}`));
}

async function createProcess(context: BrowserContext, origin: string, profile: string): Promise<Process> {
  const session = await context.browser()?.newBrowserCDPSession();
  if (!session) throw new Error('Chromium gave no debugger session');
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const pid = processInfo.find(({ type }) => type === 'browser')?.id;
  if (pid === undefined) throw new Error('Chromium did not tell its process');
  return {
    origin,
    openTab: async () => createDriver(await context.newPage()),
    findTab: createFindTab(context, session),
    killWorker: () => killWorker(session, origin),
    isWorkerAlive: async () => (await findWorker(session, origin)) !== undefined,
    // Pages and worker of an extension share a process, and with it what the browser believes about the network.
    setOffline: (isOffline) => context.setOffline(isOffline),
    closeWindows: async () => void (await Promise.all(context.pages().map((page) => page.close()))),
    async title() {
      const worker = context.serviceWorkers().at(-1);
      const read = () => (globalThis as unknown as { chrome: { action: Action } }).chrome.action.getTitle({});
      return (await worker?.evaluate(read)) ?? '';
    },
    async setInput(input) {
      const worker = context.serviceWorkers().at(-1);
      // Chromium's own call for this, which its tests use: the event itself is the browser's.
      await worker?.evaluate((state) => {
        const { onStateChanged } = (globalThis as unknown as { chrome: { idle: { onStateChanged: Dispatching } } })
          .chrome.idle;
        onStateChanged.dispatch(state);
      }, input);
    },
    async evaluateInWorker(source) {
      if (!(await findWorker(session, origin))) throw new Error('the worker is not alive');
      return context.serviceWorkers().at(-1)?.evaluate(source);
    },
    sleep: (ms) => letSleep(pid, ms),
    quit: () => context.close(),
    async kill() {
      await killBrowser(pid);
      removeSocketFolder(profile);
    },
  };
}

/** A killed Chromium leaves a folder outside its profile. */
function removeSocketFolder(profile: string): void {
  const link = join(profile, 'SingletonSocket');
  const isThere = lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink();
  if (isThere) rmSync(dirname(readlinkSync(link)), { recursive: true, force: true });
}

function createFindTab(context: BrowserContext, session: CDPSession): Process['findTab'] {
  const bareTargets = new Map<string, Promise<Driver>>();
  return async (url) => {
    const page = context.pages().find((one) => one.url() === url);
    if (page) return createDriver(page);
    const { targetInfos } = await session.send('Target.getTargets');
    const target = targetInfos.find((one) => one.type === 'page' && one.url === url);
    if (!target) return undefined;
    const driver = bareTargets.get(target.targetId) ?? driveBareTarget(session, target.targetId);
    bareTargets.set(target.targetId, driver);
    return driver;
  };
}

async function findWorker(session: CDPSession, origin: string) {
  const { targetInfos } = await session.send('Target.getTargets');
  return targetInfos.find(({ type, url }) => type === 'service_worker' && url.startsWith(`${origin}/`));
}

async function killWorker(session: CDPSession, origin: string): Promise<void> {
  const worker = await findWorker(session, origin);
  if (!worker) return;
  await until('the worker to die', async () => {
    // A worker that is just starting does not close yet, so it is asked until it does.
    await session.send('Target.closeTarget', { targetId: worker.targetId }).catch(() => undefined);
    const now = await findWorker(session, origin);
    return now?.targetId !== worker.targetId || new NotYet('it is still there');
  });
}

/** Longer than a page takes to hear of a key. */
const KEY_UP_MS = 2000;

function createDriver(page: Page): Driver {
  return {
    async frame(prefix) {
      const frame = page.frames().findLast((one) => one.url().startsWith(prefix));
      return frame && inFrame(createDriver(page), frame);
    },
    evaluate: (source) => page.evaluate(source),
    click: (x, y) => page.mouse.click(x, y),
    async drag(from, to) {
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(to.x, to.y, { steps: 5 });
      await page.mouse.up();
    },
    keyDown: (key) => page.keyboard.down(key),
    // Of a key that closed the frame which had the focus, nobody may be left to say that it went up.
    keyUp: (key) => Promise.race([page.keyboard.up(key), page.waitForTimeout(KEY_UP_MS)]),
    type: (text) => page.keyboard.type(text),
    startNavigation: (url) => void page.goto(url).catch(() => {}),
    screenshot: async (path) => void (await page.screenshot({ path })),
    worlds: () => findWorlds(page),
    emulatePrint: (isOn) => page.emulateMedia({ media: isOn ? 'print' : 'screen' }),
    close: () => page.close(),
  };
}

/** Playwright keeps the worlds of content scripts to itself; a session of its own is told of all when it begins. */
async function findWorlds(page: Page): Promise<World[]> {
  const session = await page.context().newCDPSession(page);
  const worlds: World[] = [];
  const { frameTree } = await session.send('Page.getFrameTree');
  session.on('Runtime.executionContextCreated', ({ context: { id, origin, auxData } }) => {
    if (auxData?.frameId !== frameTree.frame.id) return;
    const evaluate = async (expression: string) => {
      const settings = { expression, contextId: id, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', settings);
      if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
      return result.value as unknown;
    };
    worlds.push({ origin, evaluate });
  });
  await session.send('Runtime.enable');
  return worlds;
}

/** Keys go to whatever has the focus; points of the frame are points of the page, further in. */
function inFrame(page: Driver, frame: Frame): Driver {
  return {
    ...page,
    evaluate: (source) => frame.evaluate(source),
    async click(x, y) {
      const box = await (await frame.frameElement()).boundingBox();
      await page.click((box?.x ?? 0) + x, (box?.y ?? 0) + y);
    },
  };
}
