import { browser } from 'wxt/browser';
import type { GeneratedI18nStructure } from '#i18n';

type Key = keyof {
  [K in keyof GeneratedI18nStructure as GeneratedI18nStructure[K]['plural'] extends false ? K : never]: K;
};

/** Words for scripts that run inside pages, without plurals: all that `#i18n` adds to them would be carried into every page. */
export const t = (key: Key, words: string[] = []): string =>
  browser.i18n.getMessage(key.replaceAll('.', '_') as never, words);
