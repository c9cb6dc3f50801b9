import type { Pace } from '../brevo/budget.ts';
import type { Presence } from '../storage/items/presence.ts';
import type { World } from './policy.ts';

const LONGEST_STAY_MS = 3_600_000;

/** Presence with what the world says now, and without what has passed. */
export function inTheseSurroundings(before: Presence, world: World, now: number): Presence {
  const { pause, stayOnlineUntil, windowlessSince, ...rest } = before;
  const going = pauseAt(pause, now);
  return {
    ...rest,
    ...(world.accountId && { accountId: world.accountId }),
    ...(going && before.wish === 'on' && { pause: going }),
    ...(stayOnlineUntil !== undefined &&
      stayOnlineUntil > now && { stayOnlineUntil: Math.min(stayOnlineUntil, now + LONGEST_STAY_MS) }),
    ...(!world.hasWindow && { windowlessSince: Math.min(windowlessSince ?? now, now) }),
    ...inputAt(before, world, now),
    pace: knownPace(world.pace),
  };
}

/** What is stored of the pace, for pages to say. */
export const knownPace = ({ everyMs, limit, carries }: Pace): Presence['pace'] => ({
  everyMs,
  ...(limit !== undefined && { limit }),
  ...(carries !== undefined && { carries }),
});

/** A clock that was put back must not make a pause longer than the agent wanted it. */
function pauseAt(pause: Presence['pause'], now: number): Presence['pause'] {
  if (!pause || now >= pause.until) return undefined;
  return now < pause.since ? { since: now, until: now + (pause.until - pause.since) } : pause;
}

function inputAt(
  before: Presence,
  { input = before.input }: World,
  now: number,
): Pick<Presence, 'input' | 'inputSince'> {
  if (input === undefined) return {};
  const isSame = input === before.input && before.inputSince !== undefined;
  return { input, inputSince: isSame ? Math.min(before.inputSince ?? now, now) : now };
}
