import { expect, test, VISITOR } from '../desk.ts';

test('a whole day by keyboard: switch, visitor, message, edit, delete', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  await popup.waitFor('switch', 'Online');
  const tabTo = async (name: string, key = 'Tab') => {
    for (let presses = 0; (await popup.focusedName()) !== name; presses++) {
      if (presses === 40) throw new Error(`Tab does not reach ${name}`);
      await popup.press(key);
    }
  };
  await tabTo('Online');
  await popup.press(' ');
  await popup.waitForText(/Online, confirmed/);
  await tabTo('Visitor');
  await popup.type('combobox', 'Visitor', VISITOR);
  await popup.press('Enter');
  await expect.poll(() => popup.focusedName()).toBe('Message');
  await popup.type('textbox', 'Message', 'By keyboard');
  await popup.press('Enter');
  await popup.row('By keyboard').waitForState('Sent');
  await expect.poll(() => popup.focusedName()).toBe('Message');

  await tabTo('Edit');
  await popup.press('Enter');
  await expect.poll(() => popup.focusedName()).toBe('Edit message');
  await popup.press('!');
  await popup.press('Enter');
  await popup.row('By keyboard!').waitForState('Sent');
  await tabTo('Delete');
  await popup.press('Enter');
  await popup.waitForText('Delete this message?');
  await popup.press('Escape');
  await popup.waitUntilGone('button', 'Keep it');
  expect(desk.commits('deleted')).toEqual([]);
  await tabTo('Delete');
  await popup.press('Enter');
  await popup.waitForText('Delete this message?');
  await tabTo('Delete');
  await popup.press('Enter');
  await popup.row('By keyboard!').waitForState('Deleted');

  await tabTo('Online', 'Shift+Tab');
  await popup.press(' ');
  await popup.waitForText(/Visitors may see you online until/);
});
