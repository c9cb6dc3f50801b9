import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { fileDay } from '../../../lib/text/day.ts';
import type { VisitorFileFormat } from '../../../lib/text/visitor-file.ts';
import { saveFile } from '../../history/save-file.ts';
import { Button } from '../../ui/Button.tsx';

type Props = { now: () => number; onExport: (format: VisitorFileFormat) => Promise<string[]> };

const types = { csv: 'text/csv', json: 'application/json' };

/** Gives the agent the visitors that are shown as a file. */
export function ExportVisitors({ now, onExport }: Props) {
  const [said, setSaid] = useState('');
  const [hasFailed, setFailed] = useState(false);
  const make = async (format: VisitorFileFormat) => {
    setSaid('');
    setFailed(false);
    const fileName = `deskside-visitors-${fileDay(now())}.${format}`;
    try {
      saveFile(fileName, types[format], await onExport(format));
      setSaid(i18n.t('visitors.exported', [fileName]));
    } catch {
      setFailed(true);
    }
  };
  return (
    <div class="form-actions">
      {(['csv', 'json'] as const).map((format) => (
        <Button key={format} onClick={() => void make(format)}>
          {i18n.t('visitors.export', [format.toUpperCase()])}
        </Button>
      ))}
      <p class="hint" role="status">
        {said}
      </p>
      {hasFailed && (
        <p class="problem" role="alert">
          {i18n.t('visitors.exportFailed')}
        </p>
      )}
    </div>
  );
}
