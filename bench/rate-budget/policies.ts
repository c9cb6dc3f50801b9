import { type Policy, shipped } from './policy.ts';
import { asShipped, constant, variant } from './variants.ts';

const upTo = (most: number) => asShipped.spread.filter((seconds) => seconds <= most);
/** Paces of 60, 75 and 90 s alone, then none until the reset. */
const STOPS_AT_90 = { spread: [90] };
/** Spreads what is left of this hour over the rest of it, and looks no further. */
const THIS_HOUR = { ahead: 0, nearlyWhole: 0, firstLook: 0, leftOver: asShipped.reserve };

/** All that were tried. Each line differs from what is shipped in what its name says. */
export const policies: Policy[] = [
  shipped,
  constant('60 s, no governor', 60),
  constant('90 s, no governor', 90),
  constant('90 s, then stop at the reserve', 90, asShipped.reserve),
  constant('120 s, then stop at the reserve', 120, asShipped.reserve),
  variant('60, 75, 90 s, then stop at the reserve', STOPS_AT_90),
  variant('60, 75, 90 s, then stop; no fair share', { ...STOPS_AT_90, share: 'all' }),
  variant('60 to 120 s, then stop at the reserve', { spread: upTo(120) }),
  variant('even pacing of this hour; no fair share', { ...THIS_HOUR, share: 'all' }),
  variant('even pacing of this hour; others as they were', { ...THIS_HOUR, share: 'what others leave' }),
  variant('even pacing of this hour; fair share', THIS_HOUR),
  variant('shipped, without the reserve', { reserve: 0, leftOver: 0 }),
  variant('shipped, the whole reserve planned to be left', { leftOver: asShipped.reserve }),
  variant('shipped, looks at this hour alone', { ahead: 0 }),
  variant('shipped, looks 2 hours past the reset', { ahead: 2 }),
  variant('shipped, parts of agents', { nearlyWhole: 0 }),
  variant('shipped, without the first look', { firstLook: 0 }),
  variant('shipped, at least each 10 minutes', { spread: upTo(600) }),
  variant('shipped, down to once an hour', { spread: [...asShipped.spread, 2700, 3600] }),
];

/** A constant pace, chosen by one who knows how many agents there are: not a policy, but a yardstick. */
export const constants: Policy[] = [90, 105, 120, 135, 150, 180, 210, 240, 300, 450, 600, 900, 1800].map((seconds) =>
  constant(`${seconds} s`, seconds, asShipped.reserve),
);
