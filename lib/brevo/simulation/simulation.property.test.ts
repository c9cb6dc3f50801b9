import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Step, steps, take, VISITORS } from './steps.ts';
import { createDesk } from './testing.ts';
import type { Commit } from './types.ts';

function replay(commits: readonly Commit[], visitorId: string) {
  const texts = new Map<string, string>();
  for (const commit of commits) {
    if (commit.kind === 'ping' || commit.visitorId !== visitorId) continue;
    if (commit.kind === 'deleted') texts.delete(commit.id);
    else texts.set(commit.id, commit.text);
  }
  return [...texts];
}

test('whatever is asked, nothing throws and the commit log tells what each visitor sees', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const desk = createDesk();
      for (const next of all) {
        take(desk, next);
        for (const visitorId of VISITORS) {
          const fromAgents = desk.simulation.conversation(visitorId).filter(({ type }) => type === 'agent');
          expect(fromAgents.map((message) => [message.id, message.text])).toEqual(
            replay(desk.simulation.commits, visitorId),
          );
        }
      }
    }),
  );
});

test('whatever is asked, the hour never allows more than its limit', () => {
  const calm = steps.map((all) => all.filter((next) => next.do === 'call' || next.do === 'change'));
  fc.assert(
    fc.property(calm, fc.nat(20), fc.constantFrom('shared', 'per-endpoint'), (all, hourlyLimit, rateBuckets) => {
      const desk = createDesk({ hourlyLimit, unknowns: { rateBuckets } });
      const passed = new Map<string, number>();
      for (const next of all) {
        const answer = take(desk, next);
        if (answer?.kind !== 'answer') throw new Error('no answer');
        const remaining = Number(answer.headers['x-sib-ratelimit-remaining']);
        expect(remaining).toBeGreaterThanOrEqual(0);
        expect(remaining).toBeLessThanOrEqual(hourlyLimit);
        if (answer.status === 401) continue;
        const bucket = rateBuckets === 'shared' ? 'all' : bucketOf(next);
        const count = passed.get(bucket) ?? 0;
        expect(answer.status === 429).toBe(count >= hourlyLimit);
        if (answer.status !== 429) passed.set(bucket, count + 1);
      }
    }),
  );
});

/** Endpoints as a reader of the documentation would tell them apart. */
function bucketOf(next: Step): string {
  if (next.do !== 'call' && next.do !== 'change') return '';
  const known = next.do === 'change' ? ['GET', 'PUT', 'DELETE'] : [next.path.endsWith('/account') ? 'GET' : 'POST'];
  if (next.path === '/v3/nothing') return 'not-found';
  return known.includes(next.method) ? `${next.do} ${next.method} ${next.path}` : 'not-allowed';
}

test('whatever is asked, ids never collide', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const desk = createDesk();
      for (const next of all) take(desk, next);
      const { simulation } = desk;
      const posted = simulation.commits.flatMap((commit) => (commit.kind === 'posted' ? [commit.id] : []));
      const written = VISITORS.flatMap((visitorId) => simulation.conversation(visitorId))
        .filter(({ type }) => type === 'visitor')
        .map(({ id }) => id);
      const ids = [...posted, ...written, ...simulation.agents.map(({ id }) => id)];
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});
