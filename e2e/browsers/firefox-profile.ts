import { cpSync } from 'node:fs';
import { launch } from 'puppeteer-core';
import { openProfile } from './profile.ts';

let made: Promise<string> | undefined;

/** Fills a new profile with what Firefox leaves at its first start, which takes it some seconds; made once per process. */
export async function fillProfile(folder: string, executablePath: string): Promise<void> {
  made ??= make(executablePath);
  const isKept = (path: string) => !path.endsWith('/lock');
  cpSync(await made, folder, { recursive: true, filter: isKept });
}

async function make(executablePath: string): Promise<string> {
  const profile = openProfile();
  const firefox = await launch({
    browser: 'firefox',
    executablePath,
    args: ['--profile', profile.folder],
    extraPrefsFirefox: { 'services.settings.server': 'data:,#remote-settings-dummy/v1' },
    env: { ...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: '1' },
  });
  await firefox.close();
  profile.removeOnExit();
  return profile.folder;
}
