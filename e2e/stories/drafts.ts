import type { Page } from '../browsers/page.ts';
import { type Desk, expect, send, test } from '../desk.ts';

/** The last letter is typed, and the page goes, in one and the same tick. */
async function typeAndLeave(popup: Page, text: string, how: 'close' | 'navigate'): Promise<void> {
  await popup
    .evaluate(
      ({ text, how }) => {
        const box = document.querySelector<HTMLTextAreaElement>('.composer textarea');
        if (!box) throw new Error('no composer');
        box.value = text;
        box.setSelectionRange(text.length, text.length);
        box.dispatchEvent(new InputEvent('input', { bubbles: true }));
        if (how === 'close') window.close();
        else window.location.href = 'about:blank';
      },
      { text, how },
    )
    .catch(() => undefined);
}

for (const worker of ['alive', 'dead'] as const) {
  for (const how of ['close', 'navigate'] as const) {
    test(`G-R1 F21 the page goes (${how}) in the tick of a key press, worker ${worker}: the draft is whole`, async ({
      desk,
    }) => {
      await desk.setUp();
      for (let n = 0; n < 2; n++) {
        const popup = await desk.openPopup();
        await popup.fill('combobox', 'Visitor', `visitor-${n}`);
        await popup.click('radio', 'Automated');
        await popup.fill('textbox', 'Message', 'Half a wor');
        if (worker === 'dead') await desk.browser.killWorker();
        await typeAndLeave(popup, 'Half a word', how);
        const again = await desk.openPopup();
        await expect.poll(() => again.value('textbox', 'Message')).toBe('Half a word');
        expect(await again.value('combobox', 'Visitor')).toBe(`visitor-${n}`);
        expect(await again.checked('radio', 'Automated')).toBe(true);
        await again.fill('textbox', 'Message', '');
        await again.close();
      }
    });
  }
}

test('each visitor and mode has a draft of its own', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  await popup.fill('combobox', 'Visitor', 'ada');
  await popup.fill('textbox', 'Message', 'For Ada');
  await popup.click('radio', 'Automated');
  await expect.poll(() => popup.value('textbox', 'Message')).toBe('');
  await popup.fill('textbox', 'Message', 'For Ada, automated');
  await goTo(popup, 'ben');
  await popup.fill('textbox', 'Message', 'For Ben, automated');
  await popup.close();
  const again = await desk.openPopup();
  expect(await again.value('combobox', 'Visitor')).toBe('ben');
  expect(await again.value('textbox', 'Message')).toBe('For Ben, automated');
  await goTo(again, 'ada');
  await expect.poll(() => again.value('textbox', 'Message')).toBe('For Ada, automated');
  await again.click('radio', 'Agent');
  await expect.poll(() => again.value('textbox', 'Message')).toBe('For Ada');
});

/** Chooses another visitor while something is written, and leaves that as a draft. */
async function goTo(popup: Page, visitorId: string): Promise<void> {
  await popup.fill('combobox', 'Visitor', visitorId);
  await popup.press('Enter');
  await popup.click('button', 'Keep it as a draft');
}

test('F31 another popup goes to another visitor: my text stays with mine', async ({ desk }) => {
  await desk.setUp();
  const [mine, other] = [await desk.openPopup(), await desk.openPopup()];
  await mine.fill('combobox', 'Visitor', 'ada');
  await mine.fill('textbox', 'Message', 'For Ada');
  await send(other, 'For Ben', 'ben');
  await other.row('For Ben').waitForState('Sent');
  await mine.click('textbox', 'Message');
  await mine.press('Enter');
  await mine.row('For Ada').waitForState('Sent');
  expect(desk.commits('posted').map(({ visitorId, text }) => [visitorId, text])).toEqual([
    ['ben', 'For Ben'],
    ['ada', 'For Ada'],
  ]);
});

test('F31 the page’s visitor changes under my text: Enter does not send until I choose', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  await showInPage(desk, popup, 'ada');
  await expect.poll(() => popup.value('combobox', 'Visitor')).toBe('ada');
  await popup.fill('textbox', 'Message', 'For Ada');
  await showInPage(desk, popup, 'ben');
  await popup.waitForText('Your text is for ada.');
  await popup.click('textbox', 'Message');
  await popup.press('Enter');
  await popup.waitForText('Choose below whom your text is for.');
  expect(desk.arrivals('POST', '/conversations/')).toBe(0);

  await popup.click('button', 'Stay with the text');
  await popup.press('Enter');
  await popup.row('For Ada').waitForState('Sent');
  await showInPage(desk, popup, 'cem');
  await expect.poll(() => popup.value('combobox', 'Visitor')).toBe('cem');
  await popup.fill('textbox', 'Message', 'For Cem or Dan');
  await showInPage(desk, popup, 'dan');
  await popup.click('button', 'Take the text along');
  await popup.press('Enter');
  await popup.row('For Cem or Dan').waitForState('Sent');
  expect(desk.commits('posted').map(({ visitorId }) => visitorId)).toEqual(['ada', 'dan']);
});

/** What the page beside the popup is about, as the sidebar will find it there. */
async function showInPage(desk: Desk, popup: Page, visitorId: string): Promise<void> {
  const tab = await popup.evaluate(async () => {
    const api = globalThis as unknown as { browser?: Tabs; chrome?: Tabs };
    return (await (api.browser ?? api.chrome)?.tabs.getCurrent())?.id;
  });
  await desk.browser.withApi((api, { key, data }) => api.storage.local.set({ [key]: { v: 1, data } }), {
    key: `context:${tab}`,
    data: { visitorId },
  });
}

type Tabs = { tabs: { getCurrent(): Promise<{ id?: number }> } };
