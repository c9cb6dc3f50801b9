import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { number } from '../../lib/text/message.ts';

export type Progress = { done: number; total: number };

/** What takes less needs no bar: it would only flash. */
const SHORT_MS = 1000;

/** How far an export is, once it takes long. */
export function ExportProgress({ done, total }: Progress) {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), SHORT_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong) return null;
  return (
    <label class="export-progress">
      {i18n.t('history.export.progress', [number(done), number(total)])}
      <progress value={done} max={total} />
    </label>
  );
}
