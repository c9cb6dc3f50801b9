import { render } from 'preact';
import { browser } from 'wxt/browser';
import { Workspace } from '../../components/workspace/Workspace.tsx';
import { requestBrevoPermission } from '../../lib/permission.ts';
import { followBrevoPermission } from '../../lib/view/permission.ts';
import { createWorkspace } from '../../lib/view/workspace.ts';

const view = createWorkspace({
  tabId: async () => (await browser.tabs.query({ active: true, currentWindow: true }))[0]?.id,
});
const surface = {
  hasPermission: followBrevoPermission(),
  requestPermission: () => void requestBrevoPermission(),
  openSettings: () => void browser.runtime.openOptionsPage(),
  openPresencePage: () => void browser.tabs.create({ url: browser.runtime.getURL('/options.html#presence') }),
  openHistory: () => void browser.tabs.create({ url: browser.runtime.getURL('/history.html') }),
  openBrevo: () => void browser.tabs.create({ url: 'https://conversations-app.brevo.com/conversations' }),
};
void view.ready.then(() => {
  render(<Workspace view={view} surface={surface} />, document.getElementById('app') as HTMLElement);
  void view.ask('presence/refresh', { reason: 'page-opened' });
});
