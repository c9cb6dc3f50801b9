import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { LONGEST_VISITOR_ID } from '../../lib/storage/items/messages.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';

type Props = { isBusy: boolean; onSave: (visitorId: string) => void };

/** Brevo's own page names a conversation, never its visitor: asked once. */
export function ThisPageThread({ isBusy, onSave }: Props) {
  const [typed, setTyped] = useState('');
  const [isBlank, setBlank] = useState(false);
  const save = () => {
    if (isBusy) return;
    const visitorId = typed.trim();
    setBlank(visitorId === '');
    if (visitorId !== '') onSave(visitorId);
  };
  return (
    <form
      class="this-page-thread"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <p>{i18n.t('thisPage.thread')}</p>
      <Field
        label={i18n.t('thisPage.threadLabel')}
        value={typed}
        maxLength={LONGEST_VISITOR_ID}
        problem={isBlank ? i18n.t('thisPage.threadBlank') : undefined}
        onInput={(value) => {
          setTyped(value);
          setBlank(false);
        }}
        aside={<Button isBusy={isBusy}>{i18n.t('thisPage.save')}</Button>}
      />
    </form>
  );
}
