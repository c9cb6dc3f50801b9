import type { SimulatedRequest, Simulation } from '../../lib/brevo/simulation/types.ts';
import { numberOf } from './book.ts';

const POSTS = /^\/v3\/conversations\/(messages|pushedMessages)$/;
const PING = '/v3/conversations/agentOnlinePing';

/** What Brevo saw, by the numbers of the messages. */
export type Traffic = {
  /** Requests to post a message that arrived, accepted or not. */
  posts: Map<number, number>;
  /** Messages that Brevo took. */
  commits: Map<number, number>;
  /** Brevo's own ids. */
  ids: Set<string>;
  requests: number;
  pings: number;
  refusedPings: number;
  /** Between two successful pings without a failed one in between, in s. */
  longestGap: number;
};

export function trafficAt(brevo: Simulation): Traffic {
  const posted = brevo.arrivals.filter(({ request }) => isPost(request));
  const commits = brevo.commits.filter((commit) => commit.kind === 'posted');
  const pings = brevo.commits.filter(({ kind }) => kind === 'ping').map(({ at }) => at);
  const arrived = brevo.arrivals.filter(({ request }) => request.path === PING).map(({ at }) => at);
  // Carried out as it arrives, give or take what a busy machine needs.
  const refused = arrived.filter((at) => !pings.some((ping) => ping - at >= 0 && ping - at <= 500));
  return {
    posts: tally(posted.map(({ request }) => numberOf(textIn(request.body)))),
    commits: tally(commits.map(({ text }) => numberOf(text))),
    ids: new Set(commits.map(({ id }) => id)),
    requests: brevo.arrivals.length,
    pings: pings.length,
    refusedPings: refused.length,
    longestGap: longestGap(pings, refused) / 1000,
  };
}

/** Whether a request would have Brevo take a message. */
export const isPost = ({ method, path }: SimulatedRequest) => method === 'POST' && POSTS.test(path);

function longestGap(pings: number[], refused: number[]): number {
  const gaps = pings.slice(1).map((end, i) => {
    const start = pings[i] ?? end;
    return refused.some((at) => at > start && at < end) ? 0 : end - start;
  });
  return Math.max(0, ...gaps);
}

const textIn = (body: string): string => (JSON.parse(body) as { text: string }).text;

function tally(numbers: number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return counts;
}
