import type { Found } from '../messaging/contract.ts';

/** How many moments fall on each local day. Moments newest first, in ms since 1970; so are the days. */
export function days(times: number[]): Found['days'] {
  const found: Found['days'] = [];
  for (const time of times) {
    const last = found.at(-1);
    if (last && time >= last.start) last.count += 1;
    else found.push({ start: new Date(time).setHours(0, 0, 0, 0), count: 1 });
  }
  return found;
}
