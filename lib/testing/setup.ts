import { readFileSync } from 'node:fs';
import { beforeEach, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { parse } from 'yaml';

type Locale = { [key: string]: Locale | string };

const words: Locale = parse(readFileSync(`${import.meta.dirname}/../../locales/en.yml`, 'utf8'));

/** What the browser does with the built locale: `presence_title_off` stands for `presence.title.off`. */
function flatten(locale: Locale, prefix = ''): [string, string][] {
  return Object.entries(locale).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'string') return [[prefix + key, value]];
    // Forms of a plural become one message.
    return 'n' in value ? [[prefix + key, Object.values(value).join(' | ')]] : flatten(value, `${prefix}${key}_`);
  });
}

const messages = new Map(flatten(words));

beforeEach(() => {
  fakeBrowser.reset();
  // The test double's `getMessage` throws.
  vi.spyOn(fakeBrowser.i18n, 'getMessage').mockImplementation((name, substitutions) => {
    const message = messages.get(name);
    if (message === undefined) throw new Error(`No words for ${name}`);
    const list = [substitutions ?? []].flat().map(String);
    return message.replace(/\$(\d)/g, (_, number) => list[Number(number) - 1] ?? '');
  });
});
