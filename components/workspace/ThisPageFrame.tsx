import { X } from 'lucide';
import { i18n } from '#i18n';
import type { ThisPage, ThisPageActions } from '../../lib/view/this-page.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { ThisPageMenu } from './ThisPageMenu.tsx';
import type { Run } from './ThisPagePopup.tsx';

type Props = { page: ThisPage; actions: ThisPageActions; run: Run };

/** What the sidebar can do with itself and the page around it. */
export const ThisPageFrame = ({ page, actions: { ask }, run }: Props) => (
  <div class="this-page-actions">
    <Button kind="quiet" onClick={() => void run(() => ask('teach/begin', {}))}>
      {i18n.t('thisPage.teach')}
    </Button>
    <ThisPageMenu
      isOn={page.isOn}
      side={page.sidebar.side}
      onHide={(until) => void run(() => ask('sidebar/hide', { until }))}
      onMove={(side) => void run(() => ask('sidebar/save', { change: { side } }))}
    />
    <button
      type="button"
      class="button quiet icon this-page-close"
      aria-label={i18n.t('thisPage.close')}
      title={i18n.t('thisPage.close')}
      onClick={() => void run(() => ask('frame/close', {}))}
    >
      <Icon of={X} />
    </button>
  </div>
);
