import type { HistoryQuery } from '../messaging/contract.ts';
import type { Message, MessageMode, MessageState } from '../storage/items/messages.ts';

type Kind = MessageState['kind'];

/** What history is searched by. */
export type SearchFields = { words: string[]; visitor: string; mode: MessageMode; state: Kind };

/** What a query asks of these; `undefined`, an empty list or an empty beginning asks nothing. */
export type Criteria = {
  words: string[];
  visitor: string;
  mode: MessageMode | undefined;
  states: readonly Kind[] | undefined;
};

// Scripts that write no spaces, where every character has to count as a word; so does every emoji.
const ALONE =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Extended_Pictographic}]';
const WORD = new RegExp(`${ALONE}\\p{M}*|(?:(?!${ALONE})[\\p{L}\\p{N}\\p{M}])+`, 'gu');

/** Lower case without accents. Upper case first, since "ß" and "ı" only then become what people type instead. */
const fold = (text: string) =>
  text
    .normalize('NFKD')
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');

/** The distinct words of a text, folded. */
export const wordsOf = (text: string): string[] => [...new Set(fold(text).match(WORD) ?? [])];

export const searchFields = ({ text, visitorId, mode, state }: Message): SearchFields => ({
  words: wordsOf(text),
  visitor: fold(visitorId),
  mode,
  state: state.kind,
});

export const criteriaOf = ({ text, visitor, mode, state }: HistoryQuery): Criteria => ({
  words: wordsOf(text),
  visitor: fold(visitor.trim()),
  mode: mode === 'all' ? undefined : mode,
  states: state === 'all' ? undefined : kindsOf(state),
});

function kindsOf(state: Exclude<HistoryQuery['state'], 'all'>): readonly Kind[] {
  if (state === 'waiting') return ['held', 'queued', 'dispatching'];
  return state === 'sent' ? ['sent', 'sent-id-unknown'] : [state];
}

/** Whether a message answers a query: for messages that no index covers, and always the same as the archive's answer. */
export function fits(message: Message, query: HistoryQuery): boolean {
  const { words, visitor, mode, states } = criteriaOf(query);
  const fields = searchFields(message);
  return (
    words.every((wanted) => fields.words.some((word) => word.startsWith(wanted))) &&
    fields.visitor.startsWith(visitor) &&
    (mode === undefined || fields.mode === mode) &&
    (states === undefined || states.includes(fields.state))
  );
}
