// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { err } from '../../lib/result.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { later } from '../testing.ts';
import { type Asked, openHistory, savedFiles, seeRows, someMessages } from './history-testing.tsx';

async function open(answer?: (asked: Asked) => unknown) {
  const files = savedFiles();
  const page = await openHistory(someMessages(450), answer);
  await seeRows('Text 0');
  await page.user.click(screen.getByRole('button', { name: 'Export…' }));
  await screen.findByRole('dialog', { name: 'Export history' });
  return { files, ...page };
}
const confirm = () => screen.getByRole('button', { name: 'Export' });
const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name });
const isGone = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

it('G-S11 leaves texts and visitor IDs out unless I tick them', async () => {
  const { user, files, container } = await open();
  expect([box('Message text').checked, box('Visitor IDs').checked]).toEqual([false, false]);
  await expectAccessible(container);
  await user.click(confirm());
  await isGone();
  const made = (await files.get('deskside-history-2026-05-04.csv')?.text()) ?? '';
  expect(made.trim().split('\r\n')).toHaveLength(451);
  expect(made).not.toMatch(/Text|ada/);
  await seeRows('Exported as deskside-history-2026-05-04.csv.');
  await expectAccessible(container);
});

it('puts into the file what I tick', async () => {
  const { user, files } = await open();
  await user.click(screen.getByRole('radio', { name: 'JSON' }));
  await user.click(box('Message text'));
  await user.click(box('Visitor IDs'));
  await user.click(confirm());
  await isGone();
  const made = JSON.parse((await files.get('deskside-history-2026-05-04.json')?.text()) ?? '');
  expect(made).toHaveLength(450);
  expect(made[449]).toMatchObject({ text: 'Text 449', visitorId: 'ada' });
});

it('shows how far it is when it takes long, and stops when I close it', async () => {
  const second = later<unknown>();
  const { user, files, asked, container } = await open(({ name, data }) =>
    name === 'history/page' && data.offset === 200 && data.limit === 200 ? second.promise : undefined,
  );
  await user.click(confirm());
  expect(screen.queryByRole('progressbar')).toBeNull();
  const bar = await screen.findByRole('progressbar', { name: '200 of 450 messages' }, { timeout: 2000 });
  expect(bar.getAttribute('value')).toBe('200');
  await expectAccessible(container);
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  await isGone();
  const before = asked.mock.calls.length;
  second.answer({ ok: true, value: [] });
  // Nothing marks the moment in which something does not happen; what would ask again does so within a tick or two.
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked.mock.calls.length).toBe(before);
  expect(files.size).toBe(0);
});

it('G-R9 makes no file when history cannot be read in whole, and says so', async () => {
  const { user, files, container } = await open(({ name, data }) =>
    name === 'history/page' && data.offset === 400 ? err({ kind: 'storage-unavailable' }) : undefined,
  );
  await user.click(confirm());
  expect((await screen.findByRole('alert')).textContent).toContain('The file could not be made');
  expect(files.size).toBe(0);
  await expectAccessible(container);
});
