import type { Visitor } from '../storage/items/visitors.ts';
import { FORMULA } from './history-file.ts';

export type VisitorFileFormat = 'csv' | 'json';

/** The thread IDs of a visitor's conversations at Brevo. */
type ThreadsOf = (visitorId: string) => string[];

/** Visitors as a file, in parts. The names in it are for programs, so they are the same in every language. */
export async function visitorFile(
  format: VisitorFileFormat,
  visitors: readonly Visitor[],
  threadsOf: ThreadsOf,
): Promise<string[]> {
  const all = visitors.map((visitor) => exported(visitor, threadsOf(visitor.visitorId)));
  if (format === 'json') return [`${JSON.stringify(all, null, 2)}\n`];
  const { default: papaparse } = await import('papaparse');
  const rows = all.map(({ threadIds, isPinned, ...texts }) => [
    ...Object.values(texts),
    String(isPinned),
    threadIds.join(' '),
  ]);
  const table = [[...NAMES, 'isPinned', 'threadIds'], ...rows];
  // Without the mark Excel takes the file for one in an old Windows character set.
  return [`\ufeff${papaparse.unparse(table, { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`];
}

const NAMES = ['visitorId', 'name', 'nickname', 'language', 'note', 'seenAt'] as const;

function exported(visitor: Visitor, threadIds: string[]) {
  const { visitorId, name = '', nickname = '', language = '', note = '', seenAt, isPinned } = visitor;
  return { visitorId, name, nickname, language, note, seenAt: new Date(seenAt).toISOString(), isPinned, threadIds };
}
