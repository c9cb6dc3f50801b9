import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Result } from '../../../lib/result.ts';
import { type AddressProblem, originOf } from '../../../lib/sites/origin.ts';
import { addressWords, type SiteTrouble, siteTroubleWords } from '../../../lib/text/site.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { useCommand } from '../../ui/useCommand.ts';

/** Longer than what is taken, so that a wrong paste is refused with a reason instead of being cut. */
const LONGEST_PASTE = 20_000;

type Props = {
  /** Called in the tick of the click, before anything is awaited. */
  onSwitchOn: (origin: string) => Promise<Result<undefined, SiteTrouble>>;
};

/** Switches the sidebar on for the site of an address. */
export function SwitchOnForm({ onSwitchOn }: Props) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<AddressProblem>();
  const [said, setSaid] = useState('');
  const { isBusy, failure, run, clear } = useCommand<SiteTrouble>();
  const submit = async () => {
    if (isBusy) return;
    const origin = originOf(typed);
    clear();
    setSaid('');
    setProblem(origin.ok ? undefined : origin.failure);
    if (!origin.ok || !(await run(() => onSwitchOn(origin.value))).ok) return;
    setTyped('');
    setSaid(i18n.t('sites.add.done', [origin.value]));
  };
  const words = problem ? addressWords(problem) : failure && siteTroubleWords(failure);
  return (
    <section class="card">
      <h2>{i18n.t('sites.add.title')}</h2>
      <p>{i18n.t('sites.add.body')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field
          label={i18n.t('sites.add.label')}
          hint={i18n.t('sites.add.hint')}
          value={typed}
          maxLength={LONGEST_PASTE}
          problem={words}
          onInput={(value) => {
            setTyped(value);
            setProblem(undefined);
            clear();
          }}
        />
        <div class="form-actions">
          <Button kind="primary" isBusy={isBusy}>
            {i18n.t('sites.add.button')}
          </Button>
          <p class="hint" role="status">
            {said}
          </p>
        </div>
      </form>
    </section>
  );
}
