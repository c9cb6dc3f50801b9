import { median } from '../table.ts';
import type { Cost, Costs } from './measure.ts';
import { pages } from './pages.ts';

const COLUMNS = {
  heap: { words: 'JS heap', unit: 'kB', digits: 0 },
  script: { words: 'script', unit: 'ms', digits: 1 },
  tasks: { words: 'all tasks', unit: 'ms', digits: 0 },
} satisfies Record<keyof Cost, object>;

/** The medians of each page with the host, beside those without. */
export function tableOf(costs: Map<string, Costs>): string {
  const columns = Object.entries(COLUMNS) as [keyof Cost, (typeof COLUMNS)[keyof Cost]][];
  const head = ['page', ...columns.map(([, { words }]) => words)];
  const rows = [...costs].map(([path, each]) => [
    pages[path]?.words ?? path,
    ...columns.map(([name, { unit, digits }]) => {
      const [on, off] = [each.with, each.without].map((all) => median(all.map((cost) => cost[name])));
      return cellOf(on ?? Number.NaN, off ?? Number.NaN, (value) => `${value.toFixed(digits)} ${unit}`);
    }),
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Nothing has no ratio. */
const cellOf = (on: number, off: number, write: (value: number) => string) =>
  off === 0
    ? `${write(on)}, without none`
    : `${write(on)} = ${(on / off).toFixed(2)} × ${write(off)} (${on < off ? '' : '+'}${write(on - off)})`;
