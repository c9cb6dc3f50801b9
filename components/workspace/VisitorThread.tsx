import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Result } from '../../lib/result.ts';
import { LONGEST_VISITOR_ID } from '../../lib/storage/items/messages.ts';
import { type VisitorTrouble, visitorTrouble } from '../../lib/text/visitor.ts';
import { threadIn } from '../../lib/visitors/brevo-link.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { useCommand } from '../ui/useCommand.ts';

type Props = {
  /** The agent asked for it. Otherwise they are on their way elsewhere, and the focus stays with them. */
  takesFocus: boolean;
  onLink: (visitorId: string) => Promise<Result<unknown, VisitorTrouble>>;
  onCancel: () => void;
};

/** Asks once whose conversation a thread is. */
export function VisitorThread({ takesFocus, onLink, onCancel }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  const { isBusy, failure, run } = useCommand<VisitorTrouble>();
  useLayoutEffect(() => {
    if (takesFocus) form.current?.querySelector('input')?.focus();
  }, [takesFocus]);
  const link = async () => {
    const visitorId = typed.trim();
    const found = problemOf(visitorId);
    setProblem(found);
    if (found === undefined && !isBusy) await run(() => onLink(visitorId));
  };
  return (
    <form
      ref={form}
      class="visitor-whose"
      aria-label={i18n.t('visitor.whose.title')}
      onSubmit={(event) => {
        event.preventDefault();
        void link();
      }}
    >
      <p>
        <strong>{i18n.t('visitor.whose.title')}</strong>
      </p>
      <Field
        label={i18n.t('visitor.whose.label')}
        value={typed}
        onInput={setTyped}
        hint={i18n.t('visitor.whose.hint')}
        problem={problem ?? (failure && visitorTrouble(failure))}
      />
      <div class="visitor-actions">
        <Button kind="primary" isBusy={isBusy}>
          {i18n.t('visitor.whose.save')}
        </Button>
        <Button onClick={onCancel}>{i18n.t('visitor.whose.cancel')}</Button>
      </div>
    </form>
  );
}

function problemOf(visitorId: string): string | undefined {
  if (visitorId === '') return i18n.t('visitor.whose.missing');
  if (threadIn(visitorId)?.isLink) return i18n.t('visitor.whose.link');
  return visitorId.length > LONGEST_VISITOR_ID ? i18n.t('visitor.tooLong') : undefined;
}
