import { expect, send, test } from '../desk.ts';
import { objections } from '../objections.ts';

test('WCAG: axe has no objection to any page and state, in both themes', async ({ desk }) => {
  test.setTimeout(60_000);
  const popup = await desk.openPopup();
  await popup.waitForText('Add your API key');
  expect(await objections(popup)).toEqual([]);
  const options = await desk.browser.openPage('options.html');
  await options.click('radio', 'E-mail and name');
  await options.click('button', 'Save agent');
  await options.click('button', 'Save key');
  await options.waitForText('Fill in the agent’s name.');
  expect(await objections(options)).toEqual([]);
  await desk.setUp();

  desk.brevo.script({ fault: { kind: 'status', status: 503 } });
  await popup.click('switch', 'Online');
  await popup.waitFor('button', 'Try again');
  expect(await objections(popup)).toEqual([]);

  await send(popup, 'Sent well');
  await popup.row('Sent well').waitForState('Sent');
  desk.brevo.script({ method: 'POST', fault: { kind: 'status', status: 503 } });
  await send(popup, 'Not known');
  await popup.row('Not known').waitForState('May have been sent');
  await send(popup, '  ');
  await popup.waitForText('Write something first.');
  await popup.click('combobox', 'Visitor');
  // In Firefox a tab behind another one does not hear that the field was left: what stands there is still being typed.
  await popup.waitFor('listbox', /Recent visitors|Suggestions/);
  expect(await objections(popup)).toEqual([]);
  await popup.press('Escape');
  await popup.row('Sent well').click('Edit');
  expect(await objections(popup)).toEqual([]);
  await popup.press('Escape');
  await popup.row('Sent well').click('Delete');
  await popup.waitForText('Delete this message?');
  expect(await objections(popup)).toEqual([]);
});

test('WCAG: axe has no objection to what waits, what is asked, and to history', async ({ desk }) => {
  test.setTimeout(90_000);
  await desk.setUp({ undoWindowS: 30 });
  const popup = await desk.openPopup();
  await send(popup, 'To be asked about', 'ada');
  await popup.row('To be asked').waitForState('Held');
  expect(await objections(popup)).toEqual([]);
  await desk.browser.restart();
  const again = await desk.openPopup();
  await again.row('To be asked').waitForState('Needs your answer');
  await send(again, 'Taken back', 'ada');
  await again.row('Taken back').click('Undo');
  await again.row('Taken back').waitForState('Cancelled');
  await again.fill('textbox', 'Message', 'Hello [name]');
  await again.press('Enter');
  await again.waitForText('Look again, or send it as it is.');
  await again.fill('combobox', 'Visitor', 'ben');
  await again.press('Enter');
  await again.waitForText('Your text is for ada.');
  expect(await objections(again)).toEqual([]);

  const history = await desk.browser.openPage('history.html');
  await history.waitForText('2 messages');
  expect(await objections(history)).toEqual([]);
  await history.click('button', 'Export…');
  await history.waitFor('button', 'Export');
  expect(await objections(history)).toEqual([]);
  await history.press('Escape');
  await history.fill('textbox', 'Search', 'nobody wrote this');
  await history.waitForText('No messages');
  expect(await objections(history)).toEqual([]);
});

test('WCAG: axe has no objection to the Presence page and to a pause', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  await popup.click('switch', 'Online');
  await popup.click('button', 'Pause');
  await popup.click('button', 'Pause until then');
  await popup.waitForText('Choose a time first.');
  expect(await objections(popup)).toEqual([]);
  await popup.click('button', '15 minutes');
  await popup.waitFor('button', 'Resume');

  const page = await desk.browser.openPage('options.html#presence');
  expect(await objections(page)).toEqual([]);
  for (const rule of [/outside my hours/, /nobody has touched/]) await page.click('checkbox', rule);
  await page.waitForText('Time zone of these hours');
  await page.click('button', /^Remove Monday/);
  await page.waitFor('button', 'Undo');
  await page.fill('spinbutton', 'Minutes', '0');
  await page.press('Enter');
  await page.waitForText('Fill in a whole number');
  expect(await objections(page)).toEqual([]);
});
