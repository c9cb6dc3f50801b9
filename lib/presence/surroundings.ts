import type { Pace } from '../brevo/budget.ts';
import type { Presence } from '../storage/items/presence.ts';
import { isSilent } from './log.ts';
import type { Reason, World } from './policy.ts';

const LONGEST_STAY_MS = 3_600_000;

/** Presence with what the world says now, and without what has passed. */
export function inTheseSurroundings(before: Presence, world: World, reason: Reason, now: number): Presence {
  const { pause, stayOnlineUntil, windowlessSince, idleSince: _, ...rest } = before;
  // A browser that starts has no window yet, and what was closed before it ended does not count.
  const isNewRun = reason === 'started' || isSilent(before, now);
  const going = pauseAt(pause, now);
  return {
    ...rest,
    ...(world.accountId && { accountId: world.accountId }),
    ...(going && before.wish === 'on' && { pause: going }),
    ...(stayOnlineUntil !== undefined &&
      stayOnlineUntil > now && { stayOnlineUntil: Math.min(stayOnlineUntil, now + LONGEST_STAY_MS) }),
    ...(!world.hasWindow && { windowlessSince: isNewRun ? now : Math.min(windowlessSince ?? now, now) }),
    ...inputAt(before, world, now),
    pace: knownPace(world.pace),
  };
}

/** What is stored of the pace, for pages to say. */
export const knownPace = ({ everyMs, limit, carries }: Pace): NonNullable<Presence['pace']> => ({
  everyMs,
  ...(limit !== undefined && { limit }),
  ...(carries !== undefined && { carries }),
});

/** A clock that was put back must not make a pause longer than the agent wanted it. */
function pauseAt(pause: Presence['pause'], now: number): Presence['pause'] {
  if (!pause || now >= pause.until) return undefined;
  return now < pause.since ? { since: now, until: now + (pause.until - pause.since) } : pause;
}

type InputParts = Pick<Presence, 'input' | 'inputSince' | 'idleSince'>;

function inputAt(before: Presence, { input = before.input }: World, now: number): InputParts {
  if (input === undefined) return {};
  const since = (time: number | undefined) => Math.min(time ?? now, now);
  const inputSince = input === before.input ? since(before.inputSince) : now;
  const isIdle = input === 'idle' || (input === 'locked' && before.idleSince !== undefined);
  return { input, inputSince, ...(isIdle && { idleSince: since(before.idleSince) }) };
}
