import { i18n } from '#i18n';
import type { Presence } from '../../lib/storage/items/presence.ts';
import { presenceSentence, presenceTone } from '../../lib/text/presence.ts';

/** What the last answer proved and what comes next. It ticks every second; changes of state are announced elsewhere, once. */
export const PresenceSentence = ({ presence, now }: { presence: Presence; now: number }) => (
  <p
    role="status"
    aria-live="off"
    aria-label={i18n.t('presence.label')}
    class={`presence-sentence ${presenceTone(presence, now)}`}
  >
    {presenceSentence(presence, now)}
  </p>
);
