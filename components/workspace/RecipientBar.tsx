import { i18n } from '#i18n';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';

type Props = {
  /** Whom the text in the composer is for. */
  current: string;
  /** Whom the page, or the field, is about now; empty for nobody. */
  proposed: string;
  onStay: () => void;
  onLeave: () => void;
  onTakeAlong: () => void;
};

/** The recipient lock: a text for one visitor never goes to another because something else changed. */
export function RecipientBar({ current, proposed, onStay, onLeave, onTakeAlong }: Props) {
  const actions = (
    <>
      <Button kind="primary" onClick={onStay}>
        {i18n.t('recipient.stay')}
      </Button>
      <Button onClick={onLeave}>{i18n.t('recipient.leave')}</Button>
      {proposed && <Button onClick={onTakeAlong}>{i18n.t('recipient.take')}</Button>}
    </>
  );
  return (
    <Notice tone="warning" title={i18n.t('recipient.title', [current])} actions={actions}>
      {proposed ? i18n.t('recipient.body', [proposed]) : i18n.t('recipient.nobody')}
    </Notice>
  );
}
