// Plain JavaScript without dependencies: it also runs on a fresh clone, before `npm ci`.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @typedef {'chromium' | 'firefox'} BrowserName */

/** The environment variable that names a browser's program, before any search. */
export const variables = { chromium: 'DESKSIDE_CHROMIUM', firefox: 'DESKSIDE_FIREFOX' };

// Branded Chrome ignores --load-extension, so it is not in the list. Firefox's release build refuses an unsigned
// extension that stays installed, so ESR, Developer Edition and Nightly come first.
const commands = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome-for-testing', 'chrome-for-testing'],
  firefox: ['firefox-esr', 'firefox-developer-edition', 'firefox-devedition', 'firefox-nightly', 'firefox'],
};

const places = {
  darwin: {
    chromium: [
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    ],
    firefox: [
      '/Applications/Firefox ESR.app/Contents/MacOS/firefox',
      '/Applications/Firefox Developer Edition.app/Contents/MacOS/firefox',
      '/Applications/Firefox Nightly.app/Contents/MacOS/firefox',
      '/Applications/Firefox.app/Contents/MacOS/firefox',
    ],
  },
  win32: {
    chromium: ['C:\\Program Files\\Chromium\\Application\\chrome.exe'],
    firefox: [
      'C:\\Program Files\\Mozilla Firefox ESR\\firefox.exe',
      'C:\\Program Files\\Firefox Developer Edition\\firefox.exe',
      'C:\\Program Files\\Firefox Nightly\\firefox.exe',
      'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
    ],
  },
};

/**
 * Finds a browser that can run the extension: environment variable, system, Playwright's own. Gives its path or undefined.
 * @param {BrowserName} name
 * @returns {Promise<string | undefined>}
 */
export async function findBrowser(name) {
  const chosen = process.env[variables[name]];
  if (chosen) {
    if (!isProgram(chosen)) throw new Error(`${variables[name]} names ${chosen}, which is not a program.`);
    return chosen;
  }
  const candidates = [...onPath(commands[name]), ...(places[process.platform]?.[name] ?? [])];
  return candidates.find(isProgram) ?? (name === 'chromium' ? await playwrightChromium() : undefined);
}

/** @param {string[]} names */
function onPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const ending = process.platform === 'win32' ? '.exe' : '';
  return names.flatMap((name) => folders.map((folder) => join(folder, name + ending)));
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

async function playwrightChromium() {
  try {
    const { chromium } = await import('@playwright/test');
    const path = chromium.executablePath();
    return isProgram(path) ? path : undefined;
  } catch {
    return undefined; // not installed yet
  }
}
