import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { NoAnswer } from '../../lib/messaging/contract.ts';
import type { StorageFailure } from '../../lib/storage/failure.ts';
import { fileDay } from '../../lib/text/day.ts';
import type { ExportChoice } from '../../lib/text/history-file.ts';
import type { HistoryView } from '../../lib/view/history.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { useCommand } from '../ui/useCommand.ts';
import { ExportProgress, type Progress } from './ExportProgress.tsx';
import { saveFile } from './save-file.ts';

type Props = { now: number; onExport: HistoryView['export']; onClose: (fileName?: string) => void };

const types = { csv: 'text/csv', json: 'application/json' };

/** What of the messages goes into a file. Text and visitor IDs only when they are ticked (G-S11). */
export function ExportDialog({ now, onExport, onClose }: Props) {
  const [choice, setChoice] = useState<ExportChoice>({ format: 'csv', withText: false, withVisitors: false });
  const [progress, setProgress] = useState<Progress>();
  const { isBusy, failure, run } = useCommand<StorageFailure | NoAnswer>();
  const stopping = useRef(new AbortController());
  // Closed while it works, it stops at once: the end of other effects waits for the next frame.
  useLayoutEffect(() => () => stopping.current.abort(), []);
  const make = async () => {
    const { signal } = stopping.current;
    const made = await run(() => onExport(choice, (done, total) => setProgress({ done, total }), signal));
    if (!made.ok || signal.aborted) return;
    const fileName = `deskside-history-${fileDay(now)}.${choice.format}`;
    saveFile(fileName, types[choice.format], made.value);
    onClose(fileName);
  };
  const actions = (
    <>
      <Button onClick={() => onClose()}>{i18n.t('history.export.cancel')}</Button>
      <Button kind="primary" onClick={() => void make()} isBusy={isBusy}>
        {i18n.t('history.export.confirm')}
      </Button>
    </>
  );
  return (
    <Dialog title={i18n.t('history.export.title')} actions={actions} onClose={() => onClose()}>
      <p>{i18n.t('history.export.body')}</p>
      <Choices choice={choice} onChange={(change) => setChoice({ ...choice, ...change })} />
      {isBusy && progress && <ExportProgress {...progress} />}
      {failure && (
        <p class="problem" role="alert">
          {i18n.t('history.export.failed')}
        </p>
      )}
    </Dialog>
  );
}

type ChoicesProps = { choice: ExportChoice; onChange: (change: Partial<ExportChoice>) => void };

const Choices = ({ choice, onChange }: ChoicesProps) => (
  <>
    <fieldset class="choices">
      <legend class="legend">{i18n.t('history.export.format')}</legend>
      {(['csv', 'json'] as const).map((format) => (
        <label key={format}>
          <input type="radio" name="format" checked={choice.format === format} onChange={() => onChange({ format })} />
          {format.toUpperCase()}
        </label>
      ))}
    </fieldset>
    <fieldset class="choices">
      <legend class="legend">{i18n.t('history.export.include')}</legend>
      <label>
        <input
          type="checkbox"
          checked={choice.withText}
          onChange={(event) => onChange({ withText: event.currentTarget.checked })}
        />
        {i18n.t('history.export.text')}
      </label>
      <label>
        <input
          type="checkbox"
          checked={choice.withVisitors}
          onChange={(event) => onChange({ withVisitors: event.currentTarget.checked })}
        />
        {i18n.t('history.export.visitors')}
      </label>
    </fieldset>
  </>
);
