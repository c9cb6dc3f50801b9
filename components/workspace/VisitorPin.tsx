import { Pin } from 'lucide';
import { i18n } from '#i18n';
import { Icon } from '../ui/Icon.tsx';

type Props = { isPinned: boolean; describedBy?: string; onPin: (isPinned: boolean) => void };

/** Keeps a visitor at the top of the suggestions, or lets go. */
export const VisitorPin = ({ isPinned, describedBy, onPin }: Props) => (
  <button
    type="button"
    class="button quiet icon pin"
    aria-pressed={isPinned}
    aria-describedby={describedBy}
    aria-label={i18n.t('visitor.pin')}
    title={i18n.t('visitor.pin')}
    onClick={() => onPin(!isPinned)}
  >
    <Icon of={Pin} />
  </button>
);
