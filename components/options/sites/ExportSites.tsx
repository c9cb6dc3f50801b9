import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Site } from '../../../lib/storage/items/sites.ts';
import { fileDay } from '../../../lib/text/day.ts';
import { sitesFile } from '../../../lib/text/site-file.ts';
import { saveFile } from '../../history/save-file.ts';
import { Button } from '../../ui/Button.tsx';

type Props = { sites: Site[]; now: () => number };

/** Gives the agent the sites and their rules as a file. */
export function ExportSites({ sites, now }: Props) {
  const [said, setSaid] = useState('');
  const [hasFailed, setFailed] = useState(false);
  const make = () => {
    setSaid('');
    setFailed(false);
    const fileName = `deskside-sites-${fileDay(now())}.json`;
    try {
      saveFile(fileName, 'application/json', [sitesFile(sites)]);
      setSaid(i18n.t('sites.export.done', [fileName]));
    } catch {
      setFailed(true);
    }
  };
  return (
    <div class="form-actions">
      <Button onClick={make}>{i18n.t('sites.export.button')}</Button>
      <p class="hint" role="status">
        {said || i18n.t('sites.export.hint')}
      </p>
      {hasFailed && (
        <p class="problem" role="alert">
          {i18n.t('sites.export.failed')}
        </p>
      )}
    </div>
  );
}
