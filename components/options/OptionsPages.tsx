import type { ReadonlySignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import type { OptionsPage } from '../../lib/view/options-pages.ts';
import { Options } from './Options.tsx';
import { PresencePage } from './presence/PresencePage.tsx';

type Props = {
  page: ReadonlySignal<OptionsPage>;
  hasPermission: ReadonlySignal<boolean>;
  requestPermission: () => Promise<boolean>;
  canSeeLock: boolean;
};

/** The pages of the settings, with the links between them. Who follows a link lands on the heading of its page. */
export function OptionsPages({ page, hasPermission, requestPermission, canSeeLock }: Props) {
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
        {(['settings', 'presence'] as const).map((kind) => (
          <a key={kind} href={`#${kind}`} aria-current={kind === shown.kind ? 'page' : undefined}>
            {titleOf(kind)}
          </a>
        ))}
      </nav>
      <div ref={body}>
        {shown.kind === 'settings' ? (
          <Options view={shown.view} hasPermission={hasPermission} requestPermission={requestPermission} />
        ) : (
          <PresencePage view={shown.view} canSeeLock={canSeeLock} />
        )}
      </div>
    </>
  );
}

const titleOf = (kind: OptionsPage['kind']) => i18n.t(kind === 'settings' ? 'settings.title' : 'presence.label');
