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
  const idleAt = rules.idle.isOn ? idleFrom(presence, rules.idle.minutes) : undefined;
  const inForceFrom: [RestReason, from: number | undefined, until?: number | undefined][] = [
    ['paused', presence.pause?.since, resumesAt(presence.pause, rules)],
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

/** A pause that ends outside the hours goes on until they begin. */
function resumesAt(pause: Presence['pause'], { schedule }: PresenceSettings): number | undefined {
  if (!pause || !schedule.isOn) return pause?.until;
  const { isOpen, changesAt } = scheduleAt(schedule, pause.until);
  return isOpen ? pause.until : (changesAt ?? pause.until);
}

const restOf = ([why, , until]: [RestReason, number | undefined, (number | undefined)?]): Rest =>
  until === undefined ? { why } : { why, until };

/** When an idle computer counts as idle. Of a screen locked by hand the browser does not say when idling began. */
function idleFrom({ input, inputSince, idleSince, stayOnlineUntil }: Presence, minutes: number): number | undefined {
  const lockedFrom = input === 'locked' && inputSince !== undefined ? inputSince + minutes * 60_000 : undefined;
  const from = idleSince ?? lockedFrom;
  return from === undefined ? undefined : Math.max(from, stayOnlineUntil ?? from);
}
