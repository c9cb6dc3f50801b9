import type { BrowserName } from '../browsers/browser.ts';
import type { Heap } from './heap.ts';
import type { Evidence } from './verdict.ts';

export type SoakReport = { markdown: string; problems: string[] };

type Run = {
  browser: BrowserName;
  minutes: number;
  seed: number;
  kills: { any: number; inFlight: number };
  crashes: number;
};

/** What happened, as a table. */
export function tableOf(run: Run, evidence: Evidence, heap: Heap, problems: string[]): string {
  const { book, kept, traffic, longestSending } = evidence;
  const growth = heap.growth();
  const ends: Record<string, number> = {};
  for (const { state } of kept) ends[state.kind] = (ends[state.kind] ?? 0) + 1;
  const commits = [...traffic.commits.values()].reduce((sum, count) => sum + count, 0);
  const rows: [string, string][] = [
    ['run', `${run.browser}, ${run.minutes} minutes, seed ${run.seed}`],
    ['confirmed messages', `${book.confirmed.size}`],
    ['actions', counts(book.actions)],
    ['kills of the background', `${run.kills.any} at any moment, ${run.kills.inFlight} with a message on its way`],
    ['crashes of the browser', `${run.crashes}`],
    ['end states', counts(ends)],
    ['of these in the archive', `${kept.filter(({ where }) => where === 'archive').length}`],
    ['requests at Brevo', `${traffic.requests}`],
    ['messages that Brevo took', `${commits}`],
    ['longest seen as being sent', `${longestSending.toFixed(1)} s`],
    ['pings', `${traffic.pings}, and ${traffic.refusedPings} made to fail`],
    ['longest gap between pings', `${traffic.longestGap.toFixed(1)} s`],
    [
      'heap of a popup',
      growth
        ? `${growth.first.toFixed(1)} MB, at the end ${growth.last.toFixed(1)} MB`
        : 'not told, or too short a run',
    ],
    ['broken guarantees', problems.length === 0 ? 'none' : problems.join('<br>')],
  ];
  return ['| soak | |', '|---|---|', ...rows.map(([what, value]) => `| ${what} | ${value} |`)].join('\n');
}

const counts = (numbers: Readonly<Record<string, number>>): string =>
  Object.entries(numbers)
    .sort(([, a], [, b]) => b - a)
    .map(([what, number]) => `${number} ${what}`)
    .join(', ');
