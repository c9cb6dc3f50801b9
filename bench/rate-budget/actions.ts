const HOUR_MS = 3_600_000;
const BURSTS_AN_HOUR = 3;
const BURST_MS = 60_000;
/** Four messages, and an edit: a look at the message and the change of it. */
const REQUESTS = [1, 1, 1, 1, 2];

/** Something that the agent does, and how many requests it takes. */
export type Action = { at: number; requests: number };

/** A day's messages and edits: three bursts in each hour, at random times, each within a minute. Times from 0. */
export function actionsOf(hours: number, random: () => number): Action[] {
  return Array.from({ length: hours }, (_, hour) =>
    Array.from({ length: BURSTS_AN_HOUR }, () => {
      const begin = (hour + random()) * HOUR_MS;
      return REQUESTS.map((requests) => ({ at: begin + random() * BURST_MS, requests }));
    }),
  ).flat(2);
}
