import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BrevoFailure } from '../brevo/failure.ts';
import type { Presence, PresenceStatus } from '../storage/items/presence.ts';
import type { RestReason } from '../storage/items/rest-reason.ts';
import { samples, samplesOfVersion2 } from '../storage/items/samples.ts';
import { needsAnswerWords } from './message.ts';
import { limitSentence, presenceSentence, presenceTone, toolbarTitle } from './presence.ts';
import { clockTime } from './time.ts';

const NOW = new Date(2026, 0, 5, 12, 3, 20).getTime();
const s = 1000;
const failure: BrevoFailure = { kind: 'unreachable', mayHaveActed: true };
const on = (status: PresenceStatus): Presence => ({ wish: 'on', status });
const online = (confirmedAt: number) => on({ kind: 'online', confirmedAt });
const failing = (confirmedAt?: number): PresenceStatus => ({
  kind: 'failing',
  tries: 2,
  since: NOW - 20 * s,
  retryAt: NOW + 5 * s,
  failure,
  ...(confirmedAt !== undefined && { confirmedAt }),
});
const stopped = (confirmedAt?: number): PresenceStatus => {
  const { retryAt: _, ...rest } = failing(confirmedAt) as Extract<PresenceStatus, { kind: 'failing' }>;
  return { ...rest, kind: 'stopped', probes: 1, failure: { kind: 'key-not-found', mayHaveActed: false } };
};
const resting = (why: RestReason, until?: number, confirmedAt?: number, began = NOW - 20 * s): Presence =>
  on({
    kind: 'resting',
    why,
    since: began,
    ...(until !== undefined && { until }),
    ...(confirmedAt !== undefined && { confirmedAt }),
  });
const everySample = [...(samples.presence ?? []), ...(samplesOfVersion2.presence ?? [])];
const since = clockTime(NOW - 20 * s);
const lapse = clockTime(NOW + 170 * s);

describe('the sentence', () => {
  it.each<[Presence, string, string]>([
    [online(NOW), 'online', 'Online, confirmed just now.'],
    [online(NOW - 30 * s), 'online', 'Online, confirmed 30 s ago.'],
    [online(NOW - 120 * s), 'online', 'Online, confirmed 2 min ago.'],
    [
      online(NOW - 121 * s),
      'waiting',
      `Not confirmed since ${clockTime(NOW - 121 * s)}. Deskside tries again when the browser wakes it.`,
    ],
    [on({ kind: 'connecting', since: NOW }), 'waiting', 'Connecting to Brevo…'],
    [on({ kind: 'off' }), 'offline', 'Offline. Turn the switch on to be online.'],
    [on({ kind: 'off', confirmedAt: NOW - 10 * s }), 'offline', `Offline. Visitors may see you online until ${lapse}.`],
    [on({ kind: 'off', confirmedAt: NOW - 180 * s }), 'offline', 'Offline. Turn the switch on to be online.'],
    [on({ kind: 'not-ready', missing: 'key' }), 'offline', 'Offline. Deskside has no API key yet.'],
    [on({ kind: 'not-ready', missing: 'agent' }), 'offline', 'Offline. Deskside does not know yet who you are.'],
    [
      on({ kind: 'not-ready', missing: 'permission' }),
      'offline',
      'Offline. This browser does not let Deskside reach api.brevo.com.',
    ],
    [on(failing()), 'trouble', `Not confirmed since ${since}: Brevo cannot be reached.`],
    [
      on(failing(NOW - 80 * s)),
      'trouble',
      `Not confirmed since ${clockTime(NOW - 80 * s)}: Brevo cannot be reached. Visitors may see you online until ${clockTime(NOW + 100 * s)}.`,
    ],
    [
      resting('outside-schedule', NOW + 600 * s, undefined, NOW - 2 * 86_400 * s),
      'offline',
      `Offline since Jan 3, ${clockTime(NOW)}: outside your hours. Resumes at ${clockTime(NOW + 600 * s)}.`,
    ],
    [
      on(failing(NOW - 10 * s)),
      'trouble',
      `Not confirmed since ${since}: Brevo cannot be reached. Visitors may see you online until ${lapse}.`,
    ],
    [resting('paused', NOW + 600 * s), 'offline', `Paused since ${since}. Resumes at ${clockTime(NOW + 600 * s)}.`],
    [
      resting('paused', NOW + 86_400 * s),
      'offline',
      `Paused since ${since}. Resumes at Tuesday, ${clockTime(NOW + 86_400 * s)}.`,
    ],
    [resting('no-window'), 'offline', `Offline since ${since}: no window open. Resumes when you open one.`],
    [resting('locked'), 'offline', `Offline since ${since}: screen locked. Resumes when you unlock.`],
    [
      resting('outside-schedule', NOW + 600 * s),
      'offline',
      `Offline since ${since}: outside your hours. Resumes at ${clockTime(NOW + 600 * s)}.`,
    ],
    [
      resting('outside-schedule', NOW + 30 * 86_400 * s),
      'offline',
      `Offline since ${since}: outside your hours. Resumes at Feb 4, ${clockTime(NOW)}.`,
    ],
    [
      resting('outside-schedule'),
      'offline',
      `Offline since ${since}: outside your hours, and there are no later ones.`,
    ],
    [resting('idle'), 'offline', `Offline since ${since}: nobody at the computer. Resumes when you are back.`],
    [
      resting('locked', undefined, NOW - 10 * s),
      'offline',
      `Offline since ${since}: screen locked. Resumes when you unlock. Visitors may see you online until ${lapse}.`,
    ],
    [
      on({ kind: 'yielding', since: NOW - 20 * s, until: NOW + 600 * s }),
      'trouble',
      `Offline since ${since}: Brevo’s hourly limit is nearly used up. The rest is kept for your messages. Resumes at ${clockTime(NOW + 600 * s)}.`,
    ],
    [
      { ...online(NOW), closesAt: NOW + 3600 * s },
      'online',
      `Online, confirmed just now. Your hours end at ${clockTime(NOW + 3600 * s)}.`,
    ],
    [{ ...online(NOW), closesAt: NOW + 90_000 * s }, 'online', 'Online, confirmed just now.'],
    [on(stopped()), 'trouble', `Offline since ${since}: Brevo does not know this API key.`],
    [
      on(stopped(NOW - 10 * s)),
      'trouble',
      `Offline since ${since}: Brevo does not know this API key. Visitors may see you online until ${lapse}.`,
    ],
  ])('of %j', (presence, tone, sentence) => {
    expect(presenceTone(presence, NOW)).toBe(tone);
    expect(presenceSentence(presence, NOW)).toBe(sentence);
  });
});

describe('G-P5', () => {
  it('never says Online later than 120 s after the last answer, nor of an answer from the future', () => {
    const day = 86_400 * s;
    fc.assert(
      fc.property(fc.integer({ min: -day, max: day }), (age) => {
        const presence = online(NOW - age);
        const saysOnline = /\bonline\b/i.test(presenceSentence(presence, NOW));
        expect(saysOnline).toBe(age <= 120 * s && age >= -s);
        expect(presenceTone(presence, NOW) === 'online').toBe(saysOnline);
      }),
    );
  });

  it('says Online in no other state', () => {
    for (const sample of everySample) {
      const presence = sample as Presence;
      if (presence.status.kind === 'online') continue;
      expect(presenceSentence(presence, NOW)).not.toMatch(/^Online/);
      expect(presenceTone(presence, NOW)).not.toBe('online');
    }
  });

  it('has a title for every state that names moments and no durations', () => {
    for (const sample of everySample) {
      const presence = sample as Presence;
      const title = toolbarTitle(presence, 0);
      expect(title).toMatch(/^Deskside – /);
      expect(title).not.toMatch(/ago|now|\bis\b/);
      if (presence.status.kind !== 'online') expect(title).not.toMatch(/confirmed online/);
    }
  });

  it('G-R11 tells in the title, last, of messages that need an answer', () => {
    for (const sample of everySample) {
      const presence = sample as Presence;
      const words = needsAnswerWords(3).title;
      expect(words).toContain('3');
      expect(toolbarTitle(presence, 3)).toBe(`${toolbarTitle(presence, 0)} – ${words}`);
    }
  });
});

describe('G-P8 a short limit', () => {
  const short = (pace: Presence['pace'], status: PresenceStatus = { kind: 'online', confirmedAt: NOW }) =>
    limitSentence({ ...on(status), pace });
  it.each<[Presence['pace'], string | undefined]>([
    [{ everyMs: 60_000, limit: 100 }, undefined],
    [undefined, undefined],
    [
      { everyMs: 90_000, limit: 100, carries: 1 },
      'Brevo’s limit of 100 requests an hour is short, so Deskside confirms every 90 s. The limit is enough for one agent.',
    ],
    [
      { everyMs: 75_000, carries: 3 },
      'Brevo’s hourly limit is short, so Deskside confirms every 75 s. The limit is enough for 3 agents.',
    ],
    [
      { everyMs: 240_000, limit: 20, carries: 0 },
      'Brevo’s limit of 20 requests an hour is short, so Deskside confirms every 4 min. In between, visitors may see you offline. The limit is not enough for one agent.',
    ],
  ])('of %j', (pace, expected) => {
    expect(short(pace)).toBe(expected);
  });

  it('is all that is to say while the rest is kept for messages', () => {
    const yielding = { kind: 'yielding', since: NOW, until: NOW + 1 } as const;
    expect(short({ everyMs: 60_000, limit: 100, carries: 1 }, yielding)).toBe('The limit is enough for one agent.');
    expect(short({ everyMs: 90_000 }, { kind: 'resting', why: 'idle', since: NOW })).toBeUndefined();
  });

  it('says when the next ping comes, when they are far apart', () => {
    const presence = { ...online(NOW - 150 * s), pace: { everyMs: 300_000 } };
    expect(presenceSentence(presence, NOW)).toBe(
      `Not confirmed since ${clockTime(NOW - 150 * s)}, because Brevo’s hourly limit is short. Next at ${clockTime(NOW + 150 * s)}.`,
    );
    expect(presenceSentence(presence, NOW + 151 * s)).toMatch(/Deskside tries again when the browser wakes it/);
  });

  it('is nothing to say to somebody who is off', () => {
    expect(limitSentence({ wish: 'off', status: { kind: 'off' }, pace: { everyMs: 90_000 } })).toBeUndefined();
  });
});
