import { i18n } from '#i18n';
import type { Message } from '../../lib/storage/items/messages.ts';
import { stateDetail } from '../../lib/text/message.ts';
import { momentOf } from '../../lib/text/time.ts';
import type { Slot } from '../../lib/view/history-results.ts';
import { Button } from '../ui/Button.tsx';
import { StateWord } from '../workspace/StateWord.tsx';

type Props = { slot: Slot; now: number; isOpen: boolean; onToggle: (id: string) => void };

/** Above either, only the beginning of a text is shown. */
const LONG_LENGTH = 480;
const LONG_LINES = 8;

/** One message of history: whom it went to, when, what became of it. */
export function HistoryRow({ slot, now, isOpen, onToggle }: Props) {
  if (slot === 'loading') return <p class="history-row placeholder">{i18n.t('history.loading')}</p>;
  if (slot === 'unreadable') return <p class="history-row hint">{i18n.t('history.gone')}</p>;
  const detail = stateDetail(slot);
  return (
    <article class="history-row">
      <Head message={slot} now={now} />
      <Text message={slot} isOpen={isOpen} onToggle={() => onToggle(slot.id)} />
      {detail && <p class="hint">{detail}</p>}
    </article>
  );
}

const Head = ({ message, now }: { message: Message; now: number }) => (
  <div class="history-head">
    <bdi class="history-visitor">{message.visitorId || i18n.t('visitor.unknown')}</bdi>
    <span class="hint">
      {`${i18n.t(message.mode === 'agent' ? 'mode.agent' : 'mode.automated')} · `}
      {message.origin === 'looked-up' && `${i18n.t('row.lookedUp')} · `}
      <time dateTime={new Date(message.confirmedAt).toISOString()}>{momentOf(message.confirmedAt, now)}</time>
    </span>
    <StateWord message={message} />
  </div>
);

function Text({ message, isOpen, onToggle }: { message: Message; isOpen: boolean; onToggle: () => void }) {
  const { text, textHash } = message;
  if (textHash !== undefined) return <p class="hint">{i18n.t('history.noText')}</p>;
  const isLong = text.length > LONG_LENGTH || text.split('\n', LONG_LINES + 1).length > LONG_LINES;
  return (
    <>
      <p class={`history-text${isLong && !isOpen ? ' clamped' : ''}`} dir="auto">
        {text}
      </p>
      {isLong && (
        <Button kind="quiet" onClick={onToggle}>
          {i18n.t(isOpen ? 'history.showLess' : 'history.showAll')}
        </Button>
      )}
    </>
  );
}
