import { i18n } from '#i18n';
import { number } from '../../lib/text/message.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';

/** Says that stored records cannot be read, and where to see and keep them. */
export function QuarantineNotice({ count, onShow }: { count: number; onShow: () => void }) {
  if (count === 0) return null;
  const show = <Button onClick={onShow}>{i18n.t('quarantine.show')}</Button>;
  return (
    <Notice tone="warning" title={i18n.t('quarantine.title', count, [number(count)])} actions={show}>
      {i18n.t('quarantine.body')}
    </Notice>
  );
}
