// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/preact';
import { expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { encode } from '../../../lib/storage/item.ts';
import { sidebarItem, siteItem } from '../../../lib/storage/items/sites.ts';
import { expectAccessible } from '../../../lib/testing/axe.ts';
import { keep, openSitesPage, ruleOf, siteOf, siteOn } from './sites-testing.tsx';

const address = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Site address' });
const button = (name: string) => screen.getByRole('button', { name });
const origins = () => screen.queryAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);
const says = (words: string) =>
  waitFor(() => expect(screen.getAllByRole('status').map(({ textContent }) => textContent)).toContain(words));

it('says where the sidebar is and how to begin', async () => {
  const { container } = await openSitesPage();
  expect(screen.getByRole('heading', { level: 1, name: 'Sites' })).toBeTruthy();
  expect(container.textContent).toContain('On all others nothing is shown and nothing is read.');
  expect(container.textContent).toContain('No site yet');
  expect(screen.queryByRole('button', { name: 'Export sites' })).toBeNull();
  await expectAccessible(container);
});

it('asks the browser first thing in the click, and notes the wish in the same tick', async () => {
  const { user, requestSite, asked } = await openSitesPage();
  await user.type(address(), 'crm.example:8443/customers/5');
  const order: string[] = [];
  requestSite.mockImplementation(async () => order.push('browser') > 0);
  asked.mockImplementation(async () => void order.push('background'));
  // No user-event here: what stands after this line runs in the very tick of the submit.
  button('Switch on').closest('form')?.requestSubmit();
  expect(order).toEqual(['browser', 'background']);
  expect(requestSite.mock.calls).toEqual([['https://crm.example/*']]);
  expect(asked.mock.lastCall).toEqual([{ name: 'site/wish', data: { origin: 'https://crm.example' } }]);
});

it('says that a site is on, and lists it when the background has it', async () => {
  const { user } = await openSitesPage();
  await user.type(address(), 'crm.example/5{Enter}');
  await says('The sidebar is on for https://crm.example.');
  expect(address().value).toBe('');
  const crm = siteOf('crm.example');
  await fakeBrowser.storage.local.set({ [siteItem.key + crm.origin]: encode(siteItem, crm) });
  await waitFor(() => expect(origins()).toEqual(['https://crm.example']));
});

it.each([
  ['{Enter}', 'Type or paste the address of a page there first.'],
  ['crm{Enter}', 'This is not the address of a site.'],
  ['chrome://extensions{Enter}', 'The browser lets no extension into this page.'],
  ['moz-extension://a/b.html{Enter}', 'This is a page of Deskside itself.'],
])('says under the field what is wrong with %j, and asks nobody', async (typed, words) => {
  const { user, requestSite, asked, container } = await openSitesPage();
  address().focus();
  await user.keyboard(typed);
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain(words);
  expect(address().getAttribute('aria-describedby')).toContain(alert.id);
  expect(requestSite).not.toHaveBeenCalled();
  expect(asked).not.toHaveBeenCalled();
  await expectAccessible(container);
  await user.keyboard('x');
  expect(screen.queryByRole('alert')).toBeNull();
});

it('keeps what I typed when the browser says no, and says so', async () => {
  const { user } = await openSitesPage([], { isGranted: false });
  await user.type(address(), 'crm.example{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('The browser did not allow it');
  expect(address().value).toBe('crm.example');
});

it('says no as well when the browser refuses to ask', async () => {
  const { user, requestSite } = await openSitesPage();
  requestSite.mockRejectedValue(new Error('not a gesture'));
  await user.type(address(), 'crm.example{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('The browser did not allow it');
});

it('lists sites by name, with what is read there', async () => {
  const { container } = await openSitesPage([
    siteOf('shop.example', { isOn: false }),
    siteOf('conversations-app.brevo.com'),
    siteOf(`${'a-very-long-host-name-that-never-ends.'.repeat(5)}crm.example`, {
      rules: [ruleOf('customers', { expression: 'C-(\\d+)', name: { kind: 'meta', name: 'who' }, confirmed: 1 })],
    }),
  ]);
  expect(origins().map((origin) => origin?.slice(0, 22))).toEqual([
    'https://a-very-long-ho',
    'https://conversations-',
    'https://shop.example',
  ]);
  expect([...container.querySelectorAll('.site-rule p')].map(({ textContent }) => textContent)).toEqual([
    'Visitor ID: the part of the address after “/customers/”.',
    'Of that, what “C-(\\d+)” finds.',
    'Name: the meta tag “who”.',
    'You are asked on 1 more page whether it is right.',
  ]);
  siteOn('conversations-app.brevo.com').getByText(
    'Brevo conversation: the part of the address after “/conversations/”. This is built in.',
  );
  siteOn('shop.example').getByText(/does not allow it here/);
  siteOn('shop.example').getByText(/Nothing. Add a rule/);
  await expectAccessible(container);
});

it('switches a site off and on again, and the focus stays', async () => {
  const { user, asked, requestSite } = await openSitesPage([siteOf('crm.example')]);
  await user.click(button('Switch off'));
  expect(asked).toHaveBeenLastCalledWith({ name: 'site/switch-off', data: { origin: 'https://crm.example' } });
  await says('The sidebar is off for https://crm.example. Its rules are kept.');
  expect(document.activeElement).toBe(button('Switch on again'));
  await user.keyboard('{Enter}');
  expect(requestSite.mock.calls).toEqual([['https://crm.example/*']]);
  expect(asked).toHaveBeenLastCalledWith({ name: 'site/wish', data: { origin: 'https://crm.example' } });
});

it('shows a hidden site again, and puts me on it', async () => {
  const { user, container } = await openSitesPage([siteOf('crm.example', { isHidden: true })]);
  await expectAccessible(container);
  await user.click(button('Show again'));
  await says('The sidebar shows again on https://crm.example.');
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Show again' })).toBeNull());
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 3 }));
});

it('forgets a site when I confirm, and puts me on the next one', async () => {
  const { user, container } = await openSitesPage([siteOf('a.example'), siteOf('b.example'), siteOf('c.example')]);
  await user.click(siteOn('b.example').getByRole('button', { name: 'Forget site' }));
  const dialog = await screen.findByRole('dialog', { name: 'Forget https://b.example?' });
  await expectAccessible(container);
  await user.click(within(dialog).getByRole('button', { name: 'Forget site' }));
  await waitFor(() => expect(origins()).toEqual(['https://a.example', 'https://c.example']));
  await waitFor(() => expect(document.activeElement?.textContent).toBe('https://c.example'));
  await says('https://b.example is forgotten.');
});

it('puts me on the list when its last site is forgotten', async () => {
  const { user } = await openSitesPage([siteOf('a.example')]);
  await user.click(button('Forget site'));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Forget site' }));
  await waitFor(() => expect(origins()).toEqual([]));
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Your sites'));
});

it('keeps a site that I do not want to forget, or that cannot be', async () => {
  const { user, background } = await openSitesPage([siteOf('a.example'), siteOf('b.example')]);
  const forget = siteOn('a.example').getByRole('button', { name: 'Forget site' });
  await user.click(forget);
  background.isFull = true;
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('button', { name: 'Forget site' }));
  expect((await dialog.findByRole('alert')).textContent).toContain('could not store the change');
  await user.click(dialog.getByRole('button', { name: 'Keep it' }));
  await waitFor(() => expect(document.activeElement).toBe(forget));
  await keep(siteOf('c.example'));
  await waitFor(() => expect(origins()).toHaveLength(3));
  expect(document.activeElement).toBe(forget);
});

it('says when a site could not be switched off', async () => {
  const { user, background } = await openSitesPage([siteOf('crm.example')]);
  background.isFull = true;
  await user.click(button('Switch off'));
  expect((await siteOn('crm.example').findByRole('alert')).textContent).toContain('could not store the change');
  expect(button('Switch off')).toBeTruthy();
});

it('exports sites and rules, and nothing else', async () => {
  const blobs: Blob[] = [];
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => `blob:${blobs.push(blob as Blob)}`);
  const { user } = await openSitesPage([siteOf('crm.example', { rules: [ruleOf('customers')], isHidden: true })]);
  await user.click(button('Export sites'));
  await says('Exported as deskside-sites-2026-05-04.json.');
  expect(JSON.parse((await blobs[0]?.text()) ?? '')).toEqual({
    kind: 'deskside-sites',
    version: 1,
    sites: [{ origin: 'https://crm.example', rules: [ruleOf('customers')] }],
  });
});

it('says when the file could not be made', async () => {
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    throw new Error('no');
  });
  const { user } = await openSitesPage([siteOf('crm.example')]);
  await user.click(button('Export sites'));
  expect((await screen.findByRole('alert')).textContent).toContain('could not be made');
});

it('moves the sidebar, and hides it everywhere', async () => {
  const { user, background } = await openSitesPage();
  await user.click(screen.getByRole('radio', { name: 'Left' }));
  await user.click(screen.getByRole('switch', { name: 'Show on no site' }));
  await waitFor(() => expect(background.sidebar).toMatchObject({ side: 'left', isHidden: true }));
  await waitFor(() => expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Left' }).checked).toBe(true));
});

it.each(['279', '481', '3.5', ''])('refuses a width of %j', async (typed) => {
  const { user, asked, container } = await openSitesPage();
  const field = screen.getByRole<HTMLInputElement>('spinbutton', { name: 'Width (pixels)' });
  await user.clear(field);
  await user.type(field, `${typed}{Enter}`);
  expect((await screen.findByRole('alert')).textContent).toBe('Fill in a whole number from 280 to 480.');
  expect(asked).not.toHaveBeenCalled();
  await expectAccessible(container);
});

it('saves a width with Enter', async () => {
  const { user, background } = await openSitesPage();
  const field = screen.getByRole<HTMLInputElement>('spinbutton', { name: 'Width (pixels)' });
  await user.clear(field);
  await user.type(field, '400{Enter}');
  await waitFor(() => expect(background.sidebar.width).toBe(400));
});

it('says when what is stored cannot be read', async () => {
  await fakeBrowser.storage.local.set({ [sidebarItem.key]: { v: 99, data: {} } });
  await openSitesPage();
  expect(screen.getByRole('alert').textContent).toContain('newer version');
});
