import { describe, expect, test } from 'vitest';
import { type Day, playDay } from '../../bench/rate-budget/day.ts';
import { measure, type Outcome } from '../../bench/rate-budget/outcome.ts';
import { shipped } from '../../bench/rate-budget/policy.ts';

type Setting = Omit<Day, 'seed' | 'policy'>;

const seeds = (count: number) => Array.from({ length: count }, (_, n) => n + 1);
const days = (setting: Setting, count: number): Outcome[] =>
  seeds(count).map((seed) => measure(playDay({ ...setting, seed, policy: shipped })));

/** Days on which a minute or a message was lost. */
const lossy = (setting: Setting, count: number) =>
  days(setting, count).filter(({ offline, refused }) => offline > 0 || refused > 0);

const loss = ({ offline }: Outcome) => offline;

test.each(['late', 'slipping', 'on time'] as const)(
  'keeps one agent online all day at 100 an hour and refuses no message, with alarms that are %s',
  (alarms) => {
    expect(lossy({ agents: 1, hourlyLimit: 100, alarms }, 60)).toEqual([]);
  },
);

test('so it does from the first hour on', () => {
  expect(lossy({ agents: 1, hourlyLimit: 100, hours: 2 }, 100)).toEqual([]);
});

test('so it does when pings and actions have limits of their own', () => {
  expect(lossy({ agents: 1, hourlyLimit: 100, counting: 'apart' }, 20)).toEqual([]);
});

describe.each(['sliding, first', 'sliding, last'] as const)('in an hour that slides (%s)', (counting) => {
  test('an agent alone loses next to nothing', () => {
    const all = days({ agents: 1, hourlyLimit: 100, counting }, 20);
    expect(Math.max(...all.map(loss))).toBeLessThan(10);
    expect(all.filter(({ refused }) => refused > 0)).toEqual([]);
  });

  test('two agents are online more than half the day, and hold few messages back', () => {
    for (const { delayed, offline } of days({ agents: 2, hourlyLimit: 100, counting }, 3)) {
      expect(delayed).toBeLessThan(12);
      expect(offline).toBeLessThan(240);
    }
  });
});

test('carries as many agents without a lost minute as it says: three at 200', () => {
  for (const { offline, refused } of days({ agents: 3, hourlyLimit: 200 }, 5)) {
    expect(offline).toBeLessThan(1);
    expect(refused).toBe(0);
  }
});

test('two agents at 100 an hour delay next to no message, share fairly, and are seldom offline together', () => {
  for (const { delayed, offline, worst, nobody } of days({ agents: 2, hourlyLimit: 100 }, 5)) {
    expect(delayed).toBeLessThanOrEqual(1);
    expect(offline).toBeLessThan(75);
    expect(worst - offline).toBeLessThan(20);
    expect(nobody).toBeLessThan(45);
  }
});

test('beside another tool that makes 20 requests an hour, an agent loses next to nothing', () => {
  const foreign = Array.from({ length: 8 * 20 }, (_, n) => n / 20);
  const all = days({ agents: 1, hourlyLimit: 100, foreign }, 10);
  expect(Math.max(...all.map(loss))).toBeLessThan(5);
  expect(all.filter(({ refused }) => refused > 0)).toEqual([]);
});

test('a burst of another tool costs an agent less than an hour of the day', () => {
  const burst = Array.from({ length: 60 }, () => 2.3);
  expect(Math.max(...days({ agents: 1, hourlyLimit: 100, foreign: burst }, 5).map(loss))).toBeLessThan(60);
});
