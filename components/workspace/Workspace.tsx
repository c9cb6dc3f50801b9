import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { textProblem } from '../../lib/messages/text-check.ts';
import type { ChangeFailure, NoAnswer } from '../../lib/messaging/contract.ts';
import { LONGEST_VISITOR_ID } from '../../lib/storage/items/messages.ts';
import { troubleWords } from '../../lib/text/failure.ts';
import { textWords } from '../../lib/text/message.ts';
import type { WorkspaceView } from '../../lib/view/workspace.ts';
import { useCommand } from '../ui/useCommand.ts';
import { Announcer } from './Announcer.tsx';
import { Composer } from './Composer.tsx';
import { LookUp } from './LookUp.tsx';
import { ModePicker } from './ModePicker.tsx';
import { PresenceBar } from './PresenceBar.tsx';
import { RecentMessages } from './RecentMessages.tsx';
import { SetupNotice } from './SetupNotice.tsx';
import { VisitorField } from './VisitorField.tsx';

/** What only some surfaces can do: a frame in a page has neither tabs nor permissions. */
export type Surface = {
  hasPermission: ReadonlySignal<boolean>;
  requestPermission: () => void;
  openSettings: () => void;
  openBrevo: () => void;
};

const DOUBLE_CLICK_MS = 700;

type Problems = { visitor?: string; mode?: string; text?: string };

/** The shared workspace of popup, side panel and frame. */
export function Workspace({ view, surface }: { view: WorkspaceView; surface: Surface }) {
  const { account, presence, messages, visitors, draft, time, online } = view;
  const { visitorId, mode, text, caret } = draft.value;
  const [problems, setProblems] = useState<Problems>({});
  const [isFiltered, setFiltered] = useState(false);
  const presenceCommand = useCommand<ChangeFailure | NoAnswer>();
  const textbox = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (visitorId === '') return;
    textbox.current?.focus();
    textbox.current?.setSelectionRange(caret, caret);
  }, []);

  const change: typeof view.change = (changed) => {
    setProblems({});
    return view.change(changed);
  };
  const lastSend = useRef(0);
  const send = async () => {
    // The second click of a double click meets the emptied draft; that is nothing to complain about.
    if (draft.value.text === '' && Date.now() - lastSend.current < DOUBLE_CLICK_MS) return;
    const found = problemsOf(view);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    lastSend.current = Date.now();
    const sent = await view.send();
    if (!sent.ok) setProblems({ text: troubleWords(sent.failure) });
  };
  const chosen = visitorId.trim();
  const shown = isFiltered && chosen ? messages.value.filter((each) => each.visitorId === chosen) : messages.value;

  return (
    <main class="workspace">
      <h1 class="visually-hidden">{i18n.t('extension.short_name')}</h1>
      <PresenceBar
        presence={presence.value}
        now={time.value}
        isBusy={presenceCommand.isBusy}
        problem={presenceCommand.failure && troubleWords(presenceCommand.failure)}
        onSwitch={(wish) => void presenceCommand.run(() => view.ask('presence/set', { wish }))}
        onTryAgain={() => void presenceCommand.run(() => view.ask('presence/refresh', { reason: 'try-again' }))}
        onSettings={surface.openSettings}
      />
      <SetupNotice
        account={account.value}
        trouble={view.trouble.value}
        hasPermission={surface.hasPermission.value}
        isOnline={online.value}
        onSettings={surface.openSettings}
        onAllow={surface.requestPermission}
      />
      <VisitorField
        visitorId={visitorId}
        recents={visitors.value}
        problem={problems.visitor}
        now={time.value}
        onChange={(id) => void change({ visitorId: id })}
        onChosen={() => textbox.current?.focus()}
      />
      <ModePicker mode={mode} problem={problems.mode} onChange={(next) => void change({ mode: next })} />
      <Composer
        text={text}
        problem={problems.text}
        textboxRef={textbox}
        onWrite={(written, at) => {
          if (written !== text || at !== caret) void change({ text: written, caret: at });
        }}
        onSend={() => void send()}
      />
      <RecentMessages
        messages={shown}
        isFiltered={isFiltered && chosen !== ''}
        canFilter={chosen !== ''}
        now={time.value}
        onFilter={setFiltered}
        onEdit={(id, edit, seen) => view.ask('message/edit', { id, text: edit, seen })}
        onDelete={(id, seen) => view.ask('message/delete', { id, seen })}
        onSendAgain={(id) => view.ask('message/send-again', { id })}
        onArrived={(id) => view.ask('message/arrived', { id })}
        onOpenBrevo={surface.openBrevo}
      />
      <LookUp
        onLookUp={async (brevoId) => {
          const found = await view.ask('message/look-up', { brevoId });
          // It may be another visitor's.
          if (found.ok) setFiltered(false);
          return found;
        }}
      />
      <Announcer presence={presence.value} messages={messages.value} />
    </main>
  );
}

/** What keeps the draft from being sent, each said where it can be mended. */
function problemsOf({ draft, account }: WorkspaceView): Problems {
  const { visitorId, mode, text } = draft.value;
  const { agent, groupId, learnedAgentId, key } = account.value ?? {};
  const wrong = textProblem(text);
  const hasSender = groupId ?? learnedAgentId ?? agent?.kind === 'id';
  return {
    ...(visitorId.trim() === '' && { visitor: i18n.t('visitor.missing') }),
    // A record cannot hold it, so the message would be lost.
    ...(visitorId.trim().length > LONGEST_VISITOR_ID && { visitor: i18n.t('visitor.tooLong') }),
    ...(mode === 'automated' && !hasSender && { mode: i18n.t('mode.needsSender') }),
    ...(wrong && { text: textWords(wrong, text.length) }),
    ...(!wrong && !key && { text: i18n.t('setup.key.body') }),
    ...(!wrong && key && !agent && { text: i18n.t('setup.agent.body') }),
  };
}
