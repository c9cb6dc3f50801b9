import { render } from 'preact';
import { Options } from '../../components/options/Options.tsx';
import { requestBrevoPermission } from '../../lib/permission.ts';
import { followBrevoPermission } from '../../lib/view/permission.ts';
import { createSettings } from '../../lib/view/settings.ts';

const view = createSettings();
const hasPermission = followBrevoPermission();
void view.ready.then(() =>
  render(
    <Options view={view} hasPermission={hasPermission} requestPermission={requestBrevoPermission} />,
    document.getElementById('app') as HTMLElement,
  ),
);
