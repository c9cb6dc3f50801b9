import { AGENT, expect, GROUP, send, test, VISITOR } from '../desk.ts';

test('send, edit and delete as agent and as automated', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  await send(popup, 'Hello! How can I help you?');
  await popup.row('Hello!').waitForState('Sent');
  await popup.click('radio', 'Automated');
  await send(popup, 'Your order has shipped!');
  await popup.row('Your order').waitForState('Sent');
  expect(desk.commits('posted').map(({ route, agentId, text }) => [route, agentId, text])).toEqual([
    ['messages', AGENT, 'Hello! How can I help you?'],
    ['pushedMessages', AGENT, 'Your order has shipped!'],
  ]);

  for (const [before, after] of [
    ['Hello!', 'Good morning! How can I help you?'],
    ['Your order', 'Your order is at your door!'],
  ] as const) {
    await popup.row(before).click('Edit');
    await expect.poll(() => popup.focusedName()).toBe('Edit message');
    await popup.fill('textbox', 'Edit message', after);
    await popup.click('button', 'Save');
    await popup.row(after).waitForState('Sent');
    await popup.row(after).click('Delete');
    await popup.waitForText('Delete this message?');
    await popup.click('button', 'Delete');
    await popup.row(after).waitForState('Deleted');
    expect(await popup.row(after).has('Edit')).toBe(false);
  }
  expect(desk.commits('edited').map(({ text }) => text)).toEqual([
    'Good morning! How can I help you?',
    'Your order is at your door!',
  ]);
  expect(desk.commits('deleted')).toHaveLength(2);
  expect(desk.brevo.conversation(VISITOR)).toEqual([]);
});

test('an automated message comes from the group, when one is set', async ({ desk }) => {
  await desk.setUp();
  const options = await desk.browser.openPage('options.html');
  await options.fill('textbox', 'Group ID', GROUP);
  await options.click('button', 'Save agent');
  await options.waitForText('Saved.');
  const popup = await desk.openPopup();
  await popup.click('radio', 'Automated');
  await send(popup, 'Sale starts today.');
  await popup.row('Sale').waitForState('Sent');
  const [post] = desk.brevo.arrivals.filter(({ request }) => request.method === 'POST');
  expect(JSON.parse(post?.request.body ?? '')).toEqual({
    visitorId: VISITOR,
    text: 'Sale starts today.',
    groupId: GROUP,
  });
});

test('an agent named by e-mail sends; the answer teaches the ID that automated messages need', async ({ desk }) => {
  await desk.setUp();
  const options = await desk.browser.openPage('options.html');
  await options.click('radio', 'E-mail and name');
  await options.fill('textbox', 'Agent e-mail', 'mira@lantern.example');
  await options.fill('textbox', 'Agent name', 'Mira');
  await options.click('button', 'Save agent');
  await options.waitForText('Saved.');
  const popup = await desk.openPopup();
  await popup.click('radio', 'Automated');
  await send(popup, 'Too early');
  await popup.waitForText('Automated messages need an agent ID or a group ID.');
  await popup.click('radio', 'Agent');
  await send(popup, 'From Mira');
  await popup.row('From Mira').waitForState('Sent');
  await popup.click('radio', 'Automated');
  await send(popup, 'From Mira, automated');
  await popup.row('From Mira, automated').waitForState('Sent');
  expect(desk.commits('posted').map(({ agentId }) => agentId)).toEqual([AGENT, AGENT]);
});

test('the text at Brevo is shown when somebody changed it there, and I choose', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  await send(popup, 'We open at nine.');
  await popup.row('We open').waitForState('Sent');
  const [posted] = desk.commits('posted');
  const path = `/v3/conversations/messages/${posted?.id}`;
  const headers = desk.brevo.arrivals[0]?.request.headers ?? {};
  desk.brevo.handle({ method: 'PUT', path, headers, body: JSON.stringify({ text: 'We open at ten.' }) });

  await popup.row('We open at nine').click('Edit');
  await popup.fill('textbox', 'Edit message', 'We open at eleven.');
  await popup.click('button', 'Save');
  await popup.waitForText('We open at ten.');
  expect(desk.commits('edited')).toHaveLength(1);
  await popup.click('button', 'Save');
  await popup.row('We open at eleven.').waitForState('Sent');

  desk.brevo.handle({ method: 'DELETE', path, headers, body: '' });
  await popup.row('We open at eleven.').click('Edit');
  await popup.fill('textbox', 'Edit message', 'We open at noon.');
  await popup.click('button', 'Save');
  await popup.waitForText('This message is already deleted at Brevo.');
  await popup.click('button', 'Cancel');
  await popup.row('We open at eleven.').waitForState('Deleted');
});

test('F20 G-R7 two popups edit one message: the second is told what the first made of it, and chooses', async ({
  desk,
}) => {
  await desk.setUp();
  const [one, two] = [await desk.openPopup(), await desk.openPopup()];
  await send(one, 'Which is it?');
  for (const popup of [one, two]) {
    await popup.row('Which is it?').waitForState('Sent');
    await popup.row('Which is it?').click('Edit');
  }
  await one.fill('textbox', 'Edit message', 'It is one.');
  await two.fill('textbox', 'Edit message', 'It is two.');
  await one.click('button', 'Save');
  await one.row('It is one.').waitForState('Sent');
  await two.click('button', 'Save');
  await two.waitForText('Somebody changed this text meanwhile.');
  expect(desk.brevo.conversation(VISITOR).map(({ text }) => text)).toEqual(['It is one.']);
  await two.click('button', 'Save');
  await one.row('It is two.').waitForState('Sent');
  expect(desk.commits('edited').map(({ text }) => text)).toEqual(['It is one.', 'It is two.']);
});

test('F20 one popup edits what another deletes: the one who is late is told, and keeps what was typed', async ({
  desk,
}) => {
  await desk.setUp();
  const [one, two] = [await desk.openPopup(), await desk.openPopup()];
  await send(one, 'Soon gone');
  for (const popup of [one, two]) await popup.row('Soon gone').waitForState('Sent');
  await one.row('Soon gone').click('Edit');
  await one.fill('textbox', 'Edit message', 'Soon better');
  await two.row('Soon gone').click('Delete');
  await two.waitForText('Delete this message?');
  await two.click('button', 'Delete');
  await two.row('Soon gone').waitForState('Deleted');
  await one.click('button', 'Save');
  await one.waitForText('This message is already deleted at Brevo.');
  expect(await one.value('textbox', 'Edit message')).toBe('Soon better');
  expect(desk.commits('edited')).toEqual([]);
  expect(desk.brevo.conversation(VISITOR)).toEqual([]);
});

test('look-up by ID finds agents’ and automated messages, and explains visitors’ ones', async ({ desk }) => {
  await desk.setUp();
  const { headers } = desk.brevo.arrivals[0]?.request ?? { headers: {} };
  const post = (route: string, text: string) => {
    const body = JSON.stringify({ visitorId: 'elsewhere', text, agentId: AGENT });
    desk.brevo.handle({ method: 'POST', path: `/v3/conversations/${route}`, headers, body });
    return desk.commits('posted').at(-1)?.id ?? '';
  };
  const ids = [post('messages', 'Written in Brevo'), post('pushedMessages', 'Pushed by the shop')];
  const visitors = desk.brevo.visitorWrites('elsewhere', 'Is anybody there?');
  const before = desk.brevo.arrivals.length;

  const popup = await desk.openPopup();
  await popup.click('button', 'Look up a message by its ID');
  await popup.fill('textbox', 'Message ID', ids[0] ?? '');
  expect(desk.brevo.arrivals).toHaveLength(before);
  await popup.click('button', 'Look up');
  await popup.row('Written in Brevo').waitForState('Sent');
  await popup.fill('textbox', 'Message ID', ids[1] ?? '');
  await popup.press('Enter');
  await popup.row('Pushed by the shop').waitForState('Sent');
  await popup.row('Pushed by the shop').click('Delete');
  await popup.waitForText('Delete this message?');
  await popup.click('button', 'Delete');
  await popup.row('Pushed by the shop').waitForState('Deleted');
  expect(desk.commits('deleted').map(({ id }) => id)).toEqual([ids[1]]);

  await popup.fill('textbox', 'Message ID', visitors);
  await popup.click('button', 'Look up');
  await popup.waitForText('The visitor wrote: “Is anybody there?”');
  await popup.fill('textbox', 'Message ID', 'no-such-message');
  await popup.click('button', 'Look up');
  await popup.waitForText('Brevo does not know this ID.');
});

test('G-R2 F19 a double click and a held Enter send one message', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  await popup.fill('combobox', 'Visitor', VISITOR);
  await popup.fill('textbox', 'Message', 'Once, please');
  await popup.evaluate(() => {
    const button = [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === 'Send');
    button?.click();
    button?.click();
  });
  await popup.row('Once, please').waitForState('Sent');
  await popup.fill('textbox', 'Message', 'Held down');
  await popup.evaluate(() => {
    const box = document.querySelector<HTMLTextAreaElement>('.composer textarea');
    for (let n = 0; n < 20; n++) {
      box?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', repeat: n > 0, bubbles: true, cancelable: true }),
      );
    }
  });
  await popup.row('Held down').waitForState('Sent');
  expect(desk.commits('posted').map(({ text }) => text)).toEqual(['Once, please', 'Held down']);
});

test('G-R7 F19 three popups that press Send on the same draft send one message', async ({ desk }) => {
  await desk.setUp();
  const popups = [await desk.openPopup(), await desk.openPopup(), await desk.openPopup()];
  const [first] = popups;
  for (const popup of popups) await popup.fill('combobox', 'Visitor', VISITOR);
  await first?.fill('textbox', 'Message', 'From three windows');
  for (const popup of popups) await expect.poll(() => popup.value('textbox', 'Message')).toBe('From three windows');
  await Promise.all(
    popups.map((popup) =>
      popup.evaluate(() => {
        [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === 'Send')?.click();
      }),
    ),
  );
  for (const popup of popups) await popup.row('From three windows').waitForState('Sent');
  expect(desk.commits('posted')).toHaveLength(1);
  expect(await first?.rows()).toBe(1);
});

test('F30 Enter that ends a word of an input method does not send, Shift+Enter starts a new line', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  await popup.fill('combobox', 'Visitor', VISITOR);
  await popup.fill('textbox', 'Message', 'かな');
  await popup.evaluate(() => {
    const init = { key: 'Enter', isComposing: true, bubbles: true, cancelable: true };
    document.querySelector('.composer textarea')?.dispatchEvent(new KeyboardEvent('keydown', init));
  });
  expect(await popup.value('textbox', 'Message')).toBe('かな');
  await popup.click('textbox', 'Message');
  await popup.press('Shift+Enter');
  await popup.type('textbox', 'Message', 'second');
  await popup.press('Enter');
  await desk.waitForCommits('posted', 1);
  expect(desk.commits('posted')[0]?.text).toBe('かな\nsecond');
});

test('F21 the draft returns with visitor, mode and caret, also after a crash', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  await popup.fill('combobox', 'Visitor', 'shop/4711 b');
  await popup.click('radio', 'Automated');
  await popup.fill('textbox', 'Message', 'Half a sentence');
  await popup.click('textbox', 'Message');
  await popup.press('Home');
  await popup.press('ArrowRight');
  await popup.press('ArrowRight');
  await popup.close();
  const check = async () => {
    const again = await desk.openPopup();
    await again.waitFor('textbox', 'Message');
    expect(await again.value('textbox', 'Message')).toBe('Half a sentence');
    expect(await again.value('combobox', 'Visitor')).toBe('shop/4711 b');
    expect(await again.checked('radio', 'Automated')).toBe(true);
    expect(await again.focusedName()).toBe('Message');
    const caret = () => document.querySelector<HTMLTextAreaElement>('.composer textarea')?.selectionStart;
    expect(await again.evaluate(caret)).toBe(2);
  };
  await check();
  await desk.browser.crash();
  await desk.browser.relaunch();
  await check();
  expect(desk.commits('posted')).toEqual([]);
});
