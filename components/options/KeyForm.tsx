import { Eye, EyeOff } from 'lucide';
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { KeyFailure, NoAnswer } from '../../lib/messaging/contract.ts';
import { LONGEST_KEY } from '../../lib/messaging/limits.ts';
import type { Result } from '../../lib/result.ts';
import type { StorageFailure } from '../../lib/storage/failure.ts';
import type { Account } from '../../lib/storage/items/accounts.ts';
import { failureWords, troubleWords } from '../../lib/text/failure.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useCommand } from '../ui/useCommand.ts';
import { ForgetKey } from './ForgetKey.tsx';

type SavedKey = NonNullable<Account['key']>;

type Props = {
  saved: SavedKey | undefined;
  onSave: (key: string) => Promise<Result<Account, KeyFailure | NoAnswer>>;
  onForget: () => Promise<Result<undefined, StorageFailure | NoAnswer>>;
};

/** Takes the key, has Brevo check it, and clears the field: afterwards only its last four characters are shown. */
export function KeyForm({ saved, onSave, onForget }: Props) {
  const [key, setKey] = useState('');
  const [isShown, setShown] = useState(false);
  const [done, setDone] = useState<string>();
  const { isBusy, failure, run, clear } = useCommand<KeyFailure | NoAnswer>();
  const save = async () => {
    if (isBusy) return;
    setDone(undefined);
    const result = await run(() => onSave(key));
    if (!result.ok || !result.value.key) return;
    setKey('');
    setShown(false);
    setDone(savedWords(result.value.key));
  };
  const reveal = (
    <button
      type="button"
      class="button quiet icon"
      aria-label={isShown ? i18n.t('settings.key.hide') : i18n.t('settings.key.show')}
      onClick={() => setShown(!isShown)}
    >
      <Icon of={isShown ? EyeOff : Eye} />
    </button>
  );
  return (
    <section class="card">
      <h2>{i18n.t('settings.key.title')}</h2>
      {saved && <p class="current">{currentWords(saved)}</p>}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          label={i18n.t('settings.key.label')}
          value={key}
          maxLength={LONGEST_KEY}
          isMasked={!isShown}
          onInput={(value) => {
            setKey(value);
            setDone(undefined);
            clear();
          }}
          hint={saved ? i18n.t('settings.key.replace') : i18n.t('settings.key.hint')}
          aside={reveal}
        />
        <div class="form-actions">
          <Button kind="primary" isBusy={isBusy}>
            {i18n.t('settings.key.save')}
          </Button>
          {saved && (
            <ForgetKey
              onForget={async () => {
                const forgotten = await onForget();
                if (forgotten.ok) setDone(i18n.t('settings.key.forgotten'));
                return forgotten;
              }}
            />
          )}
          <a href="https://app.brevo.com/settings/keys/api" target="_blank" rel="noreferrer">
            {i18n.t('settings.key.get')}
          </a>
        </div>
      </form>
      {failure && <KeyTrouble failure={failure} />}
      {done && <Notice tone="good">{done}</Notice>}
    </section>
  );
}

function KeyTrouble({ failure }: { failure: KeyFailure | NoAnswer }) {
  if (failure.kind !== 'brevo') return <Notice tone="trouble">{troubleWords(failure)}</Notice>;
  const { what, next, link } = failureWords(failure.failure);
  return (
    <Notice tone="trouble" title={i18n.t('settings.key.notSaved')}>
      {what} {next}{' '}
      {link && (
        <a href={link.href} target="_blank" rel="noreferrer">
          {link.label}
        </a>
      )}
    </Notice>
  );
}

const savedWords = ({ company, tail }: SavedKey) =>
  company ? i18n.t('settings.key.saved', [company, tail]) : i18n.t('settings.key.savedRestricted', [tail]);

const currentWords = ({ company, tail }: SavedKey) =>
  company ? i18n.t('settings.key.current', [company, tail]) : i18n.t('settings.key.currentRestricted', [tail]);
