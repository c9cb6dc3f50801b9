import { expect, send, test, VISITOR } from '../desk.ts';

const texts: Record<string, string> = {
  markup: '<script>alert(1)</script><img src=x onerror=alert(2)> &amp; "quotes"',
  link: 'javascript:alert(1) and https://example.com/?a=1&b=2#c',
  'right-to-left override': 'abc \u202E gnp.exe \u202C שלום',
  'zero width': 'a\u200Bb\u200Dc\uFEFFd',
  'emoji sequences': '👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 é e\u0301',
  'many lines': Array.from({ length: 10_000 }, (_, line) => 'abcdefghij'[line % 10]).join('\n'),
  'outer blanks': '  two before, two after  ',
};

test('F27 G-S7 every text arrives byte for byte, and is inert on screen', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  for (const text of Object.values(texts)) {
    const before = desk.commits('posted').length;
    await popup.fill('combobox', 'Visitor', VISITOR);
    await popup.fill('textbox', 'Message', text);
    await popup.click('button', 'Send');
    await desk.waitForCommits('posted', before + 1);
  }
  expect(desk.commits('posted').map(({ text }) => text)).toEqual(Object.values(texts));
  const shown = await popup.evaluate(() => ({
    texts: [...document.querySelectorAll('.message-text')].map((each) => each.textContent),
    foreign: document.querySelectorAll('.message script, .message img, .message a').length,
  }));
  expect(shown.texts.reverse()).toEqual(Object.values(texts));
  expect(shown.foreign).toBe(0);
});

test('F27 blank, far too long and broken texts are refused before anything is sent, and stay', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  const refused: [string, string][] = [
    [' \n\t ', 'Write something first.'],
    ['x'.repeat(20_001), 'This is too long: 20,001 of at most 20,000 characters.'],
    ['so long '.repeat(125_000), 'This is too long: 1,000,000 of at most 20,000 characters.'],
    [`a${'\uD83D'}b`, 'half of a character'],
  ];
  for (const [text, why] of refused) {
    await popup.fill('combobox', 'Visitor', VISITOR);
    await popup.evaluate((written) => {
      const box = document.querySelector<HTMLTextAreaElement>('.composer textarea');
      if (!box) return;
      box.value = written;
      box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }, text);
    await popup.click('button', 'Send');
    await popup.waitForText(why);
    expect((await popup.value('textbox', 'Message')).length).toBe(text.length);
  }
  expect(desk.arrivals('POST', '/conversations/')).toBe(0);
});

test('F28 whatever a visitor or message ID holds, it reaches no other endpoint', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  const ids = ['a/b', '../../account', '?x=1', '#frag', '%2f%2e', 'with space', 'Ünïcode ✓', '4711'];
  for (const [count, id] of ids.entries()) {
    await send(popup, `To ${count}`, id);
    await desk.waitForCommits('posted', count + 1);
  }
  expect(desk.commits('posted').map(({ visitorId }) => visitorId)).toEqual(ids);

  await popup.click('button', 'Look up a message by its ID');
  const before = desk.brevo.arrivals.length;
  for (const id of [...ids, '..', '.']) {
    await popup.fill('textbox', 'Message ID', id);
    await popup.click('button', 'Look up');
    await popup.waitForText('Brevo does not know this ID.');
    await popup.fill('textbox', 'Message ID', '');
    await popup.click('button', 'Look up');
    await popup.waitForText('Paste the ID of a message first.');
  }
  const paths = desk.brevo.arrivals.slice(before).map(({ request }) => request.path);
  expect(paths).toHaveLength(ids.length * 2);
  for (const path of paths) expect(path).toMatch(/^\/v3\/conversations\/(messages|pushedMessages)\/[^/?#]+$/);
});
