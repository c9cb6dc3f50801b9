import type { Message } from '../storage/items/messages.ts';

/** G-S11: text and visitor IDs leave this computer only when the agent ticks them. */
export type ExportChoice = { format: 'csv' | 'json'; withText: boolean; withVisitors: boolean };

/** A file that is written part by part. */
export type HistoryFile = { start: string; part: (messages: Message[]) => string; end: string };

/**
 * What a table program would take for a formula, also behind blanks, in full-width characters and over several lines.
 * Papaparse's own expression is anchored at the end of the cell and `.` stops at a line break, so it lets
 * "=1+1⏎" through.
 */
export const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** A file of messages. The names of its columns are for programs, so they are the same in every language. */
export const historyFile = (choice: ExportChoice): Promise<HistoryFile> =>
  choice.format === 'csv' ? csvFile(choice) : Promise.resolve(jsonFile(choice));

async function csvFile(choice: ExportChoice): Promise<HistoryFile> {
  const { default: papaparse } = await import('papaparse');
  const lines = (rows: (string | null)[][]) =>
    rows.length === 0 ? '' : `${papaparse.unparse(rows, { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`;
  return {
    // Without the mark Excel takes the file for one in an old Windows character set.
    start: `\ufeff${lines([Object.keys(exported(undefined, choice))])}`,
    part: (messages) => lines(messages.map((message) => Object.values(exported(message, choice)))),
    end: '',
  };
}

function jsonFile(choice: ExportChoice): HistoryFile {
  let isFirst = true;
  const item = (message: Message) => {
    const separator = isFirst ? '' : ',\n';
    isFirst = false;
    return separator + JSON.stringify(exported(message, choice));
  };
  return { start: '[\n', part: (messages) => messages.map(item).join(''), end: '\n]\n' };
}

/** One message as it is exported, or an empty one for the names alone. `text` is null when it was not kept. */
function exported(
  message: Message | undefined,
  { withText, withVisitors }: ExportChoice,
): Record<string, string | null> {
  return {
    confirmedAt: message ? new Date(message.confirmedAt).toISOString() : '',
    mode: message?.mode ?? '',
    state: message?.state.kind ?? '',
    ...(withVisitors && { visitorId: message?.visitorId ?? '' }),
    ...(withText && { text: message?.textHash === undefined ? (message?.text ?? '') : null }),
  };
}
