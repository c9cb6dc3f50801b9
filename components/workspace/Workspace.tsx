import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { ChangeFailure, CommandData, NoAnswer } from '../../lib/messaging/contract.ts';
import { troubleWords } from '../../lib/text/failure.ts';
import type { ThisPageActions } from '../../lib/view/this-page.ts';
import type { WorkspaceView } from '../../lib/view/workspace.ts';
import { Notice } from '../ui/Notice.tsx';
import { useCommand } from '../ui/useCommand.ts';
import { Announcer } from './Announcer.tsx';
import { ComposerArea } from './ComposerArea.tsx';
import { LookUp } from './LookUp.tsx';
import { PresenceBar } from './PresenceBar.tsx';
import { QuarantineNotice } from './QuarantineNotice.tsx';
import { RecentArea } from './RecentArea.tsx';
import { SetupNotice } from './SetupNotice.tsx';
import { ThisPageBar } from './ThisPage.tsx';

/** What only some surfaces can do: a frame in a page has neither tabs nor permissions. */
export type Surface = {
  hasPermission: ReadonlySignal<boolean>;
  requestPermission: () => void;
  page: ThisPageActions;
};

/** The shared workspace of popup, side panel and frame. */
export function Workspace({ view, surface }: { view: WorkspaceView; surface: Surface }) {
  const { account, presence, messages, composer, time, online } = view;
  const isFiltered = useSignal(false);
  /** A message ID that was typed into the Visitor field, to be looked up. */
  const [wish, setWish] = useState<{ brevoId: string }>();
  const presenceCommand = useCommand<ChangeFailure | NoAnswer>();
  /** Ctrl+Z; the button in a row says itself what went wrong. */
  const undoCommand = useCommand<ChangeFailure | NoAnswer>();
  const main = useRef<HTMLElement>(null);
  const textbox = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (composer.recipient.value.visitorId === '') return;
    const { caret } = composer.draft.value;
    textbox.current?.focus();
    textbox.current?.setSelectionRange(caret, caret);
  }, []);

  const open = (page: CommandData<'page/open'>['page']) => void view.ask('page/open', { page });
  const undo = async (id: string) => {
    const undone = await composer.undo(id);
    if (undone.ok) textbox.current?.focus();
    return undone;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isUndo = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    const [latest] = messages.value.filter(({ state }) => state.kind === 'held');
    if (!isUndo || event.repeat || event.altKey || !latest || hasOwnUndo(event.target)) return;
    event.preventDefault();
    void undoCommand.run(() => undo(latest.id));
  };
  const showMessage = (id: string) => {
    isFiltered.value = false;
    main.current?.querySelector<HTMLElement>(`[data-message="${id}"]`)?.focus();
  };

  return (
    <main class="workspace" ref={main} onKeyDown={onKeyDown}>
      <h1 class="visually-hidden">{i18n.t('extension.short_name')}</h1>
      <PresenceBar
        presence={presence.value}
        rules={view.rules.value}
        lines={view.lines.value}
        now={time.value}
        isBusy={presenceCommand.isBusy}
        problem={presenceCommand.failure && troubleWords(presenceCommand.failure)}
        onSwitch={(wish) => void presenceCommand.run(() => view.ask('presence/set', { wish }))}
        onPause={(until) => void presenceCommand.run(() => view.ask('presence/pause', { until }))}
        onStayOnline={(until) => void presenceCommand.run(() => view.ask('presence/stay-online', { until }))}
        onTryAgain={() => void presenceCommand.run(() => view.ask('presence/refresh', { reason: 'try-again' }))}
        onSettings={() => open('settings')}
        onPresencePage={() => open('presence')}
      />
      <SetupNotice
        account={account.value}
        trouble={view.trouble.value}
        hasPermission={surface.hasPermission.value}
        isOnline={online.value}
        onSettings={() => open('settings')}
        onAllow={surface.requestPermission}
      />
      <ThisPageBar page={view.page.value} actions={surface.page} />
      {view.isKeyboardTaken.value && <Notice tone="warning">{i18n.t('workspace.keyboardTaken')}</Notice>}
      <ComposerArea
        view={view}
        textbox={textbox}
        onShowMessage={showMessage}
        onLookUp={(brevoId) => setWish({ brevoId })}
      />
      {undoCommand.failure && (
        <p class="problem" role="alert">
          {troubleWords(undoCommand.failure)}
        </p>
      )}
      <QuarantineNotice count={view.quarantined.value} onShow={() => open('history')} />
      <RecentArea view={view} isFiltered={isFiltered} onUndo={undo} />
      <LookUp
        wish={wish}
        onLookUp={async (brevoId) => {
          const found = await view.ask('message/look-up', { brevoId });
          // It may be another visitor's.
          if (found.ok) isFiltered.value = false;
          return found;
        }}
      />
      <Announcer presence={presence.value} messages={messages.value} />
    </main>
  );
}

/** Text that was typed is what Ctrl+Z takes back first. */
const hasOwnUndo = (target: EventTarget | null) =>
  (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) && target.value !== '';
