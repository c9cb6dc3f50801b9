import { expect, send, test } from '../desk.ts';
import { allRecords } from '../records.ts';

test('history keeps what is no longer recent; I search it, filter it and wipe it', async ({ desk }) => {
  test.setTimeout(120_000);
  await desk.setUp();
  const popup = await desk.openPopup();
  const count = 55;
  for (let n = 0; n < count; n++) {
    await send(popup, n === 2 ? 'The lantern is on its way' : `Message ${n}.`, n % 2 ? 'ada' : 'ben');
    await desk.waitForCommits('posted', n + 1);
  }
  await popup.row('Message 54.').waitForState('Sent');
  await expect.poll(() => popup.rows()).toBe(50);
  expect((await allRecords(desk, popup)).length).toBe(count);

  await popup.click('button', 'History');
  const history = await desk.browser.openPage('history.html');
  await history.waitForText('55 messages');
  await history.waitForText('Today');
  await history.fill('textbox', 'Search', 'lant way');
  await history.waitForText('1 message');
  await history.waitForText('The lantern is on its way');
  await history.fill('textbox', 'Search', '');
  await history.fill('textbox', 'Visitor', 'ad');
  await history.waitForText('27 messages');
  await history.fill('textbox', 'Visitor', '');
  await history.fill('combobox', 'State', 'Not sent');
  await history.waitForText('No messages');
  await history.fill('combobox', 'State', 'All');
  await history.waitForText('55 messages');

  await history.click('button', /Wipe history/);
  await history.waitForText('Wipe history?');
  await history.click('button', 'Wipe history');
  await history.waitForText('No messages');
  expect(await allRecords(desk, popup)).toEqual([]);
  expect(await popup.rows()).toBe(0);
});

test('with 0 days no text is kept; the message can still be edited and deleted', async ({ desk }) => {
  await desk.setUp();
  const history = await desk.browser.openPage('history.html');
  await history.fill('spinbutton', 'Keep messages for (days)', '0');
  await history.press('Enter');
  await history.waitForText('Saved.');
  const popup = await desk.openPopup();
  await send(popup, 'Nobody keeps this');
  await popup.row('Text not kept').waitForState('Sent');
  expect(JSON.stringify(await desk.browser.readStorageLocal())).not.toContain('Nobody keeps this');

  await popup.row('Text not kept').click('Edit');
  await expect.poll(() => popup.value('textbox', 'Edit message')).toBe('Nobody keeps this');
  await popup.fill('textbox', 'Edit message', 'Nobody keeps this either');
  await popup.click('button', 'Save');
  await desk.waitForCommits('edited', 1);
  await popup.row('Text not kept').click('Delete');
  await popup.waitForText('Delete this message?');
  await popup.click('button', 'Delete');
  await popup.row('Text not kept').waitForState('Deleted');
  expect(desk.commits('deleted')).toHaveLength(1);
});
