import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Alarms } from './agent.ts';
import { type Case, cases, isShort, isTooSmall } from './cases.ts';
import { outcomeOf } from './outcome.ts';
import { constants, policies, sparing } from './policies.ts';
import { type Policy, shipped } from './policy.ts';
import { reportOf } from './report.ts';
import { bestOf, type Tried, yardstickOf } from './rule.ts';
import type { Comparison, Shipped } from './tables.ts';

// `npm run bench:rate-budget`: a working day of agents who share an hourly limit. Pure and seeded: no network, no clock.
const tried = (of: Case, policy: Policy): Tried => ({ name: policy.name, outcome: outcomeOf({ ...of, policy }) });

function shippedIn(of: Case): Shipped {
  const ringing = (alarms: Alarms) => outcomeOf({ ...of, policy: shipped, alarms });
  return { of, by: { late: ringing('late'), 'on time': ringing('on time'), slipping: ringing('slipping') } };
}

function compared(of: Case): Comparison {
  const all = policies.map((policy) => tried(of, policy));
  // Those that spend the reserve break a promise (G-P8): shown for what it costs, not judged.
  const judged = all.filter(({ name }) => sparing.has(name));
  const best = isTooSmall(of) ? [] : bestOf(judged).map(({ name }) => name);
  return { of, tried: all, best, yardstick: yardstickOf(constants.map((policy) => tried(of, policy))) };
}

const comparisons = cases.filter(isShort).map(compared);
const report = reportOf(cases.map(shippedIn), comparisons);
writeFileSync(join(import.meta.dirname, '..', 'rate-budget.md'), report);
console.log(report);
for (const { of, best } of comparisons) {
  if (isTooSmall(of) || best.includes(shipped.name)) continue;
  console.error(`${of.agents} agents at ${of.hourlyLimit}: better than what is shipped: ${best.join('; ')}`);
  process.exitCode = 1;
}
