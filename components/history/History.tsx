import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { number } from '../../lib/text/message.ts';
import { everything, type HistoryView } from '../../lib/view/history.ts';
import type { Results } from '../../lib/view/history-results.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { Filters } from './Filters.tsx';
import { MessageList } from './MessageList.tsx';
import { Retention } from './Retention.tsx';
import { UnreadableCard } from './UnreadableCard.tsx';

/** The history page: what this browser sent, to search, export and wipe. */
export function History({ view }: { view: HistoryView }) {
  const [isExporting, setExporting] = useState(false);
  const [exported, setExported] = useState<string>();
  const results = view.results.value;
  const canExport = results.kind === 'found' && results.total > 0;
  const startExport = () => {
    setExported(undefined);
    setExporting(true);
  };
  return (
    <main class="history">
      <header>
        <h1>{i18n.t('history.title')}</h1>
        <p class="hint">{i18n.t('history.subtitle')}</p>
      </header>
      <Filters query={view.query.value} onChange={view.filter} />
      <div class="history-bar">
        <p role="status">{countWords(results)}</p>
        {canExport && <Button onClick={startExport}>{i18n.t('history.export.open')}</Button>}
      </div>
      {exported && <Notice tone="good">{i18n.t('history.export.done', [exported])}</Notice>}
      <Body view={view} results={results} />
      <UnreadableCard unreadable={view.unreadable.value} now={view.now()} />
      <Retention days={view.retentionDays.value} onSave={view.setRetention} onWipe={view.wipe} />
      {isExporting && (
        <ExportDialog
          now={view.now()}
          onExport={view.export}
          onClose={(fileName) => {
            setExporting(false);
            setExported(fileName);
          }}
        />
      )}
    </main>
  );
}

/** Said aloud whenever it changes. */
function countWords(results: Results): string {
  if (results.kind === 'loading') return i18n.t('history.loading');
  if (results.kind === 'failed') return '';
  if (results.total === 0) return i18n.t('history.count.none');
  return results.total === 1 ? i18n.t('history.count.one') : i18n.t('history.count.many', [number(results.total)]);
}

function Body({ view, results }: { view: HistoryView; results: Results }) {
  if (results.kind === 'loading') return null;
  if (results.kind === 'failed') {
    return (
      <Notice
        tone="trouble"
        title={i18n.t('history.failed.what')}
        actions={<Button onClick={() => void view.search()}>{i18n.t('presence.tryAgain')}</Button>}
      >
        {i18n.t('history.failed.next')}
      </Notice>
    );
  }
  const asked = JSON.stringify(results.query);
  if (results.total === 0)
    return <Nothing isFiltered={asked !== JSON.stringify(everything)} onClear={() => view.filter(everything)} />;
  // Another search begins at its top.
  return <MessageList key={asked} found={results} at={view.at} onWant={view.want} now={view.now()} />;
}

const Nothing = ({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) => (
  <div class="history-empty">
    <p>{i18n.t(isFiltered ? 'history.empty.filtered' : 'history.empty.yet')}</p>
    {isFiltered ? (
      <Button onClick={onClear}>{i18n.t('history.empty.clear')}</Button>
    ) : (
      <p class="hint">{i18n.t('history.empty.hint')}</p>
    )}
  </div>
);
