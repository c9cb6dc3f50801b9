import { i18n } from '#i18n';
import type { Message } from '../../lib/storage/items/messages.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';

type Props = { messages: Message[]; onShow: (id: string) => void };

/** Says before the next message that an earlier one to this visitor may have been sent. What is sent now goes past it. */
export function UnknownNotice({ messages, onShow }: Props) {
  const [latest] = messages;
  if (!latest) return null;
  const show = <Button onClick={() => onShow(latest.id)}>{i18n.t('unknownNotice.show')}</Button>;
  return (
    <Notice tone="warning" title={i18n.t('unknownNotice.title', messages.length)} actions={show}>
      {i18n.t('unknownNotice.body')}
    </Notice>
  );
}
