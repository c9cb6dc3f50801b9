import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Result } from '../../../lib/result.ts';
import { LONGEST_VISITOR_ID } from '../../../lib/storage/items/messages.ts';
import { isolated, type VisitorTrouble, visitorTrouble } from '../../../lib/text/visitor.ts';
import type { FindVisitors } from '../../../lib/visitors/search.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { useCommand } from '../../ui/useCommand.ts';

type Props = {
  visitorId: string;
  labelOf: (visitorId: string) => string;
  find: FindVisitors;
  onMerge: (into: string) => Promise<Result<unknown, VisitorTrouble>>;
  /** With whom it was merged, when it was. */
  onClose: (into?: string) => void;
};

const MOST_OFFERED = 5;

/** Asks with whom a visitor is merged, and says what becomes of both. */
export function VisitorMerge({ visitorId, labelOf, find, onMerge, onClose }: Props) {
  const [typed, setTyped] = useState('');
  const [into, setInto] = useState<string>();
  const [isMissing, setMissing] = useState(false);
  const { isBusy, failure, run } = useCommand<VisitorTrouble>();
  const type = (text: string) => {
    setTyped(text);
    setInto(undefined);
    setMissing(false);
  };
  const merge = async () => {
    setMissing(into === undefined);
    if (into === undefined || isBusy) return;
    if ((await run(() => onMerge(into))).ok) onClose(into);
  };
  const actions = (
    <>
      <Button onClick={() => onClose()}>{i18n.t('visitors.merge.cancel')}</Button>
      <Button kind="danger" onClick={() => void merge()} isBusy={isBusy}>
        {i18n.t('visitors.merge.confirm')}
      </Button>
    </>
  );
  const [from, to] = [isolated(labelOf(visitorId)), into && isolated(labelOf(into))];
  return (
    <Dialog title={i18n.t('visitors.merge.title', [from])} actions={actions} onClose={() => onClose()}>
      <Field
        label={i18n.t('visitors.merge.label')}
        value={typed}
        maxLength={LONGEST_VISITOR_ID}
        onInput={type}
        hint={i18n.t('visitors.merge.hint')}
        problem={isMissing ? i18n.t('visitors.merge.missing') : undefined}
      />
      <Others ids={othersFor(typed, visitorId, find)} labelOf={labelOf} into={into} onChoose={setInto} />
      {to && <p>{i18n.t('visitors.merge.body', [from, to])}</p>}
      {failure && (
        <p class="problem" role="alert">
          {visitorTrouble(failure)}
        </p>
      )}
    </Dialog>
  );
}

/** Whom a text means, and the text itself as an ID of which nothing is remembered yet. */
function othersFor(typed: string, visitorId: string, find: FindVisitors): string[] {
  const text = typed.trim();
  if (text === '') return [];
  const found = find(text, MOST_OFFERED + 1).map((visitor) => visitor.visitorId);
  return [...new Set([...found.filter((id) => id === text), ...found, text])]
    .filter((id) => id !== visitorId)
    .slice(0, MOST_OFFERED);
}

type OthersProps = {
  ids: string[];
  labelOf: (visitorId: string) => string;
  into: string | undefined;
  onChoose: (visitorId: string) => void;
};

function Others({ ids, labelOf, into, onChoose }: OthersProps) {
  if (ids.length === 0) return null;
  return (
    <fieldset class="others">
      <legend class="legend">{i18n.t('visitors.merge.into')}</legend>
      {ids.map((id) => (
        <label key={id}>
          <input type="radio" name="into" checked={into === id} onChange={() => onChoose(id)} />
          <bdi>{labelOf(id)}</bdi> {labelOf(id) !== id && <bdi class="hint">{id}</bdi>}
        </label>
      ))}
    </fieldset>
  );
}
