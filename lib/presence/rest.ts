import type { Presence } from '../storage/items/presence.ts';
import type { PresenceSettings } from '../storage/items/presence-settings.ts';
import type { RestReason } from '../storage/items/rest-reason.ts';
import { scheduleAt } from './schedule.ts';

/** So long may the last browser window be closed: people close one to open another. */
export const WINDOWLESS_MS = 60_000;

export type Rest = { why: RestReason; until?: number };

export type Rules = {
  rest?: Rest;
  /** When the clock alone may change what is in force. */
  changesAt?: number;
  /** When the schedule ends the present hours. */
  closesAt?: number;
};

/** Which of the agent's own rules keeps them offline now: the first in the order of `restReason`. Times in ms since 1970. */
export function restAt(presence: Presence, rules: PresenceSettings, now: number): Rules {
  const schedule = rules.schedule.isOn ? scheduleAt(rules.schedule, now) : { isOpen: true, changesAt: undefined };
  const windowlessAt = presence.windowlessSince === undefined ? undefined : presence.windowlessSince + WINDOWLESS_MS;
  const idleAt = rules.idle.isOn ? idleSince(presence, rules.idle.minutes) : undefined;
  const inForceFrom: [RestReason, from: number | undefined, until?: number | undefined][] = [
    ['paused', presence.pause?.since, presence.pause?.until],
    ['no-window', windowlessAt],
    ['locked', rules.lock.isOn && presence.input === 'locked' ? presence.inputSince : undefined],
    ['outside-schedule', schedule.isOpen ? undefined : now, schedule.changesAt],
    ['idle', idleAt],
  ];
  const first = inForceFrom.find(([, from]) => from !== undefined && from <= now);
  const changesAt = soonest(now, presence.pause?.until, windowlessAt, schedule.changesAt, idleAt);
  return {
    ...(first && { rest: restOf(first) }),
    ...(changesAt !== undefined && { changesAt }),
    ...(schedule.isOpen && schedule.changesAt !== undefined && { closesAt: schedule.changesAt }),
  };
}

/** The first of some times, in ms since 1970, that is still to come. */
export const soonest = (now: number, ...times: (number | undefined)[]): number | undefined => {
  const ahead = times.filter((time) => time !== undefined && time > now);
  return ahead.length === 0 ? undefined : Math.min(...(ahead as number[]));
};

const restOf = ([why, , until]: [RestReason, number | undefined, (number | undefined)?]): Rest =>
  until === undefined ? { why } : { why, until };

/** When an idle computer counts as idle. A locked screen is no proof of it: the browser then does not say when idling began. */
function idleSince({ input, inputSince, stayOnlineUntil }: Presence, minutes: number): number | undefined {
  if (input === undefined || input === 'active' || inputSince === undefined) return undefined;
  const from = input === 'idle' ? inputSince : inputSince + minutes * 60_000;
  return Math.max(from, stayOnlineUntil ?? from);
}
