/** How far apart pings are while the hourly limit allows it, in ms. */
export const PERIOD_MS = 60_000;
