import { expect, it } from 'vitest';
import { createKeyedQueue } from './keyed-queue.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('runs tasks of one key in the order given, one at a time', async () => {
  const queue = createKeyedQueue();
  const log: string[] = [];
  const task = (name: string, turns: number) => async () => {
    log.push(`${name} begins`);
    for (let i = 0; i < turns; i++) await turn();
    log.push(`${name} ends`);
    return name;
  };
  const names = await Promise.all([queue('a', task('1', 3)), queue('a', task('2', 0)), queue('a', task('3', 1))]);
  expect(names).toEqual(['1', '2', '3']);
  expect(log).toEqual(['1 begins', '1 ends', '2 begins', '2 ends', '3 begins', '3 ends']);
});

it('does not make one key wait for another', async () => {
  const queue = createKeyedQueue();
  void queue('a', () => new Promise(() => undefined));
  expect(await queue('b', async () => 'done')).toBe('done');
});

it('goes on after a task that failed, and tells who asked for it', async () => {
  const queue = createKeyedQueue();
  const failed = queue('a', () => Promise.reject(new Error('bug')));
  const next = queue('a', async () => 'done');
  await expect(failed).rejects.toThrow('bug');
  expect(await next).toBe('done');
});
