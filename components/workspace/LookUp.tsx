import { Search } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { ChangeFailure, LookedUp, NoAnswer } from '../../lib/messaging/contract.ts';
import { LONGEST_ID } from '../../lib/messaging/limits.ts';
import type { Result } from '../../lib/result.ts';
import { troubleWords } from '../../lib/text/failure.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useCommand } from '../ui/useCommand.ts';

type Props = {
  /** An ID that the agent chose elsewhere to have looked up; a new object is a new wish. */
  wish?: { brevoId: string } | undefined;
  onLookUp: (brevoId: string) => Promise<Result<LookedUp, ChangeFailure | NoAnswer>>;
};

/** Finds a message that was sent elsewhere by its Brevo ID. It asks Brevo only when told to. */
export function LookUp({ wish, onLookUp }: Props) {
  const details = useRef<HTMLDetailsElement>(null);
  const [brevoId, setBrevoId] = useState('');
  const [found, setFound] = useState<LookedUp>();
  const [isBlank, setBlank] = useState(false);
  const { isBusy, failure, run, clear } = useCommand<ChangeFailure | NoAnswer>();
  const lookUp = async (typed: string) => {
    const id = typed.trim();
    setFound(undefined);
    setBlank(id === '');
    if (id === '' || isBusy) return clear();
    const result = await run(() => onLookUp(id));
    if (!result.ok) return;
    setFound(result.value);
    if (result.value.kind === 'ours') setBrevoId('');
  };
  useEffect(() => {
    if (!wish || !details.current) return;
    details.current.open = true;
    details.current.querySelector('input')?.focus();
    setBrevoId(wish.brevoId);
    void lookUp(wish.brevoId);
  }, [wish]);
  const button = (
    <Button isBusy={isBusy}>
      <Icon of={Search} />
      {i18n.t('lookUp.button')}
    </Button>
  );
  return (
    <details ref={details} class="look-up">
      <summary>{i18n.t('lookUp.title')}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void lookUp(brevoId);
        }}
      >
        <Field
          label={i18n.t('lookUp.label')}
          value={brevoId}
          maxLength={LONGEST_ID}
          onInput={setBrevoId}
          hint={i18n.t('lookUp.hint')}
          problem={isBlank ? i18n.t('lookUp.blank') : failure && troubleWords(failure)}
          aside={button}
        />
      </form>
      {found && <Found found={found} />}
    </details>
  );
}

function Found({ found }: { found: LookedUp }) {
  if (found.kind === 'ours') return <Notice tone="good">{i18n.t('lookUp.known')}</Notice>;
  const { text = '', files } = found.message;
  return (
    <Notice tone="plain">
      {i18n.t('lookUp.visitors', [text])} {files.length > 0 && i18n.t('lookUp.files', [files.join(', ')])}
    </Notice>
  );
}
