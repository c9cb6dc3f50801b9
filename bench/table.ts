/** What was measured at one size, in ms. */
export type Samples = Record<string, number[]>;

/** The medians of each measurement by size, and how many times that of the first case each is. */
export function tableOf(samples: Map<number, Samples>, unit = 'archived'): string {
  const cases = [...samples.entries()];
  const [first] = cases;
  if (!first) return '';
  const head = ['measured', ...cases.map(([size]) => `${size.toLocaleString('en')} ${unit}`)];
  const rows = Object.keys(first[1]).map((what) => {
    const base = median(first[1][what] ?? []);
    const cells = cases.map(([, each]) => cellOf(median(each[what] ?? []), base));
    return [what, ...cells];
  });
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const cellOf = (value: number, base: number) =>
  `${(value / base).toFixed(2)} × (${value.toFixed(value < 10 ? 1 : 0)} ms)`;

export const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
