import fc from 'fast-check';
import { expect, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Pace } from '../brevo/budget.ts';
import type { BrevoFailure } from '../brevo/failure.ts';
import { err, ok } from '../result.ts';
import { valueOr } from '../storage/item.ts';
import { noPresence, type Presence, presenceItem } from '../storage/items/presence.ts';
import { defaultPresenceSettings } from '../storage/items/presence-settings.ts';
import { own, read } from '../storage/local.ts';
import { type Life, living, mortal } from '../testing/mortal.ts';
import { presenceSentence } from '../text/presence.ts';
import { isPlausible, presenceAlarms } from './alarm.ts';
import { createPresenceLog } from './log-keeper.ts';
import { isAwake, type Reason } from './policy.ts';
import { createPresence } from './presence.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const START = 1_800_000_000_000;
/** So long a background without work lives. */
const IDLE_MS = 30 * SECOND;
const LATENCY_MS = 300;

const seconds = fc.integer({ min: 1, max: 200 });
/** What may happen during a shift. Time passes only in `pass`. */
export const event = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('die' as const), steps: fc.integer({ min: 1, max: 40 }) }) },
  fc.record({ kind: fc.constant('switch' as const), wish: fc.constantFrom('on' as const, 'off' as const) }),
  fc.record({ kind: fc.constant('pause' as const), minutes: fc.constantFrom(null, 1, 15) }),
  fc.record({
    kind: fc.constant('input' as const),
    input: fc.constantFrom('active' as const, 'idle' as const, 'locked' as const),
  }),
  fc.record({ kind: fc.constant('window' as const), isOpen: fc.boolean() }),
  fc.record({ kind: fc.constant('permission' as const), isThere: fc.boolean() }),
  fc.record({
    kind: fc.constant('brevo' as const),
    answers: fc.constantFrom(
      'well' as const,
      'well' as const,
      'down' as const,
      'refuses' as const,
      'blocks' as const,
      'limits' as const,
    ),
  }),
  fc.record({
    kind: fc.constant('pace' as const),
    pace: fc.constantFrom<Pace>({ everyMs: 60_000, isShort: false }, { everyMs: 90_000, isShort: true }),
  }),
  fc.record({ kind: fc.constant('yield' as const), minutes: fc.constantFrom(1, 10) }),
  fc.record({
    kind: fc.constant('trigger' as const),
    reason: fc.constantFrom<Reason>(
      'woke',
      'page-opened',
      'network-back',
      'try-again',
      'settings-saved',
      'started',
      'rules-changed',
    ),
  }),
  fc.record({ kind: fc.constant('alarms' as const), are: fc.constantFrom('gone' as const, 'far' as const) }),
);
export type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

const failures: Record<string, BrevoFailure> = {
  down: { kind: 'unreachable', mayHaveActed: false },
  refuses: { kind: 'key-not-found', mayHaveActed: false },
  blocks: { kind: 'forbidden', mayHaveActed: false },
};
/** What a person does about trouble. */
const ACTS: ReadonlySet<string> = new Set(['try-again', 'settings-saved']);

/** A shift at a desk whose background dies, and whose alarms are late as Chrome's are: one poll for all, 30 s apart. */
export function createShift({ isPacked, noiseS }: { isPacked: boolean; noiseS: number }) {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  const now = () => Date.now();
  const world = {
    answers: 'well' as 'well' | 'down' | 'refuses' | 'blocks' | 'limits',
    hasPermission: true,
    hasWindow: true,
    input: 'active' as 'active' | 'idle' | 'locked',
    pace: { everyMs: MINUTE, isShort: false } as Pace,
  };
  const rules = { ...defaultPresenceSettings, idle: { isOn: true, minutes: 1 }, lock: { isOn: true } };
  const seen = {
    /** When pings left, and when Brevo took them. */
    attempts: [] as number[],
    successes: [] as number[],
    deaths: [] as number[],
    /** What a ping broke when it left; thrown there, the background would swallow it. */
    broken: [] as string[],
    inFlight: 0,
    /** Since when nothing is wrong and nobody wants anything else than to be online each minute. */
    wellSince: undefined as number | undefined,
  };
  let life: Life | undefined;
  let presence: ReturnType<typeof createPresence> | undefined;
  let lastWork = START;
  let lastPoll = START;
  /** What the agent said and was told that it is so; undefined when the background died over it. */
  let said: { wish: 'on' | 'off' | undefined; pausedUntil: number | undefined } = {
    wish: 'off',
    pausedUntil: undefined,
  };
  let isByPerson = false;
  /** False after a death, over which an event may have been lost, until an alarm has asked. */
  let isInformed = true;
  let steps = Number.POSITIVE_INFINITY;

  /** Which rule keeps the agent offline, as the model knows it. */
  const restsBecause = (kept: Presence): string | undefined => {
    if (kept.pause && now() < kept.pause.until) return 'paused';
    if (world.input === 'locked') return 'locked';
    return world.input === 'idle' ? 'idle' : undefined;
  };

  /** Why there must be no ping now. */
  const forbids = (): string | undefined => {
    if (said.wish === 'off') return 'G-P7 off';
    if (said.pausedUntil !== undefined && now() < said.pausedUntil) return 'G-P7 paused';
    if (!world.hasPermission) return 'F23 without permission';
    if (!isByPerson && world.pace.waitUntil !== undefined && now() < world.pace.waitUntil)
      return 'G-P8 the rest is for messages';
    return undefined;
  };

  const ping = async () => {
    const own = life;
    const why = forbids();
    if (why) seen.broken.push(why);
    seen.attempts.push(now());
    if (++seen.inFlight > 1) seen.broken.push('G-P4 two pings under way');
    await Promise.resolve();
    // Answers take their time, and the next beat is counted from the alarm, not from them.
    vi.setSystemTime(now() + LATENCY_MS);
    if (world.answers === 'well') seen.successes.push(now());
    if (own === life) seen.inFlight--;
    if (world.answers === 'limits')
      return err({ kind: 'rate-limited', retryAt: now() + 90 * SECOND, mayHaveActed: false } as const);
    const failure = failures[world.answers];
    return failure ? err(failure) : ok({ value: undefined });
  };

  const begin = () => {
    life = { stepsLeft: steps };
    seen.inFlight = 0;
    const { ensure, stop, armRetry, clearRetry } = presenceAlarms;
    presence = living(life, () =>
      createPresence({
        stored: own(presenceItem, noPresence),
        brevo: { ping: mortal(ping) },
        alarms: {
          ensure: mortal(ensure),
          stop: mortal(stop),
          armRetry: mortal(armRetry),
          clearRetry: mortal(clearRetry),
        },
        look: async () => ({
          accountId: 'a',
          agent: { kind: 'id', agentId: 'd9n' },
          hasKey: true,
          hasPermission: world.hasPermission,
        }),
        rules: async () => rules,
        pace: async () => world.pace,
        hasWindow: async () => world.hasWindow,
        askInput: async () => world.input,
        log: createPresenceLog(),
        notification: { tell: async () => undefined, untell: async () => undefined },
        paint: async () => undefined,
        now,
        random: () => 0.5,
      }),
    );
    return presence;
  };

  /** Has the background do something; false when it died over it. */
  const work = async (task: (background: NonNullable<typeof presence>) => Promise<unknown>): Promise<boolean> => {
    if (presence && now() - lastWork > IDLE_MS) presence = undefined;
    const isNew = presence === undefined;
    const background = presence ?? begin();
    const own = life as Life;
    own.stepsLeft = steps;
    let isDone = false;
    const all = living(own, async () => {
      // As in the extension: the background looks by itself, and what woke it follows at once.
      await Promise.all([isNew && background.refresh('woke'), task(background)]);
      isDone = true;
    });
    void all.catch(() => undefined);
    for (let turn = 0; !isDone && own.stepsLeft > 0; turn++) {
      if (turn > 2000) throw new Error('The background neither ended nor died');
      await new Promise((resolve) => setImmediate(resolve));
    }
    // What was under way may still end.
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    lastWork = now();
    if (isDone) await checkAlarm();
    else {
      seen.deaths.push(now());
      isInformed = false;
      [presence, life] = [undefined, undefined];
    }
    steps = Number.POSITIVE_INFINITY;
    return isDone;
  };

  const stored = async (): Promise<Presence> => valueOr(await read(presenceItem), noPresence);

  async function checkAlarm(): Promise<void> {
    const { wish, pace } = await stored();
    const beats = (await fakeBrowser.alarms.getAll()).filter(({ name }) => name === 'presence');
    expect(beats.length, 'G-P3 heartbeats').toBe(wish === 'on' ? 1 : 0);
    for (const beat of beats) {
      expect(isPlausible(beat.scheduledTime, pace?.everyMs ?? MINUTE, now()), 'G-P3 plausible').toBe(true);
    }
  }

  /** G-P5 and G-P1, which have to hold at any moment. */
  async function check(): Promise<void> {
    expect(seen.broken).toEqual([]);
    const last = seen.successes.at(-1) ?? Number.NEGATIVE_INFINITY;
    const sentence = presenceSentence(await stored(), now());
    if (sentence.startsWith('Online')) expect(now() - last, `G-P5 ${sentence}`).toBeLessThanOrEqual(120 * SECOND);
    if (seen.wellSince === undefined) return;
    // One poll may come up to 30 s after an alarm is due, and the next no sooner than 30 s after that one.
    const since = now() - Math.max(last, seen.wellSince);
    expect(since, 'G-P1 since the last success, or since all is well').toBeLessThanOrEqual(
      (isPacked ? 120 : 95) * SECOND,
    );
  }

  /** Notes from when on all is well, and whether a ping may be made at all. */
  async function look(): Promise<void> {
    const { wish, status } = await stored();
    const isResting = status.kind === 'resting' || status.kind === 'not-ready' || status.kind === 'yielding';
    const isWell =
      wish === 'on' &&
      !isResting &&
      status.kind !== 'stopped' &&
      // A limit that was refused once is obeyed after it is gone.
      !(status.kind === 'failing' && status.failure.kind === 'rate-limited') &&
      world.answers === 'well' &&
      world.hasPermission &&
      world.hasWindow &&
      world.input === 'active' &&
      world.pace.everyMs === MINUTE &&
      world.pace.waitUntil === undefined;
    seen.wellSince = isWell ? (seen.wellSince ?? now()) : undefined;
  }

  async function ring(): Promise<void> {
    lastPoll = now();
    for (const { name } of await fakeBrowser.alarms.getAll()) {
      const alarm = await fakeBrowser.alarms.get(name);
      if (!alarm || alarm.scheduledTime > now()) continue;
      const { periodInMinutes } = alarm;
      await fakeBrowser.alarms.clear(name);
      if (periodInMinutes)
        await fakeBrowser.alarms.create(name, { when: now() + periodInMinutes * MINUTE, periodInMinutes });
      if (await work((background) => background.refresh('alarm'))) isInformed = true;
      await look();
    }
  }

  async function pass(length: number): Promise<void> {
    const end = now() + length;
    for (;;) {
      const due = (await fakeBrowser.alarms.getAll()).map(({ scheduledTime }) => scheduledTime);
      // Another extension's alarms come at their own pace.
      const noise = noiseS > 0 ? lastPoll + noiseS * SECOND : Number.POSITIVE_INFINITY;
      const poll = Math.max(isPacked ? lastPoll + 30 * SECOND : now(), Math.min(noise, ...due));
      const next = Math.min(poll, end, now() + 20 * SECOND);
      vi.setSystemTime(Math.max(next, now()));
      await check();
      if (now() >= poll) await ring();
      if (now() >= end) return;
    }
  }

  const trigger = (reason: Reason) => work((background) => background.refresh(reason));
  const turn = async (wish: 'on' | 'off') => {
    said = { wish: undefined, pausedUntil: undefined };
    isByPerson = true;
    const isAlive = await work((background) => background.set(wish));
    isByPerson = false;
    if (isAlive) said.wish = wish;
    return isAlive;
  };
  const pause = async (minutes: number | null) => {
    const until = minutes === null ? null : now() + minutes * MINUTE;
    said.pausedUntil = undefined;
    const isAlive = await work((background) => background.pause(until));
    if (isAlive && until !== null && (await stored()).wish === 'on') said.pausedUntil = until;
    return isAlive;
  };
  const act = async (reason: Reason) => {
    isByPerson = true;
    const isAlive = await trigger(reason);
    isByPerson = false;
    return isAlive;
  };
  /** G-P2: what brings the agent back is tried at once. */
  async function bringsBack(doing: () => Promise<boolean>, isAct: boolean): Promise<void> {
    const was = (await stored()).status.kind;
    const isAlive = await doing();
    const kept = await stored();
    const { wish, status } = kept;
    if (!isAlive || wish === 'off') return;
    const reason = restsBecause(kept);
    if (status.kind === 'resting' && isInformed && world.hasWindow) expect(reason, 'G-P2 resting').toBe(status.why);
    if (!isAwake(status) || (was !== 'resting' && !isAct)) return;
    const last = Math.max(seen.successes.at(-1) ?? 0, seen.attempts.at(-1) ?? 0);
    expect(now() - last, `G-P2 from ${was} to ${status.kind}`).toBeLessThan(20 * SECOND);
  }

  async function take(next: Event): Promise<void> {
    switch (next.kind) {
      case 'pass':
        return pass(next.seconds * SECOND);
      case 'die':
        // At most once in a period.
        if (now() - (seen.deaths.at(-1) ?? 0) > MINUTE) steps = next.steps;
        return;
      case 'switch':
        return bringsBack(() => turn(next.wish), true);
      case 'pause':
        return bringsBack(() => pause(next.minutes), false);
      case 'input':
        world.input = next.input;
        return bringsBack(() => work((background) => background.refresh('surroundings-changed', next.input)), false);
      case 'window':
        world.hasWindow = next.isOpen;
        return bringsBack(() => trigger('surroundings-changed'), false);
      case 'permission':
        world.hasPermission = next.isThere;
        return bringsBack(() => act('permission-changed'), true);
      case 'brevo':
        world.answers = next.answers;
        return;
      case 'pace':
        world.pace = next.pace;
        return;
      case 'yield':
        world.pace = { everyMs: 90_000, isShort: true, waitUntil: now() + next.minutes * MINUTE };
        return;
      case 'trigger':
        return ACTS.has(next.reason)
          ? bringsBack(() => act(next.reason), true)
          : bringsBack(() => trigger(next.reason), false);
      case 'alarms':
        await fakeBrowser.alarms.clearAll();
        if (next.are === 'far')
          await fakeBrowser.alarms.create('presence', { when: now() + 86_400_000, periodInMinutes: 1 });
        // Should the background die over the repair too, nothing is left to wake it.
        seen.wellSince = undefined;
        await trigger('woke');
        return;
      default:
        return next satisfies never;
    }
  }

  return {
    seen,
    world,
    now,
    pass,
    stored,
    async take(next: Event): Promise<void> {
      await take(next);
      await look();
      await check();
    },
  };
}
