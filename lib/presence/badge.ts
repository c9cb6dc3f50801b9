import { ONLINE_LAPSE_MS, type Presence } from '../storage/items/presence.ts';

/**
 * What the toolbar button shows. Nobody repaints it while the background sleeps, so it says only what stays true:
 * nothing for "all is well", words for everything else, and how many messages need the agent's answer.
 */
export type Badge = { text: string; tone: 'calm' | 'trouble' };

export function badgeOf(presence: Presence, needsAnswer: number): Badge {
  const { text, tone } = presenceBadge(presence);
  if (needsAnswer === 0) return { text, tone };
  return { text: `${Math.min(needsAnswer, 99)}${text === '!' ? '!' : ''}`, tone: 'trouble' };
}

function presenceBadge({ status, pace }: Presence): Badge {
  switch (status.kind) {
    case 'online':
      // Between pings so far apart, visitors see the agent offline.
      return (pace?.everyMs ?? 0) > ONLINE_LAPSE_MS ? { text: '!', tone: 'trouble' } : { text: '', tone: 'calm' };
    case 'connecting':
      return { text: '…', tone: 'calm' };
    case 'off':
    case 'resting':
      return { text: 'off', tone: 'calm' };
    case 'not-ready':
    case 'stopped':
      return { text: '!', tone: 'trouble' };
    case 'failing':
      // One that fails is tried again in half a minute, long before visitors see anything of it.
      return status.tries < 2 ? { text: '', tone: 'calm' } : { text: '!', tone: 'trouble' };
    case 'yielding':
      return { text: '!', tone: 'trouble' };
    default:
      return status satisfies never;
  }
}
