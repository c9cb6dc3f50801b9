import { type Book, type Confirmed, numberOf } from './book.ts';
import type { Kept } from './stored.ts';
import type { Traffic } from './traffic.ts';

export type Evidence = {
  book: Book;
  kept: Kept[];
  traffic: Traffic;
  /** How many pings were made to fail, at most. */
  pingFaults: number;
  /** The longest that a message was seen as being sent, in s. */
  longestSending: number;
};

const ENDS = ['sent', 'sent-id-unknown', 'not-sent', 'unknown', 'cancelled', 'deleted'];

/** Everything that broke a guarantee, one sentence each. */
export function judge({ book, kept, traffic, pingFaults, longestSending }: Evidence): string[] {
  const messages = [...book.confirmed.values()].flatMap((confirmed) => judgeMessage(confirmed, kept, traffic));
  return [
    ...messages,
    ...problem(
      kept.some(({ text }) => !book.confirmed.has(numberOf(text))),
      'G-R3 a record that nobody confirmed',
    ),
    ...problem(
      [...traffic.posts.keys()].some((n) => !book.confirmed.has(n)),
      'G-R2 a POST that nobody confirmed',
    ),
    // After a kill, the next alarm comes in half a minute.
    ...problem(longestSending > 60, `G-R3 a message was being sent for ${longestSending.toFixed(0)} s`),
    ...problem(traffic.longestGap > 110, `G-P1 no ping for ${traffic.longestGap.toFixed(1)} s`),
    ...problem(traffic.refusedPings > pingFaults, `G-P1 ${traffic.refusedPings} pings failed, ${pingFaults} should`),
  ];
}

function judgeMessage({ number, sentAgain, isUndone }: Confirmed, kept: Kept[], traffic: Traffic): string[] {
  const records = kept.filter(({ text }) => numberOf(text) === number);
  const [record] = records;
  const posts = traffic.posts.get(number) ?? 0;
  const commits = traffic.commits.get(number) ?? 0;
  const said = (guarantee: string, what: string) => `${guarantee} m${number} ${what}`;
  if (!record || records.length > 1) return [said('G-R3', `has ${records.length} records`)];
  const { kind, by, brevoId } = record.state;
  const isSent = kind === 'deleted' || kind === 'sent' || (kind === 'sent-id-unknown' && by === 'brevo');
  return [
    ...problem(!ENDS.includes(kind), said('G-R3', `ended as ${kind}`)),
    ...problem(posts > 1 + sentAgain, said('G-R2', `made ${posts} POSTs, sent again ${sentAgain} times`)),
    ...problem(isSent && commits === 0, said('G-R4', `is ${kind}, and Brevo does not have it`)),
    ...problem(brevoId !== undefined && !traffic.ids.has(brevoId), said('G-R4', 'has an ID that Brevo never gave')),
    ...problem(kind === 'not-sent' && sentAgain === 0 && commits > 0, said('G-R3', 'is not-sent, and Brevo has it')),
    ...problem(kind === 'cancelled' && sentAgain === 0 && commits > 0, said('G-R5', 'is cancelled, and Brevo has it')),
    ...problem(isUndone && (kind !== 'cancelled' || posts > 0), said('G-R5', `was undone: ${kind}, ${posts} POSTs`)),
  ];
}

const problem = (isOne: boolean, words: string): string[] => (isOne ? [words] : []);
