import type { ReadonlySignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import type { OptionsPage } from '../../lib/view/options-pages.ts';
import { Options } from './Options.tsx';
import { PresencePage } from './presence/PresencePage.tsx';
import { SitesPage } from './sites/SitesPage.tsx';
import { VisitorsPage } from './visitors/VisitorsPage.tsx';

type Props = {
  page: ReadonlySignal<OptionsPage>;
  hasPermission: ReadonlySignal<boolean>;
  requestPermission: () => Promise<boolean>;
  requestSite: (pattern: string) => Promise<boolean>;
  canSeeLock: boolean;
};

/** The pages of the settings, with the links between them. Who follows a link lands on the heading of its page. */
export function OptionsPages({ page, hasPermission, requestPermission, requestSite, canSeeLock }: Props) {
  const shown = page.value;
  const body = useRef<HTMLDivElement>(null);
  const before = useRef(shown.kind);
  useLayoutEffect(() => {
    document.title = `${titleOf(shown.kind)} – Deskside`;
    if (before.current === shown.kind) return;
    before.current = shown.kind;
    const heading = body.current?.querySelector('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus();
  }, [shown.kind]);
  return (
    <>
      <nav class="pages" aria-label={i18n.t('presencePage.nav')}>
        {(['settings', 'presence', 'visitors', 'sites'] as const).map((kind) => (
          <a key={kind} href={`#${kind}`} aria-current={kind === shown.kind ? 'page' : undefined}>
            {titleOf(kind)}
          </a>
        ))}
      </nav>
      <div ref={body}>
        {shown.kind === 'settings' && (
          <Options view={shown.view} hasPermission={hasPermission} requestPermission={requestPermission} />
        )}
        {shown.kind === 'presence' && <PresencePage view={shown.view} canSeeLock={canSeeLock} />}
        {shown.kind === 'visitors' && <VisitorsPage view={shown.view} />}
        {shown.kind === 'sites' && <SitesPage view={shown.view} requestSite={requestSite} />}
      </div>
    </>
  );
}

const titles = {
  settings: 'settings.title',
  presence: 'presence.label',
  visitors: 'visitors.title',
  sites: 'sites.title',
} as const;
const titleOf = (kind: OptionsPage['kind']) => i18n.t(titles[kind]);
