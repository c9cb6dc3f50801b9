import { i18n } from '#i18n';
import type { Unreadable } from '../../lib/storage/unreadable.ts';
import { fileDay } from '../../lib/text/day.ts';
import { Button } from '../ui/Button.tsx';
import { saveFile } from './save-file.ts';

/** What this version could not read and therefore did not touch; nothing when there is none. */
export function UnreadableCard({ unreadable, now }: { unreadable: Unreadable[]; now: number }) {
  if (unreadable.length === 0) return null;
  const save = () =>
    saveFile(`deskside-unreadable-${fileDay(now)}.json`, 'application/json', [JSON.stringify(unreadable, null, 2)]);
  return (
    <section class="card">
      <h2>{i18n.t('history.unreadable.title')}</h2>
      <p>{i18n.t('history.unreadable.body')}</p>
      <ul class="unreadable">
        {unreadable.map(({ key, kind }) => (
          <li key={key}>
            <code>{key}</code>: {i18n.t(kind === 'newer' ? 'history.unreadable.newer' : 'history.unreadable.corrupt')}
          </li>
        ))}
      </ul>
      <div>
        <Button onClick={save}>{i18n.t('history.unreadable.export')}</Button>
      </div>
      <p class="hint">{i18n.t('history.unreadable.hint')}</p>
    </section>
  );
}
