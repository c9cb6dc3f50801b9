import type { Browser as ExtensionApi } from 'webextension-polyfill';
import { type CommandName, commands } from '../../lib/messaging/contract.ts';
import { samples } from '../../lib/messaging/samples.ts';
import { expect, type SiteDesk, test } from '../site-desk.ts';

// Firefox's debugger does not reach the world of a content script; who may ask what is decided by the same code there.
test.describe.configure({ mode: 'default' });

type Asked = { name: string; data: unknown };

const names = Object.keys(commands) as CommandName[];
const isOfHost = (name: CommandName) => (commands[name].from as readonly string[]).includes('host');

/** Asks from where our script is in the page, as a page that had taken it over would, and gives what was answered. */
const ask = ({ tab, browser }: SiteDesk, asked: Asked[]): Promise<[name: string, answer: unknown][]> =>
  tab.inWorldOf(
    browser.origin,
    async (messages) => {
      const { chrome } = globalThis as unknown as { chrome: ExtensionApi };
      const answered: [string, unknown][] = [];
      for (const message of messages) {
        const answer: unknown = await chrome.runtime.sendMessage(message).catch(() => undefined);
        if (answer !== undefined && answer !== null) answered.push([message.name, answer]);
      }
      return answered;
    },
    asked,
  );

/**
 * All that is stored, but for what a host may have written (where the sidebar is, what its tab shows) and what goes on by
 * itself (when presence was looked at, how many requests are left).
 */
async function stored({ browser }: SiteDesk): Promise<string> {
  const all = Object.entries(await browser.readStorageLocal());
  const kept = all.filter(([key]) => !/^(context:|sidebar$|rate-budget$)/.test(key)).sort();
  return JSON.stringify(kept, (name, value: unknown) => (name === 'lookedAt' ? undefined : value));
}

test('G-S4 G-S5 from the world of our content script only its own commands are answered, and no state comes back', async ({
  siteDesk: desk,
}) => {
  const { tabId, brevo } = desk;
  await desk.visit('/part/plain');
  const frame = await desk.openSidebar();
  await desk.write(frame, 'visitor-canary', 'draft-canary');
  await expect.poll(() => stored(desk)).toContain('"draft-canary"');
  const before = await stored(desk);
  const [committed, arrived] = [brevo.commits.length, brevo.arrivals.length];
  // As good as a forger could make them: of this tab.
  const good = (name: CommandName): Asked => {
    const data = samples[name];
    return { name, data: 'tabId' in data ? { ...data, tabId } : data };
  };

  expect(await ask(desk, names.filter((name) => !isOfHost(name)).map(good))).toEqual([]);
  const made = ['constructor', '__proto__', 'toString', 'key/read', 'storage/get', ''];
  expect(await ask(desk, [...made.map((name) => ({ name, data: {} }))])).toEqual([]);
  const extra = names.filter(isOfHost).map((name) => ({ name, data: { ...samples[name], extra: 1 } }));
  expect(await ask(desk, extra)).toEqual([]);
  expect(await stored(desk)).toBe(before);

  const answers = await ask(desk, names.filter(isOfHost).map(good));
  expect(answers.map(([name]) => name).sort()).toEqual(names.filter(isOfHost).sort());
  expect(Object.fromEntries(answers)).toMatchObject({
    'host/report': { ok: true },
    'host/trouble': { ok: true },
    'host/menu': { ok: true },
    'teach/result': { ok: false, failure: { kind: 'not-teaching' } },
  });
  const hello = answers.find(([name]) => name === 'host/hello')?.[1] as { value: object };
  expect(Object.keys(hello.value).sort()).toEqual(['isHidden', 'rules', 'sidebar']);
  expect(JSON.stringify(answers)).not.toContain('canary');
  expect(await stored(desk)).toBe(before);
  expect(brevo.commits).toHaveLength(committed);
  expect(brevo.arrivals).toHaveLength(arrived);
  // Where the sidebar is was the host's to say.
  await ask(desk, [{ name: 'sidebar/save', data: { change: { side: 'right', width: 340, handleAt: 50 } } }]);
});

test('G-S4 the world of our content script reads nothing that is stored', async ({ siteDesk: desk }) => {
  await desk.visit('/part/plain');
  const read = await desk.tab.inWorldOf(desk.browser.origin, async () => {
    const { chrome } = globalThis as unknown as { chrome: ExtensionApi };
    const areas = [chrome.storage?.local, chrome.storage?.session, chrome.storage?.sync];
    const refused = (problem: unknown) => `refused: ${String(problem).slice(0, 60)}`;
    return Promise.all(
      areas.map(async (area) => (area ? area.get(null).then((all) => Object.keys(all), refused) : 'none')),
    );
  });
  for (const area of read.slice(0, 2)) expect(area).toMatch(/^(refused|none)/);
  expect(read[2]).toEqual([]);
});
