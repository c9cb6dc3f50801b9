import { useEffect, useRef, useState } from 'preact/hooks';
import type { Message } from '../../lib/storage/items/messages.ts';
import type { Presence } from '../../lib/storage/items/presence.ts';
import { stateWord } from '../../lib/text/message.ts';
import { presenceNews, presenceSentence } from '../../lib/text/presence.ts';

type Props = { presence: Presence; messages: Message[] };

/** The one polite live region: says each change of state once, and nothing that merely ticks. */
export function Announcer({ presence, messages }: Props) {
  const [said, setSaid] = useState('');
  const openedAt = useRef(Date.now());
  const last = useRef(statesOf({ presence, messages }));
  useEffect(() => {
    const before = last.current;
    last.current = statesOf({ presence, messages });
    const isNews = ({ id, state, confirmedAt }: Message) =>
      // A page loads the list after it has opened: what was sent earlier is not news.
      before.messages.has(id) ? before.messages.get(id) !== state.kind : confirmedAt >= openedAt.current;
    const news = [
      ...(before.presence === presenceNews(presence) ? [] : [presenceSentence(presence, Date.now())]),
      ...messages.filter(isNews).map((message) => `${stateWord(message)}: ${message.text.slice(0, 80)}`),
    ];
    if (news.length > 0) setSaid(news.join(' · '));
  }, [presence, messages]);
  return (
    <div class="visually-hidden" aria-live="polite">
      {said}
    </div>
  );
}

const statesOf = ({ presence, messages }: Props) => ({
  presence: presenceNews(presence),
  messages: new Map(messages.map(({ id, state }) => [id, state.kind])),
});
