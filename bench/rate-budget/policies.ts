import { type Policy, shipped } from './policy.ts';
import { asShipped, constant, variant } from './variants.ts';

const upTo = (most: number) => asShipped.spread.filter((seconds) => seconds <= most);
/** Paces of 60, 75 and 90 s alone, then none until the reset. */
const STOPS_AT_90 = { spread: [90] };
/** Spreads what is left of this hour over the rest of it, and looks no further. */
const THIS_HOUR = { ahead: 0, nearlyWhole: 0, firstLook: 0, leftOver: asShipped.reserve };

/** All that were tried, those first that spend the reserve. */
const spending: Policy[] = [
  constant('60 s, no governor', 60),
  constant('90 s, no governor', 90),
  variant('shipped, but without the reserve', { reserve: 0, leftOver: 0 }),
];

/** Each `shipped, but …` differs from what is shipped in that alone. */
const keeping: Policy[] = [
  constant('90 s, then stop', 90, asShipped.reserve),
  constant('120 s, then stop', 120, asShipped.reserve),
  variant('60, 75, 90 s, then stop', STOPS_AT_90),
  variant('60, 75, 90 s, then stop; no fair share', { ...STOPS_AT_90, share: 'all' }),
  variant('60 to 120 s, then stop', { spread: upTo(120) }),
  variant('this hour evenly', THIS_HOUR),
  variant('this hour evenly; no fair share', { ...THIS_HOUR, share: 'all' }),
  variant('this hour evenly; what others leave', { ...THIS_HOUR, share: 'what others leave' }),
  variant('shipped, but plans to keep all of the reserve', { leftOver: asShipped.reserve }),
  variant('shipped, but looks at this hour alone', { ahead: 0 }),
  variant('shipped, but looks 2 hours past the reset', { ahead: 2 }),
  variant('shipped, but counts parts of agents', { nearlyWhole: 0 }),
  variant('shipped, but without the first look', { firstLook: 0 }),
  variant('shipped, but no slower than 10 minutes', { spread: upTo(600) }),
  variant('shipped, but as slow as an hour', { spread: [...asShipped.spread, 2700, 3600] }),
  shipped,
];

export const policies: Policy[] = [...spending, ...keeping];
/** Names of those that keep the reserve for the agent. */
export const sparing: ReadonlySet<string> = new Set(keeping.map(({ name }) => name));

/** Constant paces, of which hindsight chooses one: no policy, but a yardstick. */
export const constants: Policy[] = [90, 105, 120, 150, 180, 240, 300, 450, 600, 1200].map((seconds) =>
  constant(`${seconds} s`, seconds, asShipped.reserve),
);
