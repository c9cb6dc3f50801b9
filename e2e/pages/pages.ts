import { environment } from './environment.ts';
import { foreign } from './foreign.ts';
import { harmless } from './harmless.ts';
import { hostile } from './hostile.ts';
import type { TestPage } from './page.ts';
import { parts } from './parts.ts';

const byPath = new Map<string, TestPage>();
for (const page of [...harmless, ...hostile, ...environment, ...foreign, ...parts]) {
  if (byPath.has(page.path)) throw new Error(`Two pages at ${page.path}`);
  byPath.set(page.path, page);
}

/** The page at a path, or the one below which it lies. */
export function findPage(pathname: string): TestPage | undefined {
  const page = byPath.get(pathname);
  if (page || pathname === '') return page;
  return findPage(pathname.slice(0, pathname.lastIndexOf('/')));
}
