import { useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Context } from '../../lib/storage/items/context.ts';
import { type SiteTrouble, siteTroubleWords } from '../../lib/text/site.ts';
import type { ThisPage, ThisPageActions } from '../../lib/view/this-page.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useCommand } from '../ui/useCommand.ts';
import { ThisPageFrame } from './ThisPageFrame.tsx';
import { type Run, ThisPagePopup } from './ThisPagePopup.tsx';
import { ThisPageThread } from './ThisPageThread.tsx';

type Props = { page: ThisPage; actions: ThisPageActions };

/** What the page beside the workspace is about, and what can be done with it. Nothing where there is nothing to say. */
export function ThisPageBar({ page, actions }: Props) {
  const bar = useRef<HTMLElement>(null);
  const { isBusy, failure, run } = useCommand<SiteTrouble>();
  const { surface, tabId, origin, context } = page;
  /** The question goes away with its answer, so the bar gets the focus. */
  const settle: Run = async (command) => {
    const settled = await run(command);
    if (settled.ok) bar.current?.focus();
    return settled;
  };
  const canAct = surface === 'popup' && tabId !== undefined && origin !== undefined;
  const sentence = sentenceOf(page);
  if (!canAct && surface !== 'frame' && !sentence && !hasNews(context)) return null;
  return (
    <section class="this-page" aria-label={i18n.t('thisPage.label')} ref={bar} tabIndex={-1}>
      {sentence && (
        <p class="this-page-sentence" title={context?.visitorId}>
          {sentence}
        </p>
      )}
      {canAct && (
        <ThisPagePopup page={page} tabId={tabId} origin={origin} actions={actions} isBusy={isBusy} run={run} />
      )}
      {surface === 'frame' && <ThisPageFrame page={page} actions={actions} run={run} />}
      <Trouble page={page} actions={actions} />
      <Question page={page} actions={actions} isBusy={isBusy} settle={settle} />
      {failure && (
        <p class="problem" role="alert">
          {siteTroubleWords(failure)}
        </p>
      )}
    </section>
  );
}

const hasNews = (context: Context | undefined) =>
  context !== undefined && (context.asksAbout ?? context.threadId ?? context.trouble) !== undefined;

/** One line, or none: the questions say for themselves what they are about. */
function sentenceOf({ surface, isOn, context, sidebar, site }: ThisPage): string | undefined {
  if (context?.asksAbout || (context?.threadId && !context.visitorId)) return undefined;
  if (context?.visitorId) return i18n.t('thisPage.visitor', [context.name || context.visitorId]);
  if (surface === 'panel') return isOn ? i18n.t('thisPage.nobody') : i18n.t('thisPage.panel');
  if (surface === 'popup' && (sidebar.isHidden || site?.isHidden) && isOn) return i18n.t('thisPage.hidden');
  return isOn ? i18n.t('thisPage.nobody') : undefined;
}

/** The sidebar is not to be had on this page; the browser's own panel is out of its reach. */
function Trouble({ page: { context, surface }, actions: { openPanel } }: Props) {
  if (!context?.trouble) return null;
  const open = openPanel && surface !== 'panel' && <Button onClick={openPanel}>{i18n.t('thisPage.openPanel')}</Button>;
  return (
    <Notice tone="warning" actions={open || undefined}>
      {i18n.t(`thisPage.${context.trouble}`)}
    </Notice>
  );
}

type QuestionProps = Props & { isBusy: boolean; settle: Run };

function Question({ page: { tabId, context }, actions: { ask }, isBusy, settle }: QuestionProps) {
  const { asksAbout, threadId, visitorId = '' } = context ?? {};
  if (asksAbout && tabId !== undefined) {
    const answer = (isRight: boolean) => void settle(() => ask('rule/confirm', { tabId, visitorId, isRight }));
    const actions = (
      <>
        <Button isBusy={isBusy} onClick={() => answer(true)}>
          {i18n.t('thisPage.yes')}
        </Button>
        <Button isBusy={isBusy} onClick={() => answer(false)}>
          {i18n.t('thisPage.no')}
        </Button>
      </>
    );
    return (
      <Notice tone="plain" actions={actions}>
        {i18n.t('thisPage.ask', [visitorId])}
      </Notice>
    );
  }
  if (!threadId || visitorId) return null;
  return (
    <ThisPageThread
      key={threadId}
      isBusy={isBusy}
      onSave={(typed) => void settle(() => ask('visitor/link', { visitorId: typed, threadId }))}
    />
  );
}
