import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Alarms } from './agent.ts';
import { type Case, cases, isHopeless, isShort } from './cases.ts';
import { outcomeOf, SEEDS } from './outcome.ts';
import { constants, policies, sparing } from './policies.ts';
import { type Policy, shipped } from './policy.ts';
import { bestOf, type Tried, yardstickOf } from './rule.ts';
import { type Comparison, comparisonTable, type Shipped, shippedTable } from './tables.ts';

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
  const best = isHopeless(of) ? [] : bestOf(judged).map(({ name }) => name);
  return { of, tried: all, best, yardstick: yardstickOf(constants.map((policy) => tried(of, policy))) };
}

const inAll = cases.map(shippedIn);
const comparisons = cases.filter(isShort).map(compared);
const text = results(inAll, comparisons);
writeFileSync(join(import.meta.dirname, '..', 'rate-budget.md'), text);
console.log(text);
for (const { of, best } of comparisons) {
  if (isHopeless(of) || best.includes(shipped.name)) continue;
  console.error(`${of.agents} agents at ${of.hourlyLimit}: better than what is shipped: ${best.join('; ')}`);
  process.exitCode = 1;
}

function results(rows: Shipped[], all: Comparison[]): string {
  const at = (limit: number) => comparisonTable(all.filter(({ of }) => of.hourlyLimit === limit));
  return `# What an hourly limit carries

Written by \`npm run bench:rate-budget\`. A working day of eight hours, ${SEEDS} seeds averaged, simulated with the product's own
\`observe\` and \`paceOf\` (\`lib/brevo/budget.ts\`). The agents share one limit in windows of an hour, start within five minutes of
each other, and each sends 12 messages and edits 3 an hour in three bursts of five; an edit is two requests, so actions take
18 requests an hour. Brevo is taken to show an agent online for 120 s after a ping, the least it says. Alarms ring 0 to 30 s
late on a schedule that holds; the last two columns have them on time, and late with the next period counted from the ring,
as in Chrome.

## What is shipped

Minutes of a day of 480, and numbers of a day, for each agent; _nobody_: while none of them was online; _delayed_: messages
and edits that Brevo refused at first, of 120, and for how many minutes.

${shippedTable(rows)}

One agent loses nothing at 100 an hour, nor do three at 200 or six at 600. **Five agents at 100 use all but the reserve for
messages (90 requests), and six need more than there is (108)**: whatever is done, messages wait and the agents are offline.

## What was tried

Each cell: messages and edits delayed · minutes offline (of the agent who was offline longest) · minutes with nobody online.

How the best is found: whoever spends the reserve is out, for it is promised to the agent (G-P8). Of the rest stay those within
2 of the fewest delayed messages, because what an agent does comes before being shown online; of these, those within 15 of the
fewest minutes offline; then within 15 of the fewest with nobody online; then those where the agent who was offline longest
is within 15 minutes as near to the average as anywhere. **Bold** is what is left, and counts as equal. The run fails
when what is shipped is not among them. Where actions alone use up the limit nothing is judged.

### 100 requests an hour

${at(100)}

### 200 requests an hour

${at(200)}

The last line is no policy: it is the constant pace with the reserve that would have been best, chosen by one who knows how
many agents there are and that nobody comes or goes.
`;
}
