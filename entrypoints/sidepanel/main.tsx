import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { i18n } from '#i18n';
import { Notice } from '../../components/ui/Notice.tsx';
import { Workspace } from '../../components/workspace/Workspace.tsx';
import { requestBrevoPermission } from '../../lib/permission.ts';
import { followActiveTab } from '../../lib/view/active-tab.ts';
import { proveFrame } from '../../lib/view/frame.ts';
import { createFrameGuard } from '../../lib/view/frame-guard.ts';
import { followBrevoPermission } from '../../lib/view/permission.ts';
import { createWorkspace } from '../../lib/view/workspace.ts';

const app = document.getElementById('app') as HTMLElement;

/** The browser's own panel: beside whichever tab is in front. */
async function showPanel(): Promise<void> {
  const tab = await followActiveTab();
  const view = createWorkspace({ surface: 'panel', tab });
  await view.ready;
  const surface = {
    hasPermission: followBrevoPermission(),
    requestPermission: () => void requestBrevoPermission(),
    page: { ask: view.ask },
  };
  render(<Workspace view={view} surface={surface} />, app);
  void view.ask('presence/refresh', { reason: 'page-opened' });
  effect(() => {
    if (tab.value) void view.ask('context/refresh', { tabId: tab.value.id });
  });
}

/** The frame inside a page. It has neither tabs nor permissions, and shows nothing unless a host of ours put it there. */
async function showFrame(): Promise<void> {
  const tab = await proveFrame();
  if (!tab) {
    const words = i18n.t('trouble.unproven');
    return render(
      <div class="declined">
        <Notice tone="warning">{words}</Notice>
      </div>,
      app,
    );
  }
  const view = createWorkspace({ surface: 'frame', tab: signal(tab), guard: createFrameGuard() });
  await view.ready;
  const openSettings = () => void view.ask('page/open', { page: 'settings' });
  const surface = { hasPermission: signal(true), requestPermission: openSettings, page: { ask: view.ask } };
  render(<Workspace view={view} surface={surface} />, app);
  void view.ask('presence/refresh', { reason: 'page-opened' });
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) void view.ask('frame/close', {});
    // Perhaps the beginning of a command's keys: the background wakes, and knows that the sidebar is here.
    else if (event.shiftKey && (event.ctrlKey || event.metaKey)) void view.ask('host/menu', {});
  });
}

void (window.top === window ? showPanel() : showFrame());
