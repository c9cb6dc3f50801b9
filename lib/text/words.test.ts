import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..', '..');

type Locale = { [key: string]: Locale | string };

const keysOf = (locale: Locale, prefix = ''): string[] =>
  Object.entries(locale).flatMap(([key, value]) =>
    // Forms of a plural are one sentence.
    typeof value === 'string' || 'n' in value ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  );

const sources = ['components', 'entrypoints', 'lib'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\./.test(file))
    .map((file) => readFileSync(join(root, folder, file), 'utf8')),
);
const manifest = readFileSync(join(root, 'wxt.config.ts'), 'utf8');

it('every sentence of the locale is used somewhere', () => {
  const source = sources.join('\n');
  const used = new Set([...source.matchAll(/['`]([a-z][A-Za-z_.]+)['`]/g)].map(([, key]) => key));
  // `presence.${kind}` stands for every key that begins and ends so.
  const patterns = [...source.matchAll(/`([a-z][A-Za-z_.]*\$\{[^`]+)`/g)].map(
    ([, key = '']) => new RegExp(`^${key.replace(/\$\{[^}]+\}/g, '\\w+').replaceAll('.', '\\.')}$`),
  );
  const unused = keysOf(parse(readFileSync(join(root, 'locales', 'en.yml'), 'utf8'))).filter(
    (key) =>
      !used.has(key) &&
      !patterns.some((pattern) => pattern.test(key)) &&
      !manifest.includes(`__MSG_${key.replaceAll('.', '_')}__`),
  );
  expect(unused).toEqual([]);
});
