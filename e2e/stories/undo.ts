import { expect, send, test, VISITOR } from '../desk.ts';

const POST = '/conversations/';

test('G-R5 undo within the window: zero requests, text and caret are back; by button and by Ctrl+Z', async ({
  desk,
}) => {
  await desk.setUp({ undoWindowS: 30 });
  const popup = await desk.openPopup();
  await popup.fill('combobox', 'Visitor', VISITOR);
  await popup.fill('textbox', 'Message', 'Too hasty');
  await popup.click('textbox', 'Message');
  await popup.press('Home');
  for (let n = 0; n < 3; n++) await popup.press('ArrowRight');
  await popup.press('Enter');
  await popup.row('Too hasty').waitForState('Held');
  await popup.row('Too hasty').click('Undo');
  await popup.row('Too hasty').waitForState('Cancelled');
  await expect.poll(() => popup.value('textbox', 'Message')).toBe('Too hasty');
  expect(await popup.focusedName()).toBe('Message');
  const caret = () => document.querySelector<HTMLTextAreaElement>('.composer textarea')?.selectionStart;
  expect(await popup.evaluate(caret)).toBe(3);

  await popup.fill('textbox', 'Message', 'Too hasty again');
  await popup.press('Enter');
  await popup.row('Too hasty again').waitForState('Held');
  await popup.press('Control+z');
  await popup.row('Too hasty again').waitForState('Cancelled');
  await expect.poll(() => popup.value('textbox', 'Message')).toBe('Too hasty again');
  expect(desk.arrivals('POST', POST)).toBe(0);
});

test('the window lasts as long as I chose in the settings, and Enter in the empty composer ends it', async ({
  desk,
}) => {
  await desk.setUp();
  const options = await desk.browser.openPage('options.html');
  await options.fill('combobox', 'Undo window', '30 seconds');
  await options.waitForText('Saved.');
  const popup = await desk.openPopup();
  await send(popup, 'Held for long');
  await popup.row('Held for long').waitForState('Held');
  // A held Enter key repeats; it must not end the window.
  await popup.evaluate(() => {
    const init = { key: 'Enter', repeat: true, bubbles: true, cancelable: true };
    document.querySelector('.composer textarea')?.dispatchEvent(new KeyboardEvent('keydown', init));
  });
  // Nor does a second Enter right behind the first.
  await popup.press('Enter');
  expect(await popup.row('Held for long').has('Undo')).toBe(true);
  expect(desk.arrivals('POST', POST)).toBe(0);
  await expect(async () => {
    await popup.press('Enter');
    expect(desk.commits('posted')).toHaveLength(1);
  }).toPass({ timeout: 10_000 });
  await popup.row('Held for long').waitForState('Sent');
});

test('a held message is edited and deleted in this browser alone', async ({ desk }) => {
  await desk.setUp({ undoWindowS: 30 });
  const popup = await desk.openPopup();
  await send(popup, 'First words');
  await popup.row('First words').click('Edit');
  await popup.fill('textbox', 'Edit message', 'Better words');
  await popup.click('button', 'Save');
  await popup.row('Better words').waitForState('Held');
  await send(popup, 'Never mind');
  await popup.row('Never mind').click('Delete');
  await popup.waitForText('Nothing of it has left this browser');
  await popup.click('button', 'Delete');
  await popup.row('Never mind').waitForState('Cancelled');
  expect(desk.brevo.arrivals.filter(({ request }) => request.path.includes('essages'))).toEqual([]);
  await expect(async () => {
    await popup.click('textbox', 'Message');
    await popup.press('Enter');
    expect(desk.commits('posted').map(({ text }) => text)).toEqual(['Better words']);
  }).toPass({ timeout: 10_000 });
});

test('G-R1 G-R5 the hold outlives the popup and the worker; nothing leaves before it ends', async ({ desk }) => {
  await desk.setUp({ undoWindowS: 5 });
  const popup = await desk.openPopup();
  await send(popup, 'Out without me');
  await popup.row('Out without').waitForState('Held');
  const confirmedAt = Date.now();
  await popup.close();
  await desk.browser.killWorker();
  // Presence is off: only the outbox's own alarm can wake the background.
  await desk.waitForCommits('posted', 1, 45_000);
  const [posted] = desk.commits('posted');
  expect(posted?.text).toBe('Out without me');
  expect(Date.now() - confirmedAt).toBeGreaterThan(4000);
  expect(desk.commits('posted')).toHaveLength(1);
});
