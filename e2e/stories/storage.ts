import { expect, send, test } from '../desk.ts';

test('F22 G-R9 G-R10 corrupt, oversized and newer records: the rest works, nothing is overwritten, I can see and export them', async ({
  desk,
}) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  await send(popup, 'Healthy');
  await popup.row('Healthy').waitForState('Sent');
  await popup.close();
  await desk.browser.killWorker();
  const broken = {
    'message:corrupt-1': 'not what anybody stored',
    'message:newer-1': { v: 99, data: { id: 'newer-1', text: 'from the future' } },
    'message:oversized-1': { v: 2, data: { id: 'oversized-1', text: 'x'.repeat(300_000) } },
    'intent:corrupt-2': { v: 2, data: null },
    'draft:corrupt-3': 42,
  };
  await desk.browser.withApi(async (api, records) => {
    const { 'recent-messages': stored } = await api.storage.local.get('recent-messages');
    const recent = stored as { v: number; data: { ids: string[]; unsettled: string[] } };
    const ids = ['corrupt-1', 'newer-1', 'oversized-1'];
    recent.data = { ids: [...ids, ...recent.data.ids], unsettled: [...ids, ...recent.data.unsettled] };
    await api.storage.local.set({ ...records, 'recent-messages': recent });
  }, broken);

  const again = await desk.openPopup();
  await again.row('Healthy').waitForState('Sent');
  await again.waitForText('cannot be read');
  await send(again, 'Still works');
  await again.row('Still works').waitForState('Sent');
  const stored = await desk.browser.readStorageLocal();
  for (const [key, value] of Object.entries(broken)) expect(stored[key], key).toEqual(value);

  const history = await desk.browser.openPage('history.html');
  await history.waitForText('message:corrupt-1');
  await history.waitForText('message:newer-1');
  await history.waitFor('button', 'Export as JSON');
});

test('F22 G-R9 an index of messages that cannot be read is made anew from the messages', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  await send(popup, 'Number one');
  await popup.row('Number one').waitForState('Sent');
  await popup.close();
  await desk.browser.killWorker();
  await desk.browser.withApi((api) => api.storage.local.set({ 'recent-messages': 'garbage' }));
  const again = await desk.openPopup();
  await send(again, 'Number two');
  await again.row('Number two').waitForState('Sent');
  await again.row('Number one').waitForState('Sent');
});

test('F22 G-R9 settings that cannot be read are not reset by what I do', async ({ desk }) => {
  await desk.setUp();
  await desk.browser.killWorker();
  const garbage = { v: 99, data: { undoWindowS: 'a lot' } };
  await desk.browser.withApi((api, value) => api.storage.local.set({ 'message-settings': value }), garbage);
  const options = await desk.browser.openPage('options.html');
  await options.fill('combobox', 'Undo window', '10 seconds');
  await options.waitForText('Update the extension and try again.');
  expect((await desk.browser.readStorageLocal())['message-settings']).toEqual(garbage);
});
