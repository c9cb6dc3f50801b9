// @vitest-environment happy-dom
import { computed, signal } from '@preact/signals';
import { screen, waitFor, within } from '@testing-library/preact';
import { expect, it, vi } from 'vitest';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import type { OptionsPage } from '../../lib/view/options-pages.ts';
import { createPresencePage } from '../../lib/view/presence-page.ts';
import { createSettings } from '../../lib/view/settings.ts';
import { createSitesPage } from '../../lib/view/sites-page.ts';
import { createVisitorsPage } from '../../lib/view/visitors-page.ts';
import { OptionsPages } from './OptionsPages.tsx';

async function open(kind: OptionsPage['kind'] = 'settings', { canSeeLock = true } = {}) {
  const settings: OptionsPage = { kind: 'settings', view: createSettings() };
  const presence: OptionsPage = { kind: 'presence', view: createPresencePage() };
  const sites: OptionsPage = { kind: 'sites', view: createSitesPage() };
  const visitors: OptionsPage = { kind: 'visitors', view: createVisitorsPage() };
  const all = { settings, presence, visitors, sites };
  await Promise.all(Object.values(all).map(({ view }) => view.ready));
  const page = signal<OptionsPage>(all[kind]);
  const pages = (
    <OptionsPages
      page={page}
      hasPermission={computed(() => true)}
      requestPermission={vi.fn(async () => true)}
      requestSite={vi.fn(async () => true)}
      canSeeLock={canSeeLock}
    />
  );
  const goTo = (to: OptionsPage['kind']) => {
    page.value = all[to];
  };
  return { goTo, ...show(pages) };
}
const link = (name: string) => within(screen.getByRole('navigation', { name: 'Pages' })).getByRole('link', { name });
const heading = (name: string) => screen.getByRole('heading', { level: 1, name });

it('begins with the settings, and links to the other pages', async () => {
  const { container } = await open();
  expect(heading('Settings')).toBeTruthy();
  expect(
    [link('Settings'), link('Presence'), link('Visitors'), link('Sites')].map((each) => each.getAttribute('href')),
  ).toEqual(['#settings', '#presence', '#visitors', '#sites']);
  expect([link('Settings'), link('Presence')].map((each) => each.getAttribute('aria-current'))).toEqual(['page', null]);
  expect(document.title).toBe('Settings – Deskside');
  expect(document.activeElement).toBe(document.body);
  await expectAccessible(container);
});

it('opens on Presence when the address says so, and takes no focus then', async () => {
  const { container } = await open('presence');
  expect(heading('Presence')).toBeTruthy();
  expect(link('Presence').getAttribute('aria-current')).toBe('page');
  expect(document.title).toBe('Presence – Deskside');
  expect(document.activeElement).toBe(document.body);
  await expectAccessible(container);
});

it('puts me on the heading of the page that I go to', async () => {
  const { goTo } = await open();
  goTo('presence');
  await waitFor(() => expect(document.activeElement).toBe(heading('Presence')));
  expect(document.title).toBe('Presence – Deskside');
  goTo('sites');
  await waitFor(() => expect(document.activeElement).toBe(heading('Sites')));
  goTo('settings');
  await waitFor(() => expect(document.activeElement).toBe(heading('Settings')));
  expect(screen.getAllByRole('main')).toHaveLength(1);
});

it('offers the rule for the lock only where the browser reports it', async () => {
  await open('presence', { canSeeLock: false });
  expect(screen.queryByRole('checkbox', { name: /locked/ })).toBeNull();
});
