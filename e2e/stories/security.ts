import type { Browser as ExtensionApi } from 'webextension-polyfill';
import { expect, KEY, send, test } from '../desk.ts';

test('G-S1 G-S2 G-S13 the key is in no page, storage, message or log, and goes to Brevo alone', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  await popup.evaluate(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { seen });
    const { browser, chrome } = globalThis as unknown as { browser?: ExtensionApi; chrome: ExtensionApi };
    const api = browser ?? chrome;
    api.runtime.onMessage.addListener((message: unknown) => void seen.push(JSON.stringify(message)));
    api.storage.onChanged.addListener((changes) => void seen.push(JSON.stringify(changes)));
  });
  await popup.click('switch', 'Online');
  await send(popup, 'Nothing secret');
  await popup.row('Nothing').waitForState('Sent');
  desk.brevo.script({
    fault: { kind: 'status', status: 401, body: '{"code":"unauthorized","message":"Key not found"}' },
  });
  await send(popup, 'Refused');
  await popup.row('Refused').waitForState('Not sent');
  const options = await desk.browser.openPage('options.html');
  await options.waitForText('key ends in');

  const places = {
    popup: await popup.evaluate(() => document.documentElement.outerHTML),
    options: await options.evaluate(() => document.documentElement.outerHTML),
    fields: await options.evaluate(() => [...document.querySelectorAll('input')].map(({ value }) => value).join()),
    messages: await popup.evaluate(() => (globalThis as unknown as { seen: string[] }).seen.join()),
    storage: await desk.browser.withApi(async ({ storage }) => {
      const areas = [storage.local, storage.sync, storage.session];
      return JSON.stringify(await Promise.all(areas.map((area) => area.get(null))));
    }),
    badge: JSON.stringify(await desk.browser.badge()),
    console: desk.browser.consoleMessages().join(),
    bodies: desk.brevo.arrivals.map(({ request }) => request.path + request.body).join(),
  };
  expect(places.messages).toContain('Nothing secret');
  for (const [place, content] of Object.entries(places)) {
    expect(content.includes(KEY), place).toBe(false);
    expect(content.includes(KEY.slice(8, 40)), place).toBe(false);
  }
  expect(desk.brevo.arrivals.every(({ request }) => request.headers['api-key'] === KEY)).toBe(true);
  expect(desk.server.strays).toEqual([]);
});

test('G-S8 the pages run under the pinned policy: no inline script, no other host', async ({ desk }) => {
  for (const path of ['popup.html', 'options.html', 'history.html']) {
    const page = await desk.browser.openPage(path);
    await page.waitForText(/Online|Settings|History/);
    const tried = await page.evaluate(async (elsewhere) => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.ranInline = true';
      document.head.append(script);
      const fetched = await fetch(elsewhere).then(
        () => 'answered',
        () => 'refused',
      );
      return { fetched, ran: 'ranInline' in globalThis };
    }, desk.server.url);
    expect(tried).toEqual({ fetched: 'refused', ran: false });
    await page.close();
  }
  expect(desk.server.strays).toEqual([]);
});
