import { type Desk, expect, send, test } from '../desk.ts';

const POST = '/conversations/';

for (const how of ['restart', 'crash'] as const) {
  test(`G-R11 F15 the browser ends (${how}) while messages wait: they need my answer, and nothing is sent without it`, async ({
    desk,
  }) => {
    await desk.setUp({ undoWindowS: 30 });
    const popup = await desk.openPopup();
    await send(popup, 'Held over night', 'ada');
    await popup.row('Held over').waitForState('Held');
    await send(popup, 'Another one', 'ben');
    await popup.row('Another one').waitForState('Held');
    if (how === 'restart') await desk.browser.restart();
    else {
      await desk.browser.crash();
      await desk.browser.relaunch();
    }
    const again = await desk.openPopup();
    await again.row('Held over').waitForState('Needs your answer');
    await again.row('Another one').waitForState('Needs your answer');
    await expectBadge(desk, '2');
    // One notification, however many. A Firefox without a screen shows none, and forgets it at once.
    const shown = () => desk.browser.withApi(async (api) => Object.keys(await api.notifications.getAll()));
    if (desk.browser.name === 'chromium') await expect.poll(shown).toEqual(['needs-answer']);
    expect(desk.arrivals('POST', POST)).toBe(0);

    await again.row('Held over').click('Send anyway');
    await again.row('Held over').waitForState('Sent');
    await again.row('Another one').click('Delete');
    await again.click('button', 'Delete');
    await again.row('Another one').waitForState('Cancelled');
    await expectBadge(desk, 'off');
    expect(desk.commits('posted').map(({ text }) => text)).toEqual(['Held over night']);
  });
}

test('G-R1 F15 a restart of the browser keeps sent messages, drafts and settings', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  await send(popup, 'Sent before', 'ada');
  await popup.row('Sent before').waitForState('Sent');
  await popup.fill('textbox', 'Message', 'Not yet sent');
  await desk.browser.restart();
  const again = await desk.openPopup();
  await again.row('Sent before').waitForState('Sent');
  expect(await again.value('combobox', 'Visitor')).toBe('ada');
  expect(await again.value('textbox', 'Message')).toBe('Not yet sent');
  await again.row('Sent before').click('Edit');
  await again.fill('textbox', 'Edit message', 'Edited after');
  await again.click('button', 'Save');
  await again.row('Edited after').waitForState('Sent');
  expect(desk.commits('edited')).toHaveLength(1);
});

async function expectBadge(desk: Desk, text: string): Promise<void> {
  await expect.poll(async () => (await desk.browser.badge()).text).toBe(text);
}
