import { useEffect, useRef, useState } from 'preact/hooks';
import type { Message } from '../../lib/storage/items/messages.ts';
import type { Presence } from '../../lib/storage/items/presence.ts';
import { stateWord } from '../../lib/text/message.ts';
import { presenceSentence } from '../../lib/text/presence.ts';

/** The one polite live region: says each change of state once, and nothing that merely ticks. */
export function Announcer({ presence, messages }: { presence: Presence; messages: Message[] }) {
  const [said, setSaid] = useState('');
  const lastKind = useRef(presence.status.kind);
  const lastStates = useRef(new Map(messages.map(({ id, state }) => [id, state.kind])));
  useEffect(() => {
    if (lastKind.current === presence.status.kind) return;
    lastKind.current = presence.status.kind;
    setSaid(presenceSentence(presence, Date.now()));
  }, [presence]);
  useEffect(() => {
    const changed = messages.find(({ id, state }) => lastStates.current.get(id) !== state.kind);
    lastStates.current = new Map(messages.map(({ id, state }) => [id, state.kind]));
    if (changed) setSaid(`${stateWord(changed)}: ${changed.text.slice(0, 80)}`);
  }, [messages]);
  return (
    <div class="visually-hidden" aria-live="polite">
      {said}
    </div>
  );
}
