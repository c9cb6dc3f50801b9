import { useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { VisitorChange } from '../../lib/messaging/visitor-commands.ts';
import type { Result } from '../../lib/result.ts';
import { LONGEST_LANGUAGE, LONGEST_NAME, LONGEST_NOTE, type Visitor } from '../../lib/storage/items/visitors.ts';
import { isLanguageTag, type VisitorTrouble, visitorTrouble } from '../../lib/text/visitor.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { useCommand } from '../ui/useCommand.ts';

type Props = {
  visitor: Visitor | undefined;
  onSave: (change: VisitorChange) => Promise<Result<unknown, VisitorTrouble>>;
  /** Missing when nothing is remembered that could be forgotten. */
  onForget: (() => void) | undefined;
};

type Texts = Pick<VisitorChange, 'nickname' | 'language' | 'note'>;

/** What the agent may note of a visitor. Only what is changed is saved: a page may have said the rest meanwhile. */
export function VisitorForm({ visitor, onSave, onForget }: Props) {
  const [texts, setTexts] = useState<Texts>({});
  const [problem, setProblem] = useState<string>();
  const [isSaved, setSaved] = useState(false);
  const { isBusy, failure, run } = useCommand<VisitorTrouble>();
  const { nickname = visitor?.nickname ?? '', language = visitor?.language ?? '', note = visitor?.note ?? '' } = texts;
  const write = (change: Texts) => {
    setTexts({ ...texts, ...change });
    setProblem(undefined);
    setSaved(false);
  };
  const save = async () => {
    const isWrong = language.trim() !== '' && !isLanguageTag(language);
    setProblem(isWrong ? i18n.t('visitor.languageWrong') : undefined);
    if (isWrong || isBusy) return;
    const saved = await run(() => onSave(texts));
    setSaved(saved.ok);
    // What was typed while it was saved stays.
    if (saved.ok) setTexts((now) => (now === texts ? {} : now));
  };
  return (
    <form
      class="visitor-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field
        label={i18n.t('visitor.nickname')}
        value={nickname}
        maxLength={LONGEST_NAME}
        onInput={(typed) => write({ nickname: typed })}
      />
      <Field
        label={i18n.t('visitor.language')}
        value={language}
        maxLength={LONGEST_LANGUAGE}
        hint={i18n.t('visitor.languageHint')}
        problem={problem}
        onInput={(typed) => write({ language: typed })}
      />
      <Note note={note} onInput={(typed) => write({ note: typed })} />
      <div class="visitor-actions">
        <Button isBusy={isBusy}>{i18n.t('visitor.save')}</Button>
        {onForget && (
          <Button kind="quiet" onClick={onForget}>
            {i18n.t('visitor.forget')}
          </Button>
        )}
        <p class="hint" role="status">
          {isSaved && i18n.t('visitor.saved')}
        </p>
      </div>
      {failure && (
        <p class="problem" role="alert">
          {visitorTrouble(failure)}
        </p>
      )}
    </form>
  );
}

function Note({ note, onInput }: { note: string; onInput: (typed: string) => void }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{i18n.t('visitor.note')}</label>
      <textarea
        id={id}
        class="input"
        dir="auto"
        rows={3}
        maxLength={LONGEST_NOTE}
        value={note}
        aria-describedby={`${id}-hint`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <p id={`${id}-hint`} class="hint">
        {i18n.t('visitor.noteHint')}
      </p>
    </div>
  );
}
