export type Presence = {
  /** Keeps the agent online for `ms` from now and gives the time it ends, ms since 1970. */
  keepOnline(agentId: string, ms: number): number;
  isOnline(agentId: string): boolean;
};

/** Keeps who is online; there is no way to go offline but to stop pinging. */
export function createPresence(now: () => number): Presence {
  const onlineUntil = new Map<string, number>();
  return {
    keepOnline(agentId, ms) {
      const until = now() + ms;
      onlineUntil.set(agentId, until);
      return until;
    },
    isOnline: (agentId) => (onlineUntil.get(agentId) ?? Number.NEGATIVE_INFINITY) > now(),
  };
}
