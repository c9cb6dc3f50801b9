import type { ReadonlySignal } from '@preact/signals';
import { i18n } from '#i18n';
import { troubleWords } from '../../lib/text/failure.ts';
import type { SettingsView } from '../../lib/view/settings.ts';
import { Notice } from '../ui/Notice.tsx';
import { AgentForm } from './AgentForm.tsx';
import { KeyForm } from './KeyForm.tsx';
import { PermissionCard } from './PermissionCard.tsx';
import { UndoWindow } from './UndoWindow.tsx';

type Props = {
  view: SettingsView;
  hasPermission: ReadonlySignal<boolean>;
  /** Must be called first thing in a click: Firefox refuses it after any `await`. */
  requestPermission: () => Promise<boolean>;
};

/** The settings page: access, key, and who the agent is. */
export function Options({ view, hasPermission, requestPermission }: Props) {
  const account = view.account.value;
  return (
    <main class="settings">
      <header>
        <h1>{i18n.t('settings.title')}</h1>
        <p class="hint">{i18n.t('settings.subtitle')}</p>
      </header>
      {view.trouble.value && <Notice tone="trouble">{troubleWords(view.trouble.value)}</Notice>}
      <PermissionCard isAllowed={hasPermission.value} onAllow={requestPermission} />
      <KeyForm
        saved={account?.key}
        onSave={(key) => view.ask('key/save', { key })}
        onForget={() => view.ask('key/forget', {})}
      />
      <AgentForm
        agent={account?.agent}
        groupId={account?.groupId}
        onSave={(agent, groupId) => view.ask('agent/save', { agent, groupId })}
      />
      <UndoWindow
        undoWindowS={view.messageSettings.value.undoWindowS}
        onSave={(undoWindowS) => view.ask('message-settings/save', { change: { undoWindowS } })}
      />
      <section class="card">
        <h2>{i18n.t('settings.limits.title')}</h2>
        <p>{i18n.t('settings.limits.body')}</p>
      </section>
    </main>
  );
}
