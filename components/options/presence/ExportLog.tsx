import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { stripKindOf } from '../../../lib/presence/day-strip.ts';
import type { LogLine } from '../../../lib/storage/items/presence-log.ts';
import { fileDay } from '../../../lib/text/day.ts';
import { presenceLogFile } from '../../../lib/text/presence-log.ts';
import { saveFile } from '../../history/save-file.ts';
import { Button } from '../../ui/Button.tsx';

type Props = { changes: LogLine[]; now: number };

/** Gives the agent the log as a table. */
export function ExportLog({ changes, now }: Props) {
  const [said, setSaid] = useState('');
  const [hasFailed, setFailed] = useState(false);
  const make = async () => {
    setSaid('');
    setFailed(false);
    const fileName = `deskside-presence-${fileDay(now)}.csv`;
    try {
      const parts = await presenceLogFile(changes.map((line) => ({ ...line, kind: stripKindOf(line.why) })));
      saveFile(fileName, 'text/csv', parts);
      setSaid(i18n.t('log.exported', [fileName]));
    } catch {
      setFailed(true);
    }
  };
  return (
    <div class="form-actions">
      <Button onClick={() => void make()}>{i18n.t('log.export')}</Button>
      <p class="hint" role="status">
        {said}
      </p>
      {hasFailed && (
        <p class="problem" role="alert">
          {i18n.t('log.exportFailed')}
        </p>
      )}
    </div>
  );
}
