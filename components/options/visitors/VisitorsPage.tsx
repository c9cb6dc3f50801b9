import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { troubleWords } from '../../../lib/text/failure.ts';
import { number } from '../../../lib/text/message.ts';
import type { VisitorsPageView } from '../../../lib/view/visitors-page.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ExportVisitors } from './ExportVisitors.tsx';
import { VisitorDialogs, type VisitorQuestion } from './VisitorDialogs.tsx';
import { VisitorList } from './VisitorList.tsx';

/** Whom this browser remembers: to search, edit, merge, forget and export. */
export function VisitorsPage({ view }: { view: VisitorsPageView }) {
  const [question, setQuestion] = useState<VisitorQuestion>();
  const [said, setSaid] = useState('');
  const main = useRef<HTMLElement>(null);
  /** About whom a question was asked last. */
  const asked = useRef<string | undefined>(undefined);
  const trouble = view.trouble.value;
  const shown = view.shown.value;
  const search = (text: string) => {
    setSaid('');
    view.search(text);
  };
  const ask = (next: VisitorQuestion) => {
    asked.current = next.visitorId;
    setQuestion(next);
  };
  const close = (words = '') => {
    setQuestion(undefined);
    setSaid(words);
  };
  useEffect(() => {
    if (question || asked.current === undefined || view.visitor(asked.current)) return;
    asked.current = undefined;
    // The row is gone, and took the focus with it.
    if (document.activeElement === document.body) main.current?.querySelector('input')?.focus();
  }, [question, shown]);
  return (
    <main ref={main} class="settings visitors-page">
      <header>
        <h1>{i18n.t('visitors.title')}</h1>
        <p class="hint">{i18n.t('visitors.subtitle')}</p>
      </header>
      {trouble && <Notice tone="trouble">{troubleWords(trouble)}</Notice>}
      {!trouble && view.total.value === 0 && <Empty />}
      {view.total.value > 0 && (
        <>
          <Field label={i18n.t('visitors.search')} value={view.query.value} onInput={search} />
          <div class="visitors-bar">
            <p role="status">{said || countWords(shown.length)}</p>
            {shown.length > 0 && <ExportVisitors now={view.now} onExport={view.export} />}
          </div>
          {shown.length === 0 ? (
            <Nobody onClear={() => search('')} />
          ) : (
            // Another search begins at its top.
            <VisitorList key={view.query.value} view={view} visitors={shown} onAsk={ask} />
          )}
        </>
      )}
      {question && <VisitorDialogs view={view} question={question} onClose={close} />}
    </main>
  );
}

const countWords = (count: number): string =>
  count === 0 ? i18n.t('visitors.none') : i18n.t('visitors.count', count, [number(count)]);

const Empty = () => (
  <div class="visitors-empty">
    <p>{i18n.t('visitors.empty')}</p>
    <p class="hint">{i18n.t('visitors.emptyHint')}</p>
  </div>
);

const Nobody = ({ onClear }: { onClear: () => void }) => (
  <div class="visitors-empty">
    <p>{i18n.t('visitors.nobody')}</p>
    <Button onClick={onClear}>{i18n.t('visitors.clear')}</Button>
  </div>
);
