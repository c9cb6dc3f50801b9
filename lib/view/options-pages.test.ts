// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createOptionsPages } from './options-pages.ts';

beforeEach(() => {
  location.hash = '';
});

const goTo = (hash: string) => {
  location.hash = hash;
  dispatchEvent(new Event('hashchange'));
};

it.each([
  ['', 'settings'],
  ['#settings', 'settings'],
  ['#presence', 'presence'],
  ['#visitors', 'visitors'],
  ['#sites', 'sites'],
  ['#elsewhere', 'settings'],
])('opens with the page that the address names: %j', async (hash, kind) => {
  location.hash = hash;
  expect((await createOptionsPages()).value.kind).toBe(kind);
});

it('follows the address, and makes each page once', async () => {
  const page = await createOptionsPages();
  const settings = page.value;
  goTo('#presence');
  await vi.waitFor(() => expect(page.value.kind).toBe('presence'));
  const presence = page.value;
  goTo('#settings');
  await vi.waitFor(() => expect(page.value.view).toBe(settings.view));
  goTo('#presence');
  await vi.waitFor(() => expect(page.value.view).toBe(presence.view));
});

it('does not read the log before somebody wants to see it', async () => {
  const getKeys = vi.spyOn(fakeBrowser.storage.local, 'get');
  const page = await createOptionsPages();
  const keys = () => JSON.stringify(getKeys.mock.calls);
  expect(keys()).not.toContain('presence');
  goTo('#presence');
  await vi.waitFor(() => expect(page.value.kind).toBe('presence'));
  expect(keys()).toContain('presence');
});

it('shows the last page that was asked for when I go back and forth quickly', async () => {
  const page = await createOptionsPages();
  const seen: string[] = [];
  page.subscribe(({ kind }) => seen.push(kind));
  goTo('#presence');
  goTo('#settings');
  await vi.waitFor(() => expect(seen.length).toBeGreaterThan(0));
  await new Promise((resolve) => setImmediate(resolve));
  expect(page.value.kind).toBe('settings');
  expect(seen).not.toContain('presence');
});
