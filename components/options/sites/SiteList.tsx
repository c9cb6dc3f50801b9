import { Globe } from 'lucide';
import { useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Site } from '../../../lib/storage/items/sites.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ExportSites } from './ExportSites.tsx';
import { type SiteActions, SiteCard } from './SiteCard.tsx';
import { useFocusNext } from './useFocusNext.ts';

type Props = { sites: Site[]; on: SiteActions; now: () => number };

/** The sites that the agent knows, whether on or off. */
export function SiteList({ sites, on, now }: Props) {
  const [said, setSaid] = useState('');
  const list = useRef<HTMLElement>(null);
  const focusNext = useFocusNext(list, [sites]);
  const forget = async (origin: string) => {
    const index = sites.findIndex((site) => site.origin === origin);
    const neighbour = sites[index + 1] ?? sites[index - 1];
    // Where the dialog gives the focus back there is nothing any more.
    focusNext(neighbour ? `[data-site="${neighbour.origin}"] h3` : 'h2');
    const forgotten = await on.onForget(origin);
    if (forgotten.ok) setSaid(i18n.t('sites.list.forgotten', [origin]));
    else focusNext(undefined);
    return forgotten;
  };
  return (
    <section class="card" ref={list}>
      <h2 tabIndex={-1}>{i18n.t('sites.list.title')}</h2>
      {sites.length === 0 ? (
        <NoSites />
      ) : (
        <ul class="site-list">
          {sites.map((site) => (
            <SiteCard key={site.origin} site={site} on={{ ...on, onForget: forget }} onSaid={setSaid} />
          ))}
        </ul>
      )}
      <p class="hint" role="status">
        {said}
      </p>
      {sites.length > 0 && <ExportSites sites={sites} now={now} />}
    </section>
  );
}

const NoSites = () => (
  <div class="no-sites">
    <Icon of={Globe} />
    <p>{i18n.t('sites.list.empty')}</p>
    <p class="hint">{i18n.t('sites.list.emptyHint')}</p>
  </div>
);
