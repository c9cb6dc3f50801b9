import { ACTIONS_AN_HOUR, isTooSmall } from './cases.ts';
import { SEEDS } from './outcome.ts';
import { type Comparison, comparisonTable, type Shipped, shippedTable } from './tables.ts';

/** The page that the run writes. */
export const reportOf = (shipped: Shipped[], comparisons: Comparison[]): string =>
  [INTRODUCTION, whatIsShipped(shipped), whatWasTried(comparisons)].join('\n');

const INTRODUCTION = `# What an hourly limit carries

Written by \`npm run bench:rate-budget\`: a working day of eight hours, ${SEEDS} seeds averaged, simulated with the product's own
\`observe\` and \`paceOf\` (\`lib/brevo/budget.ts\`). The agents share one limit in windows of an hour and start within five minutes
of each other. Each sends 12 messages and edits 3 an hour, in three bursts of five; an edit is two requests, so actions take
${ACTIONS_AN_HOUR} requests an hour. Brevo is taken to show an agent online for 120 s after a ping, the least that it says. Alarms ring 0
to 30 s late, on a schedule that holds. The last two columns of the first table have alarms on time, and alarms that slip:
late, and the next period counted from the ring.
`;

const whatIsShipped = (shipped: Shipped[]) => `## What is shipped

Minutes of a day of 480 and numbers of a day, for each agent. _worst_: the agent who was offline longest; _nobody_: while none
of them was online; _delayed_: messages and edits that Brevo refused at first, of 120, and for how many minutes.

${shippedTable(shipped)}

No minute and no message is lost by ${listOf(shipped.filter(isLossless), 'most')}. The limit is simply too small for
${listOf(
  shipped.filter(({ of }) => isTooSmall(of)),
  'all',
)}:
messages and edits alone take all but the reserve, or more than there is. Whatever is done, they wait and the agents are offline.
`;

const isLossless = ({ by: { late } }: Shipped) => late.worst < 0.05 && late.delayed === 0;

/** Cases in words; of each limit all, or the one with the most agents. */
function listOf(rows: Shipped[], which: 'all' | 'most'): string {
  const isMost = ({ of }: Shipped) =>
    rows.every((other) => other.of.hourlyLimit !== of.hourlyLimit || other.of.agents <= of.agents);
  return rows
    .filter((row) => which === 'all' || isMost(row))
    .map(({ of: { agents, hourlyLimit } }) => {
      const needs = which === 'all' ? ` (${agents * ACTIONS_AN_HOUR} requests)` : '';
      return `${agents} ${agents === 1 ? 'agent' : 'agents'} at ${hourlyLimit}${needs}`;
    })
    .join(', ');
}

function whatWasTried(comparisons: Comparison[]): string {
  const at = (limit: number) => comparisonTable(comparisons.filter(({ of }) => of.hourlyLimit === limit));
  return `## What was tried

Each cell: messages and edits delayed · minutes offline (of the agent who was offline longest) · minutes with nobody online.

How the best is found. Who spends the reserve is out: it is promised to the agent (G-P8), whose next burst nobody knows. Of the
rest those stay that are within 3 of the fewest delayed messages, because what an agent does comes before being shown online;
of these, those within 15 of the fewest minutes offline; of these, those within 15 of the fewest with nobody online; and of
these, those in which the agent who was offline longest is nearest to the average, within 15. **Bold** is what is left, and
counts as equal. The run fails when what is shipped is not left. Where the limit is too small nothing is judged.

### 100 requests an hour

${at(100)}

### 200 requests an hour

${at(200)}

The last line of each table is no policy: it is the constant pace, with the reserve, that one would choose who knows how many
agents there are, and that nobody comes or goes.
`;
}
