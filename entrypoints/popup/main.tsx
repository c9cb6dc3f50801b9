import { render } from 'preact';
import { Workspace } from '../../components/workspace/Workspace.tsx';
import { requestBrevoPermission, requestSitePermission } from '../../lib/permission.ts';
import { openSidePanel } from '../../lib/sites/side-panel.ts';
import { followActiveTab } from '../../lib/view/active-tab.ts';
import { followBrevoPermission } from '../../lib/view/permission.ts';
import { createWorkspace } from '../../lib/view/workspace.ts';

void followActiveTab().then(async (tab) => {
  const view = createWorkspace({ surface: 'popup', tab });
  await view.ready;
  const { ask } = view;
  const surface = {
    hasPermission: followBrevoPermission(),
    requestPermission: () => void requestBrevoPermission(),
    page: {
      ask,
      requestSite: requestSitePermission,
      openPanel: () => void openSidePanel(tab.value?.windowId ?? -1).then(close, () => undefined),
      leave: close,
    },
  };
  render(<Workspace view={view} surface={surface} />, document.getElementById('app') as HTMLElement);
  void ask('presence/refresh', { reason: 'page-opened' });
  if (tab.value) void ask('context/refresh', { tabId: tab.value.id });
});
