import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const script = (name: string) => (dir: string) => [join(dir, name)];

/** 1 kB is 1000 bytes, unpacked and uncompressed. */
const budgets = [
  { what: 'background', most: 142, of: script('background.js') },
  { what: 'popup scripts and styles', most: 154, of: (dir: string) => filesOfPage(dir, 'popup.html') },
  { what: 'frame in a page, scripts and styles', most: 156, of: (dir: string) => filesOfPage(dir, 'sidepanel.html') },
  // What a page is asked to carry before anybody opens the sidebar.
  { what: 'host script', most: 12, of: script('page.js') },
  { what: 'host script of an open sidebar', most: 6, of: script('frame.js') },
  { what: 'teach script', most: 25.5, of: script('teach.js') },
  { what: 'whole build', most: 565, of: allFiles },
];

/** The scripts and styles that a built page loads, with all that they import. */
export function filesOfPage(dir: string, page: string): string[] {
  const found = new Set<string>();
  const visit = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    if (!file.endsWith('.js')) return;
    const source = readFileSync(file, 'utf8');
    for (const [, path] of source.matchAll(/(?:from|import)\s*["'](\.[^"']+)["']/g))
      visit(join(file, '..', path ?? ''));
  };
  const html = readFileSync(join(dir, page), 'utf8');
  for (const [, path] of html.matchAll(/(?:src|href)="(\/[^"]+)"/g)) visit(join(dir, path ?? ''));
  return [...found];
}

/** Every file of a build. */
export function allFiles(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

export type Measure = { build: string; what: string; kB: number; most: number };

/** The sizes of both builds beside what they may be. */
export function measure(): Measure[] {
  return ['chrome-mv3', 'firefox-mv3'].flatMap((build) => {
    const dir = join(import.meta.dirname, '..', '.output', build);
    return budgets.map(({ what, most, of }) => {
      const bytes = of(dir).reduce((sum, file) => sum + statSync(file).size, 0);
      return { build, what, kB: bytes / 1000, most };
    });
  });
}
