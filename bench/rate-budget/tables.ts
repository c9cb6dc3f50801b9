import type { Alarms } from './agent.ts';
import { type Case, isTooSmall } from './cases.ts';
import type { Outcome } from './outcome.ts';
import type { Tried } from './rule.ts';

/** What the product gives in one case, by how alarms ring. */
export type Shipped = { of: Case; by: Record<Alarms, Outcome> };

/** Each policy in one case; `best` by name, and none where no policy can help. */
export type Comparison = { of: Case; tried: Tried[]; best: string[]; yardstick: Tried | undefined };

export const shippedTable = (rows: Shipped[]): string =>
  markdown([
    [
      ...['limit', 'agents', 'offline', 'worst', 'nobody', 'delayed', 'for', 'longest', '429', 'pings'],
      ...['offline, alarms on time', 'offline, alarms slip'],
    ],
    ...rows.map(({ of, by: { late, 'on time': onTime, slipping } }) => [
      String(of.hourlyLimit),
      String(of.agents),
      ...[late.offline, late.worst, late.nobody, late.delayed, late.delayedFor, late.longestDelay].map(short),
      ...[late.refused, late.pings, onTime.offline, slipping.offline].map(short),
    ]),
  ]);

export function comparisonTable(comparisons: Comparison[]): string {
  const head = comparisons.map(({ of }) => `${of.agents} agents${isTooSmall(of) ? ' (too small)' : ''}`);
  const names = comparisons[0]?.tried.map(({ name }) => name) ?? [];
  const rows = names.map((name) => [name, ...comparisons.map((each) => cellOf(each, name))]);
  const last = comparisons.map(({ yardstick }) =>
    yardstick ? `${yardstick.name}: ${numbers(yardstick.outcome)}` : '',
  );
  return markdown([['', ...head], ...rows, ['_a constant, chosen with hindsight_', ...last]]);
}

function cellOf({ tried, best }: Comparison, name: string): string {
  const found = tried.find((each) => each.name === name);
  if (!found) return '';
  return best.includes(name) ? `**${numbers(found.outcome)}**` : numbers(found.outcome);
}

const numbers = ({ delayed, offline, worst, nobody }: Outcome) =>
  `${short(delayed)} · ${offline.toFixed(0)} (${worst.toFixed(0)}) · ${nobody.toFixed(0)}`;

const short = (value: number) => (value === 0 || value >= 99.95 ? value.toFixed(0) : value.toFixed(1));

const markdown = ([head = [], ...rows]: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
