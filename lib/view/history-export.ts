import type { Ask } from '../messaging/ask.ts';
import type { HistoryQuery, NoAnswer } from '../messaging/contract.ts';
import { LONGEST_PAGE } from '../messaging/limits.ts';
import { ok, type Result } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import { type ExportChoice, historyFile } from '../text/history-file.ts';

type Order = {
  ask: Ask;
  query: HistoryQuery;
  choice: ExportChoice;
  onProgress: (done: number, total: number) => void;
  /** Once aborted nothing more is asked for, and what is given back is worth nothing. */
  signal: AbortSignal;
};

/** The parts of a file with all messages that fit. They come in portions: 100 000 fit into no single answer. */
export async function exportHistory(order: Order): Promise<Result<string[], StorageFailure | NoAnswer>> {
  const { ask, query, choice, onProgress, signal } = order;
  // Searched anew, so that the portions are cut from one list.
  const [found, file] = await Promise.all([ask('history/find', { query }), historyFile(choice)]);
  if (!found.ok) return found;
  const { total } = found.value;
  const parts: string[] = [];
  for (let offset = 0; offset < total && !signal.aborted; offset += LONGEST_PAGE) {
    const page = await ask('history/page', { query, offset, limit: LONGEST_PAGE });
    if (!page.ok) return page;
    parts.push(file.part(page.value));
    onProgress(Math.min(offset + LONGEST_PAGE, total), total);
  }
  return ok([file.start, ...parts, file.end]);
}
