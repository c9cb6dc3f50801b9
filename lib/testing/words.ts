import { readFileSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { parse } from 'yaml';

type Locale = { [key: string]: Locale | string };
type Words = [name: string, words: string][];

declare module 'vitest' {
  interface ProvidedContext {
    words: Words;
  }
}

/** Reads the words once for all test files. */
export default function provideWords({ provide }: TestProject): void {
  const words: Locale = parse(readFileSync(`${import.meta.dirname}/../../locales/en.yml`, 'utf8'));
  provide('words', flatten(words));
}

/** What the browser does with the built locale: `presence_title_off` stands for `presence.title.off`. */
function flatten(locale: Locale, prefix = ''): Words {
  return Object.entries(locale).flatMap(([key, value]): Words => {
    if (typeof value === 'string') return [[prefix + key, value]];
    // Forms of a plural become one message.
    return 'n' in value ? [[prefix + key, Object.values(value).join(' | ')]] : flatten(value, `${prefix}${key}_`);
  });
}
