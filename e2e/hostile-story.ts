import type { Page } from './browsers/page.ts';
import { NotYet, until } from './browsers/until.ts';
import { KEY } from './desk.ts';
import { CANARY } from './pages/hostile/attack.ts';
import type { TestPage } from './pages/page.ts';
import { countDifferent, readPicture } from './picture.ts';
import { expect, type SiteDesk, test } from './site-desk.ts';

/** Whom the agent writes to; no page holds this. */
const WRITTEN_TO = 'written-to-5e0b';
/** Longer than the host takes to look often enough, and to lose its patience, in ms. */
const PATIENCE_MS = 1300;
/** What a page does at once, or the agent's next key would do. In ms. */
const AT_ONCE_MS = 300;
/** How often the children of the root may change in an attack: more would be a race that never ends. */
const MOST_CHANGES = 20;
/** How long a page may keep its deed to itself, in ms. */
const NOTICE_MS = 3000;

/** What comes of an attack. */
const outcomes = {
  /** The page listens, reads or speaks, and the agent works on as if it did not. Begun before the sidebar is there. */
  works: /^(listens|swallows|commands|selects|prototypes|fakes|forges)$/,
  /** The page looks for the text and for us, and finds neither. Its search takes keys away in Firefox. */
  unfound: /^(reads|seeks)$/,
  /** The page took the keyboard: the frame says so, and what is typed goes nowhere. */
  taken: /^(steals-focus|steals-focus-once|blurs|covers-by-dialog)$/,
  /** Its modal dialog makes everything else inert, which no host can help. */
  inert: /^(modal-again|covers-by-modal)$/,
  /** The document is another one, in which the sidebar comes back with the draft. */
  returns: /^(replaces-root|writes-anew)$/,
  /** What hits the host is outweighed by its own style, or it comes back on top. */
  stays:
    /^(hides-by-|hides-root-(?!display|content|filter)|sets-style-removed|attaches|covers-(by-popover|unseen|untouchable|a-part|by-z-index)$)/,
  /** The page did something to the host: the frame is closed, and says so. */
  closes:
    /^(hides-(inline-|again|popover)|hides-root-(display|content|filter)|hidden-root|inert-root|sets-(?!style-removed)|covers-(again|screen)|removes|re-adds|moves|adopts|clones)/,
};
type Outcome = keyof typeof outcomes;

/** One story for each page: the agent writes, the page attacks, and nothing of what was written is read, altered or sent. */
export function tellOfAttacks(pages: readonly TestPage[]): void {
  // One browser and one tab for all of them: an attack then takes a second or two.
  test.describe.configure({ mode: 'default' });
  for (const page of pages) tellOfAttack(page);
}

function tellOfAttack({ path, title }: TestPage): void {
  const name = path.slice('/hostile/'.length);
  const outcome = outcomeOf(name);
  test(`F25 G-S6 G-S9 ${title}: ${outcome}`, async ({ siteDesk: desk }, info) => {
    const sentBefore = desk.brevo.commits.length;
    // Each its own where it is sent, because the same text again would have to be confirmed.
    const text = outcome === 'works' ? `${CANARY} ${name}` : CANARY;
    await desk.visit(path);
    const attack = () => begin(desk, name);
    if (outcome === 'works') await attack();
    const frame = await desk.openSidebar();
    await desk.write(frame, WRITTEN_TO, text);
    const width = await frame.evaluate(() => innerWidth);
    const look = (when: string) => pictureOfSidebar(desk, width, info.outputPath(`${when}.png`));
    const isSeenAfter = outcome === 'stays' || outcome === 'returns';
    const before = isSeenAfter ? await look('before') : undefined;
    if (outcome !== 'works') await attack();

    if (outcome === 'closes') await expectClosed(desk);
    if (outcome === 'taken') await expectTaken(frame);
    if (outcome === 'inert') await expectTrouble(desk, 'inert');
    // A style works at once or never, and what the agent goes on to send takes its time.
    const isPatient = outcome === 'stays' && !/^hides-(by-rule|root)/.test(name);
    if (outcome !== 'closes') await watch(desk, isPatient || outcome === 'unfound' ? PATIENCE_MS : AT_ONCE_MS);
    if (before) await expectSame(look, before);
    if (isSeenAfter || outcome === 'works') expect(await desk.context()).not.toHaveProperty('trouble');
    expect(await desk.hasSidebar()).toBe(outcome !== 'closes');

    await expectSecret(desk, path);
    await expect.poll(() => drafts(desk)).toEqual([[WRITTEN_TO, text]]);
    expect(desk.brevo.commits.slice(sentBefore)).toEqual([]);
    if (outcome === 'works') await expectSent(desk, frame, text);
    // The page itself puts the host back in its place a hundred times.
    const own = name === 're-adds' ? 200 : 0;
    expect(await changes(desk)).toBeLessThan(MOST_CHANGES + own);
  });
}

/** The half second before the frame takes anything. */
export function tellOfHaste(): void {
  test('G-S9 what is pressed before the sidebar has been in sight for half a second does nothing, and says so', async ({
    siteDesk: desk,
  }) => {
    const sentBefore = desk.brevo.commits.length;
    await desk.visit('/part/plain');
    await desk.write(await desk.openSidebar(), WRITTEN_TO, CANARY);
    await expect(async () => {
      await desk.tellHost('hide');
      await until('the frame to go', async () => !(await desk.hasSidebar()) || new NotYet('it is there'));
      const frame = await desk.openSidebar();
      const pressedAt = await pressSend(frame);
      // On a slow machine the half second is over before a key can be pressed: once more.
      expect(pressedAt).toBeLessThan(500);
      await frame.waitForText('The page got in the way, so nothing was done.');
    }).toPass({ timeout: 20_000 });
    expect(desk.brevo.commits.slice(sentBefore)).toEqual([]);
    expect(await drafts(desk)).toEqual([[WRITTEN_TO, CANARY]]);
  });
}

function outcomeOf(name: string): Outcome {
  const [outcome, ...others] = Object.entries(outcomes).filter(([, pattern]) => pattern.test(name));
  if (!outcome || others.length > 0) throw new Error(`It is not clear what comes of ${name}`);
  return outcome[0] as Outcome;
}

/** Starts the attack, and counts from then on how often the children of the root change. */
async function begin({ tab, browser }: SiteDesk, name: string): Promise<void> {
  await tab.evaluate(
    (guesses) => {
      const page = window as unknown as { attack: () => void; changes: number };
      Object.assign(window, { guesses, changes: 0 });
      new MutationObserver((records) => {
        page.changes += records.length;
      }).observe(document.documentElement, { childList: true });
      page.attack();
    },
    // In Firefox nobody can guess the host: it is drawn at random for each profile.
    browser.name === 'chromium' ? [browser.origin] : [],
  );
  // Browsers let a page go to full screen only after a click.
  if (name === 'covers-screen') await tab.clickAt(60, 400);
}

const changes = ({ tab }: SiteDesk) => tab.evaluate(() => (window as unknown as { changes: number }).changes);

const watch = ({ tab }: SiteDesk, ms: number) =>
  tab.evaluate((time) => new Promise<void>((resolve) => setTimeout(resolve, time)), ms);

async function expectClosed(desk: SiteDesk): Promise<void> {
  const isGone = async () => !(await desk.hasSidebar()) || new NotYet('it is there');
  await until('the frame to be closed', isGone, NOTICE_MS);
  await expectTrouble(desk, 'tampered');
  const warning = async () => (await desk.badgeOfTab()) === '!' || new NotYet('the badge says nothing');
  await until('the badge', warning, NOTICE_MS);
}

async function expectTrouble({ context }: SiteDesk, kind: 'tampered' | 'inert'): Promise<void> {
  const isTold = async () => (await context())?.trouble === kind || new NotYet('nobody was told');
  await until(`the report that it is ${kind}`, isTold, NOTICE_MS);
}

/** But for the caret, and for a frame that comes back and has to be drawn. */
async function expectSame(look: (when: string) => Promise<Seen>, before: Seen): Promise<void> {
  await until('the sidebar to be seen as before', async () => {
    const part = before.differsFrom(await look('after'));
    return part < 0.01 || new NotYet(`${Math.round(part * 100)} % of it differs`);
  });
}

type Seen = Awaited<ReturnType<typeof pictureOfSidebar>>;

async function expectTaken(frame: Page): Promise<void> {
  await frame.waitForText('The page has the keyboard now.');
  await frame.press('Enter');
}

/** The agent works on: Enter sends what was written, and nothing else. Where a busy page got in the way, it is pressed again. */
async function expectSent(desk: SiteDesk, frame: Page, text: string): Promise<void> {
  const sentBefore = desk.brevo.commits.length;
  await frame.press('Enter');
  await until('the message at Brevo', async () => {
    if (desk.brevo.commits.length > sentBefore) return true;
    if (await frame.evaluate(() => document.body.textContent.includes('then press again.'))) await frame.press('Enter');
    return new NotYet(`the sidebar says: ${await frame.evaluate(() => document.body.textContent)}`);
  });
  expect(desk.brevo.commits.slice(sentBefore)).toMatchObject([{ kind: 'posted', visitorId: WRITTEN_TO, text }]);
}

/** Neither what the agent wrote and to whom, nor the key, nor where the extension is. */
async function expectSecret({ tab, pages }: SiteDesk, path: string): Promise<void> {
  const log = await tab.evaluate(() => (window as unknown as { log: string[] }).log);
  const secrets = [CANARY, WRITTEN_TO, KEY, KEY.slice(8, 40)];
  const told = [...log, ...pages.seen(path)];
  expect(told.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
  expect(told.filter((line) => /^(found|fetched|showed|ran) |find true|caught .*</.test(line))).toEqual([]);
}

/** Whom the agent is writing to, and what. */
async function drafts({ browser }: SiteDesk): Promise<[string, string][]> {
  const stored = Object.entries(await browser.readStorageLocal()).filter(([key]) => key.startsWith('draft:'));
  return stored.map(([, value]) => {
    const { visitorId, text } = (value as { data: { visitorId: string; text: string } }).data;
    return [visitorId, text];
  });
}

/** What is seen where the sidebar is, and in what part it is something else than before. */
async function pictureOfSidebar({ tab }: SiteDesk, width: number, path: string) {
  await tab.screenshot(path);
  const picture = readPicture(path);
  const outer = await tab.evaluate(() => innerWidth);
  const left = Math.ceil((picture.width * (outer - width)) / outer);
  const area = { left, top: 0, right: picture.width, bottom: picture.height };
  return {
    picture,
    differsFrom: (other: { picture: typeof picture }) =>
      countDifferent(picture, other.picture, area) / ((area.right - left) * area.bottom),
  };
}

/** Presses the Send button by a key, and gives when that was, in ms since the frame began. */
async function pressSend(frame: Page): Promise<number> {
  await frame.evaluate(() => {
    const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent?.trim() === 'Send');
    button?.addEventListener('click', ({ timeStamp }) => Object.assign(window, { pressedAt: timeStamp }), true);
    button?.focus();
  });
  await frame.press('Enter');
  return frame.evaluate(() => (window as unknown as { pressedAt?: number }).pressedAt ?? Number.POSITIVE_INFINITY);
}
