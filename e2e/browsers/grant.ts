import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from './browser.ts';

type Lists = { explicit_host?: string[] };
type Settings = Record<string, Record<string, Lists>>;

/**
 * Lets the extension have a site without the browser's dialog, which headless Chromium cannot show: there the answer is put
 * into the profile between two starts. Firefox is told by a preference to answer by itself, so there is nothing to do.
 */
export async function allowSite(browser: Browser, pattern: string): Promise<void> {
  if (browser.name === 'firefox') return;
  const { origin } = browser;
  await browser.restart((profile) => grantIn(profile, origin, pattern));
}

/** Writes the answer into the profile of a Chromium that is not running. */
export function grantIn(profile: string, origin: string, pattern: string): void {
  const id = new URL(origin).host;
  const file = join(profile, 'Default', 'Preferences');
  const preferences = JSON.parse(readFileSync(file, 'utf8')) as { extensions: { settings: Settings } };
  const settings = preferences.extensions.settings[id] ?? {};
  for (const name of ['granted_permissions', 'active_permissions', 'runtime_granted_permissions']) {
    const lists = settings[name] ?? {};
    settings[name] = { ...lists, explicit_host: [...(lists.explicit_host ?? []), pattern] };
  }
  writeFileSync(file, JSON.stringify(preferences));
}

/** Chromium lets only a developer’s extensions reload themselves into a new version. */
export function allowReloading(profileDir: string): void {
  mkdirSync(join(profileDir, 'Default'), { recursive: true });
  const preferences = { extensions: { ui: { developer_mode: true } } };
  writeFileSync(join(profileDir, 'Default', 'Preferences'), JSON.stringify(preferences));
}
